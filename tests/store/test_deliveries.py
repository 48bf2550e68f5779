"""The contract of `bot.ports.Deliveries`, on SQLite."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model.channel import Channel, Delivery, DeliveryState, Form
from bot.model.scale import Severity
from bot.ports import Transaction
from bot.store.database import SqlStore
from tests.fakes.nouns import NOW, alert, incident, revised

HERE = Channel(platform="console", chat="terminal")
THERE = Channel(platform="telegram", chat="-100123", topic="42")
LEASE = timedelta(minutes=5)
SECOND = timedelta(seconds=1)


def delivery(name: str, **changes: object) -> Delivery:
    made = Delivery(
        id=name,
        channel=HERE,
        alert_ids=(f"alert-{name}",),
        incident_id=f"incident-{name}",
        severity=Severity.SEVERE,
        created_at=NOW,
        due_at=NOW,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def ids(deliveries: Sequence[Delivery]) -> list[str]:
    return [each.id for each in deliveries]


async def taken(tx: Transaction, name: str) -> Delivery:
    found = await tx.deliveries.take(name, now=NOW, lease=LEASE)
    assert found is not None
    return found


async def test_a_delivery_comes_back_as_it_was_written(store: SqlStore) -> None:
    whole = delivery(
        "a",
        channel=THERE,
        form=Form.DIGEST,
        alert_ids=("z", "y"),
        incident_id=None,
        state=DeliveryState.SENT,
        attempt=3,
        lease_until=NOW,
        parts_done=1,
        message_id="17",
        sent_at=NOW,
        possible_repeat=True,
        repeats=1,
        error="why",
    )
    async with store.begin() as tx:
        await tx.deliveries.add([])
        await tx.deliveries.add([whole, delivery("b")])
        assert await tx.deliveries.get("a") == whole
        assert await tx.deliveries.get("b") == delivery("b")
        assert await tx.deliveries.get("c") is None


async def test_the_most_severe_is_due_first_then_the_oldest(store: SqlStore) -> None:
    async with store.begin() as tx:
        await tx.deliveries.add(
            [
                delivery("minor", severity=Severity.MINOR, created_at=NOW - LEASE),
                delivery("severe-late"),
                delivery("severe-early", created_at=NOW - SECOND),
                delivery("extreme", severity=Severity.EXTREME),
                delivery("tomorrow", severity=Severity.EXTREME, due_at=NOW + SECOND),
                delivery("done", state=DeliveryState.SENT),
                delivery("doubtful", severity=Severity.MODERATE, state=DeliveryState.UNKNOWN),
            ]
        )
        due = await tx.deliveries.due(now=NOW, limit=10)
        assert ids(due) == ["extreme", "severe-early", "severe-late", "doubtful", "minor"]
        assert ids(await tx.deliveries.due(now=NOW, limit=1)) == ["extreme"]


@pytest.mark.parametrize(
    "state", [DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.UNKNOWN]
)
async def test_an_update_waits_for_the_message_that_it_edits(
    store: SqlStore, state: DeliveryState
) -> None:
    first = delivery("first", incident_id="k", state=state, due_at=NOW + LEASE)
    update = delivery("update", incident_id="k", severity=Severity.EXTREME)
    elsewhere = delivery("elsewhere", incident_id="k", channel=THERE)
    async with store.begin() as tx:
        await tx.deliveries.add([first, update, elsewhere])
        assert ids(await tx.deliveries.due(now=NOW, limit=10)) == ["elsewhere"]
        assert await tx.deliveries.take("update", now=NOW, lease=LEASE) is None


@pytest.mark.parametrize(
    "state", [DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.GIVEN_UP]
)
async def test_an_update_waits_no_longer_once_its_message_is_finished(
    store: SqlStore, state: DeliveryState
) -> None:
    first = delivery("first", incident_id="k", state=state)
    async with store.begin() as tx:
        await tx.deliveries.add([first, delivery("update", incident_id="k")])
        assert ids(await tx.deliveries.due(now=NOW, limit=10)) == ["update"]


async def test_digests_wait_for_no_incident(store: SqlStore) -> None:
    both = [delivery(name, form=Form.DIGEST, incident_id=None) for name in ("a", "b")]
    async with store.begin() as tx:
        await tx.deliveries.add(both)
        assert ids(await tx.deliveries.due(now=NOW, limit=10)) == ["a", "b"]


async def test_a_full_channel_hides_no_other(store: SqlStore) -> None:
    crowd = [delivery(f"h{number}", severity=Severity.EXTREME) for number in range(30)]
    async with store.begin() as tx:
        await tx.deliveries.add([*crowd, delivery("there", channel=THERE)])
        assert ids(await tx.deliveries.heads(now=NOW, limit=2)) == ["h0", "there"]
        assert ids(await tx.deliveries.heads(now=NOW, limit=1)) == ["h0"]
        assert ids(await tx.deliveries.due(now=NOW, limit=9, channel=THERE)) == ["there"]


async def test_only_one_takes_a_delivery(store: SqlStore) -> None:
    async with store.begin() as tx:
        await tx.deliveries.add([delivery("a")])
        first = await taken(tx, "a")
        assert first == delivery(
            "a", state=DeliveryState.SENDING, attempt=1, lease_until=NOW + LEASE
        )
        assert await tx.deliveries.take("a", now=NOW, lease=LEASE) is None
        assert await tx.deliveries.take("nobody", now=NOW, lease=LEASE) is None


async def test_what_is_not_due_or_done_cannot_be_taken(store: SqlStore) -> None:
    async with store.begin() as tx:
        await tx.deliveries.add([delivery("early", due_at=NOW + SECOND)])
        assert await tx.deliveries.take("early", now=NOW, lease=LEASE) is None
        sent = await tx.deliveries.take("early", now=NOW + SECOND, lease=LEASE)
        assert sent is not None
        await tx.deliveries.settle(replace(sent, state=DeliveryState.SENT))
        assert await tx.deliveries.take("early", now=NOW + LEASE, lease=LEASE) is None


async def test_a_delivery_taken_from_unknown_may_be_a_repeat(store: SqlStore) -> None:
    async with store.begin() as tx:
        await tx.deliveries.add([delivery("a")])
        await taken(tx, "a")
        assert await tx.deliveries.reset() == 1
        again = await taken(tx, "a")
        assert (again.possible_repeat, again.repeats, again.attempt) == (True, 1, 2)
        await tx.deliveries.settle(replace(again, state=DeliveryState.PENDING))
        third = await taken(tx, "a")
        assert (third.possible_repeat, third.repeats) == (True, 1)


async def test_an_old_attempt_cannot_overwrite_a_newer_one(store: SqlStore) -> None:
    async with store.begin() as tx:
        await tx.deliveries.add([delivery("a")])
        old = await taken(tx, "a")
        await tx.deliveries.reset()
        new = await taken(tx, "a")
        late = replace(old, state=DeliveryState.FAILED, error="from a worker that slept")
        assert await tx.deliveries.settle(late) is False
        assert await tx.deliveries.get("a") == new
        done = replace(new, state=DeliveryState.SENT, sent_at=NOW, message_id="17", error=None)
        assert await tx.deliveries.settle(done) is True
        assert await tx.deliveries.get("a") == done


async def test_a_lease_that_runs_out_leaves_doubt(store: SqlStore) -> None:
    async with store.begin() as tx:
        await tx.deliveries.add([delivery("a"), delivery("b")])
        await taken(tx, "a")
        assert await tx.deliveries.expire(now=NOW + LEASE - SECOND) == 0
        assert await tx.deliveries.expire(now=NOW + LEASE) == 1
        found = await tx.deliveries.get("a")
    assert found is not None
    assert found.state is DeliveryState.UNKNOWN
    assert found.lease_until is None
    assert found.error == "the attempt took too long"


async def test_a_restart_doubts_what_was_being_sent_and_nothing_else(store: SqlStore) -> None:
    states = {state: delivery(state, state=state) for state in DeliveryState}
    async with store.begin() as tx:
        await tx.deliveries.add(list(states.values()))
        assert await tx.deliveries.reset() == 1
        assert await tx.deliveries.counts() == {
            DeliveryState.PENDING: 1,
            DeliveryState.SENT: 1,
            DeliveryState.UNKNOWN: 2,
            DeliveryState.FAILED: 1,
            DeliveryState.GIVEN_UP: 1,
        }


async def test_a_held_channel_waits_and_the_others_do_not(store: SqlStore) -> None:
    async with store.begin() as tx:
        rows = [delivery("a"), delivery("b", due_at=NOW + 2 * LEASE)]
        await tx.deliveries.add([*rows, delivery("there", channel=THERE)])
        assert await tx.deliveries.hold(HERE, until=NOW + LEASE) == 1
        assert ids(await tx.deliveries.due(now=NOW, limit=9)) == ["there"]
        assert ids(await tx.deliveries.due(now=NOW + LEASE, limit=9)) == ["a", "there"]


async def test_the_message_of_an_incident_is_the_last_one_sent(store: SqlStore) -> None:
    rows = [
        delivery("1", incident_id="k", state=DeliveryState.SENT, message_id="17"),
        delivery("2", incident_id="k", state=DeliveryState.SENT, message_id="23"),
        delivery("3", incident_id="k", state=DeliveryState.FAILED, message_id="99"),
    ]
    async with store.begin() as tx:
        await tx.deliveries.add(rows)
        assert await tx.deliveries.message_of(HERE, "k") == "23"
        assert await tx.deliveries.message_of(THERE, "k") is None
        assert await tx.deliveries.message_of(HERE, "other") is None


async def test_who_was_told_counts_digests_and_not_what_failed(store: SqlStore) -> None:
    first, second = alert(), revised()
    failed = Channel(platform="slack", chat="T/C")
    async with store.begin() as tx:
        await tx.incidents.save(incident())
        await tx.incidents.add_alert(first)
        await tx.incidents.add_alert(second)
        await tx.deliveries.add(
            [
                delivery("a", alert_ids=(first.id,), severity=Severity.EXTREME),
                delivery("b", alert_ids=(second.id,), severity=Severity.MINOR),
                delivery(
                    "c",
                    alert_ids=("other", first.id, first.id),
                    form=Form.DIGEST,
                    incident_id=None,
                    channel=THERE,
                ),
                delivery("d", alert_ids=(first.id,), channel=failed, state=DeliveryState.GIVEN_UP),
            ]
        )
        assert await tx.deliveries.told(first.incident.id) == {
            HERE: Severity.EXTREME,
            THERE: Severity.SEVERE,
        }
        assert await tx.deliveries.told("other") == {}


async def test_a_story_may_be_told_under_the_message_of_another_incident(store: SqlStore) -> None:
    told = delivery("a", alert_ids=(alert().id,), incident_id="own")
    async with store.begin() as tx:
        await tx.incidents.save(incident())
        await tx.incidents.add_alert(alert())
        await tx.deliveries.add(
            [
                replace(told, state=DeliveryState.SENT, message_id="17"),
                replace(told, id="b", channel=THERE, state=DeliveryState.FAILED),
            ]
        )
        assert await tx.deliveries.threads(incident().id) == {HERE: "own"}
        assert await tx.deliveries.message_of(HERE, incident().id) == "17"
        assert await tx.deliveries.message_of(HERE, "own") == "17"


async def test_a_listing_is_newest_first(store: SqlStore) -> None:
    async with store.begin() as tx:
        await tx.deliveries.add(
            [
                delivery("old", state=DeliveryState.FAILED, created_at=NOW - SECOND),
                delivery("new", state=DeliveryState.GIVEN_UP),
                delivery("newer", state=DeliveryState.FAILED),
                delivery("fine", state=DeliveryState.SENT),
            ]
        )
        both = [DeliveryState.FAILED, DeliveryState.GIVEN_UP]
        assert ids(await tx.deliveries.listing(both, limit=9)) == ["newer", "new", "old"]
        assert ids(await tx.deliveries.listing(both, limit=1)) == ["newer"]


async def test_a_delivery_that_moves_under_way_keeps_its_new_chat(store: SqlStore) -> None:
    async with store.begin() as tx:
        await tx.deliveries.add([delivery("a", channel=THERE), delivery("b")])
        under_way = await taken(tx, "a")
        assert await tx.deliveries.move("telegram", "-100123", to="-200") == 1
        assert await tx.deliveries.settle(replace(under_way, state=DeliveryState.SENT))
        found = await tx.deliveries.get("a")
    assert found is not None
    assert found.channel == Channel(platform="telegram", chat="-200", topic="42")
