"""Hop 3: bytes → Entries; feedparser, and only in a child process."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import escape
from io import BytesIO
from time import struct_time
from typing import Any
from urllib.parse import urljoin

import feedparser

from bot.errors import FeedUnreadable
from bot.ingest.clean import line
from bot.ingest.extract import fragment_text
from bot.ingest.identity import Item, identified
from bot.ingest.jsonfeed import is_json_feed, json_feed
from bot.ingest.skips import DAYS
from bot.model.feed import ParsedFeed

#: Characters of an entry's HTML; the rest is cut.
_MAX_HTML = 1_000_000
#: RSS is of 1999: what claims to be much older has no date that means anything.
_OLDEST_YEAR = 1980
#: Faults that feedparser mends by itself and that tell nothing about the publisher's care.
_HARMLESS = (feedparser.CharacterEncodingOverride, feedparser.NonXMLContentType)
_HOURS = 24
#: Bytes in which a channel's own elements are looked for.
_HEAD = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A feed document as feedparser read it, before its items have an identity."""

    title: str
    items: tuple[Item, ...]
    ttl: timedelta | None
    skip_hours: frozenset[int]
    skip_days: frozenset[str]
    bozo: bool

    def feed(self) -> ParsedFeed:
        """The document with its entries."""
        entries, dropped = identified(self.items)
        return ParsedFeed(
            title=self.title,
            entries=entries,
            ttl=self.ttl,
            skip_hours=self.skip_hours,
            skip_days=self.skip_days,
            bozo=self.bozo,
            dropped=dropped,
        )


def parse(body: bytes, *, content_type: str, url: str) -> ParsedFeed:
    """Read a feed document.

    Raises:
        FeedUnreadable: it is no feed, or feedparser cannot cope with it.
    """
    if is_json_feed(body):
        return json_feed(body, url=url)
    return document(body, content_type=content_type, url=url).feed()


def document(body: bytes, *, content_type: str, url: str) -> Document:
    """Read an XML document.

    Raises:
        FeedUnreadable: it is no feed, or feedparser cannot cope with it.
    """
    if not body.strip():
        raise FeedUnreadable("the answer is empty")
    found = _document(body, content_type=content_type)
    if not found.entries and not found.get("version"):
        raise FeedUnreadable(_what_it_is(body))
    return Document(
        title=_text(found.feed, "title"),
        items=tuple(_item(entry, url=url) for entry in found.entries),
        ttl=_ttl(found.feed),
        skip_hours=_skip_hours(body),
        skip_days=_skip_days(body),
        bozo=bool(found.bozo) and not isinstance(found.get("bozo_exception"), _HARMLESS),
    )


def _document(body: bytes, *, content_type: str) -> Any:  # noqa: ANN401 - untyped there
    try:
        return _parsed(body, content_type=content_type)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - hostile documents make feedparser raise anything
        mended = _mended(body)
    try:
        return _parsed(mended, content_type="application/xml; charset=utf-8")
    except MemoryError:
        raise
    except Exception as error:
        raise FeedUnreadable("the document cannot be read") from error


def _parsed(body: bytes, *, content_type: str) -> Any:  # noqa: ANN401 - untyped there
    # A BytesIO, because feedparser takes bytes and text for names of files and addresses. It is not
    # told where the document came from: it would make GUIDs into addresses, and other ones once
    # the feed has moved.
    headers = {"content-type": content_type} if content_type else {}
    return feedparser.parse(
        BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )


def _mended(body: bytes) -> bytes:
    """The document without an encoding that does not exist and characters that are none."""
    text = body.decode("utf-8", "replace")
    text = re.sub(r"^\s*<\?xml[^>]{0,1000}\?>", "", text)
    return re.sub(r"&#(?:[xX]0*[dD][89a-fA-F][0-9a-fA-F]{2}|\d{8,});", "", text).encode()


def _what_it_is(body: bytes) -> str:
    head = body[:1024].lower()
    if b"<html" in head or b"<!doctype html" in head:
        return "the answer is a web page, not a feed"
    if b"<opml" in head:
        return "the answer is a list of feeds (OPML), not a feed"
    return "the answer is no feed"


def _item(entry: Mapping[str, Any], *, url: str) -> Item:
    guid = line(str(_raw(entry, "id") or ""))
    link = line(str(_raw(entry, "link") or ""))
    # feedparser makes a link of a GUID, which serves only where that is an address as it stands.
    address = _link(link, url=url) if link != guid else _link(guid, url="")
    return Item(
        guid=guid,
        url=address or _link(guid, url=""),
        title=_text(entry, "title"),
        html=_html(entry),
        published=_date(_raw(entry, "published_parsed")) or _date(_raw(entry, "updated_parsed")),
        author=line(str(_raw(entry, "author") or ""), limit=200) or None,
    )


def _raw(entry: Mapping[str, Any], key: str) -> Any:  # noqa: ANN401 - untyped there
    """A value without feedparser's guesses of one key by another."""
    return dict.get(entry, key) if isinstance(entry, dict) else None


def _link(text: str, *, url: str) -> str | None:
    try:
        link = urljoin(url, text)
    except ValueError:
        return None
    return link if text and re.match(r"https?://[^/]", link, re.IGNORECASE) else None


def _text(values: Mapping[str, Any], key: str) -> str:
    detail = _raw(values, f"{key}_detail") or {}
    value = str(_raw(values, key) or "")
    if _raw(detail, "type") == "text/plain":
        return line(value)
    return line(fragment_text(value))


def _html(entry: Mapping[str, Any]) -> str:
    """The longest of content and summary; text that is no HTML is made HTML."""
    details = [*(_raw(entry, "content") or ()), _raw(entry, "summary_detail") or {}]
    values = [(str(_raw(one, "value") or ""), _raw(one, "type")) for one in details]
    value, kind = max(values, key=lambda pair: len(pair[0]))
    value = value[:_MAX_HTML]
    return escape(value, quote=False) if kind == "text/plain" and "<" in value else value


def _date(parsed: object) -> datetime | None:
    if not isinstance(parsed, struct_time):
        return None
    year, month, day, hour, minute, second = parsed[:6]
    try:
        moment = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
    return moment if moment.year >= _OLDEST_YEAR else None


def _ttl(feed: Mapping[str, Any]) -> timedelta | None:
    text = str(_raw(feed, "ttl") or "").strip()
    return timedelta(minutes=int(text)) if re.fullmatch(r"[0-9]{1,6}", text) else None


def _skip_hours(body: bytes) -> frozenset[int]:
    hours = {int(found) % _HOURS for found in _skipped(body, rb"Hour", rb"[0-9]{1,2}")}
    return frozenset(hours) if len(hours) < _HOURS else frozenset()


def _skip_days(body: bytes) -> frozenset[str]:
    names = {found.decode().capitalize() for found in _skipped(body, rb"Day", rb"[A-Za-z]{6,9}")}
    days = names.intersection(DAYS)
    return frozenset(days) if len(days) < len(DAYS) else frozenset()


def _skipped(body: bytes, what: bytes, value: bytes) -> list[bytes]:
    """What a channel asks to skip; feedparser keeps only the last of them."""
    block = re.search(rb"<skip%ss>(.{0,2000}?)</skip%ss>" % (what, what), body[:_HEAD], re.DOTALL)
    pattern = rb"<%s>\s*(%s)\s*</%s>" % (what, value, what)
    return re.findall(pattern, block[1], re.IGNORECASE) if block else []
