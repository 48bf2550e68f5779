"""Look at a feed before anybody follows it: what it holds, and what of it would have alerted."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol, TypeAlias
from weakref import WeakValueDictionary

from bot.command.larder import Larder, Remembering
from bot.errors import TocsinError, Unavailable
from bot.ingest.article import article_of
from bot.ingest.discover import Found, discover
from bot.ingest.schedule import due_after
from bot.model.address import feed_id, folded
from bot.model.feed import Entry, Feed, FirstAnswer
from bot.model.incident import Alert
from bot.ports import Clock, Hearer, SiteReader, Web
from bot.track import Memory, follow

#: Entries of one feed that are tried on the rules, the newest: a preview is not an archive.
_MOST = 30
#: Seconds that all feeds of a site may take; a person waits.
_PATIENCE = 45.0
_AT_ONCE = 4
#: How long, and of how many addresses, it is remembered what was seen there.
_REMEMBERED, _MOST_REMEMBERED = timedelta(minutes=10), 200
#: A name that is longer is cut.
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """A feed that somebody may want to follow."""

    feed: Feed
    #: It is not asked again before.
    due: datetime
    #: How many entries it holds, and when the newest dated one was published.
    entries: int
    newest: datetime | None = None
    #: What would have been worth saying, oldest first, had it been followed all along.
    alerts: tuple[Alert, ...] = ()


#: What is known of the feed at an address; None where it is not read yet.
Known: TypeAlias = Callable[[str], Awaitable[Sight | None]]


class Scout(Protocol):
    """Goes and looks; nothing is stored."""

    async def __call__(self, text: str, /, *, known: Known | None = None) -> tuple[Sight, ...]:
        """The feeds at an address or of a site.

        Args:
            text: what was typed.
            known: what is known of a feed that is read already, so that nobody asks it.

        Raises:
            TocsinError: there is none, or it may not be looked at; the text says why.
        """

    def answer(self, url: str, /) -> FirstAnswer | None:
        """What a feed answered to a look, None where that is forgotten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteScout:
    """A Scout under the limits and manners of every fetch."""

    web: Web
    read: SiteReader
    #: Says what entries report, in another process: anybody may have written them.
    rules: Hearer
    clock: Clock
    #: Previews at a time: slow sites take no turns from the feeds that are due.
    room: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_AT_ONCE))
    larder: Larder = field(default_factory=Larder)
    _seen: dict[str, tuple[datetime, tuple[Sight, ...]]] = field(default_factory=dict)
    _looking: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    async def __call__(self, text: str, /, *, known: Known | None = None) -> tuple[Sight, ...]:
        """The feeds at an address or of a site; see `Scout`."""
        one = self._looking.setdefault(folded(text), asyncio.Lock())
        try:
            # Who looks at the same at the same time waits for what the first one sees.
            async with asyncio.timeout(_PATIENCE), one, self.room:
                return self._remembered(text) or await self._look(text, known)
        except TimeoutError as error:
            raise Unavailable(f"no whole answer within {_PATIENCE:g} s") from error

    def answer(self, url: str, /) -> FirstAnswer | None:
        """What a feed answered to a look, None where that is forgotten."""
        return self.larder.find(url)

    def _remembered(self, text: str) -> tuple[Sight, ...]:
        """What was seen there a moment ago: a publisher is not asked again for every chat."""
        at, sights = self._seen.get(folded(text), (None, ()))
        return sights if at is not None and self.clock() - at < _REMEMBERED else ()

    async def _look(self, text: str, known: Known | None) -> tuple[Sight, ...]:
        now, read_already = self.clock(), list[Sight]()

        async def skip(url: str) -> bool:
            sight = await known(url) if known is not None else None
            read_already.extend([sight] if sight is not None else [])
            return sight is not None

        web = Remembering(web=self.web, larder=self.larder, now=now)
        found = await discover(text, web=web, read=self.read, now=now, skip=skip)
        sights = (*[await self._sight(one) for one in found], *read_already)
        for old in [each for each, (at, _) in self._seen.items() if now - at >= _REMEMBERED]:
            del self._seen[old]
        if len(self._seen) < _MOST_REMEMBERED:
            self._seen[folded(text)] = (now, sights)
        return sights

    async def _sight(self, found: Found) -> Sight:
        entries, now = found.parsed.entries, self.clock()
        name = found.parsed.title[:_LONGEST_NAME].strip() or found.url[:_LONGEST_NAME]
        feed = Feed(id=feed_id(found.url), url=found.url, name=name, shared=False)
        due = self._kept(feed, found, now)
        dates = [entry.published for entry in entries if entry.published]
        newest = sorted(entries, key=lambda entry: entry.published or now)[-_MOST:]
        return Sight(
            feed=feed,
            due=due,
            entries=len(entries),
            newest=max(dates, default=None),
            alerts=tuple(await self._alerts(feed, newest, now)),
        )

    def _kept(self, feed: Feed, found: Found, now: datetime) -> datetime:
        """Keep what it answered, where that came just now; when it may be asked again."""
        before = self.larder.find(found.url)
        if before is None or before.response is not found.response:
            before = FirstAnswer(url=found.url, at=now, response=found.response)
        due = due_after(feed, found.response, found.parsed, now=before.at)
        self.larder.keep(before, due=due)
        return due

    async def _alerts(self, feed: Feed, entries: Sequence[Entry], now: datetime) -> list[Alert]:
        """Hops 4 to 6 over the entries, each judged at its own time; one bad entry stops none."""
        articles = []
        for entry in entries:
            with suppress(TocsinError):
                articles.append(
                    await article_of(entry, feed, web=self.web, reader=self.read, now=now)
                )
        heard = zip(articles, await self.rules.hear(articles), strict=True)
        memory, alerts = Memory(), []
        for row in [(article, one.finding) for article, one in heard if one is not None]:
            tracked = next(follow([row], now=now, memory=memory))
            if tracked.alert is not None:
                alerts.append(tracked.alert)
            # Others want their turn between.
            await asyncio.sleep(0)
        return alerts
