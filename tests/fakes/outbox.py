"""The outbox of the store in memory."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.model.channel import Channel, Delivery, DeliveryState
from tests.fakes.tables import Tables

_DONE = (DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.GIVEN_UP)
_DUE = (DeliveryState.PENDING, DeliveryState.UNKNOWN)


class FakeDeliveries:
    """The outbox."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    async def add(self, deliveries: Sequence[Delivery]) -> None:
        """Write outbox rows."""
        self._tables.deliveries.update({delivery.id: delivery for delivery in deliveries})

    async def get(self, delivery_id: str) -> Delivery | None:
        """One delivery."""
        return self._tables.deliveries.get(delivery_id)

    async def due(self, *, now: datetime, limit: int) -> list[Delivery]:
        """Pending and unknown deliveries that are due: most severe first, then oldest.

        Of one incident in one channel only the oldest unfinished delivery is due.
        """
        first: dict[tuple[Channel, str], str] = {}
        for each in sorted(self._tables.deliveries.values(), key=_age):
            if each.state not in _DONE and each.incident_id is not None:
                first.setdefault((each.channel, each.incident_id), each.id)
        found = [
            each
            for each in self._tables.deliveries.values()
            if each.state in _DUE
            and each.due_at <= now
            and (each.incident_id is None or first[each.channel, each.incident_id] == each.id)
        ]
        return sorted(found, key=lambda each: (-each.severity.rank, *_age(each)))[:limit]

    async def take(self, delivery_id: str, *, now: datetime, lease: timedelta) -> Delivery | None:
        """Start an attempt (→ sending, attempt + 1); None when another took it or it is done."""
        delivery = self._tables.deliveries.get(delivery_id)
        if delivery is None or delivery.state not in _DUE:
            return None
        taken = replace(
            delivery,
            state=DeliveryState.SENDING,
            attempt=delivery.attempt + 1,
            lease_until=now + lease,
            possible_repeat=delivery.possible_repeat or delivery.state is DeliveryState.UNKNOWN,
        )
        self._tables.deliveries[delivery_id] = taken
        return taken

    async def settle(self, delivery: Delivery) -> bool:
        """Write the outcome; False, and nothing written, when its attempt is not the newest."""
        stored = self._tables.deliveries.get(delivery.id)
        if stored is None or stored.attempt != delivery.attempt:
            return False
        self._tables.deliveries[delivery.id] = delivery
        return True

    async def expire(self, *, now: datetime) -> int:
        """Make `sending` deliveries whose lease ran out `unknown`; their number."""
        return self._forget(
            lambda delivery: delivery.lease_until is None or delivery.lease_until <= now
        )

    async def reset(self) -> int:
        """At start: make every `sending` delivery of the dead process `unknown`; their number."""
        return self._forget(lambda _: True)

    async def message_of(self, channel: Channel, incident_id: str) -> str | None:
        """What the platform calls the incident's message in this channel, if one was sent."""
        sent = [
            each
            for each in self._tables.deliveries.values()
            if each.channel == channel
            and each.incident_id == incident_id
            and each.message_id is not None
        ]
        return min(sent, key=_age).message_id if sent else None

    async def listing(self, states: Collection[DeliveryState], *, limit: int) -> list[Delivery]:
        """Deliveries in these states, newest first."""
        found = [each for each in self._tables.deliveries.values() if each.state in states]
        return sorted(found, key=_age, reverse=True)[:limit]

    async def counts(self) -> dict[DeliveryState, int]:
        """How many deliveries are in each state."""
        counts = dict.fromkeys(DeliveryState, 0)
        for each in self._tables.deliveries.values():
            counts[each.state] += 1
        return counts

    def _forget(self, lost: Callable[[Delivery], bool]) -> int:
        found = [
            each
            for each in self._tables.deliveries.values()
            if each.state is DeliveryState.SENDING and lost(each)
        ]
        for each in found:
            self._tables.deliveries[each.id] = replace(
                each, state=DeliveryState.UNKNOWN, lease_until=None
            )
        return len(found)


def _age(delivery: Delivery) -> tuple[datetime, str]:
    return (delivery.created_at, delivery.id)
