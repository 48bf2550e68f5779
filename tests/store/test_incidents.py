"""The contract of `bot.ports.Incidents`, on SQLite."""

from datetime import timedelta

import pytest

from bot.errors import TocsinError
from bot.store.database import SqlStore
from tests.fakes.nouns import NOW, alert, incident, revised

MINUTE = timedelta(minutes=1)


async def test_an_incident_comes_back_as_it_was_saved_last(store: SqlStore) -> None:
    async with store.begin() as tx:
        assert await tx.incidents.get("k7f3q1") is None
        await tx.incidents.save(incident())
        await tx.incidents.save(revised().incident)
    async with store.begin() as tx:
        assert await tx.incidents.get("k7f3q1") == revised().incident


async def test_candidates_share_a_key_and_come_newest_first(store: SqlStore) -> None:
    async with store.begin() as tx:
        await tx.incidents.save(incident(1, keys=("a", "b"), updated=NOW))
        await tx.incidents.save(incident(2, keys=("b", "c"), updated=NOW + MINUTE))
        await tx.incidents.save(incident(3, keys=("d",), updated=NOW))
        await tx.incidents.save(incident(4, keys=("b",), updated=NOW - MINUTE))

        async def ids(*keys: str) -> list[str]:
            return [each.id for each in await tx.incidents.candidates(keys, since=NOW)]

        assert await ids("b", "a", "b") == ["k7f3q2", "k7f3q1"]
        assert await ids("d") == ["k7f3q3"]
        assert await ids("x") == []
        assert await ids() == []


async def test_an_incident_is_found_by_its_present_keys_only(store: SqlStore) -> None:
    async with store.begin() as tx:
        await tx.incidents.save(incident(keys=("a", "b")))
        await tx.incidents.save(incident(keys=("b", "c")))
        since = NOW - timedelta(days=1)
        assert await tx.incidents.candidates(["a"], since=since) == []
        assert len(await tx.incidents.candidates(["b"], since=since)) == 1
        assert len(await tx.incidents.candidates(["c"], since=since)) == 1


async def test_candidates_are_at_most_two_hundred_and_the_newest(store: SqlStore) -> None:
    async with store.begin() as tx:
        for number in range(205):
            updated = NOW + timedelta(seconds=number)
            await tx.incidents.save(incident(number, keys=("k",), updated=updated))
        found = await tx.incidents.candidates(["k"], since=NOW)
    assert len(found) == 200
    assert found[0].id == "k7f3q204"
    assert found[-1].id == "k7f3q5"


async def test_each_that_is_asked_for_gets_its_newest_whatever_the_others_get(
    store: SqlStore,
) -> None:
    async with store.begin() as tx:
        await tx.incidents.save(incident(1, keys=("quiet",), updated=NOW))
        for number in (2, 3, 4):
            updated = NOW + number * MINUTE
            await tx.incidents.save(incident(number, keys=("busy", "both"), updated=updated))
        found = await tx.incidents.candidates(
            ["busy", "both"], ["quiet"], ["none"], [], since=NOW, most=2
        )
    assert [each.id for each in found] == ["k7f3q4", "k7f3q3", "k7f3q1"]


async def test_only_incidents_with_an_alert_are_listed(store: SqlStore) -> None:
    async with store.begin() as tx:
        for number in (1, 2, 3):
            one = incident(number, updated=NOW + number * MINUTE)
            await tx.incidents.save(one)
            if number != 2:
                await tx.incidents.add_alert(alert(one))
        assert [each.id for each in await tx.incidents.latest(10)] == ["k7f3q3", "k7f3q1"]
        assert [each.id for each in await tx.incidents.latest(1)] == ["k7f3q3"]
        until = NOW + 3 * MINUTE
        assert [each.id for each in await tx.incidents.between(NOW, until)] == ["k7f3q1"]
        assert [each.id for each in await tx.incidents.between(until, until + MINUTE)] == ["k7f3q3"]


async def test_alerts_come_oldest_first_with_the_incident_as_it_was_then(store: SqlStore) -> None:
    first, second = alert(), revised()
    async with store.begin() as tx:
        await tx.incidents.save(first.incident)
        await tx.incidents.add_alert(first)
        await tx.incidents.save(second.incident)
        await tx.incidents.add_alert(second)
        assert await tx.incidents.alerts("k7f3q1") == [first, second]
        assert await tx.incidents.alerts("other") == []
        assert await tx.incidents.alert(first.id) == first
        assert await tx.incidents.alert("other") is None
        assert await tx.incidents.alerts_since(second.at) == [second]
        assert await tx.incidents.alerts_since(first.at) == [first, second]


async def test_alerts_of_one_moment_keep_the_order_of_writing(store: SqlStore) -> None:
    one = incident(updated=NOW)
    alerts = [alert(one, id=name) for name in ("z", "a", "m")]
    async with store.begin() as tx:
        await tx.incidents.save(one)
        for each in alerts:
            await tx.incidents.add_alert(each)
        assert await tx.incidents.alerts(one.id) == alerts


async def test_an_alert_without_its_incident_is_refused_and_nothing_stays(store: SqlStore) -> None:
    async def write() -> None:
        async with store.begin() as tx:
            await tx.incidents.save(incident(2))
            await tx.incidents.add_alert(alert(incident(1)))

    with pytest.raises(TocsinError, match=r"(?i)foreign key"):
        await write()
    async with store.begin() as tx:
        assert await tx.incidents.get("k7f3q2") is None
