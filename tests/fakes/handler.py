"""A chat platform in memory: it shows what people see, and fails as it is told."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.errors import Uncertain
from bot.model.channel import Channel
from bot.ports import Receipt
from bot.report.message import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One message as people in the channel see it."""

    channel: Channel
    message_id: str
    message: Message
    #: As it was before any edit.
    posted: Message
    delivery_id: str
    reply_to: str | None = None
    loud: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What happens to one call instead of its success."""

    error: BaseException
    #: The platform took the message, and only the answer was lost.
    accepted: bool = False


@dataclass(slots=True, kw_only=True)
class FakeHandler:
    """`bot.ports.Handler`.

    Attributes:
        platform: its name.
        can_find: whether it can be asked about a message, as Slack can.
        faults: what happens to the next calls of a verb ("post", "edit", "reply", "find"); None
            lets one succeed.
        shown: every message ever accepted, oldest first, edits applied.
        calls: every verb with its delivery or message, refused ones too.
        before: awaited when a call begins, to make it slow.
        after: awaited when the platform has taken a message and its answer is on the way.
    """

    platform: str = "console"
    can_find: bool = False
    faults: dict[str, deque[Fault | None]] = field(default_factory=dict)
    shown: list[Shown] = field(default_factory=list)
    calls: list[tuple[str, str]] = field(default_factory=list)
    before: Callable[[Channel], Awaitable[None]] | None = None
    after: Callable[[Channel], Awaitable[None]] | None = None

    def fail(self, verb: str, error: BaseException, *, accepted: bool = False) -> None:
        """Let the next call of a verb that has no fate yet fail."""
        self.faults.setdefault(verb, deque()).append(Fault(error=error, accepted=accepted))

    def headings(self, channel: Channel) -> list[str]:
        """What a channel shows, heading by heading."""
        return [each.message.heading for each in self.shown if each.channel == channel]

    async def post(self, channel: Channel, message: Message, *, delivery_id: str) -> Receipt:
        """Post a new message."""
        fault = await self._begin("post", channel, delivery_id)
        return await self._accept(channel, message, delivery_id, fault=fault)

    async def edit(self, channel: Channel, message_id: str, message: Message) -> None:
        """Bring an earlier message up to date."""
        fault = await self._begin("edit", channel, message_id)
        if fault is None or fault.accepted:
            for place, each in enumerate(self.shown):
                if (each.channel, each.message_id) == (channel, message_id):
                    self.shown[place] = replace(each, message=message)
        if fault is not None:
            raise fault.error

    async def reply(
        self, channel: Channel, message_id: str, message: Message, *, delivery_id: str, loud: bool
    ) -> Receipt:
        """Answer an earlier message."""
        fault = await self._begin("reply", channel, delivery_id)
        return await self._accept(
            channel, message, delivery_id, fault=fault, reply_to=message_id, loud=loud
        )

    async def find(self, channel: Channel, delivery_id: str, *, since: datetime) -> Receipt | None:
        """Look for a message whose fate is unknown."""
        del since
        fault = await self._begin("find", channel, delivery_id)
        if fault is not None:
            raise fault.error
        if not self.can_find:
            raise Uncertain(f"{self.platform} cannot be asked")
        for each in self.shown:
            if (each.channel, each.delivery_id) == (channel, delivery_id):
                return Receipt(message_id=each.message_id)
        return None

    async def may_change(self, channel: Channel, user_id: str) -> bool:
        """Everybody may."""
        del channel, user_id
        return True

    async def _begin(self, verb: str, channel: Channel, what: str) -> Fault | None:
        self.calls.append((verb, what))
        if self.before is not None:
            await self.before(channel)
        await asyncio.sleep(0)
        waiting = self.faults.get(verb)
        return waiting.popleft() if waiting else None

    async def _accept(
        self,
        channel: Channel,
        message: Message,
        delivery_id: str,
        *,
        fault: Fault | None,
        reply_to: str | None = None,
        loud: bool = False,
    ) -> Receipt:
        if fault is not None and not fault.accepted:
            raise fault.error
        message_id = f"m{len(self.shown) + 1}"
        self.shown.append(
            Shown(
                channel=channel,
                message_id=message_id,
                message=message,
                posted=message,
                delivery_id=delivery_id,
                reply_to=reply_to,
                loud=loud,
            )
        )
        if self.after is not None:
            await self.after(channel)
        if fault is not None:
            raise fault.error
        return Receipt(message_id=message_id)
