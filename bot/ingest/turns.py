"""Turns at hosts: one request at a time each, all together bounded, pauses kept."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.errors import Unavailable

#: Seconds that the other feeds of a host wait at most because one of them was told to.
_LONGEST_PAUSE = 3600.0


class Turns:
    """Who may ask which host now; a host is told from another by its name and port.

    Args:
        concurrency: requests at one time, of all hosts.
    """

    def __init__(self, *, concurrency: int) -> None:
        self._slots = asyncio.Semaphore(concurrency)
        self._lanes: dict[str, _Lane] = {}
        self._pauses: dict[str, float] = {}

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for a turn, and hold it.

        The host's own lane comes first, the common bound second: what waits for a slow host takes
        nothing from the others.

        Raises:
            Unavailable: the host has asked for a pause.
        """
        lane = self._lanes.setdefault(host, _Lane())
        lane.users += 1
        try:
            async with lane.lock, self._slots:
                self._check_pause(host)
                yield
        finally:
            lane.users -= 1
            if not lane.users:
                del self._lanes[host]

    def pause(self, host: str, seconds: float) -> None:
        """A host asked one feed to wait: its other feeds slow down too."""
        now = asyncio.get_running_loop().time()
        self._pauses = {name: until for name, until in self._pauses.items() if until > now}
        self._pauses[host] = now + min(seconds, _LONGEST_PAUSE)

    def _check_pause(self, host: str) -> None:
        left = self._pauses.get(host, 0.0) - asyncio.get_running_loop().time()
        if left > 0:
            raise Unavailable(f"{host} asked for a pause", retry_after=left)


@dataclass(slots=True)
class _Lane:
    """The queue before one host; forgotten when nobody stands in it."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    users: int = 0
