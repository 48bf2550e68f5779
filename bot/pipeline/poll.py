"""A poll: asked in turn, written down before it is sent, read, and kept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from bot.errors import TocsinError
from bot.ingest.article import with_text
from bot.ingest.days import counted
from bot.ingest.news import digest_of
from bot.ingest.robots import Robots
from bot.ingest.schedule import after_failure, after_success, body_hash, settled_address
from bot.ingest.turns import Turns
from bot.ingest.url import address
from bot.model.feed import Entry, Feed, FeedState, ParsedFeed, Response
from bot.pipeline.ledger import WAITS, Ledger
from bot.pipeline.read import Desk
from bot.pipeline.tell import Edition
from bot.pipeline.watch import Watch
from bot.pipeline.works import Looked, Outcome, Question, Works
from bot.ports import Clock, NewsReader, Store, Web

_log = structlog.get_logger()

_NOT_MODIFIED = 304
#: How many times as many alerts one by one a poll may send where it is not a feed's first.
_LATER = 4
#: Feeds of which it is remembered what their last documents held; of others it is looked up.
_MOST_MARKS = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline:
    """What a poll needs of the world."""

    store: Store
    web: Web
    reader: NewsReader
    clock: Clock
    #: A number in [0, 1), to spread polls in time.
    jitter: Callable[[], float]
    #: Polls at one time, of one host one after the other.
    turns: Turns = field(default_factory=lambda: Turns(concurrency=64))
    #: Incidents that nobody has reported on for longer are not looked at again.
    stale_after: timedelta = timedelta(hours=72)
    #: Alerts that a feed's first poll sends to a channel one by one; the rest is folded.
    first_poll_alerts: int = 5
    #: Seconds between tries to write down what a publisher answered.
    waits: Sequence[float] = WAITS
    works: Works = field(init=False)
    ledger: Ledger = field(init=False)
    desk: Desk = field(init=False)
    watch: Watch = field(init=False)
    #: The hosts of feeds that were polled before, by the feed's id.
    hosts: dict[str, str] = field(init=False, default_factory=dict)
    #: What tells the items of feeds' last documents, as stored.
    marks: dict[str, bytes] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        works = Works(clock=self.clock, stale_after=self.stale_after)
        robots = Robots(self.web)
        desk = Desk(web=self.web, reader=self.reader, clock=self.clock, robots=robots)
        object.__setattr__(self, "works", works)
        object.__setattr__(self, "ledger", Ledger(self.store, works.all, waits=self.waits))
        object.__setattr__(self, "desk", desk)
        object.__setattr__(self, "watch", Watch(clock=self.clock))

    async def close(self) -> None:
        """Write down what polls have learnt."""
        await self.ledger.close()

    async def poll(self, feed_id: str) -> list[str]:
        """Poll a feed that is due; the ids of the deliveries that were written, ready to be sent.

        That it is asked is written down first: whoever comes next, be it after a crash, does not
        ask once more before its time.
        """
        async with self.turns.turn(await self._host(feed_id)):
            found = await self.ledger.ask(self.works.take, feed_id)
            return await self._poll(*found) if found else []

    async def _host(self, feed_id: str) -> str:
        if feed_id not in self.hosts:
            found = await self.ledger.ask(self.works.find, feed_id)
            if found is None:
                return ""
            self.hosts[feed_id] = _host(found)
        return self.hosts[feed_id]

    async def _poll(self, feed: Feed, state: FeedState) -> list[str]:
        self.hosts[feed.id] = _host(feed)
        try:
            response, now = await self._asked(feed, state)
            parsed = await self._parse(feed, state, response)
        except TocsinError as error:
            self._failed(feed, state, error)
            return []
        after = after_success(feed, state, response, parsed, now=now, jitter=self.jitter())
        to = settled_address(after, now=now) if response.body else None
        if parsed is not None:
            return await self._read(_Answered(feed, state, after, to), parsed)
        if to is not None:
            nothing = Edition(feed=feed, read=(), seen=(), limit=0)
            moved = Outcome(edition=nothing, noted={}, state=after, to=to, marks=None)
            self.ledger.leave(self.works.keep, moved)
        else:
            self.ledger.leave(self.works.save, after)
        return []

    async def _asked(self, feed: Feed, state: FeedState) -> tuple[Response, datetime]:
        """What the feed answers, and when; a new one is not asked again after it was looked at."""
        if state.first_polled_at is None:
            first = await self.ledger.ask(self.works.answers, feed.id)
            if first is not None and first.url == feed.url:
                return first.response, first.at
        response = await self.web.get(feed.url, etag=state.etag, last_modified=state.last_modified)
        return response, self.clock()

    async def _parse(self, feed: Feed, state: FeedState, response: Response) -> ParsedFeed | None:
        """What the document holds anew; None where it is the one that was read last."""
        if response.status == _NOT_MODIFIED or body_hash(response.body) == state.body_hash:
            return None
        if feed.id not in self.marks:
            self.marks[feed.id] = await self.ledger.insist(self.works.marks, feed.id)
        kind = response.headers.get("content-type", "")
        return await self.reader.unread(
            response.body, content_type=kind, url=response.url, marks=self.marks[feed.id]
        )

    def _failed(self, feed: Feed, state: FeedState, error: TocsinError) -> None:
        after = after_failure(feed, state, error, now=self.clock(), jitter=self.jitter())
        _log.warning("poll.failed", feed=feed.id, error=str(error), failures=after.failures)
        self.ledger.leave(self.works.save, after)

    async def _read(self, answered: "_Answered", parsed: ParsedFeed) -> list[str]:
        """Hops 4 to 7, and what the poll learnt of the feed."""
        feed = answered.feed
        looked = await self._look(feed, parsed)
        news = looked.news
        read = await self.desk.read(feed, news.fresh)
        strange = news.strange and not parsed.pruned
        usual = answered.before.first_polled_at is not None and not strange
        new = (each.entry for each in news.fresh if not each.edited)
        outcome = Outcome(
            edition=Edition(
                feed=feed,
                read=read,
                seen=await self.watch.look(feed, read, looked.rules),
                limit=self.first_poll_alerts * (_LATER if usual else 1),
                flood=not usual,
            ),
            noted=news.noted,
            state=counted(answered.after, new, now=self.clock()),
            to=answered.to,
            marks=parsed.marks if parsed.marks != self.marks.get(feed.id) else None,
        )
        deliveries = await self.ledger.insist(self.works.keep, outcome)
        self._remember(feed, parsed.marks)
        if read:
            _log.info("poll.read", feed=feed.id, articles=len(read), deliveries=len(deliveries))
        return [row.id for row in deliveries]

    def _remember(self, feed: Feed, marks: bytes) -> None:
        if len(self.marks) > _MOST_MARKS:
            self.marks.clear()
        self.marks[feed.id] = marks

    async def _look(self, feed: Feed, parsed: ParsedFeed) -> Looked:
        entries = [await self._with_text(entry) for entry in parsed.entries]
        digests = {entry.id: digest_of(entry) for entry in entries}
        question = Question(feed=feed, entries=entries, digests=digests)
        return await self.ledger.insist(self.works.look, question)

    async def _with_text(self, entry: Entry) -> Entry:
        try:
            return await with_text(entry, reader=self.reader)
        except Exception:  # noqa: BLE001  it is found unreadable where it is read, and named
            return entry


@dataclass(frozen=True, slots=True)
class _Answered:
    """A feed with its state before a poll and after it, and where it has moved to for good."""

    feed: Feed
    before: FeedState
    after: FeedState
    to: str | None


def _host(feed: Feed) -> str:
    try:
        return address(feed.url).authority
    except TocsinError:
        return ""
