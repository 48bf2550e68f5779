"""What the app asked and when, and whether that kept Slack's limits."""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

#: Calls that count against a channel's one message a second.
COUNTED = frozenset({"chat.postMessage", "chat.update", "chat.postEphemeral"})


@dataclass(frozen=True, kw_only=True)
class Call:
    """One request and its answer."""

    #: Seconds on a monotonic clock, at arrival.
    at: float
    method: str
    asked: dict[str, Any]
    status: int
    #: What was answered.
    answer: dict[str, Any] = field(default_factory=dict)
    #: The app got no answer, or none of ours.
    fault: str | None = None

    @property
    def channel(self) -> str:
        """The channel it was about."""
        return str(self.asked.get("channel", ""))

    @property
    def accepted(self) -> bool:
        """Whether the server acted on it."""
        return self.answer.get("ok") is True


@dataclass
class Log:
    """All calls, oldest first."""

    calls: list[Call] = field(default_factory=list)

    def of(self, method: str, channel: str | None = None) -> list[Call]:
        """The calls of a method, of one channel if asked."""
        return [
            call for call in self.calls if call.method == method and channel in {None, call.channel}
        ]

    def broken_limits(self, *, second: float = 1.0) -> list[str]:
        """Every channel that got two messages within a second, in words."""
        by_channel: dict[str, list[float]] = defaultdict(list)
        for call in self.calls:
            if call.method in COUNTED and call.accepted:
                by_channel[call.channel].append(call.at)
        return [
            f"{channel}: {after - before:.3f} s between two messages"
            for channel, times in by_channel.items()
            for before, after in pairwise(sorted(times))
            if after - before < second
        ]
