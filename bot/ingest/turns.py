"""Turns at hosts: one request at a time each, all together bounded, pauses kept."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.errors import Unavailable

#: Seconds that the other feeds of a host wait at most because one of them was told to.
_LONGEST_PAUSE = 3600.0
#: Hosts that are remembered before idle ones are looked for.
_LANES = 1_000


class Turns:
    """Who may ask which host now; a host is told from another by its name and port.

    Args:
        concurrency: turns at one time, of all hosts.
        spacing: seconds from the end of a host's turn to the beginning of its next.
    """

    def __init__(self, *, concurrency: int, spacing: float = 0.0) -> None:
        self._spacing = spacing
        self._slots = asyncio.Semaphore(concurrency)
        self._lanes: dict[str, _Lane] = {}
        self._most_lanes = _LANES
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
            async with lane.lock:
                if self._spacing:
                    await self._space(lane)
                async with self._slots:
                    self._check_pause(host)
                    try:
                        yield
                    finally:
                        lane.free_at = asyncio.get_running_loop().time() + self._spacing
        finally:
            lane.users -= 1
            self._forget()

    def pause(self, host: str, seconds: float) -> None:
        """A host asked one feed to wait: its other feeds slow down too."""
        now = asyncio.get_running_loop().time()
        self._pauses = {name: until for name, until in self._pauses.items() if until > now}
        self._pauses[host] = now + min(seconds, _LONGEST_PAUSE)

    async def _space(self, lane: "_Lane") -> None:
        wait = lane.free_at - asyncio.get_running_loop().time()
        if wait > 0:
            await asyncio.sleep(wait)

    def _forget(self) -> None:
        """Let lanes go in which nobody stands, once there are many."""
        if len(self._lanes) > self._most_lanes:
            now = asyncio.get_running_loop().time()
            self._lanes = {
                host: lane for host, lane in self._lanes.items() if lane.users or lane.free_at > now
            }
            self._most_lanes = max(_LANES, 2 * len(self._lanes))

    def _check_pause(self, host: str) -> None:
        if host not in self._pauses:
            return
        left = self._pauses[host] - asyncio.get_running_loop().time()
        if left > 0:
            raise Unavailable(f"{host} wants to be left alone for now", retry_after=left)


@dataclass(slots=True)
class _Lane:
    """The queue before one host."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    users: int = 0
    #: When the next turn may begin, by the loop's clock.
    free_at: float = 0.0
