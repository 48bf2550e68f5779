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
from io import BytesIO
from pathlib import Path

import aiohttp
import feedparser
import psutil

from benchmarks.serving import HOSTS, document
from benchmarks.table import Row
from bot import app
from bot.ingest.children import Reader
from bot.ingest.fetch import Fetcher
from bot.ingest.guard import Guard
from bot.model.feed import Feed
from bot.pipeline import Pipeline
from bot.settings import Settings
from bot.store.database import open_store

#: Feeds polled, and how many times.
_FEEDS, _ROUNDS = 400, 3
_CHANGED = 200
_AT_ONCE = 40


def polls(settings: Settings) -> list[Row]:
    """Measure unchanged and changed feeds."""
    return asyncio.run(_polls(settings))


async def _polls(settings: Settings) -> list[Row]:
    async with _serving() as base, _pipeline(settings) as pipeline:
        same = await _follow(pipeline, base, "same", _FEEDS)
        await _all(pipeline.poll, same)
        ours = await _rate(pipeline.poll, same * _ROUNDS)
        bare = await _bare_aiohttp(base, _FEEDS * _ROUNDS)
        new = await _follow(pipeline, base, "new", _CHANGED)
        stored = await _rate(pipeline.poll, new)
        memory = psutil.Process(os.getpid()).memory_info().rss / 1e6
    parsed = _bare_feedparser()
    return [
        Row("304 answers, state kept", f"{ours:,.0f} polls/s", f"{ours / bare:.0%} of bare"),
        Row("bare aiohttp, 304 answers", f"{bare:,.0f} polls/s", "100 %"),
        Row("new 25 kB feeds, stored", f"{stored:,.0f} polls/s", f"{stored / parsed:.0%} of bare"),
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


@asynccontextmanager
async def _pipeline(settings: Settings) -> AsyncIterator[Pipeline]:
    guard = Guard(allow_private_networks=True)
    with tempfile.TemporaryDirectory() as folder:
        async with (
            open_store(Path(folder) / "bench.db") as store,
            Fetcher(user_agent="Tocsin-bench", clock=app.now, guard=guard) as web,
            Reader(packs=settings.packs) as reader,
        ):
            yield Pipeline(
                store=store,
                web=web,
                reader=reader,
                detector=reader,
                clock=app.now,
                jitter=random.random,
            )


async def _follow(pipeline: Pipeline, base: str, kind: str, count: int) -> list[str]:
    async with pipeline.store.begin() as tx:
        for number in range(count):
            url = f"http://{HOSTS[number % len(HOSTS)]}{base}/{kind}/{number}"
            feed = Feed(id=f"{kind}-{number}", url=url, name=kind)
            await tx.feeds.put(feed, now=app.now())
    return [f"{kind}-{number}" for number in range(count)]


async def _rate(work: Callable[[str], Awaitable[object]], keys: Sequence[str]) -> float:
    began = time.perf_counter()
    await _all(work, keys)
    return len(keys) / (time.perf_counter() - began)


async def _all(work: Callable[[str], Awaitable[object]], keys: Sequence[str]) -> None:
    room = asyncio.Semaphore(_AT_ONCE)

    async def one(key: str) -> None:
        async with room:
            await work(key)

    await asyncio.gather(*(one(key) for key in keys))


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
