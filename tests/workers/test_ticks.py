"""The tables are the truth: ticks rebuild every job, whatever became of the queue."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.deliver.outbox import Outbox
from bot.model.channel import Delivery, DeliveryState
from bot.model.feed import Feed
from bot.ports import Store, Transaction
from bot.store.database import SqlStore
from bot.workers.bus import Bus
from bot.workers.jobs import POLL, register
from bot.workers.ticks import Ticks, working
from tests.fakes.bench import Bench, alert_of
from tests.fakes.clock import FakeClock
from tests.fakes.failing import Failing
from tests.fakes.handler import FakeHandler
from tests.fakes.nouns import TERMINAL

LIMIT = 10


def feed(name: str = "a") -> Feed:
    return Feed(id=name, url=f"https://{name}.example/feed", name=name)


@dataclass(slots=True)
class Polls:
    """Polls that only say which feed they were asked for, and write what they are told."""

    writes: list[str] = field(default_factory=list)
    polled: list[str] = field(default_factory=list)
    happened: asyncio.Event = field(default_factory=asyncio.Event)

    async def poll(self, feed_id: str) -> list[str]:
        """One poll."""
        self.polled.append(feed_id)
        self.happened.set()
        return self.writes


def wired(bench: Bench, polls: Polls, store: Store | None = None) -> tuple[Ticks, Outbox]:
    """A fresh process: an empty queue, and ticks over what is stored."""
    bus, outbox = Bus(), bench.outbox()
    register(bus, poll=polls.poll, deliver=outbox.deliver)
    return Ticks(store=store or bench.store, bus=bus, clock=bench.clock), outbox


def bench_on(store: SqlStore) -> Bench:
    return Bench(store=store, handler=FakeHandler(), clock=FakeClock())


async def settled(bench: Bench, delivery: Delivery) -> Delivery:
    """The delivery, once it is no longer on its way."""

    async def look() -> Delivery:
        while (found := await bench.of(delivery)).state is not DeliveryState.SENT:  # noqa: ASYNC110  a table tells nobody that it changed
            await asyncio.sleep(0.01)
        return found

    return await asyncio.wait_for(look(), LIMIT)


async def polled(polls: Polls, count: int) -> None:
    """Wait until so many polls were made, and see that there are no more."""
    async with asyncio.timeout(LIMIT):
        while len(polls.polled) < count:
            polls.happened.clear()
            await polls.happened.wait()
    assert len(polls.polled) == count


async def test_a_due_feed_is_polled_and_not_again_while_its_lease_runs(store: SqlStore) -> None:
    bench, polls = bench_on(store), Polls()
    ticks, _ = wired(bench, polls)
    async with store.begin() as tx:
        await tx.feeds.put(feed(), now=bench.clock.now)
    async with ticks.bus.running():
        await ticks.feeds()
        await asyncio.wait_for(polls.happened.wait(), LIMIT)
        await ticks.feeds()
    assert polls.polled == ["a"]


async def test_a_tick_hands_out_five_hundred_feeds_and_the_next_one_the_rest(
    store: SqlStore,
) -> None:
    bench = bench_on(store)
    async with store.begin() as tx:
        for number in range(501):
            await tx.feeds.put(feed(f"f{number}"), now=bench.clock())
    polls = Polls()
    ticks, _ = wired(bench, polls)

    async with ticks.bus.running():
        await ticks.feeds()
        await polled(polls, 500)
        await ticks.feeds()
        await polled(polls, 501)


async def test_a_feed_whose_poll_was_lost_is_due_again_after_the_lease(store: SqlStore) -> None:
    bench = bench_on(store)
    lost, _ = wired(bench, Polls())
    async with store.begin() as tx:
        await tx.feeds.put(feed(), now=bench.clock.now)
    await lost.feeds()

    bench.clock.advance(lost.poll_lease)
    polls = Polls()
    ticks, _ = wired(bench, polls)
    async with ticks.bus.running():
        await ticks.feeds()
        await asyncio.wait_for(polls.happened.wait(), LIMIT)
    assert polls.polled == ["a"]


async def test_losing_the_queue_loses_nothing_else(store: SqlStore) -> None:
    bench = bench_on(store)
    delivery = await bench.put(alert_of())
    lost, _ = wired(bench, Polls())
    await lost.relay()
    del lost

    ticks, _ = wired(bench, Polls())
    async with ticks.bus.running():
        await ticks.relay()
        await settled(bench, delivery)
    assert bench.handler.headings(TERMINAL) == ["alert k7f3q1-1"]


async def test_what_a_poll_wrote_is_sent_without_waiting_for_the_relay(store: SqlStore) -> None:
    bench = bench_on(store)
    delivery = await bench.put(alert_of())
    ticks, _ = wired(bench, Polls(writes=[delivery.id]))
    async with ticks.bus.running():
        await ticks.bus.enqueue(POLL, {"a": "a"})
        await settled(bench, delivery)
    assert bench.handler.headings(TERMINAL) == ["alert k7f3q1-1"]


async def test_an_attempt_that_took_too_long_is_doubted_and_resolved(store: SqlStore) -> None:
    bench = bench_on(store)
    bench.handler.can_find = True
    delivery = await bench.put(alert_of())
    async with store.begin() as tx:
        await tx.deliveries.take(delivery.id, now=bench.clock.now, lease=timedelta(minutes=5))
    ticks, _ = wired(bench, Polls())
    async with ticks.bus.running():
        await ticks.relay()
        assert (await bench.of(delivery)).state is DeliveryState.SENDING
        bench.clock.advance(timedelta(minutes=5))
        await ticks.relay()
        await settled(bench, delivery)
    assert [verb for verb, _ in bench.handler.calls] == ["find", "post"]


async def test_a_restart_resolves_first_what_the_dead_process_was_sending(
    store: SqlStore,
) -> None:
    bench = bench_on(store)
    delivery = await bench.put(alert_of())
    async with store.begin() as tx:
        await tx.deliveries.take(delivery.id, now=bench.clock.now, lease=timedelta(minutes=5))
    ticks, _ = wired(bench, Polls())
    with capture_logs() as logs:
        async with working(ticks):
            await settled(bench, delivery)
    assert logs[0]["event"] == "delivery.in_doubt"
    assert bench.handler.shown[0].message.possible_repeat


@pytest.mark.slow
async def test_the_ticks_poll_and_deliver_by_themselves_and_leave_no_task(
    store: SqlStore,
) -> None:
    bench, polls = bench_on(store), Polls()
    ticks, _ = wired(bench, polls)
    async with store.begin() as tx:
        await tx.feeds.put(feed(), now=bench.clock.now)
    before = asyncio.all_tasks()
    async with working(ticks):
        await asyncio.wait_for(polls.happened.wait(), LIMIT)
        delivery = await bench.put(alert_of())
        await settled(bench, delivery)
        begun = time.monotonic()
    assert time.monotonic() - begun < LIMIT / 2
    assert asyncio.all_tasks() == before


@pytest.mark.slow
async def test_a_tick_that_fails_is_named_and_ticks_again(store: SqlStore) -> None:
    bench, polls = bench_on(store), Polls()
    async with store.begin() as tx:
        await tx.feeds.put(feed(), now=bench.clock.now)
    ticks, _ = wired(bench, polls, Failing(inner=store, failing={2, 3}))
    with capture_logs() as logs:
        async with working(ticks):
            await asyncio.wait_for(polls.happened.wait(), LIMIT)
    failed = {entry["tick"] for entry in logs if entry["event"] == "tick.failed"}
    assert failed == {"feeds", "relay"}


async def test_a_tick_that_hangs_does_not_hold_up_the_end(store: SqlStore) -> None:
    bench, inside = bench_on(store), asyncio.Event()
    ticks, _ = wired(bench, Polls(), Hanging(inner=store, inside=inside))
    before = asyncio.all_tasks()
    async with working(ticks):
        await asyncio.wait_for(inside.wait(), LIMIT)
        begun = time.monotonic()
    assert time.monotonic() - begun < LIMIT / 2
    assert asyncio.all_tasks() == before


@dataclass(slots=True, kw_only=True)
class Hanging:
    """A store that never answers, but for the reset at the start."""

    inner: Store
    inside: asyncio.Event
    begun: int = 0

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Transaction]:
        """The first transaction, then none."""
        self.begun += 1
        if self.begun > 1:
            self.inside.set()
            await asyncio.Event().wait()
        async with self.inner.begin() as tx:
            yield tx
