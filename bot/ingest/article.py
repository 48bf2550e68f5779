"""Hop 4: Entry → Article: clean text, from the feed when it is whole there, else from its page."""

import hashlib
import re
from dataclasses import replace
from datetime import datetime, timedelta

from bot.errors import TocsinError
from bot.ingest.clean import line, paragraphs
from bot.ingest.origin import origin_of
from bot.ingest.robots import Robots
from bot.ingest.url import canonical
from bot.model.feed import Article, Entry, Feed
from bot.ports import Reader, Web

#: Words; what is shorter is a teaser.
_WHOLE = 120
#: Characters of a title, and of an article's text.
_MAX_TITLE = 300
_MAX_TEXT = 100_000
#: A date this far ahead is a wrong zone and means "now"; one further ahead means nothing.
_AHEAD = timedelta(hours=24)
_CUT_OFF = re.compile(
    r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|\[&hellip;\])\s*$|"
    r"\b(?:read more|continue reading|full story|read the full (?:story|article))\W*$",
    re.IGNORECASE,
)
#: Characters in which it is looked for.
_LONGEST_FOOTER = 600
#: What publishing software adds below an entry.
_FOOTER = re.compile(
    r"\n(?:The post .{1,300} (?:first )?appeared first on .{1,100}|Continue reading\W*.{0,300}|"
    r"Read more\W*.{0,300}|\[?Read the full (?:story|article)\]?.{0,300})$",
    re.IGNORECASE,
)


async def with_text(entry: Entry, *, reader: Reader) -> Entry:
    """The entry with its plain text: "" where its HTML cannot be read."""
    if entry.text is not None:
        return entry
    try:
        text = paragraphs(await reader.text(entry.html)) if entry.html.strip() else ""
    except TocsinError:
        text = ""
    return replace(entry, text=text)


async def article_of(
    entry: Entry,
    feed: Feed,
    *,
    web: Web,
    reader: Reader,
    now: datetime,
    robots: Robots | None = None,
) -> Article:
    """Make an article of an entry; whatever fails on the way, the teaser is left.

    Args:
        entry: as published.
        feed: whose entry it is; `full_text` says whether a teaser's page may be fetched.
        web: fetches the page.
        reader: reads the entry's HTML, and the page.
        now: when we read it.
        robots: what sites allow, remembered from call to call; None asks anew.
    """
    entry = await with_text(entry, reader=reader)
    text = _without_footer(entry.text or "")
    if feed.full_text and entry.url and is_teaser(text):
        page = await _page_text(
            entry.url, web=web, reader=reader, robots=robots or Robots(web), now=now
        )
        page = page.removeprefix(f"{line(entry.title)}\n")
        text = page if len(page) > len(text) else text
    text = text[:_MAX_TEXT]
    return Article(
        id=article_id(feed.id, entry.id),
        feed_id=feed.id,
        title=_title(entry, feed, text),
        text=text,
        url=canonical(entry.url) if entry.url else None,
        published=_published(entry, now=now),
        seen=now,
        source=feed.name,
        origin=origin_of(text, author=entry.author, source=feed.name),
        reliability=feed.reliability,
        state_affiliated=feed.state_affiliated,
        language=feed.language,
    )


def article_id(feed_id: str, entry_id: str, *, edition: str = "") -> str:
    """The id of an article: the same whenever the same entry of the same feed is read.

    An edited entry makes another article; `edition` tells it from those before.
    """
    parts = (feed_id, entry_id, edition) if edition else (feed_id, entry_id)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:20]


def is_teaser(text: str) -> bool:
    """Whether a text breaks off, or is too short to be an article."""
    return len(text.split()) < _WHOLE or _CUT_OFF.search(text[-200:]) is not None


def _without_footer(text: str) -> str:
    tail = text[-_LONGEST_FOOTER:]
    return text[: len(text) - len(tail)] + _FOOTER.sub("", tail).strip()


async def _page_text(url: str, *, web: Web, reader: Reader, robots: Robots, now: datetime) -> str:
    """The text of the page, "" when it may not be had, cannot be had, or holds none."""
    try:
        if not await robots.allow(url, now=now):
            return ""
        response = await web.get(url)
        kind = response.headers.get("content-type", "")
        return paragraphs(await reader.page(response.body, content_type=kind, url=response.url))
    except TocsinError:
        return ""


def _title(entry: Entry, feed: Feed, text: str) -> str:
    """The title without the outlet's own name behind it; an untitled entry begins its text."""
    title = line(entry.title)
    head, dash, tail = title.rpartition(" - ")
    if not dash:
        head, dash, tail = title.rpartition(" | ")
    if dash and tail and tail.casefold() in feed.name.casefold():
        title = head
    if title:
        return title[:_MAX_TITLE].strip()
    return line(re.split(r"(?<=[.!?])\s|\n", text, maxsplit=1)[0], limit=_MAX_TITLE)


def _published(entry: Entry, *, now: datetime) -> datetime | None:
    if entry.published is None or entry.published - now > _AHEAD:
        return None
    return min(entry.published, now)
