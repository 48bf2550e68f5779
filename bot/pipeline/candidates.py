"""The incidents that articles may tell of, looked up for some of them at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from bot.model.feed import Feed
from bot.pipeline.read import Read
from bot.ports import Transaction
from bot.track import Memory, keys_in, known_in

#: Articles that are looked up together; each brings two hundred incidents at most.
_TOGETHER = 25


@dataclass(slots=True, kw_only=True)
class Candidates:
    """What is open that articles may tell of; they come in the order in which they were given.

    Each finds what it would find if it were looked up alone, however many share a transaction:
    what is not found opens a double.
    """

    tx: Transaction
    #: Those that cannot be read ask for nothing.
    read: Sequence[Read]
    #: Incidents that nobody has reported on since then are not looked at again.
    since: datetime
    #: A chat's own feed: only those that it may join.
    feed: Feed | None = None
    _coming: Iterator[Read] = field(init=False)
    _memory: Memory = field(init=False, default_factory=Memory)
    _left: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self._coming = (one for one in self.read if one.fault is None)

    async def next(self) -> Memory:
        """What the next article is looked up in; what it changes is kept there and in the store."""
        if not self._left:
            some = list(islice(self._coming, _TOGETHER))
            self._memory, self._left = await self._looked_up(some), len(some)
        self._left -= 1
        return self._memory

    async def _looked_up(self, read: Sequence[Read]) -> Memory:
        keys = [one.telling.keys for one in read]
        if self.feed is not None:
            keys = [tuple(keys_in(self.feed, each)) for each in keys]
        found = await self.tx.incidents.candidates(*keys, since=self.since)
        memory = Memory()
        for incident in reversed(known_in(self.feed, found) if self.feed else found):
            memory.save(incident)
        return memory
