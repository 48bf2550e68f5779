"""JSON Feed (https://jsonfeed.org/version/1.1): read in the child like any other feed."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from html import escape
from urllib.parse import urljoin

import msgspec

from bot.errors import FeedUnreadable
from bot.ingest.clean import line
from bot.ingest.identity import Item, identified
from bot.model.feed import ParsedFeed

_VERSION = re.compile(r"https?://(www\.)?jsonfeed\.org/version/")


def is_json_feed(body: bytes) -> bool:
    """Whether a document is JSON at all: no other feed format begins with a brace."""
    return body.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"


def json_feed(body: bytes, *, url: str) -> ParsedFeed:
    """Read a JSON Feed.

    Raises:
        FeedUnreadable: it is other JSON, or none.
    """
    try:
        document = msgspec.json.decode(body.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise FeedUnreadable("the answer is broken JSON") from error
    items = document.get("items") if isinstance(document, dict) else None
    known = isinstance(document, dict) and _VERSION.match(str(document.get("version")))
    if not known or not isinstance(items, list):
        raise FeedUnreadable("the answer is JSON, but no JSON Feed")
    entries, dropped = identified([_item(one, url=url) for one in items if isinstance(one, dict)])
    return ParsedFeed(title=_string(document, "title"), entries=entries, dropped=dropped)


def _item(one: Mapping[str, object], *, url: str) -> Item:
    html = one.get("content_html")
    plain = one.get("content_text") or one.get("summary")
    text = html if isinstance(html, str) and html else escape(str(plain or ""), quote=False)
    return Item(
        guid=_string(one, "id"),
        url=_link(_string(one, "url") or _string(one, "external_url"), url=url),
        title=_string(one, "title"),
        html=text,
        published=_date(_string(one, "date_published")) or _date(_string(one, "date_modified")),
        author=_author(one),
    )


def _string(values: Mapping[str, object], key: str) -> str:
    value = values.get(key)
    return line(str(value)) if isinstance(value, str | int | float) else ""


def _link(text: str, *, url: str) -> str | None:
    try:
        link = urljoin(url, text)
    except ValueError:
        return None
    return link if text and link.lower().startswith(("http://", "https://")) else None


def _date(text: str) -> datetime | None:
    """RFC 3339; a time without a zone is taken for UTC."""
    try:
        moment = datetime.fromisoformat(text)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _author(one: Mapping[str, object]) -> str | None:
    authors = one.get("authors")
    first = authors[0] if isinstance(authors, list) and authors else one.get("author")
    return (_string(first, "name")[:200] or None) if isinstance(first, dict) else None
