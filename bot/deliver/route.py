"""Hop 7: who is told of an alert, and how much of a first poll is folded into one message."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.model.channel import Channel, Delivery, Form, Subscription
from bot.model.incident import Alert, Reason
from bot.model.scale import Severity
from bot.report.match import matcher

#: Worth nothing to a channel that never heard of the incident.
_ONLY_WHERE_TOLD = (Reason.EASED, Reason.RETRACTED)


def route(
    alert: Alert,
    subscriptions: Sequence[Subscription],
    *,
    now: datetime,
    told: Mapping[Channel, Severity] | None = None,
) -> list[Delivery]:
    """One delivery for each channel that wants the alert, however many of its wishes match.

    A channel that was told of the incident hears how it goes on, also where that is less severe,
    and a truce or a retraction as urgently as it heard the alert.

    Args:
        alert: what is worth saying.
        subscriptions: everybody's wishes; paused ones get nothing.
        now: when the deliveries are due.
        told: the channels that heard of the incident before (`tx.deliveries.told`).
    """
    told = told or {}
    new, further = matcher(alert.incident), matcher(alert.incident, following=True)
    deliveries: dict[Channel, Delivery] = {}
    for wish in subscriptions:
        channel = wish.channel
        if channel in deliveries or (channel not in told and alert.reason in _ONLY_WHERE_TOLD):
            continue
        if (further if channel in told else new)(wish) is None:
            deliveries[channel] = _delivery(alert, channel, told.get(channel), now)
    return list(deliveries.values())


def fold(deliveries: Sequence[Delivery], *, limit: int) -> list[Delivery]:
    """At most `limit` alerts for each channel; the rest becomes one digest.

    The most severe stand alone, of equals the newest; each keeps its place in time.

    Where a channel gets more than that, several alerts of one incident become one delivery, so
    that what people read first is what is known last.
    """
    channels: dict[Channel, list[Delivery]] = {}
    for each in deliveries:
        channels.setdefault(each.channel, []).append(each)
    return [
        kept
        for rows in channels.values()
        for kept in (rows if len(rows) <= limit else _folded(rows, limit))
    ]


def _delivery(alert: Alert, channel: Channel, heard: Severity | None, now: datetime) -> Delivery:
    severity = alert.incident.severity
    if heard is not None and alert.reason in _ONLY_WHERE_TOLD:
        severity = max(severity, heard)
    return Delivery(
        id=_id(channel, [alert.id]),
        channel=channel,
        alert_ids=(alert.id,),
        incident_id=alert.incident.id,
        severity=severity,
        created_at=now,
        due_at=now,
    )


def _folded(rows: Sequence[Delivery], limit: int) -> list[Delivery]:
    incidents: dict[str | None, list[Delivery]] = {}
    for row in rows:
        incidents.setdefault(row.incident_id, []).append(row)
    joined = [_joined(some) for some in incidents.values()]
    # Sorting keeps the order of equals: newest first.
    ranked = joined[::-1]
    ranked.sort(key=lambda row: row.severity, reverse=True)
    first = {row.id for row in ranked[:limit]}
    alone = [row for row in joined if row.id in first]
    rest = [row for row in joined if row.id not in first]
    return [*alone, _digest(rest)] if rest else alone


def _joined(rows: Sequence[Delivery]) -> Delivery:
    alert_ids = tuple(alert_id for row in rows for alert_id in row.alert_ids)
    return replace(rows[-1], alert_ids=alert_ids, severity=max(row.severity for row in rows))


def _digest(rows: Sequence[Delivery]) -> Delivery:
    joined = _joined(rows)
    return replace(
        joined, id=_id(joined.channel, joined.alert_ids), form=Form.DIGEST, incident_id=None
    )


def _id(channel: Channel, alert_ids: Sequence[str]) -> str:
    """The same alert for the same channel is the same delivery, also when it is routed twice."""
    return hashlib.sha256("\n".join((str(channel), *alert_ids)).encode()).hexdigest()[:16]
