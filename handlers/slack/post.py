"""Hop 9: post, edit and answer messages in Slack's channels."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from bot.errors import ChannelGone, MarkupRefused
from bot.model.channel import Channel
from bot.ports import Receipt
from bot.report.message import Message
from handlers.slack.place import Place, place_of
from handlers.slack.refusals import ThreadGone
from handlers.slack.render import Drawn, draw
from handlers.slack.wire import Wire

Json: TypeAlias = dict[str, Any]

#: Waits for a channel's next slot.
Turn: TypeAlias = Callable[[Channel], Awaitable[None]]

#: Names our metadata; `find` looks for it.
EVENT_TYPE = "tocsin_delivery"


class Poster:
    """Posts neutral messages; every error comes out as one of the house's."""

    def __init__(self, wire: Wire, turn: Turn) -> None:
        self._wire = wire
        self._turn = turn

    async def post(self, channel: Channel, message: Message, *, delivery_id: str | None) -> Receipt:
        """Post a new message.

        Raises:
            Unavailable, Uncertain, ChannelGone, MarkupRefused, Rejected: see `bot.ports.Handler`.
        """
        place = place_of(channel)
        body = _addressed(place, place.thread) | _marked(delivery_id)
        try:
            return await self._post(place, body, draw(message, topic=place.thread))
        except ThreadGone as error:
            raise ChannelGone("the thread is gone") from error

    async def reply(
        self,
        channel: Channel,
        message_id: str,
        message: Message,
        *,
        delivery_id: str | None,
        loud: bool,
    ) -> Receipt:
        """Answer a message in its thread; where it was deleted, post without reference to it.

        `loud` shows the answer to the channel too, unless a thread was chosen for all of them.
        """
        place = place_of(channel)
        if place.thread is not None:
            return await self.post(channel, message, delivery_id=delivery_id)
        drawn, marks = draw(message), _marked(delivery_id)
        shown: Json = {"reply_broadcast": True} if loud else {}
        try:
            return await self._post(place, _addressed(place, message_id) | marks | shown, drawn)
        except ThreadGone:
            return await self._post(place, _addressed(place, None) | marks, drawn)

    async def edit(self, channel: Channel, message_id: str, message: Message) -> None:
        """Bring a message up to date.

        Raises:
            Rejected: it is not there any more, or too old; see `bot.ports.Handler`.
        """
        place = place_of(channel)
        drawn = draw(message, topic=place.thread)
        body: Json = {"channel": place.id, "ts": message_id}
        try:
            shown = {"text": drawn.text, "blocks": drawn.blocks}
            await self._write(place, "chat.update", body | shown)
        except MarkupRefused:
            # An empty list clears the blocks; to leave them out would keep the old ones.
            await self._write(place, "chat.update", body | {"text": drawn.plain, "blocks": []})

    async def whisper(self, place: Place, user: str, drawn: Drawn) -> None:
        """Post what only one person sees."""
        body = _addressed(place, place.thread) | {"user": user}
        shown = {"text": drawn.text, "blocks": drawn.blocks}
        await self._write(place, "chat.postEphemeral", body | shown)

    async def _post(self, place: Place, body: Json, drawn: Drawn) -> Receipt:
        try:
            shown = {"text": drawn.text, "blocks": drawn.blocks}
            answer = await self._write(place, "chat.postMessage", body | shown)
        except MarkupRefused:
            plain = {"text": drawn.plain, "mrkdwn": False}
            answer = await self._write(place, "chat.postMessage", body | plain)
        return Receipt(message_id=str(answer["ts"]))

    async def _write(self, place: Place, method: str, body: Json) -> Json:
        """Write in the channel's turn: what is done between the two brings requests together."""
        await self._turn(place.channel)
        return await self._wire.write(method, body)


def _addressed(place: Place, thread: str | None) -> Json:
    body: Json = {"channel": place.id, "unfurl_links": False, "unfurl_media": False}
    return body | ({"thread_ts": thread} if thread else {})


def _marked(delivery_id: str | None) -> Json:
    if delivery_id is None:
        return {}
    payload = {"delivery_id": delivery_id}
    return {"metadata": {"event_type": EVENT_TYPE, "event_payload": payload}}
