"""Pacing: no more messages than a platform takes, and no chat behind another's queue."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.model.channel import Channel

#: Buckets kept before idle ones are thrown away.
_BUCKETS = 1_000
#: How much slower than allowed: what leaves at its distance may arrive closer together. The outbox
#: lets out a little less than a handler lets through, so that nothing piles up between them.
CHOOSING, SENDING = 1.07, 1.06


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One message every so many seconds, with so many at once after a rest."""

    bucket: str
    every: float
    burst: int = 1


#: Which limits a message to this channel counts against, the narrowest first.
Limits: TypeAlias = Callable[[Channel], Iterable[Limit]]


def customary(channel: Channel, *, margin: float = CHOOSING) -> list[Limit]:
    """What the platforms document, times a margin; a terminal takes everything.

    Telegram: 30 messages/s for the bot, 1/s a chat, 20/min a group or channel (Bots FAQ,
    "My bot is hitting limits"). Slack: 1/s a channel (chat.postMessage).
    """
    chat = f"{channel.platform}:{channel.chat}"
    if channel.platform == "telegram":
        group = channel.chat.startswith(("-", "@"))
        return [
            Limit(bucket=chat, every=margin * (3.0 if group else 1.0)),
            Limit(bucket="telegram", every=margin / 30),
        ]
    if channel.platform == "slack":
        return [Limit(bucket=chat, every=margin)]
    return []


@dataclass(slots=True)
class _Bucket:
    """What one limit counts."""

    #: When it will be empty again ("theoretical arrival time").
    arrival: float = float("-inf")
    #: Held by the one whose turn is next.
    next: asyncio.Lock = field(default_factory=asyncio.Lock)
    #: How many hold it or wait for it.
    users: int = 0


@dataclass(slots=True)
class Pace:
    """Token buckets by the generic cell rate algorithm: one number for each bucket."""

    limits: Limits = customary
    #: Seconds that never run backwards.
    seconds: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    #: Seconds: who wakes late by less makes up for it, so that the pace is kept on average. Right
    #: before a request this must be less than the margin is for one second.
    late: float = 0.2
    _buckets: dict[str, _Bucket] = field(default_factory=dict, init=False)
    _keep: int = field(default=_BUCKETS, init=False)

    async def turn(self, channel: Channel) -> None:
        """Wait until every limit of the channel allows its next message.

        One limit after the other, the chat's own first: a slot of the whole bot that is reserved
        for a chat which must still wait would keep all others waiting too. What is sent counts
        from the end of all waiting: who waited long for the whole bot is not followed at once by
        the chat's next message.
        """
        async with AsyncExitStack() as stack:
            taken = []
            for limit in self.limits(channel):
                bucket = await stack.enter_async_context(self._next(limit))
                wait = bucket.arrival - (limit.burst - 1) * limit.every - self.seconds()
                if wait > 0:
                    await self.sleep(wait)
                taken.append((limit, bucket, self.late if wait > 0 else 0.0))
            for limit, bucket, late in taken:
                bucket.arrival = max(bucket.arrival, self.seconds() - late) + limit.every

    @asynccontextmanager
    async def _next(self, limit: Limit) -> AsyncIterator[_Bucket]:
        """Be the one whose turn is next at a limit."""
        self._forget_idle()
        bucket = self._buckets.setdefault(limit.bucket, _Bucket())
        bucket.users += 1
        try:
            async with bucket.next:
                yield bucket
        finally:
            bucket.users -= 1

    def _forget_idle(self) -> None:
        if len(self._buckets) > self._keep:
            now = self.seconds()
            busy = {
                name: each
                for name, each in self._buckets.items()
                if each.users or each.arrival > now
            }
            self._buckets = busy
            self._keep = max(_BUCKETS, 2 * len(busy))
