"""Polls a second of the whole pipeline on SQLite, beside bare aiohttp and bare feedparser."""

import asyncio
import os
from collections.abc import Sequence
from io import BytesIO

import aiohttp
import feedparser
import psutil

from benchmarks.poller import Bench, Served, each_once, polling, serving
from benchmarks.serving import document
from benchmarks.spent import Compared, Work, compare
from benchmarks.table import Row
from bot.settings import Settings

#: Feeds polled unchanged, and feeds with news.
_FEEDS, _CHANGED = 1_000, 128
_ROUNDS = 5


def polls(settings: Settings) -> list[Row]:
    """Measure unchanged feeds, feeds with one new entry, and feeds in which all is new.

    "Parsed and stored" is without the rule engine, whose speed is measured by itself; the rows
    below it are all that a poll does.
    """
    return asyncio.run(_polls(settings))


async def _polls(settings: Settings) -> list[Row]:
    async with serving() as served:
        async with polling() as bench:
            same = await _unchanged(bench, served)
            little = await _changed(bench, served, "little")
            new = await _changed(bench, served, "new")
        async with polling(settings.packs) as bench:
            little_read = await _changed(bench, served, "little")
            new_read = await _changed(bench, served, "new")
    memory = psutil.Process(os.getpid()).memory_info().rss / 1e6
    return [
        _row("304 answers, state kept", same),
        Row("bare aiohttp, 304 answers", f"{same.bare:,.0f} polls/s", "100 %"),
        _row("25 kB, one new entry, parsed and stored", little),
        _row("the same, read by the rules too", little_read),
        _row("25 kB, all 20 new, parsed and stored", new),
        _row("the same, read by the rules too", new_read),
        Row("bare feedparser, 25 kB", f"{new.bare:,.0f} feeds/s", "100 %"),
        Row("memory of the main process", f"{memory:.0f} MB", "benchmark and spaCy included"),
    ]


def _row(what: str, found: Compared) -> Row:
    return Row(what, f"{found.ours:,.0f} polls/s", found.words)


async def _unchanged(bench: Bench, served: Served) -> Compared:
    feeds = await bench.follow(served, "same", _FEEDS)
    await bench.polled(feeds)
    async with aiohttp.ClientSession(headers={"If-None-Match": '"same"'}) as session:

        async def get(url: str) -> None:
            async with session.get(url) as response:
                await response.read()

        async def bare() -> int:
            await each_once(get, [served.url("same", number) for number in range(_FEEDS)])
            return _FEEDS

        return await compare(_poll(bench, feeds), bare, rounds=_ROUNDS, apart={served.pid})


async def _changed(bench: Bench, served: Served, kind: str) -> Compared:
    feeds = await bench.follow(served, kind, _CHANGED)
    await bench.polled(feeds)
    bodies = [document(number) for number in range(_CHANGED)]

    async def bare() -> int:
        for body in bodies:
            feedparser.parse(BytesIO(body))
        return len(bodies)

    return await compare(_poll(bench, feeds), bare, rounds=_ROUNDS, apart={served.pid})


def _poll(bench: Bench, feeds: Sequence[str]) -> Work:
    async def work() -> int:
        return await bench.polled(feeds)

    return work
