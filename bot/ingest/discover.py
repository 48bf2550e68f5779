"""From what a person typed, a site or a feed, to the feeds that are really there."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias
from urllib.parse import urljoin

from bot.errors import FeedUnreadable, Rejected, TocsinError, Unavailable
from bot.ingest.robots import Robots
from bot.model.address import folded, written
from bot.model.feed import ParsedFeed, Response
from bot.ports import SiteReader, Web

#: Feeds of one site that are tried; more than anybody chooses from.
_MOST = 4
#: Where most sites keep their feed; asked for only where a page names none and robots.txt allows
#: it, one after the other, until one is a feed.
_CUSTOMARY = ("/feed", "/rss.xml", "/atom.xml")


#: Whether the feed at an address need not be asked.
Skip: TypeAlias = Callable[[str], Awaitable[bool]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A feed that answered."""

    #: Where it lives: behind permanent redirects, before passing ones.
    url: str
    parsed: ParsedFeed
    #: What it answered there.
    response: Response


async def discover(
    text: str, *, web: Web, read: SiteReader, now: datetime, skip: Skip | None = None
) -> tuple[Found, ...]:
    """The feed at an address, or the feeds that the page there names.

    Args:
        text: an address as a person types it; without a scheme https is meant.
        web: guarded HTTP: whatever a page names is asked for under the same limits.
        read: reads feeds and pages in children.
        now: the time, for what robots.txt says.
        skip: says which feeds of a page are not to be asked, since they are read anyway.

    Returns:
        Those that answered; none where all were skipped.

    Raises:
        Unavailable: the address did not answer, or the page's feeds did not.
        Rejected: there is none: not found, no feed and no page that names one.
        AddressRefused: an address that may not be contacted.
    """
    asked = written(text)
    response = await web.get(asked)
    kind = response.headers.get("content-type", "")
    try:
        return (_found(asked, response, await _parsed(response, read)),)
    except FeedUnreadable as error:
        links = await read.links(response.body, content_type=kind, url=response.url)
        if links:
            return await _named(links, web, read, skip or _nothing)
        site = _Site(page=response.url, web=web, read=read, now=now, skip=skip or _nothing)
        return await _customary(site, error)


async def _nothing(_url: str) -> bool:
    return False


async def _named(links: Iterable[str], web: Web, read: SiteReader, skip: Skip) -> tuple[Found, ...]:
    """The feeds behind a page's links; one that fails hides no other."""
    found: dict[str, Found] = {}
    failure: TocsinError | None = None
    unique = {folded(link): link for link in reversed(tuple(links))}
    for link in list(reversed(unique.values()))[:_MOST]:
        if await skip(link):
            continue
        try:
            response = await web.get(link)
            one = _found(link, response, await _parsed(response, read))
        except TocsinError as error:
            failure = failure or error
        else:
            found.setdefault(folded(one.url), one)
    if not found and failure is not None:
        raise failure
    return tuple(found.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Site:
    """A page that names no feed, and what is needed to look beside it."""

    page: str
    web: Web
    read: SiteReader
    now: datetime
    skip: Skip


async def _customary(site: _Site, failure: FeedUnreadable) -> tuple[Found, ...]:
    robots = Robots(site.web)
    for path in _CUSTOMARY:
        address = urljoin(site.page, path)
        if await site.skip(address):
            return ()
        try:
            if not await robots.allow(address, now=site.now):
                continue
            response = await site.web.get(address)
            return (_found(address, response, await _parsed(response, site.read)),)
        except Rejected:
            continue
        except Unavailable:
            break  # a host in trouble is asked no further
    raise FeedUnreadable(f"{failure}; no feed was found there") from failure


async def _parsed(response: Response, read: SiteReader) -> ParsedFeed:
    kind = response.headers.get("content-type", "")
    return await read.feed(response.body, content_type=kind, url=response.url)


def _found(asked: str, response: Response, parsed: ParsedFeed) -> Found:
    url = response.moved_to or asked
    settled = replace(response, moved_to=None) if response.moved_to else response
    return Found(url=url, parsed=parsed, response=settled)
