"""Ours beside the bare thing, turn by turn, so that whatever else a machine does spoils both."""

import time
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from statistics import median
from typing import TypeAlias

import psutil

#: Does a number of pieces of work; the number.
Work: TypeAlias = Callable[[], Awaitable[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Pieces a second, and what share of the bare rate ours is; medians of all rounds."""

    ours: float
    bare: float
    #: By the clock, and by the time of all processors that ours takes, its children's included.
    share: float
    share_of_core: float

    @property
    def words(self) -> str:
        """The shares for people."""
        return f"{self.share:.0%} of bare, {self.share_of_core:.0%} of a core's"


async def compare(ours: Work, bare: Work, *, rounds: int, apart: Collection[int] = ()) -> Compared:
    """Let both work in turn.

    Args:
        ours: what is measured.
        bare: what it is compared with.
        rounds: of each.
        apart: processes of ours whose time does not count: they play the world.
    """
    pairs = [(await _spent(ours, apart), await _spent(bare, apart)) for _ in range(rounds)]
    return Compared(
        ours=median(1 / mine.seconds for mine, _ in pairs),
        bare=median(1 / its.seconds for _, its in pairs),
        share=median(its.seconds / mine.seconds for mine, its in pairs),
        share_of_core=median(its.processor / mine.processor for mine, its in pairs),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spent:
    """Seconds a piece."""

    seconds: float
    processor: float


async def _spent(work: Work, apart: Collection[int]) -> _Spent:
    began, processor = time.perf_counter(), _processor(apart)
    pieces = await work()
    seconds, taken = time.perf_counter() - began, _processor(apart) - processor
    return _Spent(seconds=seconds / pieces, processor=taken / pieces)


def _processor(apart: Collection[int]) -> float:
    """Seconds of processor time of this process and of those that it started."""
    total = time.process_time()
    for child in psutil.Process().children(recursive=True):
        if child.pid not in apart:
            times = child.cpu_times()
            total += times.user + times.system + times.children_user + times.children_system
    return total
