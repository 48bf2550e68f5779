"""The outbox of the store in memory; a dict keeps its order, so what was added first is oldest."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.model.channel import Channel, Delivery, DeliveryState
from bot.model.scale import Severity
from tests.fakes.tables import Tables

_WAITING = (DeliveryState.PENDING, DeliveryState.UNKNOWN)
_UNFINISHED = (*_WAITING, DeliveryState.SENDING)
_FAILED = (DeliveryState.FAILED, DeliveryState.GIVEN_UP)


class FakeDeliveries:
    """The outbox."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    async def add(self, deliveries: Sequence[Delivery]) -> None:
        """Write outbox rows."""
        for delivery in deliveries:
            assert delivery.id not in self._tables.deliveries, "an outbox row is written once"
            self._tables.deliveries[delivery.id] = delivery

    async def get(self, delivery_id: str) -> Delivery | None:
        """One delivery."""
        return self._tables.deliveries.get(delivery_id)

    async def due(
        self, *, now: datetime, limit: int, channel: Channel | None = None
    ) -> list[Delivery]:
        """Pending and unknown deliveries that are due: most severe first, then oldest."""
        found = [each for each in self._due(now) if channel is None or each.channel == channel]
        return found[:limit]

    async def heads(self, *, now: datetime, limit: int) -> list[Delivery]:
        """Of each channel the one delivery that is due first, most severe first, then oldest."""
        first: dict[Channel, Delivery] = {}
        for each in self._due(now):
            first.setdefault(each.channel, each)
        return list(first.values())[:limit]

    async def take(self, delivery_id: str, *, now: datetime, lease: timedelta) -> Delivery | None:
        """Start an attempt (→ sending, attempt + 1); None when it is not due."""
        delivery = next((each for each in self._due(now) if each.id == delivery_id), None)
        if delivery is None:
            return None
        again = delivery.state is DeliveryState.UNKNOWN
        taken = replace(
            delivery,
            state=DeliveryState.SENDING,
            attempt=delivery.attempt + 1,
            lease_until=now + lease,
            possible_repeat=delivery.possible_repeat or again,
            repeats=delivery.repeats + again,
        )
        self._tables.deliveries[delivery_id] = taken
        return taken

    async def settle(self, delivery: Delivery) -> bool:
        """Write the outcome; False, and nothing written, when its attempt is not the newest."""
        stored = self._tables.deliveries.get(delivery.id)
        if stored is None or stored.attempt != delivery.attempt:
            return False
        self._tables.deliveries[delivery.id] = replace(delivery, channel=stored.channel)
        return True

    async def expire(self, *, now: datetime) -> int:
        """Make `sending` deliveries whose lease ran out `unknown`; their number."""
        return self._doubt(
            lambda each: each.lease_until is not None and each.lease_until <= now,
            "the attempt took too long",
        )

    async def reset(self) -> int:
        """At start: make every `sending` delivery of the dead process `unknown`; their number."""
        return self._doubt(lambda _: True, "the process ended during the attempt")

    async def hold(self, channel: Channel, *, until: datetime) -> int:
        """Nothing of this channel is due before then; the number of deliveries that wait."""
        return self._replace(
            [
                replace(each, due_at=until)
                for each in self._tables.deliveries.values()
                if each.channel == channel and each.state in _WAITING and each.due_at < until
            ]
        )

    async def told(self, incident_id: str) -> dict[Channel, Severity]:
        """The channels that were or will be told of an incident, and the severity then said."""
        told: dict[Channel, Severity] = {}
        for each in self._about(incident_id):
            if each.state not in _FAILED:
                told[each.channel] = max(told.get(each.channel, each.severity), each.severity)
        return told

    async def threads(self, incident_id: str) -> dict[Channel, str]:
        """By channel, the incident whose message tells of this one; mostly its own."""
        return {
            each.channel: each.incident_id
            for each in self._about(incident_id)
            if each.incident_id is not None and each.state not in _FAILED
        }

    async def message_of(self, channel: Channel, incident_id: str) -> str | None:
        """What the platform calls the incident's message in this channel, if one was sent."""
        about = {each.id for each in self._about(incident_id)}
        sent = [
            each.message_id
            for each in self._tables.deliveries.values()
            if each.channel == channel
            and each.incident_id is not None
            and (each.incident_id == incident_id or each.id in about)
            and each.state is DeliveryState.SENT
            and each.message_id is not None
        ]
        return sent[-1] if sent else None

    async def move(self, platform: str, chat: str, *, to: str) -> int:
        """Give a chat's deliveries its new id, in whatever state; the number that moved."""
        return self._replace(
            [
                replace(each, channel=replace(each.channel, chat=to))
                for each in self._tables.deliveries.values()
                if (each.channel.platform, each.channel.chat) == (platform, chat)
            ]
        )

    async def listing(self, states: Collection[DeliveryState], *, limit: int) -> list[Delivery]:
        """Deliveries in these states, newest first."""
        found = [each for each in self._tables.deliveries.values() if each.state in states]
        found.reverse()
        return sorted(found, key=lambda each: each.created_at, reverse=True)[:limit]

    async def counts(self) -> dict[DeliveryState, int]:
        """How many deliveries are in each state."""
        states = [each.state for each in self._tables.deliveries.values()]
        return {state: states.count(state) for state in set(states)}

    def _about(self, incident_id: str) -> list[Delivery]:
        alerts = {
            alert.id for alert in self._tables.alerts.values() if alert.incident.id == incident_id
        }
        rows = self._tables.deliveries.values()
        return [each for each in rows if alerts.intersection(each.alert_ids)]

    def _due(self, now: datetime) -> list[Delivery]:
        """Of one incident in one channel only the oldest unfinished delivery is due."""
        oldest: dict[tuple[Channel, str], str] = {}
        for each in self._tables.deliveries.values():
            if each.state in _UNFINISHED and each.incident_id is not None:
                oldest.setdefault((each.channel, each.incident_id), each.id)
        found = [
            each
            for each in self._tables.deliveries.values()
            if each.state in _WAITING
            and each.due_at <= now
            and (each.incident_id is None or oldest[each.channel, each.incident_id] == each.id)
        ]
        return sorted(found, key=lambda each: (-each.severity.rank, each.created_at))

    def _doubt(self, lost: Callable[[Delivery], bool], error: str) -> int:
        return self._replace(
            [
                replace(each, state=DeliveryState.UNKNOWN, lease_until=None, error=error)
                for each in self._tables.deliveries.values()
                if each.state is DeliveryState.SENDING and lost(each)
            ]
        )

    def _replace(self, changed: Iterable[Delivery]) -> int:
        rows = {each.id: each for each in changed}
        self._tables.deliveries.update(rows)
        return len(rows)
