"""Hop 8 as people see it: what is shown in a channel, and what is on record."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from bot.errors import ChannelGone, MarkupRefused, Rejected, Unavailable, Uncertain
from bot.model.channel import Channel, DeliveryState, Form, Subscription
from bot.model.incident import Alert, Change, Reason
from bot.model.scale import Severity
from bot.ports import Store, Transaction
from tests.fakes.bench import Bench, alert_of
from tests.fakes.handler import FakeHandler
from tests.fakes.nouns import TERMINAL

OTHER = Channel(platform="console", chat="other")


async def test_an_alert_is_posted_once_and_its_receipt_kept(bench: Bench) -> None:
    delivery = await bench.put(alert_of())
    outbox = bench.outbox()
    await outbox.deliver(delivery.id)
    await outbox.deliver(delivery.id)
    assert bench.handler.headings(TERMINAL) == ["alert k7f3q1-1"]
    kept = await bench.of(delivery)
    assert kept == replace(
        delivery,
        state=DeliveryState.SENT,
        attempt=1,
        message_id="m1",
        sent_at=bench.clock.now,
    )


async def test_an_unknown_delivery_is_nobodys(bench: Bench) -> None:
    await bench.outbox().deliver("nobody")
    assert bench.handler.calls == []


async def test_an_update_edits_the_message_and_answers_in_its_thread(bench: Bench) -> None:
    await bench.put(alert_of())
    update = await bench.put(alert_of(revision=2, reason=Reason.REVISED))
    await bench.outbox().deliver(update.id)
    shown = bench.handler.shown
    assert bench.handler.headings(TERMINAL) == ["alert k7f3q1-2", "update k7f3q1-2"]
    assert (shown[1].reply_to, shown[1].loud) == ("m1", False)
    kept = await bench.of(update)
    assert (kept.state, kept.parts_done, kept.message_id) == (DeliveryState.SENT, 1, "m1")


@pytest.mark.parametrize(
    ("reason", "rose", "loud"),
    [
        (Reason.EASED, False, True),
        (Reason.RETRACTED, False, True),
        (Reason.ESCALATED, True, True),
        (Reason.ESCALATED, False, False),
        (Reason.CORROBORATED, False, False),
    ],
)
async def test_who_is_woken_depends_on_what_changed(
    bench: Bench, reason: Reason, *, rose: bool, loud: bool
) -> None:
    await bench.put(alert_of())
    update = await bench.put(replace(alert_of(revision=2, reason=reason), rose=rose))
    await bench.settled()
    assert bench.handler.shown[-1].delivery_id == update.id
    assert bench.handler.shown[-1].loud is loud


async def test_a_channel_without_the_message_gets_the_whole_alert(bench: Bench) -> None:
    escalated = await bench.put(alert_of(revision=2, reason=Reason.ESCALATED))
    await bench.outbox().deliver(escalated.id)
    assert bench.handler.headings(TERMINAL) == ["alert k7f3q1-2"]


async def test_several_alerts_of_one_incident_are_told_as_one_with_all_changes(
    bench: Bench,
) -> None:
    def changed(revision: int, after: str) -> Alert:
        change = Change(what="Killed", before=None, after=after)
        return replace(alert_of(revision=revision), changes=(change,))

    await bench.put(alert_of())
    await bench.put(changed(2, "9"), channel=OTHER)
    both = ("k7f3q1-2", "k7f3q1-3")
    await bench.put(changed(3, "12"), alert_ids=both)
    await bench.settled()
    assert bench.handler.headings(TERMINAL) == ["alert k7f3q1-3", "update k7f3q1-3 9 12"]


async def test_a_digest_is_one_message_of_many_alerts(bench: Bench) -> None:
    await bench.put(alert_of(1), channel=OTHER)
    both = ("k7f3q1-1", "k7f3q2-1")
    await bench.put(alert_of(2), form=Form.DIGEST, incident_id=None, alert_ids=both)
    await bench.settled()
    assert bench.handler.headings(TERMINAL) == ["digest k7f3q1-1 k7f3q2-1"]


async def test_a_channel_gets_the_most_severe_first(bench: Bench) -> None:
    minor = await bench.put(alert_of(1, severity=Severity.MINOR))
    await bench.put(alert_of(2, severity=Severity.EXTREME))
    await bench.outbox().deliver(minor.id)
    assert bench.handler.headings(TERMINAL) == ["alert k7f3q2-1", "alert k7f3q1-1"]


async def test_a_chat_that_asks_for_patience_waits_alone(bench: Bench) -> None:
    flooded = await bench.put(alert_of(1))
    second = await bench.put(alert_of(2))
    other = await bench.put(alert_of(1), channel=OTHER)
    bench.handler.fail("post", Unavailable("too many requests", retry_after=90))
    outbox = bench.outbox()
    for each in (flooded, second, other):
        await outbox.deliver(each.id)
    assert bench.handler.headings(TERMINAL) == []
    assert bench.handler.headings(OTHER) == ["alert k7f3q1-1"]
    until = bench.clock.now + timedelta(seconds=90)
    waiting = await bench.of(flooded)
    assert (waiting.state, waiting.due_at) == (DeliveryState.PENDING, until)
    assert waiting.error == "too many requests"
    assert (await bench.of(second)).due_at == until
    bench.clock.advance(timedelta(seconds=89))
    await outbox.deliver(flooded.id)
    assert bench.handler.headings(TERMINAL) == []
    bench.clock.advance(timedelta(seconds=1))
    await outbox.deliver(flooded.id)
    assert bench.handler.headings(TERMINAL) == ["alert k7f3q1-1", "alert k7f3q2-1"]
    assert not any(each.message.possible_repeat for each in bench.handler.shown)


async def test_pauses_between_attempts_grow_up_to_a_limit(bench: Bench) -> None:
    delivery = await bench.put(alert_of())
    outbox = bench.outbox()
    pauses = []
    for _ in range(12):
        bench.handler.fail("post", Unavailable("refused"))
        before = bench.clock.now
        await outbox.deliver(delivery.id)
        bench.clock.now = (await bench.of(delivery)).due_at
        pauses.append((bench.clock.now - before).total_seconds())
    assert pauses == [2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300, 300]


async def test_what_cannot_be_sent_in_time_is_given_up_with_its_reason(bench: Bench) -> None:
    delivery = await bench.put(alert_of(), channel=Channel(platform="slack", chat="T/C"))
    outbox = bench.outbox()
    outbox.patience = replace(outbox.patience, give_up=timedelta(hours=1))
    await bench.settled(outbox)
    kept = await bench.of(delivery)
    assert kept.state is DeliveryState.GIVEN_UP
    assert kept.error == "given up after 1 h: no handler for slack is running"


@pytest.mark.parametrize("error", [MarkupRefused("can't parse entities"), Rejected("too long")])
async def test_a_refused_message_fails_with_the_reason_and_the_queue_moves(
    bench: Bench, error: Rejected
) -> None:
    bench.handler.fail("post", error)
    failed = await bench.put(alert_of(1))
    await bench.put(alert_of(2))
    await bench.outbox().deliver(failed.id)
    kept = await bench.of(failed)
    assert (kept.state, kept.error) == (DeliveryState.FAILED, str(error))
    assert bench.handler.headings(TERMINAL) == ["alert k7f3q2-1"]


async def test_a_channel_that_is_gone_is_paused_with_the_reason(bench: Bench) -> None:
    wish = Subscription(id="s", channel=TERMINAL, created_at=bench.clock.now)
    async with bench.store.begin() as tx:
        await tx.subscriptions.put(wish)
    delivery = await bench.put(alert_of())
    bench.handler.fail("post", ChannelGone("bot was kicked"))
    await bench.outbox().deliver(delivery.id)
    kept = await bench.of(delivery)
    assert (kept.state, kept.error) == (DeliveryState.GIVEN_UP, "bot was kicked")
    async with bench.store.begin() as tx:
        assert await tx.subscriptions.of(TERMINAL) == [replace(wish, paused="bot was kicked")]


async def test_an_alert_that_is_no_longer_stored_fails_visibly(bench: Bench) -> None:
    delivery = await bench.put(alert_of(), alert_ids=("gone",))
    await bench.outbox().deliver(delivery.id)
    kept = await bench.of(delivery)
    assert (kept.state, kept.error) == (DeliveryState.FAILED, "its alerts are no longer stored")


async def test_an_alert_that_cannot_be_worded_fails_and_is_never_posted(bench: Bench) -> None:
    delivery = await bench.put(alert_of(), form=Form.DIGEST)
    outbox = bench.outbox()

    def broken(alerts: object) -> object:
        raise KeyError(str(alerts)[:1])

    outbox.wording = replace(outbox.wording, digest=broken)  # type: ignore[arg-type]
    await outbox.deliver(delivery.id)
    kept = await bench.of(delivery)
    assert kept.state is DeliveryState.FAILED
    assert kept.error == "it cannot be worded: KeyError('(')"
    assert bench.handler.calls == []


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


async def test_a_message_that_cannot_be_edited_still_gets_its_reply(bench: Bench) -> None:
    await bench.put(alert_of())
    await bench.put(alert_of(revision=2, reason=Reason.REVISED))
    bench.handler.fail("edit", Rejected("message to edit not found"))
    await bench.settled()
    assert bench.handler.headings(TERMINAL) == ["alert k7f3q1-1", "update k7f3q1-2"]


async def test_a_channel_that_is_gone_at_the_edit_gets_no_reply(bench: Bench) -> None:
    await bench.put(alert_of())
    update = await bench.put(alert_of(revision=2, reason=Reason.REVISED))
    bench.handler.fail("edit", ChannelGone("chat was deleted"))
    await bench.settled()
    assert bench.handler.headings(TERMINAL) == ["alert k7f3q1-1"]
    assert (await bench.of(update)).state is DeliveryState.GIVEN_UP


async def test_an_update_resumes_at_the_part_that_failed(bench: Bench) -> None:
    await bench.put(alert_of())
    update = await bench.put(alert_of(revision=2, reason=Reason.REVISED))
    bench.handler.fail("reply", Unavailable("refused"))
    await bench.settled()
    assert [verb for verb, _ in bench.handler.calls] == ["post", "edit", "reply", "reply"]
    assert (await bench.of(update)).state is DeliveryState.SENT


async def test_a_reply_in_doubt_is_marked_when_it_is_sent_again(bench: Bench) -> None:
    await bench.put(alert_of())
    await bench.put(alert_of(revision=2, reason=Reason.REVISED))
    bench.handler.fail("reply", Uncertain("connection lost"), accepted=True)
    await bench.settled()
    marks = [each.message.possible_repeat for each in bench.handler.shown]
    assert marks == [False, False, True]
    assert [verb for verb, _ in bench.handler.calls].count("edit") == 1


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
    flaky = Flaky(inner=bench.store, failing={4, 5, 6, 7})
    await bench.outbox(flaky).deliver(delivery.id)
    await bench.settled()
    assert bench.handler.headings(TERMINAL) == ["alert k7f3q1-1"]
    assert (await bench.of(delivery)).state is DeliveryState.SENT


async def test_the_relay_leaves_a_post_alone_while_its_record_is_being_retried(
    bench: Bench,
) -> None:
    delivery = await bench.put(alert_of())
    flaky = Flaky(inner=bench.store, failing={4})
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


async def test_two_platforms_are_served_by_their_own_handlers(bench: Bench) -> None:
    slack = FakeHandler(platform="slack")
    room = Channel(platform="slack", chat="T/C")
    await bench.put(alert_of())
    await bench.put(alert_of(), channel=room)
    await bench.settled(bench.outbox(None, slack))
    assert bench.handler.headings(TERMINAL) == ["alert k7f3q1-1"]
    assert slack.headings(room) == ["alert k7f3q1-1"]


@dataclass(slots=True, kw_only=True)
class Flaky:
    """A store whose nth transactions fail, counted from one."""

    inner: Store
    failing: set[int]
    begun: int = 0

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Transaction]:
        """A transaction, or its failure."""
        self.begun += 1
        if self.begun in self.failing:
            raise Unavailable("the disk is full")
        async with self.inner.begin() as tx:
            yield tx
