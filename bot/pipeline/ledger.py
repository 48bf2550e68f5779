"""Many polls' reads and writes in few transactions: a synced commit for each would be the limit."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias, TypeVar

import structlog

from bot.model.feed import Feed, FeedState
from bot.ports import Clock, Store, Transaction

_log = structlog.get_logger()

#: Writes of polls with news that share a transaction; others wait for it meanwhile.
_MOST_WRITES = 16

_T = TypeVar("_T")
_Taken: TypeAlias = tuple[Feed, FeedState] | None
Write: TypeAlias = Callable[[Transaction], Awaitable[_T]]


class Ledger:
    """What polls ask of the store, gathered while the transaction before is on its way.

    Args:
        store: where it is written.
        clock: the time.
    """

    def __init__(self, store: Store, *, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._waiting = _Batch()
        self._writer: asyncio.Task[None] | None = None

    async def take(self, feed_id: str) -> _Taken:
        """Start a poll: the feed and its state, written down as asked; None where it is not due.

        Raises:
            Unavailable: the database cannot be written.
        """
        future: asyncio.Future[_Taken] = asyncio.get_running_loop().create_future()
        self._waiting.takes.append((feed_id, future))
        self._wake()
        return await future

    def keep(self, state: FeedState) -> None:
        """Write soon what an unchanged feed answered; should it be lost, `take` held it back."""
        self._waiting.states.append(state)
        self._wake()

    async def write(self, work: Write[_T]) -> _T:
        """Run some work in a transaction that others' work may share; it may be run twice.

        Raises:
            Unavailable: the database cannot be written; nothing was.
        """
        future: asyncio.Future[_T] = asyncio.get_running_loop().create_future()
        self._waiting.writes.append((work, future))
        self._wake()
        return await future

    async def close(self) -> None:
        """Write what waits."""
        while self._writer is not None:
            await asyncio.wait({self._writer})

    def _wake(self) -> None:
        if self._writer is None:
            self._writer = asyncio.create_task(self._run())

    async def _run(self) -> None:
        try:
            while batch := self._waiting.cut():
                await self._settle(batch)
        finally:
            self._writer = None

    async def _settle(self, batch: "_Batch") -> None:
        try:
            await self._commit(batch)
        except Exception as error:  # noqa: BLE001  it is handed to those who wait
            if batch.alone():
                batch.fail(error)
            else:
                for part in batch.apart():
                    await self._settle(part)

    async def _commit(self, batch: "_Batch") -> None:
        """One transaction: what is learnt before what is asked, so that nobody reads what was."""
        async with self._store.begin() as tx:
            await tx.feeds.save(*batch.states)
            ids = [feed_id for feed_id, _ in batch.takes]
            taken = await tx.feeds.take(ids, now=self._clock()) if ids else []
            done = [await work(tx) for work, _ in batch.writes]
        found = {feed.id: (feed, state) for feed, state in taken}
        for feed_id, future in batch.takes:
            # The second to ask at the same moment gets nothing: the first has it.
            _answer(future, found.pop(feed_id, None))
        for (_, future), result in zip(batch.writes, done, strict=True):
            _answer(future, result)


@dataclass(slots=True)
class _Batch:
    """What waits to be written."""

    states: list[FeedState] = field(default_factory=list)
    takes: list[tuple[str, asyncio.Future[_Taken]]] = field(default_factory=list)
    writes: list[tuple[Write[Any], asyncio.Future[Any]]] = field(default_factory=list)

    def cut(self) -> "_Batch | None":
        """Take out what one transaction holds; None where nothing waits."""
        if not (self.states or self.takes or self.writes):
            return None
        batch = _Batch(self.states, self.takes, self.writes[:_MOST_WRITES])
        self.states, self.takes, self.writes = [], [], self.writes[_MOST_WRITES:]
        return batch

    def alone(self) -> bool:
        """Whether it cannot be divided: a fault is its own."""
        return len(self.writes) + bool(self.states or self.takes) <= 1

    def apart(self) -> list["_Batch"]:
        """Each write by itself."""
        rest = [_Batch(self.states, self.takes)] if self.states or self.takes else []
        return [*rest, *(_Batch(writes=[each]) for each in self.writes)]

    def fail(self, error: Exception) -> None:
        """Tell those who wait; an answer that cannot be written is asked for again later."""
        for state in self.states:
            _log.error("poll.unrecorded", feed=state.feed_id, error=str(error))
        for future in (*(each for _, each in self.takes), *(each for _, each in self.writes)):
            if not future.done():
                future.set_exception(error)


def _answer(future: "asyncio.Future[_T]", result: _T) -> None:
    if not future.done():
        future.set_result(result)
