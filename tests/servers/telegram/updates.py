"""getUpdates: a queue that offsets confirm, one long poll at a time, and its waiting rules."""

import asyncio
import time
from collections.abc import Collection
from typing import Any, Literal

from tests.servers.telegram.errors import Refusal

#: Left out unless asked for by name.
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
#: Seconds; a long poll is never longer.
LONGEST_POLL = 50
#: Seconds; the same offset asked again sooner than this, without a long poll, has to wait.
BUSY_POLLING = 3.0
#: Seconds; the same offset asked again this soon after an answer gets one update only.
HASTY = 0.5

CONFLICT = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


class UpdateQueue:
    """The updates that wait for the bot."""

    def __init__(self) -> None:
        self.webhook = ""
        #: Seconds; a test that has nothing to say about haste may lower it.
        self.hold = BUSY_POLLING
        self._waiting: list[dict[str, Any]] = []
        self._last_id = 0
        self._allowed: frozenset[str] = frozenset()
        self._arrived = asyncio.Event()
        #: Set while a long poll is open.
        self.polling = asyncio.Event()
        self._poll: asyncio.Future[None] | None = None
        self._asked: tuple[int, float] = (0, 0.0)
        self._answered: tuple[int, float] = (0, 0.0)
        self._next_conflict = 0.0

    def push(self, kind: str, body: dict[str, Any]) -> int | None:
        """Queue an update; None, and nothing queued, when the bot did not ask for this kind."""
        wanted = kind in self._allowed if self._allowed else kind not in NOT_BY_DEFAULT
        if not wanted:
            return None
        self._last_id += 1
        self._waiting.append({"update_id": self._last_id, kind: body})
        self._arrived.set()
        return self._last_id

    @property
    def pending(self) -> int:
        """How many updates are unconfirmed."""
        return len(self._waiting)

    def allow(self, kinds: Collection[str] | None) -> None:
        """Remember which kinds the bot wants; None changes nothing, empty means the default."""
        if kinds is not None:
            self._allowed = frozenset(kinds)

    def clear(self) -> None:
        """Drop what waits."""
        self._waiting.clear()

    async def get(self, *, offset: int, limit: int, patience: float) -> list[dict[str, Any]]:
        """Answer one getUpdates; `patience` is its timeout in seconds.

        Raises:
            Refusal: a webhook is set, or another poll took this one's place.
        """
        if self.webhook:
            raise Refusal(409, WEBHOOK_ACTIVE)
        self._end_older_poll()
        now = time.monotonic()
        again = self._asked[0] == offset
        if again and patience < self.hold and now < self._asked[1] + self.hold:
            patience = self.hold
        if self._answered[0] == offset and now < self._answered[1] + HASTY:
            limit = 1
        self._asked = (offset, now)
        self._confirm(offset)
        if not self._waiting and patience:
            await self._wait(min(patience, LONGEST_POLL))
        self._answered = (offset, time.monotonic())
        return self._waiting[: max(1, min(limit, 100))]

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self._waiting = self._waiting[offset:]
        else:
            self._waiting = [update for update in self._waiting if update["update_id"] >= offset]
        if not self._waiting:
            self._arrived.clear()

    def _end_older_poll(self) -> None:
        if self._poll is not None and not self._poll.done():
            self._poll.set_exception(Refusal(409, CONFLICT))

    async def _wait(self, patience: float) -> None:
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._poll = mine
        self.polling.set()
        arrival = asyncio.ensure_future(self._arrived.wait())
        try:
            await _first(mine, arrival, patience)
            if mine.done():
                await self._hold_repeated_conflict()
                mine.result()
        finally:
            arrival.cancel()
            mine.cancel()
            if self._poll is mine:
                self._poll = None
                self.polling.clear()

    async def _hold_repeated_conflict(self) -> None:
        now = time.monotonic()
        if now < self._next_conflict:
            await asyncio.sleep(BUSY_POLLING)
        else:
            self._next_conflict = now + BUSY_POLLING


async def _first(
    one: "asyncio.Future[None]", other: "asyncio.Future[Literal[True]]", patience: float
) -> None:
    waiting: set[asyncio.Future[Any]] = {one, other}
    await asyncio.wait(waiting, timeout=patience, return_when=asyncio.FIRST_COMPLETED)
