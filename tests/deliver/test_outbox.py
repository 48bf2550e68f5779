"""Hop 8 as people see it: what is shown in a channel, and what is on record."""

from dataclasses import replace

import pytest

from bot.model.channel import Channel, DeliveryState, Form
from bot.model.incident import Alert, Change, Reason
from bot.model.scale import Severity
from tests.fakes.bench import Bench, alert_of
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
        (Reason.EASED, False, False),
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
