"""The outbox: what is to be sent, what became of it, and who was told what."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.channel import Channel, Delivery, DeliveryState, Form
from bot.model.scale import Severity
from bot.store.chats import move_chat
from bot.store.tables import alerts, deliveries, delivery_alerts

_WAITING = (DeliveryState.PENDING, DeliveryState.UNKNOWN)
_UNFINISHED = (*_WAITING, DeliveryState.SENDING)
_FAILED = (DeliveryState.FAILED, DeliveryState.GIVEN_UP)


@dataclass(frozen=True, slots=True)
class SqlDeliveries:
    """`bot.ports.Deliveries` on one connection."""

    connection: AsyncConnection

    async def add(self, new: Sequence[Delivery]) -> None:
        """Write outbox rows."""
        if not new:
            return
        await self.connection.execute(sa.insert(deliveries), [_row(each) for each in new])
        held = [
            {"alert_id": alert_id, "delivery_id": each.id}
            for each in new
            for alert_id in dict.fromkeys(each.alert_ids)
        ]
        if held:
            await self.connection.execute(sa.insert(delivery_alerts), held)

    async def get(self, delivery_id: str) -> Delivery | None:
        """One delivery."""
        found = await self._read(sa.select(deliveries).where(deliveries.c.id == delivery_id))
        return found[0] if found else None

    async def due(
        self, *, now: datetime, limit: int, channel: Channel | None = None
    ) -> list[Delivery]:
        """Pending and unknown deliveries that are due: most severe first, then oldest.

        Of one incident in one channel only the oldest unfinished delivery is due: an update never
        overtakes the message that it edits. With a channel, only those of that channel.
        """
        wanted = sa.select(deliveries).where(_is_due(now))
        if channel is not None:
            wanted = wanted.where(deliveries.c.channel == str(channel))
        return await self._read(wanted.order_by(*_FIRST).limit(limit))

    async def heads(self, *, now: datetime, limit: int) -> list[Delivery]:
        """Of each channel the one delivery that is due first, most severe first, then oldest."""
        place = sa.func.row_number().over(partition_by=deliveries.c.channel, order_by=_FIRST)
        ranked = sa.select(deliveries.c.seq, place.label("place")).where(_is_due(now)).subquery()
        first = sa.select(ranked.c.seq).where(ranked.c.place == 1)
        wanted = sa.select(deliveries).where(deliveries.c.seq.in_(first))
        return await self._read(wanted.order_by(*_FIRST).limit(limit))

    async def take(self, delivery_id: str, *, now: datetime, lease: timedelta) -> Delivery | None:
        """Start an attempt (→ sending, attempt + 1); None when it is not due: taken, done, early.

        A delivery taken from `unknown` comes back with `possible_repeat` set and `repeats` + 1.
        """
        repeats = deliveries.c.state == DeliveryState.UNKNOWN
        taken = (
            sa.update(deliveries)
            .where(deliveries.c.id == delivery_id, _is_due(now))
            .values(
                state=DeliveryState.SENDING,
                attempt=deliveries.c.attempt + 1,
                lease_until=now + lease,
                possible_repeat=sa.or_(deliveries.c.possible_repeat, repeats),
                repeats=deliveries.c.repeats + sa.case((repeats, 1), else_=0),
            )
            .returning(deliveries)
        )
        row = (await self.connection.execute(taken)).first()
        return None if row is None else _delivery(row)

    async def settle(self, delivery: Delivery) -> bool:
        """Write the outcome; False, and nothing written, when its attempt is not the newest."""
        row = _row(delivery)
        outcome = {name: row[name] for name in _OUTCOME}
        fence = sa.and_(deliveries.c.id == delivery.id, deliveries.c.attempt == delivery.attempt)
        written = await self.connection.execute(
            sa.update(deliveries).where(fence).values(**outcome)
        )
        return written.rowcount > 0

    async def expire(self, *, now: datetime) -> int:
        """Make `sending` deliveries whose lease ran out `unknown`; their number."""
        return await self._doubt(deliveries.c.lease_until <= now, "the attempt took too long")

    async def reset(self) -> int:
        """At start: make every `sending` delivery of the dead process `unknown`; their number."""
        return await self._doubt(sa.true(), "the process ended during the attempt")

    async def hold(self, channel: Channel, *, until: datetime) -> int:
        """Nothing of this channel is due before then; the number of deliveries that wait."""
        early = sa.and_(
            deliveries.c.channel == str(channel),
            deliveries.c.state.in_(_WAITING),
            deliveries.c.due_at < until,
        )
        held = sa.update(deliveries).where(early).values(due_at=until)
        return (await self.connection.execute(held)).rowcount

    async def told(self, incident_id: str) -> dict[Channel, Severity]:
        """The channels that were or will be told of an incident, and the severity then said.

        Digests count; what failed or was given up does not.
        """
        rows = await self.connection.execute(
            sa.select(deliveries.c.channel, sa.func.max(deliveries.c.rank))
            .where(_tells_of(incident_id), deliveries.c.state.not_in(_FAILED))
            .group_by(deliveries.c.channel)
        )
        scale = list(Severity)
        return {Channel.parse(channel): scale[rank] for channel, rank in rows}

    async def threads(self, incident_id: str) -> dict[Channel, str]:
        """By channel, the incident whose message tells of this one; mostly its own."""
        rows = await self.connection.execute(
            sa.select(deliveries.c.channel, deliveries.c.incident_id)
            .where(
                _tells_of(incident_id),
                deliveries.c.incident_id.is_not(None),
                deliveries.c.state.not_in(_FAILED),
            )
            .order_by(deliveries.c.seq)
        )
        return {Channel.parse(channel): thread for channel, thread in rows}

    async def message_of(self, channel: Channel, incident_id: str) -> str | None:
        """What the platform calls the incident's message in this channel, if one was sent."""
        own = await self._message(channel, deliveries.c.incident_id == incident_id)
        if own is not None:
            return own
        under = sa.and_(deliveries.c.incident_id.is_not(None), _tells_of(incident_id))
        return await self._message(channel, under)

    async def listing(self, states: Collection[DeliveryState], *, limit: int) -> list[Delivery]:
        """Deliveries in these states, newest first."""
        wanted = sa.select(deliveries).where(deliveries.c.state.in_(list(states)))
        newest = (deliveries.c.created_at.desc(), deliveries.c.seq.desc())
        return await self._read(wanted.order_by(*newest).limit(limit))

    async def counts(self) -> dict[DeliveryState, int]:
        """How many deliveries are in each state."""
        rows = await self.connection.execute(
            sa.select(deliveries.c.state, sa.func.count()).group_by(deliveries.c.state)
        )
        return {DeliveryState(state): number for state, number in rows}

    async def move(self, platform: str, chat: str, *, to: str) -> int:
        """Give a chat's deliveries its new id, in whatever state; the number that moved.

        A later `settle` of a delivery that was taken before the move keeps the new id.
        """
        return await move_chat(self.connection, deliveries, platform=platform, chat=chat, to=to)

    async def _doubt(self, which: sa.ColumnElement[bool], error: str) -> int:
        sending = deliveries.c.state == DeliveryState.SENDING
        doubted = sa.update(deliveries).where(sending, which)
        changed = await self.connection.execute(
            doubted.values(state=DeliveryState.UNKNOWN, lease_until=None, error=error)
        )
        return changed.rowcount

    async def _message(self, channel: Channel, which: sa.ColumnElement[bool]) -> str | None:
        named = (
            sa.select(deliveries.c.message_id)
            .where(
                deliveries.c.channel == str(channel),
                deliveries.c.state == DeliveryState.SENT,
                deliveries.c.message_id.is_not(None),
                which,
            )
            .order_by(deliveries.c.seq.desc())
        )
        found: str | None = (await self.connection.execute(named.limit(1))).scalar()
        return found

    async def _read(self, wanted: sa.Select[Any]) -> list[Delivery]:
        return [_delivery(row) for row in await self.connection.execute(wanted)]


#: What settling may change; who gets what is settled when the row is written.
_OUTCOME = (
    "state",
    "due_at",
    "lease_until",
    "parts_done",
    "message_id",
    "sent_at",
    "possible_repeat",
    "repeats",
    "error",
)
_FIRST = (deliveries.c.rank.desc(), deliveries.c.created_at, deliveries.c.seq)


_OLDER = deliveries.alias("older")
_OVERTAKES = sa.exists().where(
    _OLDER.c.channel == deliveries.c.channel,
    _OLDER.c.incident_id == deliveries.c.incident_id,
    _OLDER.c.seq < deliveries.c.seq,
    _OLDER.c.state.in_(_UNFINISHED),
)


def _tells_of(incident_id: str) -> sa.ColumnElement[bool]:
    about = (
        sa.select(delivery_alerts.c.delivery_id)
        .join(alerts, alerts.c.id == delivery_alerts.c.alert_id)
        .where(alerts.c.incident_id == incident_id)
    )
    return deliveries.c.id.in_(about)


def _is_due(now: datetime) -> sa.ColumnElement[bool]:
    waiting = deliveries.c.state.in_(_WAITING)
    return sa.and_(waiting, deliveries.c.due_at <= now, sa.not_(_OVERTAKES))


def _row(delivery: Delivery) -> dict[str, Any]:
    row = {each.name: getattr(delivery, each.name) for each in fields(delivery)}
    return row | {"channel": str(delivery.channel), "rank": delivery.severity.rank}


def _delivery(row: sa.Row[Any]) -> Delivery:
    values = {each.name: getattr(row, each.name) for each in fields(Delivery)}
    return Delivery(
        **values
        | {
            "channel": Channel.parse(row.channel),
            "form": Form(row.form),
            "severity": Severity(row.severity),
            "state": DeliveryState(row.state),
            "notices": row.notices or (),
            "matches": row.matches or (),
        }
    )
