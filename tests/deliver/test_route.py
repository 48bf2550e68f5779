"""Hop 7: who is told, and how a first poll is folded."""

from dataclasses import replace

import pytest

from bot.deliver.route import fold, route
from bot.model.channel import Channel, Delivery, DeliveryState, Form, Subscription
from bot.model.incident import Reason
from bot.model.scale import Severity
from tests.fakes.bench import alert_of
from tests.fakes.nouns import NOW, TERMINAL

OTHER = Channel(platform="telegram", chat="-100123", topic="42")


def wish(channel: Channel = TERMINAL, **changes: object) -> Subscription:
    made = Subscription(id=f"{channel}", channel=channel, created_at=NOW)
    return replace(made, **changes)  # type: ignore[arg-type]


def test_a_channel_gets_one_delivery_however_many_of_its_wishes_match() -> None:
    wishes = [wish(places=("mars",)), wish(places=("iq",)), wish(actors=("delta front",))]
    [delivery] = route(alert_of(), wishes, now=NOW)
    assert delivery == Delivery(
        id=delivery.id,
        channel=TERMINAL,
        alert_ids=("k7f3q1-1",),
        incident_id="k7f3q1",
        severity=Severity.SEVERE,
        state=DeliveryState.PENDING,
        created_at=NOW,
        due_at=NOW,
    )


def test_each_channel_that_wants_it_is_told_and_no_other() -> None:
    wishes = [
        wish(),
        wish(OTHER),
        wish(Channel(platform="x", chat="calm"), min_severity=Severity.EXTREME),
        wish(Channel(platform="x", chat="blocked"), paused="bot was blocked"),
    ]
    assert [each.channel for each in route(alert_of(), wishes, now=NOW)] == [TERMINAL, OTHER]


def test_routing_twice_makes_the_same_delivery() -> None:
    first, again = (route(alert_of(), [wish(), wish(OTHER)], now=NOW) for _ in range(2))
    assert first == again
    assert len({each.id for each in first}) == 2


@pytest.mark.parametrize("reason", [Reason.EASED, Reason.RETRACTED])
def test_only_those_who_heard_of_it_hear_that_it_is_over(reason: Reason) -> None:
    over = alert_of(revision=2, reason=reason, severity=Severity.MINOR)
    told = {TERMINAL: Severity.EXTREME}
    [delivery] = route(over, [wish(), wish(OTHER)], now=NOW, told=told)
    assert delivery.channel == TERMINAL
    assert delivery.severity is Severity.EXTREME


def test_who_heard_of_it_hears_also_that_it_was_less_severe() -> None:
    lower = alert_of(revision=2, reason=Reason.REVISED, severity=Severity.MODERATE)
    deliveries = route(lower, [wish(), wish(OTHER)], now=NOW, told={OTHER: Severity.SEVERE})
    assert [(each.channel, each.severity) for each in deliveries] == [(OTHER, Severity.MODERATE)]


def test_who_heard_of_it_and_wants_it_no_more_hears_nothing() -> None:
    update = alert_of(revision=2, reason=Reason.ESCALATED)
    wishes = [wish(without=("depot",)), wish(OTHER, paused="muted")]
    told = {TERMINAL: Severity.SEVERE, OTHER: Severity.SEVERE}
    assert route(update, wishes, now=NOW, told=told) == []


@pytest.mark.parametrize("reason", [Reason.ESCALATED, Reason.REVISED, Reason.CORROBORATED])
def test_a_channel_whose_wish_is_met_only_now_is_told_now(reason: Reason) -> None:
    [delivery] = route(alert_of(revision=2, reason=reason), [wish()], now=NOW, told={})
    assert delivery.channel == TERMINAL


def deliveries(*numbers: int, channel: Channel = TERMINAL, **changes: object) -> list[Delivery]:
    alerts = [alert_of(number, **changes) for number in numbers]  # type: ignore[arg-type]
    return [row for each in alerts for row in route(each, [wish(channel)], now=NOW)]


def test_few_alerts_of_a_first_poll_are_sent_as_they_are() -> None:
    rows = deliveries(1, 2, 3, 4, 5)
    assert fold(rows, limit=5) == rows
    assert fold([], limit=5) == []


def test_the_rest_of_a_first_poll_is_folded_into_one_digest_a_channel() -> None:
    rows = deliveries(1, 2, 3) + deliveries(1, 2, 3, 4, channel=OTHER)
    here, there = rows[:3], rows[3:]
    folded = fold(rows, limit=2)
    assert folded[:2] == here[1:]
    assert folded[3:5] == there[2:]
    digests = [folded[2], folded[5]]
    assert [each.alert_ids for each in digests] == [("k7f3q1-1",), ("k7f3q1-1", "k7f3q2-1")]
    assert [(each.form, each.incident_id) for each in digests] == [(Form.DIGEST, None)] * 2
    assert len({each.id for each in folded}) == 6


def test_the_most_severe_stand_alone() -> None:
    rows = deliveries(1, 2) + deliveries(3, severity=Severity.EXTREME)
    alone, digest = fold(rows, limit=1)
    assert (alone.incident_id, alone.severity) == ("k7f3q3", Severity.EXTREME)
    assert digest.alert_ids == ("k7f3q1-1", "k7f3q2-1")


def test_of_equally_severe_alerts_the_newest_stand_alone() -> None:
    rows = [*deliveries(1, severity=Severity.EXTREME), *deliveries(2, 3, 4)]
    folded = fold(rows, limit=2)
    assert [each.incident_id for each in folded] == ["k7f3q1", "k7f3q4", None]
    assert folded[-1].alert_ids == ("k7f3q2-1", "k7f3q3-1")
    [digest] = fold(rows, limit=0)
    assert len(digest.alert_ids) == 4


def test_where_it_folds_one_incident_is_one_delivery() -> None:
    rows = [
        *deliveries(1),
        *deliveries(1, revision=2, reason=Reason.REVISED, severity=Severity.EXTREME),
        *deliveries(1, revision=3, reason=Reason.REVISED),
    ]
    [joined] = fold(rows, limit=2)
    assert joined.alert_ids == ("k7f3q1-1", "k7f3q1-2", "k7f3q1-3")
    assert (joined.form, joined.severity) == (Form.ALERT, Severity.EXTREME)
