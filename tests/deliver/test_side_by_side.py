"""Chats beside each other, workers beside each other, and a database that refuses."""

import asyncio
from datetime import timedelta

from bot.errors import Unavailable
from bot.model.channel import Channel, DeliveryState
from bot.model.incident import Reason
from bot.model.scale import Severity
from tests.fakes.bench import Bench, alert_of
from tests.fakes.failing import Failing
from tests.fakes.handler import FakeHandler
from tests.fakes.nouns import TERMINAL

OTHER = Channel(platform="console", chat="other")


async def test_an_update_waits_for_its_message_and_never_overtakes_it(bench: Bench) -> None:
    first = await bench.put(alert_of(severity=Severity.SEVERE))
    bench.handler.fail("post", Unavailable("too many requests", retry_after=60))
    outbox = bench.outbox()
    await outbox.deliver(first.id)
    update = await bench.put(
        alert_of(revision=2, reason=Reason.ESCALATED, severity=Severity.EXTREME)
    )
    await outbox.deliver(update.id)
    assert bench.handler.headings(TERMINAL) == []
    await bench.settled(outbox)
    assert bench.handler.headings(TERMINAL) == ["alert k7f3q1-2", "update k7f3q1-2"]


async def test_a_failed_record_of_a_post_never_posts_again(bench: Bench) -> None:
    delivery = await bench.put(alert_of())
    flaky = Failing(inner=bench.store, failing={4, 5, 6, 7})
    await bench.outbox(flaky).deliver(delivery.id)
    await bench.settled()
    assert bench.handler.headings(TERMINAL) == ["alert k7f3q1-1"]
    assert (await bench.of(delivery)).state is DeliveryState.SENT


async def test_the_relay_leaves_a_post_alone_while_its_record_is_being_retried(
    bench: Bench,
) -> None:
    delivery = await bench.put(alert_of())
    flaky = Failing(inner=bench.store, failing={4})
    outbox = bench.outbox(flaky)

    async def expire_meanwhile(seconds: float) -> None:
        bench.clock.advance(timedelta(hours=1, seconds=seconds))
        async with bench.store.begin() as tx:
            assert await tx.deliveries.expire(now=bench.clock.now) == 1
        await outbox.deliver(delivery.id)

    outbox.sleep = expire_meanwhile
    await outbox.deliver(delivery.id)
    assert bench.handler.headings(TERMINAL) == ["alert k7f3q1-1"]
    assert (await bench.of(delivery)).state is DeliveryState.SENT


async def test_a_worker_that_slept_through_its_lease_cannot_spoil_the_record(
    bench: Bench,
) -> None:
    bench.handler.can_find = True
    delivery = await bench.put(alert_of())
    inside, go_on = asyncio.Event(), asyncio.Event()

    async def paused(channel: Channel) -> None:
        del channel
        inside.set()
        await go_on.wait()

    bench.handler.before = paused
    slow = asyncio.create_task(bench.outbox().deliver(delivery.id))
    await inside.wait()
    bench.handler.before = None
    bench.clock.advance(timedelta(hours=1))
    bench.handler.fail("find", Unavailable("later"))
    async with bench.store.begin() as tx:
        await tx.deliveries.expire(now=bench.clock.now)
    await bench.outbox().deliver(delivery.id)
    newest = await bench.of(delivery)
    go_on.set()
    await slow
    assert newest.attempt == 2
    assert await bench.of(delivery) == newest


async def test_an_update_whose_attempt_is_superseded_sends_no_reply(bench: Bench) -> None:
    await bench.put(alert_of())
    await bench.settled()
    update = await bench.put(alert_of(revision=2, reason=Reason.REVISED))

    async def superseded(channel: Channel) -> None:
        del channel
        bench.handler.before = None
        async with bench.store.begin() as tx:
            await tx.deliveries.reset()
            await tx.deliveries.take(update.id, now=bench.clock.now, lease=timedelta(minutes=5))

    bench.handler.before = superseded
    await bench.outbox().deliver(update.id)
    assert [verb for verb, _ in bench.handler.calls] == ["post", "edit"]


async def test_a_slow_chat_never_delays_another(bench: Bench) -> None:
    slow = await bench.put(alert_of(1))
    await bench.put(alert_of(2))
    quick = await bench.put(alert_of(1), channel=OTHER)
    inside, go_on = asyncio.Event(), asyncio.Event()

    async def hold_the_terminal(channel: Channel) -> None:
        if channel == TERMINAL:
            inside.set()
            await go_on.wait()

    bench.handler.before = hold_the_terminal
    outbox = bench.outbox()
    waiting = asyncio.create_task(outbox.deliver(slow.id))
    await inside.wait()
    await outbox.deliver(quick.id)
    assert bench.handler.headings(OTHER) == ["alert k7f3q1-1"]
    assert bench.handler.headings(TERMINAL) == []
    go_on.set()
    await waiting
    assert bench.handler.headings(TERMINAL) == ["alert k7f3q1-1", "alert k7f3q2-1"]


async def test_one_chat_gets_one_message_at_a_time(bench: Bench) -> None:
    deliveries = [await bench.put(alert_of(number)) for number in range(1, 6)]
    at_once, most = 0, 0

    async def count(channel: Channel) -> None:
        nonlocal at_once, most
        del channel
        at_once += 1
        most = max(most, at_once)
        await asyncio.sleep(0)
        at_once -= 1

    bench.handler.before = count
    outbox = bench.outbox()
    await asyncio.gather(*(outbox.deliver(each.id) for each in deliveries))
    assert most == 1
    assert len(bench.handler.shown) == 5


async def test_two_platforms_are_served_by_their_own_handlers(bench: Bench) -> None:
    slack = FakeHandler(platform="slack")
    room = Channel(platform="slack", chat="T/C")
    await bench.put(alert_of())
    await bench.put(alert_of(), channel=room)
    await bench.settled(bench.outbox(None, slack))
    assert bench.handler.headings(TERMINAL) == ["alert k7f3q1-1"]
    assert slack.headings(room) == ["alert k7f3q1-1"]
