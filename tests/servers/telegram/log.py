"""What the bot asked and when, and whether that kept Telegram's limits."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

#: Calls that count against the limits.
COUNTED = frozenset({"sendmessage", "sendphoto", "editmessagetext", "editmessagereplymarkup"})


@dataclass(frozen=True, kw_only=True)
class Call:
    """One request and its answer."""

    #: Seconds on a monotonic clock, at arrival.
    at: float
    method: str
    asked: dict[str, Any]
    status: int
    description: str = ""
    #: What was answered, None for an error.
    result: Any = None
    #: The bot got no answer, or none of ours.
    fault: str | None = None

    @property
    def chat(self) -> str:
        """The chat it was about."""
        return str(self.asked.get("chat_id", ""))

    @property
    def accepted(self) -> bool:
        """Whether the server acted on it."""
        return self.status == 200


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How much Telegram takes; a test may scale time."""

    #: Messages a second, all chats together.
    per_second: int = 30
    #: Messages a second in one chat.
    chat_per_second: int = 1
    #: Messages a minute in one group or channel.
    group_per_minute: int = 20
    #: Real seconds that stand for one second of the limits.
    second: float = 1.0


@dataclass
class Log:
    """All calls, oldest first."""

    calls: list[Call] = field(default_factory=list)

    def of(self, method: str, chat: object = None) -> list[Call]:
        """The calls of a method, of one chat if asked."""
        return [
            call
            for call in self.calls
            if call.method == method.lower() and chat in (None, int(call.chat or 0), call.chat)
        ]

    def broken_limits(self, limits: Limits) -> list[str]:
        """Every place where more was sent than the limits allow, in words."""
        sent = [call for call in self.calls if call.method in COUNTED and call.accepted]
        by_chat: dict[str, list[float]] = defaultdict(list)
        for call in sent:
            by_chat[call.chat].append(call.at)
        second, minute = limits.second, 60 * limits.second
        broken = _bursts("all chats", (call.at for call in sent), limits.per_second, second)
        for chat, times in by_chat.items():
            broken += _bursts(f"chat {chat}", times, limits.chat_per_second, second)
            if chat.startswith(("-", "@")):
                broken += _bursts(f"group {chat}", times, limits.group_per_minute, minute)
        return broken


def _bursts(whose: str, given: Iterable[float], most: int, window: float) -> list[str]:
    times = sorted(given)
    broken = []
    for index, start in enumerate(times):
        inside = bisect_left(times, start + window) - index
        if inside > most:
            broken.append(f"{whose}: {inside} in {window:g} s, {most} allowed, from {start:.3f}")
    return broken
