"""From what a person typed, a site or a feed, to the feeds that are really there."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A feed that answered."""

    #: Where it lives: behind permanent redirects, before passing ones.
    url: str
    parsed: ParsedFeed
    #: What it answered there.
    response: Response


async def discover(text: str, *, web: Web, read: SiteReader, now: datetime) -> tuple[Found, ...]:
    """The feed at an address, or the feeds that the page there names.

    Args:
        text: an address as a person types it; without a scheme https is meant.
        web: guarded HTTP: whatever a page names is asked for under the same limits.
        read: reads feeds and pages in children.
        now: the time, for what robots.txt says.

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
            return await _named(links, web, read)
        return await _customary(response.url, error, web=web, read=read, now=now)


async def _named(links: Iterable[str], web: Web, read: SiteReader) -> tuple[Found, ...]:
    """The feeds behind a page's links; one that fails hides no other."""
    found: dict[str, Found] = {}
    failure: TocsinError | None = None
    unique = {folded(link): link for link in reversed(tuple(links))}
    for link in list(reversed(unique.values()))[:_MOST]:
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


async def _customary(
    page: str, failure: FeedUnreadable, *, web: Web, read: SiteReader, now: datetime
) -> tuple[Found, ...]:
    robots = Robots(web)
    for path in _CUSTOMARY:
        address = urljoin(page, path)
        try:
            if not await robots.allow(address, now=now):
                continue
            response = await web.get(address)
            return (_found(address, response, await _parsed(response, read)),)
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
    return Found(url=url, parsed=parsed, response=replace(response, moved_to=None))
