"""Pacing: no more messages than a platform takes, and no chat behind another's queue."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.model.channel import Channel

#: Buckets kept before idle ones are thrown away.
_BUCKETS = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One message every so many seconds, with so many at once after a rest."""

    bucket: str
    every: float
    burst: int = 1


#: Which limits a message to this channel counts against, the narrowest first.
Limits: TypeAlias = Callable[[Channel], Iterable[Limit]]


def customary(channel: Channel) -> list[Limit]:
    """What the platforms document; a terminal takes everything.

    Telegram: 30 messages/s for the bot, 1/s a chat, 20/min a group or channel (Bots FAQ,
    "My bot is hitting limits"). Slack: 1/s a channel (chat.postMessage).
    """
    chat = f"{channel.platform}:{channel.chat}"
    if channel.platform == "telegram":
        group = channel.chat.startswith(("-", "@"))
        return [
            Limit(bucket=chat, every=3.0 if group else 1.0),
            Limit(bucket="telegram", every=1 / 30),
        ]
    if channel.platform == "slack":
        return [Limit(bucket=chat, every=1.0)]
    return []


@dataclass(slots=True)
class Pace:
    """Token buckets by the generic cell rate algorithm: one number for each bucket."""

    limits: Limits = customary
    #: Seconds that never run backwards.
    seconds: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    #: When each bucket will be empty again ("theoretical arrival time").
    _arrivals: dict[str, float] = field(default_factory=dict, init=False)
    _keep: int = field(default=_BUCKETS, init=False)

    async def turn(self, channel: Channel) -> None:
        """Wait until every limit of the channel allows its next message.

        One limit after the other, the chat's own first: a slot of the whole bot that is reserved
        for a chat which must still wait would keep all others waiting too.
        """
        for limit in self.limits(channel):
            if (wait := self.reserve(limit)) > 0:
                await self.sleep(wait)

    def reserve(self, limit: Limit) -> float:
        """Take the first moment that a limit allows; seconds until then."""
        now = self.seconds()
        arrival = max(self._arrivals.get(limit.bucket, now), now)
        self._arrivals[limit.bucket] = arrival + limit.every
        self._forget_idle(now)
        return max(arrival - (limit.burst - 1) * limit.every - now, 0.0)

    def _forget_idle(self, now: float) -> None:
        if len(self._arrivals) > self._keep:
            busy = {name: at for name, at in self._arrivals.items() if at > now}
            self._arrivals = busy
            self._keep = max(_BUCKETS, 2 * len(busy))
