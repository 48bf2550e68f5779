"""Work for one channel in its order, channels beside each other; one fault stops no other work."""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

import structlog

from bot.errors import TocsinError

#: Works at a time, all channels together.
_AT_ONCE = 64

_log = structlog.get_logger()


class PerChannel:
    """Runs what people ask for after it was acknowledged."""

    def __init__(self) -> None:
        self._locks: dict[str, asyncio.Lock] = {}
        self._users: dict[str, int] = {}
        self._running: set[asyncio.Task[None]] = set()
        self._room = asyncio.Semaphore(_AT_ONCE)

    def start(self, channel: str, work: Coroutine[Any, Any, None]) -> None:
        """Do a work once the channel's earlier ones are done."""
        task = asyncio.create_task(self._run(channel, work), name="slack-answer")
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def cut_short(self, *, after: float) -> None:
        """Give what is in work so many seconds, then stop it."""
        running = set(self._running)
        if not running:
            return
        _, late = await asyncio.wait(running, timeout=after)
        for task in late:
            task.cancel()
        for task in late:
            with suppress(asyncio.CancelledError):
                await task

    async def _run(self, channel: str, work: Coroutine[Any, Any, None]) -> None:
        self._users[channel] = self._users.get(channel, 0) + 1
        try:
            async with self._locks.setdefault(channel, asyncio.Lock()), self._room:
                await work
        except TocsinError as error:
            _log.warning("slack.answer_lost", channel=channel, error=str(error))
        except Exception as error:  # noqa: BLE001 # the loop that isolates one work from the next
            _log.exception("slack.work_failed", error=type(error).__name__)
        finally:
            work.close()
            self._users[channel] -= 1
            if not self._users[channel]:
                del self._users[channel], self._locks[channel]
