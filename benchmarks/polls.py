"""Polls a second of the whole pipeline on SQLite, beside bare aiohttp and bare feedparser."""

import asyncio
import os
import random
import socket
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import aiohttp
import feedparser
import psutil

from benchmarks.serving import HOSTS, document
from benchmarks.table import Row
from bot import app
from bot.ingest.children import Reader
from bot.ingest.fetch import Fetcher, Limits
from bot.ingest.guard import Guard
from bot.ingest.turns import Turns
from bot.model.feed import Feed
from bot.pipeline import Pipeline
from bot.ports import NewsReader, Store, Web
from bot.settings import Settings
from bot.store.database import open_store

#: Feeds polled unchanged, and how many times.
_FEEDS, _ROUNDS = 1_000, 5
#: Feeds with news, and how many times those with little are polled.
_CHANGED, _CHANGES = 300, 4
_AT_ONCE = 64
#: From one round to the next, so that everything is due.
_DAY = timedelta(days=1)


def polls(settings: Settings) -> list[Row]:
    """Measure unchanged feeds, feeds with one new entry, and feeds in which all is new."""
    return asyncio.run(_polls(settings))


async def _polls(settings: Settings) -> list[Row]:
    async with _serving() as base, _pipeline(settings) as bench:
        same = await bench.follow(base, "same", _FEEDS)
        little = await bench.follow(base, "little", _CHANGED)
        new = await bench.follow(base, "new", _CHANGED)
        await bench.polled(same)
        ours = await bench.polled(same, rounds=_ROUNDS)
        bare = await _bare_aiohttp(base, _FEEDS * _ROUNDS)
        await bench.polled(little)
        pruned = await bench.polled(little, rounds=_CHANGES)
        stored = await bench.polled(new)
        memory = psutil.Process(os.getpid()).memory_info().rss / 1e6
    parsed = _bare_feedparser()
    return [
        Row("304 answers, state kept", f"{ours:,.0f} polls/s", f"{ours / bare:.0%} of bare"),
        Row("bare aiohttp, 304 answers", f"{bare:,.0f} polls/s", "100 %"),
        Row("25 kB, one new entry", f"{pruned:,.0f} polls/s", f"{pruned / parsed:.0%} of bare"),
        Row("25 kB, all 20 new", f"{stored:,.0f} polls/s", f"{stored / parsed:.0%} of bare"),
        Row("bare feedparser, 25 kB", f"{parsed:,.0f} feeds/s", "100 %"),
        Row("memory of the main process", f"{memory:.0f} MB", "benchmark and spaCy included"),
    ]


@asynccontextmanager
async def _serving() -> AsyncIterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.serving", str(port)
    )
    try:
        await _answers(port)
        yield f":{port}"
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
class _Bench:
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
            turns=Turns(concurrency=_AT_ONCE),
        )

    def now(self) -> datetime:
        """The time of the bench."""
        return app.now() + self.ahead

    async def follow(self, base: str, kind: str, count: int) -> list[str]:
        """Add feeds; their ids."""
        async with self.store.begin() as tx:
            for number in range(count):
                url = f"http://{HOSTS[number % len(HOSTS)]}{base}/{kind}/{number}"
                feed = Feed(id=f"{kind}-{number}", url=url, name=kind)
                await tx.feeds.put(feed, now=self.now())
        return [f"{kind}-{number}" for number in range(count)]

    async def polled(self, feed_ids: Sequence[str], *, rounds: int = 1) -> float:
        """Polls a second, until all they learnt is written."""
        began = time.perf_counter()
        for _ in range(rounds):
            self.ahead += _DAY
            await _all(self.pipeline.poll, feed_ids)
        await self.pipeline.close()
        return rounds * len(feed_ids) / (time.perf_counter() - began)


@asynccontextmanager
async def _pipeline(settings: Settings) -> AsyncIterator[_Bench]:
    guard = Guard(allow_private_networks=True)
    limits = Limits(concurrency=_AT_ONCE)
    with tempfile.TemporaryDirectory() as folder:
        async with (
            open_store(Path(folder) / "bench.db") as store,
            Fetcher(user_agent="Tocsin-bench", clock=app.now, guard=guard, limits=limits) as web,
            Reader(packs=settings.packs) as reader,
        ):
            yield _Bench(store=store, web=web, reader=reader)


async def _rate(work: Callable[[str], Awaitable[object]], keys: Sequence[str]) -> float:
    began = time.perf_counter()
    await _all(work, keys)
    return len(keys) / (time.perf_counter() - began)


async def _all(work: Callable[[str], Awaitable[object]], keys: Sequence[str]) -> None:
    """As many at one time as there are hosts: each is asked for one thing."""
    waiting = iter(keys)

    async def some() -> None:
        for key in waiting:
            await work(key)

    await asyncio.gather(*(some() for _ in range(_AT_ONCE)))


async def _bare_aiohttp(base: str, count: int) -> float:
    async with aiohttp.ClientSession(headers={"If-None-Match": '"same"'}) as session:

        async def get(url: str) -> None:
            async with session.get(url) as response:
                await response.read()

        urls = [f"http://{HOSTS[n % len(HOSTS)]}{base}/same/{n}" for n in range(count)]
        return await _rate(get, urls)


def _bare_feedparser() -> float:
    bodies = [document(number) for number in range(_CHANGED)]
    began = time.perf_counter()
    for body in bodies:
        feedparser.parse(BytesIO(body))
    return len(bodies) / (time.perf_counter() - began)
