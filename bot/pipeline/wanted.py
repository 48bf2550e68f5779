"""Hop 7: who is told of what a poll brought, under which of the messages they have."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.deliver.route import route
from bot.model.channel import Channel, Delivery, Subscription
from bot.model.incident import Alert, Incident
from bot.model.scale import Severity
from bot.ports import Transaction


class Wanted:
    """Everybody's wishes, and what this poll has routed so far."""

    def __init__(self, wishes: Sequence[Subscription]) -> None:
        self.routed: list[Delivery] = []
        self._wishes = wishes
        #: What this poll told of each incident: the severity, and the incident of the message.
        self._told: dict[str, dict[Channel, tuple[Severity, str | None]]] = {}

    async def route(
        self, tx: Transaction, alert: Alert, *, now: datetime, same: Sequence[Incident] = ()
    ) -> bool:
        """Route an alert; whether anybody wants it.

        A channel that another feed told of this story gets no second message: the news is put
        under the one it has. What a chat's own feed says changes no message of the common ones.

        Args:
            tx: the poll's transaction.
            alert: what is worth saying.
            now: the moment.
            same: the incidents that are this story as feeds of another scope tell it.
        """
        told, under = await self._heard(tx, alert.incident.id)
        kin, muted = await self._kin(tx, same)
        wishes = [wish for wish in self._wishes if wish.channel not in muted]
        known = {channel: severity for channel, (severity, _) in kin.items()} | told
        new = route(alert, wishes, now=now, told=known)
        for row in new:
            thread = under.get(row.channel) or kin.get(row.channel, (None, None))[1]
            kept = alert.incident.only_for is not None and row.channel in kin
            placed = replace(row, incident_id=thread or row.incident_id, parts_done=int(kept))
            self._note(alert.incident.id, placed)
            self.routed.append(placed)
        return bool(new)

    async def _heard(
        self, tx: Transaction, incident_id: str
    ) -> tuple[dict[Channel, Severity], dict[Channel, str]]:
        """Who heard of an incident, and the incident whose message tells it there."""
        told = await tx.deliveries.told(incident_id)
        under = await tx.deliveries.threads(incident_id) if told else {}
        for channel, (severity, thread) in self._told.get(incident_id, {}).items():
            told[channel] = max(severity, told.get(channel, severity))
            if thread is not None:
                under[channel] = thread
        return told, under

    async def _kin(
        self, tx: Transaction, same: Sequence[Incident]
    ) -> tuple[Mapping[Channel, tuple[Severity, str]], set[Channel]]:
        """Who has a message of this story from other feeds, and who wants no more of it."""
        kin: dict[Channel, tuple[Severity, str]] = {}
        for each in same:
            told, under = await self._heard(tx, each.id)
            kin |= {channel: (told[channel], thread) for channel, thread in under.items()}
        stories = {f"#{each.id}" for each in same}
        muted = {wish.channel for wish in self._wishes if stories & set(wish.without)}
        return kin, muted

    def _note(self, incident_id: str, row: Delivery) -> None:
        heard = self._told.setdefault(incident_id, {})
        before = heard.get(row.channel, (row.severity, None))[0]
        heard[row.channel] = (max(before, row.severity), row.incident_id)
