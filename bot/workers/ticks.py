"""Hop 1: every second the feeds that are due, every two what waits to be sent; feeds' health."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.deliver.notices import tell_of_feeds
from bot.ports import Clock, Store
from bot.workers.bus import Bus
from bot.workers.jobs import DELIVER, POLL

_log = structlog.get_logger()

#: Feeds, and chats, that one tick hands out at most.
_FEEDS_AT_ONCE = 500
_CHATS_AT_ONCE = 2_000

#: Seconds that a running tick gets to end by itself.
_GRACE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticks:
    """What happens by the clock: each tick rebuilds the jobs that the tables ask for."""

    store: Store
    bus: Bus
    clock: Clock
    #: A feed that is being polled is due again after this; longer than any poll takes.
    poll_lease: timedelta = timedelta(minutes=2)

    async def reset(self) -> None:
        """Before anything runs: what a dead process was sending is in doubt, its polls are due."""
        async with self.store.begin() as tx:
            doubtful = await tx.deliveries.reset()
            await tx.feeds.release()
        if doubtful:
            _log.warning("delivery.in_doubt", count=doubtful)

    async def feeds(self) -> None:
        """Poll the feeds that are due."""
        async with self.store.begin() as tx:
            due = await tx.feeds.claim_due(
                now=self.clock(), lease=self.poll_lease, limit=_FEEDS_AT_ONCE
            )
        await self.bus.enqueue(POLL, {feed_id: feed_id for feed_id in due})

    async def relay(self) -> None:
        """Send what is due, whoever forgot it; doubt what takes too long."""
        now = self.clock()
        async with self.store.begin() as tx:
            await tx.deliveries.expire(now=now)
            waiting = await tx.deliveries.heads(now=now, limit=_CHATS_AT_ONCE)
        await self.bus.enqueue(DELIVER, {str(each.channel): each.id for each in waiting})

    async def health(self) -> None:
        """Tell chats of feeds that are down, gone or back; mend what a wrong clock has planned."""
        now = self.clock()
        async with self.store.begin() as tx:
            mended = await tx.feeds.set_right(now=now)
            told = await tell_of_feeds(tx, now=now)
        if mended:
            _log.warning("feeds.clock_put_back", feeds=mended)
        if told:
            _log.info("feeds.told", deliveries=len(told))


@asynccontextmanager
async def working(ticks: Ticks) -> AsyncIterator[None]:
    """Reset, run the bus, then tick; at the end everything stops, and no task is left.

    Raises:
        Unavailable: the database could not be reset.
    """
    await ticks.reset()
    async with ticks.bus.running(), _ticking(ticks):
        yield


@asynccontextmanager
async def _ticking(ticks: Ticks) -> AsyncIterator[None]:
    scheduler, running = AsyncIOScheduler(timezone=UTC), set[asyncio.Future[None]]()
    every = ((ticks.relay, 2), (ticks.feeds, 1), (ticks.health, 60), (ticks.bus.prune, 60))
    for tick, seconds in every:
        scheduler.add_job(
            _isolated,
            "interval",
            [tick, running],
            seconds=seconds,
            # APScheduler's own default drops a tick that is a second late.
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
            next_run_time=datetime.now(UTC),
        )
    scheduler.start()
    try:
        yield
    finally:
        await _stopped(scheduler, running)


async def _isolated(
    tick: Callable[[], Awaitable[None]], running: set[asyncio.Future[None]]
) -> None:
    ended = asyncio.get_running_loop().create_future()
    running.add(ended)
    try:
        await tick()
    except Exception as error:  # noqa: BLE001  the next tick tries again
        _log.error("tick.failed", tick=getattr(tick, "__name__", "?"), error=str(error))
    finally:
        running.discard(ended)
        ended.set_result(None)


async def _stopped(scheduler: AsyncIOScheduler, running: set[asyncio.Future[None]]) -> None:
    scheduler.remove_all_jobs()
    if running:
        await asyncio.wait(running, timeout=_GRACE)
    left = set(running)
    scheduler.shutdown(wait=False)
    # It stops in the loop's next round, and cancels what still runs.
    await asyncio.sleep(0)
    if left:
        await asyncio.wait(left)
