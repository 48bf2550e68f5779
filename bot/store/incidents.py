"""Incidents, the keys that find them again, and their alerts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.incident import Alert, Incident
from bot.store.columns import UtcTime
from bot.store.dialect import as_list, pairs, portions, upsert
from bot.store.tables import alerts, incident_keys, incidents


@dataclass(frozen=True, slots=True)
class SqlIncidents:
    """`bot.ports.Incidents` on one connection."""

    connection: AsyncConnection

    async def candidates(
        self, *asked: Collection[str], since: datetime, most: int = 200
    ) -> list[Incident]:
        """Incidents updated since then that share a look-up key; newest first."""
        wanted = [(str(number), key) for number, keys in enumerate(asked) for key in set(keys)]
        if not wanted:
            return []
        words = {"asked": as_list(wanted), "since": since, "most": most}
        return list((await self.connection.execute(_CANDIDATES, words)).scalars())

    async def save(self, incident: Incident) -> None:
        """Insert or replace an incident and its keys."""
        values = {"id": incident.id, "updated": incident.updated, "incident": incident}
        await upsert(self.connection, incidents, values, key=["id"])
        of_this = incident_keys.c.incident_id == incident.id
        rows = await self.connection.execute(sa.select(incident_keys.c.key).where(of_this))
        before, after = set(rows.scalars()), set(incident.keys)
        for some in portions(before - after):
            outdated = incident_keys.c.key.in_(some)
            await self.connection.execute(sa.delete(incident_keys).where(of_this, outdated))
        if new := sorted(after - before):
            await self.connection.execute(
                sa.insert(incident_keys), [{"key": key, "incident_id": incident.id} for key in new]
            )

    async def get(self, incident_id: str) -> Incident | None:
        """One incident."""
        wanted = sa.select(incidents.c.incident).where(incidents.c.id == incident_id)
        found: Incident | None = (await self.connection.execute(wanted)).scalar()
        return found

    async def between(self, since: datetime, until: datetime) -> list[Incident]:
        """Incidents with at least one alert, updated in [since, until); newest first."""
        updated = sa.and_(incidents.c.updated >= since, incidents.c.updated < until)
        rows = await self.connection.execute(_NEWEST_FIRST.where(_ALERTED, updated))
        return list(rows.scalars())

    async def latest(self, limit: int) -> list[Incident]:
        """The last incidents with at least one alert, newest first."""
        rows = await self.connection.execute(_NEWEST_FIRST.where(_ALERTED).limit(limit))
        return list(rows.scalars())

    async def add_alert(self, alert: Alert) -> None:
        """Store an alert."""
        await self.connection.execute(
            sa.insert(alerts).values(
                id=alert.id, incident_id=alert.incident.id, at=alert.at, alert=alert
            )
        )

    async def alert(self, alert_id: str) -> Alert | None:
        """One alert."""
        wanted = sa.select(alerts.c.alert).where(alerts.c.id == alert_id)
        found: Alert | None = (await self.connection.execute(wanted)).scalar()
        return found

    async def alerts(self, incident_id: str) -> list[Alert]:
        """The alerts of an incident, oldest first."""
        wanted = _OLDEST_FIRST.where(alerts.c.incident_id == incident_id)
        return list((await self.connection.execute(wanted)).scalars())

    async def alerts_since(self, since: datetime) -> list[Alert]:
        """All alerts since then, oldest first."""
        wanted = _OLDEST_FIRST.where(alerts.c.at >= since)
        return list((await self.connection.execute(wanted)).scalars())


_NEWEST = (incidents.c.updated.desc(), incidents.c.id.desc())
_NEWEST_FIRST = sa.select(incidents.c.incident).order_by(*_NEWEST)
_OLDEST_FIRST = sa.select(alerts.c.alert).order_by(alerts.c.at, alerts.c.seq)
_ALERTED = sa.exists().where(alerts.c.incident_id == incidents.c.id)


def _candidates() -> sa.Select[Any]:
    """Of each that is asked for the newest; the values of all others stay where they are."""
    asked = pairs("asked")
    sharing = (
        sa.select(asked.c.one, incidents.c.id, incidents.c.updated)
        .join(incident_keys, incident_keys.c.key == asked.c.other)
        .join(incidents, incidents.c.id == incident_keys.c.incident_id)
        .where(incidents.c.updated >= sa.bindparam("since", type_=UtcTime))
        .distinct()
        .subquery()
    )
    newest = (sharing.c.updated.desc(), sharing.c.id.desc())
    place = sa.func.row_number().over(partition_by=sharing.c.one, order_by=newest)
    ranked = sa.select(sharing.c.id, place.label("place")).subquery()
    near = sa.select(ranked.c.id).where(ranked.c.place <= sa.bindparam("most", type_=sa.Integer))
    return _NEWEST_FIRST.where(incidents.c.id.in_(near))


_CANDIDATES = _candidates()
