"""A pipeline on SQLite, and the publishers that it polls."""

import asyncio
import random
import socket
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from benchmarks.serving import HOSTS
from bot import app
from bot.ingest.children import Reader
from bot.ingest.fetch import Fetcher, Limits
from bot.ingest.guard import Guard
from bot.ingest.turns import Turns
from bot.model.feed import Feed
from bot.pipeline import Pipeline
from bot.ports import NewsReader, Store, Web
from bot.settings.packs import RawPacks
from bot.store.database import open_store

#: Requests at one time: each host is asked for one thing.
AT_ONCE = 64
#: From one round to the next, so that everything is due.
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Served:
    """The publishers: what comes behind a host, and their process."""

    port: str
    pid: int

    def url(self, kind: str, number: int) -> str:
        """The address of a feed."""
        return f"http://{HOSTS[number % len(HOSTS)]}{self.port}/{kind}/{number}"


@asynccontextmanager
async def serving() -> AsyncIterator[Served]:
    """Publishers in a process of their own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.serving", str(port)
    )
    try:
        await _answers(port)
        yield Served(f":{port}", server.pid)
    finally:
        server.terminate()
        await server.wait()


async def _answers(port: int) -> None:
    deadline = time.monotonic() + 20
    while True:
        try:
            _, writer = await asyncio.open_connection(HOSTS[-1], port)
        except OSError:
            if time.monotonic() > deadline:
                raise
            await asyncio.sleep(0.05)
        else:
            writer.close()
            return


@dataclass(slots=True, kw_only=True)
class Bench:
    """A pipeline whose clock is put on a day whenever everything shall be due."""

    store: Store
    web: Web
    reader: NewsReader
    ahead: timedelta = timedelta()
    pipeline: Pipeline = field(init=False)

    def __post_init__(self) -> None:
        self.pipeline = Pipeline(
            store=self.store,
            web=self.web,
            reader=self.reader,
            clock=self.now,
            jitter=random.random,
            turns=Turns(concurrency=AT_ONCE),
        )

    def now(self) -> datetime:
        """The time of the bench."""
        return app.now() + self.ahead

    async def follow(self, served: Served, kind: str, count: int) -> list[str]:
        """Add feeds; their ids."""
        async with self.store.begin() as tx:
            for number in range(count):
                feed = Feed(id=f"{kind}-{number}", url=served.url(kind, number), name=kind)
                await tx.feeds.put(feed, now=self.now())
        return [f"{kind}-{number}" for number in range(count)]

    async def polled(self, feed_ids: Sequence[str], *, after: timedelta = _DAY) -> int:
        """Poll them all some time later, until all they learnt is written; their number."""
        self.ahead += after
        await each_once(self.pipeline.poll, feed_ids)
        await self.pipeline.close()
        return len(feed_ids)


@asynccontextmanager
async def polling(packs: RawPacks | None = None) -> AsyncIterator[Bench]:
    """A pipeline on a database of its own; without packs nothing is found in what it reads."""
    guard = Guard(allow_private_networks=True)
    limits = Limits(concurrency=AT_ONCE)
    with tempfile.TemporaryDirectory() as folder:
        async with (
            open_store(Path(folder) / "bench.db") as store,
            Fetcher(user_agent="Tocsin-bench", clock=app.now, guard=guard, limits=limits) as web,
            Reader(packs=packs) as reader,
        ):
            yield Bench(store=store, web=web, reader=reader)


async def each_once(work: Callable[[str], Awaitable[object]], keys: Sequence[str]) -> None:
    """Do it for each key, for as many at one time as there are hosts."""
    waiting = iter(keys)

    async def some() -> None:
        for key in waiting:
            await work(key)

    await asyncio.gather(*(some() for _ in range(AT_ONCE)))
