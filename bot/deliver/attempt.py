"""One attempt at one delivery: post it, or edit and answer, and find out about earlier copies."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from bot.deliver.parcel import Parcel, Wording, latest, picture, reply
from bot.errors import ChannelGone, Rejected, Unavailable, Uncertain
from bot.model.channel import Delivery
from bot.model.incident import Reason
from bot.model.scale import Severity
from bot.ports import Handler, Receipt

_Answer = TypeVar("_Answer")


class Doubtful(Rejected):
    """Nobody can tell whether it was posted, and it is not for us to post it again."""


class Superseded(Rejected):
    """Another attempt has begun: this one stops without a word."""


@dataclass(slots=True, kw_only=True)
class Attempt:
    """One attempt; `parcel` always says how far it has come, also after an error.

    Attributes:
        parcel: what is sent.
        handler: of the channel's platform.
        wording: makes messages of alerts.
        turn: waits for the channel's next slot.
        keep: writes how far a delivery came; False when the attempt is not the newest.
        seconds: the longest that one call to a platform may take.
    """

    parcel: Parcel
    handler: Handler
    wording: Wording
    turn: Callable[[], Awaitable[None]]
    keep: Callable[[Delivery], Awaitable[bool]]
    seconds: float

    async def send(self) -> str:
        """Send what has not been sent; what the platform calls the message.

        Raises:
            Unavailable: nothing happened; it may be tried again.
            Uncertain: it may have been posted.
            Doubtful: it may have been posted earlier, and is not posted again.
            ChannelGone: the channel takes nothing more.
            Superseded: another attempt has begun.
            Rejected: it can never be posted; MarkupRefused among it.
        """
        receipt = await self._look_back() if self.parcel.delivery.possible_repeat else None
        if receipt is None and self.parcel.parent is None:
            receipt = await self._post()
        elif receipt is None:
            receipt = await self._update()
        return self.parcel.parent or receipt.message_id

    async def _look_back(self) -> Receipt | None:
        """Find the copy whose fate is unknown; where there is none, this is no repeat."""
        delivery = self.parcel.delivery
        receipt = None
        # Before an update's reply there is only its edit, and an edit leaves no second copy.
        if self.parcel.parent is None or delivery.parts_done > 0:
            try:
                receipt = await self._within(
                    self.handler.find(delivery.channel, delivery.id, since=delivery.created_at)
                )
            except Uncertain as error:
                _may_repeat(delivery, error)
                return None
        self._now(replace(delivery, possible_repeat=False, repeats=0))
        return receipt

    async def _post(self) -> Receipt:
        delivery = self.parcel.delivery
        message = picture(self.parcel, self.wording)
        return await self._within(
            self.handler.post(delivery.channel, message, delivery_id=delivery.id)
        )

    async def _update(self) -> Receipt:
        if self.parcel.delivery.parts_done == 0:
            await self._edit()
            done = replace(self.parcel.delivery, parts_done=1, message_id=self.parcel.parent)
            if not await self.keep(done):
                raise Superseded("another attempt has begun")
            self._now(done)
            await self.turn()
        return await self._reply()

    async def _edit(self) -> None:
        channel, parent = self.parcel.delivery.channel, self.parcel.parent or ""
        message = picture(self.parcel, self.wording)
        try:
            await self._within(self.handler.edit(channel, parent, message))
        except Uncertain as error:
            raise Unavailable(str(error)) from error  # an edit may be made twice
        except ChannelGone:
            raise
        except Rejected:
            return  # deleted, or too old to edit: the reply still says what changed

    async def _reply(self) -> Receipt:
        delivery, parent = self.parcel.delivery, self.parcel.parent or ""
        message, alert = reply(self.parcel, self.wording), latest(self.parcel)
        # A retraction is said as loudly as the alert was.
        loud = alert.rose or alert.reason is Reason.RETRACTED
        return await self._within(
            self.handler.reply(
                delivery.channel, parent, message, delivery_id=delivery.id, loud=loud
            )
        )

    def _now(self, delivery: Delivery) -> None:
        self.parcel = replace(self.parcel, delivery=delivery)

    async def _within(self, call: Awaitable[_Answer]) -> _Answer:
        try:
            async with asyncio.timeout(self.seconds):
                return await call
        except TimeoutError as error:
            raise Uncertain(f"no answer within {self.seconds:g} s") from error


def _may_repeat(delivery: Delivery, error: Uncertain) -> None:
    if delivery.severity < Severity.SEVERE:
        raise Doubtful(f"perhaps sent, and not severe enough to send twice: {error}") from error
    if delivery.repeats > 1:
        raise Doubtful(f"perhaps sent twice, and neither is certain: {error}") from error
