"""How often a chat may send Tocsin to an address: each time it knocks at somebody's door."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.model.channel import Channel

#: Looks of one chat within an hour; a person who compares feeds needs a handful.
MOST = 10
_HOUR = timedelta(hours=1)
#: Chats that are remembered before those of whom nothing is left to remember are forgotten.
_CHATS = 1_000


@dataclass(slots=True)
class Looks:
    """When each chat last looked; of one process, for an hour."""

    _times: dict[tuple[str, str], deque[datetime]] = field(default_factory=dict)

    def may(self, channel: Channel, *, now: datetime) -> bool:
        """Whether this chat may look once more; if so, it is counted."""
        self._forget(now)
        times = self._times.setdefault((channel.platform, channel.chat), deque())
        while times and times[0] <= now - _HOUR:
            times.popleft()
        if len(times) >= MOST:
            return False
        times.append(now)
        return True

    def _forget(self, now: datetime) -> None:
        if len(self._times) > _CHATS:
            recent = {chat: each for chat, each in self._times.items() if each[-1] > now - _HOUR}
            self._times = recent
