"""How long one feed holds up others: one of 100 kB of conflict, and one that kills its parser."""

import asyncio
import time
from collections.abc import Sequence
from datetime import timedelta

from benchmarks.poller import Bench, polling, serving
from benchmarks.table import Row
from bot.model.channel import Channel, Subscription
from bot.model.scale import Severity
from bot.settings import Settings

#: Feeds with little news that are polled beside it.
_OTHERS = 30


def neighbours(settings: Settings) -> list[Row]:
    """Measure from the poll to the outbox, and the slowest of the others with and without it."""
    return asyncio.run(_neighbours(settings))


async def _neighbours(settings: Settings) -> list[Row]:
    async with serving() as served, polling(settings.packs) as bench:
        channel = Channel(platform="telegram", chat="-100")
        wish = Subscription(
            id="all", channel=channel, min_severity=Severity.MINOR, created_at=bench.now()
        )
        async with bench.store.begin() as tx:
            await tx.subscriptions.put(wish)
        [thick] = await bench.follow(served, "dense", 1)
        others = await bench.follow(served, "little", _OTHERS)
        await bench.polled(others, after=timedelta(hours=2))
        alone = await _slowest(bench, others, after=timedelta(hours=2))
        seconds, alerts, beside = await _with(bench, thick, others)
        [killer] = await bench.follow(served, "killer", 1)
        killed, _, beside_killer = await _with(bench, killer, others)
    return [
        Row(
            "100 kB of conflict, from its poll to the outbox",
            f"{seconds:.2f} s, {alerts} {'alert' if alerts == 1 else 'alerts'}",
            f"others {_later(beside, alone)}",
        ),
        Row(
            "a feed that kills its parser",
            f"killed after {killed:.1f} s",
            f"others {_later(beside_killer, alone)}",
        ),
    ]


async def _with(bench: Bench, feed: str, others: Sequence[str]) -> tuple[float, int, float]:
    """Seconds and deliveries of one feed that is polled first, and the slowest of the others."""
    bench.ahead += timedelta(hours=2)
    began = time.perf_counter()
    poll = asyncio.create_task(bench.pipeline.poll(feed))
    slowest = asyncio.create_task(_slowest(bench, others))
    deliveries = await poll
    seconds = time.perf_counter() - began
    return seconds, len(deliveries), await slowest


async def _slowest(bench: Bench, feeds: Sequence[str], *, after: timedelta = timedelta()) -> float:
    """Seconds that the slowest of some feeds takes when all are polled at once."""
    bench.ahead += after
    began = time.perf_counter()

    async def poll(feed: str) -> float:
        await bench.pipeline.poll(feed)
        return time.perf_counter() - began

    return max(await asyncio.gather(*map(poll, feeds)))


def _later(beside: float, alone: float) -> str:
    return f"{max(0.0, beside - alone):.2f} s later at most (alone {alone:.2f} s)"
