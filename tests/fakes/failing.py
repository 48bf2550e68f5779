"""A store that fails now and then."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.errors import Unavailable
from bot.ports import Store, Transaction


@dataclass(slots=True, kw_only=True)
class Failing:
    """A store whose nth transactions fail, counted from one."""

    inner: Store
    failing: set[int]
    begun: int = 0

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Transaction]:
        """A transaction, or its failure."""
        self.begun += 1
        if self.begun in self.failing:
            raise Unavailable("the disk is full")
        async with self.inner.begin() as tx:
            yield tx
