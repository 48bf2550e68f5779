"""Many polls' reads and writes in few transactions: a synced commit for each would be the limit."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import structlog

from bot.errors import Unavailable
from bot.ports import Store, Transaction

_log = structlog.get_logger()

#: Seconds between tries to write what a publisher has answered: a full disk is noticed and
#: emptied, a lock is let go of.
WAITS = (1.0, 4.0, 15.0, 40.0, 120.0)

#: Where fewer wait, seconds for more to come: a transaction costs the same for all of them.
_FEW, _PAUSE = 16, 0.002

_A = TypeVar("_A")
_R = TypeVar("_R")


@dataclass(frozen=True, slots=True, eq=False)
class Group(Generic[_A, _R]):
    """A piece of work that is done for many polls at once."""

    #: Gets what polls ask, gives as many results in the same order; it may be run twice.
    work: Callable[[Transaction, Sequence[_A]], Awaitable[Sequence[_R]]]
    #: What one transaction does of it; the rest waits meanwhile, but never all.
    most: int
    #: How much of that a poll asks for.
    weight: Callable[[_A], int] = lambda _: 1


class Ledger:
    """What polls ask of the store, gathered while the transaction before is on its way.

    Args:
        store: where it is read and written.
        groups: the work there is, in the order in which a transaction does it.
        waits: seconds between the tries of who insists.
    """

    def __init__(
        self, store: Store, groups: Sequence[Group[Any, Any]], *, waits: Sequence[float] = WAITS
    ) -> None:
        self._store = store
        self._groups = tuple(groups)
        self._waits = waits
        self._waiting: dict[Group[Any, Any], list[_Asked]] = {each: [] for each in groups}
        self._writer: asyncio.Task[None] | None = None

    async def ask(self, group: Group[_A, _R], what: _A) -> _R:
        """Have a piece of work done, and wait for it.

        Raises:
            Unavailable: the database cannot be written; nothing was.
        """
        answer: asyncio.Future[_R] = asyncio.get_running_loop().create_future()
        self._add(group, _Asked(what, answer))
        return await answer

    async def insist(self, group: Group[_A, _R], what: _A) -> _R:
        """Have a piece of work done, tried again while the database cannot be written.

        A publisher that has answered is not asked again soon: what it said must not be lost.

        Raises:
            Unavailable: the database could not be written for minutes; nothing was.
        """
        for wait in self._waits:
            try:
                return await self.ask(group, what)
            except Unavailable as error:
                _log.warning("poll.waits_for_database", error=str(error), seconds=wait)
            await asyncio.sleep(wait)
        return await self.ask(group, what)

    def leave(self, group: Group[_A, Any], what: _A) -> None:
        """Have a piece of work done soon, whatever comes of it."""
        self._add(group, _Asked(what))

    async def close(self) -> None:
        """Do what waits."""
        while self._writer is not None:
            await asyncio.wait({self._writer})

    def _add(self, group: Group[Any, Any], asked: "_Asked") -> None:
        self._waiting[group].append(asked)
        if self._writer is None:
            self._writer = asyncio.create_task(self._run())

    async def _run(self) -> None:
        try:
            while any(self._waiting.values()):
                if sum(map(len, self._waiting.values())) < _FEW:
                    await asyncio.sleep(_PAUSE)
                await self._settle(self._cut())
        finally:
            self._writer = None

    def _cut(self) -> "_Batch":
        """Take out what one transaction does."""
        batch = {}
        for group in self._groups:
            waiting = self._waiting[group]
            if waiting:
                end = _end(group, waiting)
                batch[group], self._waiting[group] = waiting[:end], waiting[end:]
        return batch

    async def _settle(self, batch: "_Batch") -> None:
        """Commit; what fails together is tried again each by itself, so that a fault is its own."""
        try:
            results = await self._commit(batch)
        except Exception as error:  # noqa: BLE001  it is handed to those who wait
            asked = [(group, each) for group, some in batch.items() for each in some]
            if len(asked) == 1:
                asked[0][1].fail(error)
            for group, each in asked if len(asked) > 1 else ():
                await self._settle({group: [each]})
        else:
            for group, some in batch.items():
                for each, result in zip(some, results[group], strict=True):
                    each.settle(result)

    async def _commit(self, batch: "_Batch") -> dict[Group[Any, Any], Sequence[Any]]:
        async with self._store.begin() as tx:
            return {
                group: await group.work(tx, [each.what for each in some])
                for group, some in batch.items()
            }


@dataclass(frozen=True, slots=True)
class _Asked:
    """What one poll asks, and who waits for it."""

    what: Any
    answer: asyncio.Future[Any] | None = field(default=None)

    def settle(self, result: object) -> None:
        if self.answer is not None and not self.answer.done():
            self.answer.set_result(result)

    def fail(self, error: Exception) -> None:
        if self.answer is None:
            _log.error("poll.unrecorded", error=str(error))
        elif not self.answer.done():
            self.answer.set_exception(error)


def _end(group: Group[Any, Any], waiting: "Sequence[_Asked]") -> int:
    """How many one transaction serves."""
    weight = 0
    for number, each in enumerate(waiting):
        weight += group.weight(each.what)
        if number and weight > group.most:
            return number
    return len(waiting)


_Batch = dict[Group[Any, Any], list[_Asked]]
