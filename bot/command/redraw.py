"""The message of an incident, brought up to date after somebody marked the incident."""

from dataclasses import dataclass, replace
from typing import Protocol

import structlog

from bot.errors import TocsinError
from bot.model.channel import Channel
from bot.ports import Store
from bot.report.alert import alert_message
from bot.report.message import Message

_log = structlog.get_logger()


class Poster(Protocol):
    """What a platform edits its messages with."""

    async def edit(self, channel: Channel, message_id: str, message: Message) -> None:
        """Bring an earlier message up to date; as `bot.ports.Handler`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Redraw:
    """Draws an incident's message again, with the marks it has by now."""

    store: Store
    poster: Poster

    async def incident(self, channel: Channel, incident_id: str) -> None:
        """Edit the incident's message in this channel; where there is none, nothing happens."""
        async with self.store.begin() as tx:
            incident = await tx.incidents.get(incident_id)
            alerts = await tx.incidents.alerts(incident_id)
            message_id = await tx.deliveries.message_of(channel, incident_id)
        if incident is None or not alerts or message_id is None:
            return
        # As it was told last, not as it stands: what is not alerted yet is not let out here.
        known = replace(alerts[-1].incident, marks=incident.marks)
        message = alert_message(replace(alerts[-1], incident=known))
        try:
            await self.poster.edit(channel, message_id, message)
        except TocsinError as error:
            _log.info(
                "mark.not_shown", channel=str(channel), incident=incident_id, error=str(error)
            )
