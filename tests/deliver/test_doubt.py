"""Posts, edits and replies whose fate nobody knows."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from bot.errors import Unavailable, Uncertain
from bot.model.channel import Channel, DeliveryState
from bot.model.incident import Reason
from bot.model.scale import Severity
from tests.fakes.bench import Bench, alert_of
from tests.fakes.nouns import TERMINAL


async def test_a_doubtful_post_is_looked_up_where_the_platform_can_be_asked(bench: Bench) -> None:
    bench.handler.can_find = True
    bench.handler.fail("post", Uncertain("connection lost"), accepted=True)
    delivery = await bench.put(alert_of(severity=Severity.MINOR))
    await bench.settled()
    assert bench.handler.headings(TERMINAL) == ["alert k7f3q1-1"]
    kept = await bench.of(delivery)
    assert (kept.state, kept.message_id) == (DeliveryState.SENT, "m1")
    assert kept.possible_repeat is False


async def test_a_post_that_was_looked_up_in_vain_is_made_again_without_a_mark(
    bench: Bench,
) -> None:
    bench.handler.can_find = True
    bench.handler.fail("post", Uncertain("connection lost"))
    await bench.put(alert_of(severity=Severity.MINOR))
    await bench.settled()
    assert [each.message.possible_repeat for each in bench.handler.shown] == [False]


async def test_a_look_up_that_must_wait_posts_nothing_meanwhile(bench: Bench) -> None:
    bench.handler.can_find = True
    bench.handler.fail("post", Uncertain("connection lost"), accepted=True)
    for _ in range(3):
        bench.handler.fail("find", Unavailable("too many requests", retry_after=30))
    delivery = await bench.put(alert_of())
    await bench.settled()
    assert bench.handler.headings(TERMINAL) == ["alert k7f3q1-1"]
    assert (await bench.of(delivery)).state is DeliveryState.SENT


async def test_a_doubtful_severe_alert_is_sent_once_more_and_marked(bench: Bench) -> None:
    bench.handler.fail("post", Uncertain("connection lost"), accepted=True)
    await bench.put(alert_of(severity=Severity.SEVERE))
    await bench.settled()
    copies = bench.handler.shown
    assert [each.message.possible_repeat for each in copies] == [False, True]
    assert {each.message.reference for each in copies} == {"k7f3q1-1"}


async def test_a_mark_survives_an_attempt_at_which_nothing_happened(bench: Bench) -> None:
    bench.handler.fail("post", Uncertain("connection lost"), accepted=True)
    bench.handler.fail("post", Unavailable("refused"))
    bench.handler.fail("post", Unavailable("refused"))
    delivery = await bench.put(alert_of())
    await bench.settled()
    copies = bench.handler.shown
    assert [each.message.possible_repeat for each in copies] == [False, True]
    assert (await bench.of(delivery)).state is DeliveryState.SENT


async def test_an_alert_in_doubt_twice_is_left_to_the_operator(bench: Bench) -> None:
    for _ in range(2):
        bench.handler.fail("post", Uncertain("connection lost"), accepted=True)
    delivery = await bench.put(alert_of(severity=Severity.EXTREME))
    await bench.settled()
    assert len(bench.handler.shown) == 2
    kept = await bench.of(delivery)
    assert kept.state is DeliveryState.GIVEN_UP
    assert kept.error == ("perhaps sent twice, and neither is certain: console cannot be asked")


async def test_a_doubtful_alert_below_severe_is_left_to_the_operator(bench: Bench) -> None:
    bench.handler.fail("post", Uncertain("connection lost"), accepted=True)
    delivery = await bench.put(alert_of(severity=Severity.MODERATE))
    await bench.settled()
    assert len(bench.handler.shown) == 1
    kept = await bench.of(delivery)
    assert kept.state is DeliveryState.GIVEN_UP
    assert kept.error is not None
    assert kept.error.startswith("perhaps sent, and not severe enough to send twice")


async def test_a_fault_of_a_handler_is_treated_as_doubt(bench: Bench) -> None:
    bench.handler.fail("post", ZeroDivisionError(), accepted=True)
    delivery = await bench.put(alert_of(severity=Severity.MINOR))
    outbox = bench.outbox()
    await outbox.deliver(delivery.id)
    kept = await bench.of(delivery)
    assert (kept.state, kept.error) == (DeliveryState.UNKNOWN, "ZeroDivisionError")


async def test_a_platform_that_never_answers_leaves_doubt(bench: Bench) -> None:
    async def never(channel: Channel) -> None:
        del channel
        await asyncio.Event().wait()

    bench.handler.before = never
    delivery = await bench.put(alert_of())
    outbox = bench.outbox()
    outbox.patience = replace(outbox.patience, call=timedelta(milliseconds=10))
    await outbox.deliver(delivery.id)
    kept = await bench.of(delivery)
    assert (kept.state, kept.error) == (DeliveryState.UNKNOWN, "no answer within 0.01 s")


async def test_an_edit_whose_answer_is_lost_is_simply_made_again(bench: Bench) -> None:
    await bench.put(alert_of())
    update = await bench.put(alert_of(revision=2, reason=Reason.REVISED))
    bench.handler.fail("edit", Uncertain("connection lost"), accepted=True)
    await bench.settled()
    assert bench.handler.headings(TERMINAL) == ["alert k7f3q1-2", "update k7f3q1-2"]
    assert not any(each.message.possible_repeat for each in bench.handler.shown)
    assert (await bench.of(update)).state is DeliveryState.SENT


async def test_a_reply_in_doubt_is_marked_when_it_is_sent_again(bench: Bench) -> None:
    await bench.put(alert_of())
    await bench.put(alert_of(revision=2, reason=Reason.REVISED))
    bench.handler.fail("reply", Uncertain("connection lost"), accepted=True)
    await bench.settled()
    marks = [each.message.possible_repeat for each in bench.handler.shown]
    assert marks == [False, False, True]
    assert [verb for verb, _ in bench.handler.calls].count("edit") == 1


async def test_a_cancelled_delivery_is_in_doubt_after_the_restart(bench: Bench) -> None:
    delivery = await bench.put(alert_of())
    inside = asyncio.Event()

    async def never(channel: Channel) -> None:
        del channel
        inside.set()
        await asyncio.Event().wait()

    bench.handler.before = never
    task = asyncio.create_task(bench.outbox().deliver(delivery.id))
    await inside.wait()
    task.cancel()
    await asyncio.wait({task})
    assert (await bench.of(delivery)).state is DeliveryState.SENDING
    bench.handler.before = None
    async with bench.store.begin() as tx:
        assert await tx.deliveries.reset() == 1
    await bench.settled()
    assert [each.message.possible_repeat for each in bench.handler.shown] == [True]
