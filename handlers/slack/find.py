"""Looks for a message whose fate is unknown: the channel is read back, and its threads."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from bot.errors import Uncertain
from bot.model.channel import Channel
from bot.ports import Receipt, Store
from handlers.slack.place import place_of
from handlers.slack.post import EVENT_TYPE
from handlers.slack.refusals import ScopeMissing, ThreadGone
from handlers.slack.wire import Wire

Json: TypeAlias = dict[str, Any]

#: Slack's clock and ours may differ by so much.
_CLOCKS = timedelta(minutes=2)
#: Messages a page, and pages: more was not written in a channel while we were in doubt.
_A_PAGE = 200
_PAGES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What looking for a delivery needs."""

    wire: Wire
    store: Store

    async def find(self, channel: Channel, delivery_id: str, *, since: datetime) -> Receipt | None:
        """The message that carries this delivery's id, None where there is none.

        Raises:
            Unavailable, ChannelGone: Slack could not be asked now, or not in this channel.
            Uncertain: the app may not read this channel.
        """
        place = place_of(channel)
        oldest = f"{(since - _CLOCKS).timestamp():.6f}"
        parent = place.thread or await self._parent(channel, delivery_id)
        asked = {"channel": place.id, "oldest": oldest}
        try:
            if parent is not None:
                found = await self._answer(delivery_id, asked | {"ts": parent})
                if found is not None or place.thread is not None:
                    return found
            return await self._among("conversations.history", delivery_id, asked)
        except ScopeMissing as error:
            raise Uncertain(str(error)) from error

    async def _answer(self, delivery_id: str, asked: dict[str, str]) -> Receipt | None:
        try:
            return await self._among("conversations.replies", delivery_id, asked)
        except ThreadGone:
            return None

    async def _parent(self, channel: Channel, delivery_id: str) -> str | None:
        """The message that an update answers: quiet answers stand in its thread only."""
        async with self.store.begin() as tx:
            delivery = await tx.deliveries.get(delivery_id)
            if delivery is None or delivery.incident_id is None:
                return None
            return await tx.deliveries.message_of(channel, delivery.incident_id)

    async def _among(self, method: str, delivery_id: str, asked: dict[str, str]) -> Receipt | None:
        async for message in self._messages(method, asked):
            metadata = message.get("metadata") or {}
            payload = metadata.get("event_payload") or {}
            if (metadata.get("event_type"), payload.get("delivery_id")) == (
                EVENT_TYPE,
                delivery_id,
            ):
                return Receipt(message_id=str(message["ts"]))
        return None

    async def _messages(self, method: str, asked: dict[str, str]) -> AsyncIterator[Json]:
        whole = asked | {"include_all_metadata": "true", "limit": str(_A_PAGE)}
        cursor = ""
        for _ in range(_PAGES):
            page = await self.wire.read(method, **whole, **({"cursor": cursor} if cursor else {}))
            for message in page.get("messages", []):
                yield message
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return
