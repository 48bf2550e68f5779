"""What a platform refuses, for a while or for ever."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import ChannelGone, MarkupRefused, Rejected, Unavailable
from bot.model.channel import Channel, DeliveryState, Form, Subscription
from bot.model.incident import Reason
from tests.fakes.bench import Bench, alert_of
from tests.fakes.nouns import TERMINAL

OTHER = Channel(platform="console", chat="other")


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
