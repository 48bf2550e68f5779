"""Polling as `tocsin run` does it, on a clock that jumps from one due poll to the next."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from bot.adopt import adopt_pauses
from bot.errors import FeedUnreadable
from bot.ingest.fetch import Fetcher, Limits, user_agent
from bot.ingest.guard import Guard
from bot.ingest.prune import parse_unread
from bot.ingest.turns import Turns
from bot.model.feed import Article, Feed, FeedState, ParsedFeed
from bot.model.finding import Finding
from bot.pipeline import Pipeline
from bot.ports import Heard, Store
from bot.track import telling_of
from tests.fakes.reader import NearReader
from tests.fakes.store import FakeStore
from tests.servers.feeds import FeedServer
from tests.servers.publisher import Publisher

#: A Sunday at noon.
NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
#: The server stands on this machine.
LOOPBACK = Guard(allow_private_networks=True)
LEASE = timedelta(minutes=2)
AGENT = user_agent(version="1", contact="https://tocsin.example/about")


class DeafReader(NearReader):
    """Reads in this process, and hears of nothing."""

    def __init__(self) -> None:
        #: Feed documents that were read.
        self.read = 0
        #: A document is read once it is set.
        self.awake = asyncio.Event()
        self.awake.set()

    async def unread(self, body: bytes, *, content_type: str, url: str, marks: bytes) -> ParsedFeed:
        """Parse here and now, or once it may."""
        await self.awake.wait()
        if b"<html" in body:
            raise FeedUnreadable("the answer is a web page, not a feed")
        self.read += 1
        return parse_unread(body, content_type=content_type, url=url, marks=marks)

    async def hear(self, articles: Sequence[Article]) -> list[Heard | None]:
        """Nothing."""
        nothing = Finding()
        return [Heard(finding=nothing, telling=telling_of(each, nothing)) for each in articles]


@dataclass(slots=True)
class Poller:
    """One process that polls, then perhaps another; a publisher watches."""

    server: FeedServer
    store: Store = field(default_factory=FakeStore)
    now: datetime = NOON
    #: How much chance adds, in [0, 1).
    chance: Callable[[], float] = lambda: 0.0
    concurrency: int = 8
    guard: Guard = LOOPBACK
    reader: DeafReader = field(default_factory=DeafReader)
    publisher: Publisher = field(init=False)
    web: Fetcher = field(init=False)
    pipeline: Pipeline = field(init=False)

    def __post_init__(self) -> None:
        self.publisher = Publisher(lambda: self.now)
        self.server.judge = self.publisher

    @asynccontextmanager
    async def running(self) -> AsyncIterator["Poller"]:
        """A process from its start, after whatever end of the last, to its own."""
        async with Fetcher(
            user_agent=AGENT,
            clock=lambda: self.now,
            guard=self.guard,
            limits=Limits(seconds=5.0, concurrency=self.concurrency),
        ) as self.web:
            self.pipeline = self.worker()
            async with self.store.begin() as tx:
                await tx.feeds.release()
                await adopt_pauses(tx, self.web, now=self.now)
            yield self

    def worker(self) -> Pipeline:
        """One that polls, perhaps beside others."""
        return Pipeline(
            store=self.store,
            web=self.web,
            reader=self.reader,
            clock=lambda: self.now,
            jitter=self._jitter,
            turns=Turns(concurrency=self.concurrency),
        )

    async def follow(self, path: str = "/feed", **described: object) -> None:
        """Have an address followed; its path is the feed's id."""
        url = described.pop("url", None) or self.server.url(path)
        feed = Feed(**{"id": path, "url": url, "name": "Wire", **described})  # type: ignore[arg-type]
        async with self.store.begin() as tx:
            await tx.feeds.put(feed, now=self.now)

    async def poll(self, *paths: str, times: int = 1) -> FeedState:
        """Let time pass until a feed is due and poll it; its state then."""
        paths = paths or ("/feed",)
        for _ in range(times):
            self.now = max(self.now, *[(await self.state(path)).next_poll_at for path in paths])
            self.let_go()
            await asyncio.gather(*(self.pipeline.poll(path) for path in paths))
            await self.pipeline.close()
        return await self.state(paths[0])

    async def poll_side_by_side(self, path: str) -> None:
        """Two workers are handed the same feed at the same moment."""
        workers = (self.pipeline, self.worker())
        await asyncio.gather(*(worker.poll(path) for worker in workers))
        for worker in workers:
            await worker.close()

    async def state(self, path: str = "/feed") -> FeedState:
        """What is known of a feed."""
        async with self.store.begin() as tx:
            found = await tx.feeds.get(path)
        assert found is not None
        return found[1]

    async def due(self) -> list[str]:
        """Hand out what is due, as a tick does."""
        async with self.store.begin() as tx:
            return await tx.feeds.claim_due(now=self.now, lease=LEASE, limit=10)

    async def die(self, path: str = "/feed") -> None:
        """Be killed when an answer has come, before it was read."""
        self.now = max(self.now, (await self.state(path)).next_poll_at)
        self.reader.awake.clear()
        known = len(self.server.requests)
        dying = asyncio.create_task(self.pipeline.poll(path))
        async with asyncio.timeout(10):
            while len(self.server.requests) == known:  # noqa: ASYNC110 - a list tells nobody
                await asyncio.sleep(0.005)
        dying.cancel()
        await asyncio.wait({dying})
        self.reader.awake.set()

    def let_go(self) -> None:
        """A host's pause lasts in real time; the clock of the test has jumped over it."""
        self.web._turns._pauses.clear()  # noqa: SLF001 - no other way to let an hour pass

    def gaps(self, path: str = "/feed") -> list[float]:
        """Seconds between the requests for an address."""
        moments = self.publisher.moments[path]
        return [(b - a).total_seconds() for a, b in pairwise(moments)]

    def _jitter(self) -> float:
        return self.chance()
