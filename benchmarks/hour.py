"""An hour of five thousand feeds on a clock that jumps: memory, and how late polls are.

`python -m benchmarks.hour` prints the figures as JSON; a process of its own, so that the memory is
that of the scheduling alone.
"""

import asyncio
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil

from benchmarks.table import Row
from bot.ingest.children import Reader
from bot.log import configure
from bot.model.feed import Feed, Response
from bot.pipeline import Pipeline
from bot.ports import Store
from bot.store.database import open_store
from bot.workers.bus import Bus
from bot.workers.jobs import POLL, register
from bot.workers.ticks import Ticks

_FEEDS = 5_000
_HOUR = 3_600
#: Feeds of one host.
_SIBLINGS = 5


def hour() -> list[Row]:
    """Measure in another process."""
    words = [sys.executable, "-m", "benchmarks.hour"]
    said = subprocess.run(words, check=True, capture_output=True, text=True)  # noqa: S603 - our own
    found = json.loads(said.stdout)
    return [
        Row(
            "5,000 feeds, an hour of polls",
            f"{found['polls']:,} polls in {found['seconds']:.0f} s",
            f"latest {found['late']:.0f} s past due",
        ),
        Row(
            "memory while they are scheduled",
            f"{found['end']:.0f} MB",
            f"{found['end'] - found['begin']:+.0f} MB since the tenth minute",
        ),
    ]


@dataclass(slots=True)
class _Unchanged:
    """A web in which nothing changes."""

    asked: int = 0

    async def get(
        self, url: str, *, etag: str | None = None, last_modified: str | None = None
    ) -> Response:
        """Not modified."""
        del etag, last_modified
        self.asked += 1
        await asyncio.sleep(0)
        return Response(status=304, url=url, headers={"etag": '"same"'})


class _Counted(Bus):
    """A bus that knows how many polls it was given."""

    polls = 0

    async def enqueue(self, name: str, payloads: Mapping[str, str]) -> None:
        """Count, and add."""
        self.polls += len(payloads) if name == POLL else 0
        await super().enqueue(name, payloads)


@dataclass(slots=True)
class _Hour:
    """What is watched."""

    now: datetime = field(default_factory=lambda: datetime(2026, 1, 1, tzinfo=UTC))
    polled: int = 0
    late: float = 0.0
    memory: list[float] = field(default_factory=list)

    def clock(self) -> datetime:
        """The time of the hour."""
        return self.now


async def _run() -> _Hour:
    watched, web, bus = _Hour(), _Unchanged(), _Counted()
    with tempfile.TemporaryDirectory() as folder:
        async with open_store(Path(folder) / "hour.db") as store:
            pipeline = Pipeline(
                store=store, web=web, reader=Reader(), clock=watched.clock, jitter=random.random
            )
            async with store.begin() as tx:
                for number in range(_FEEDS):
                    url = f"http://h{number // _SIBLINGS}.example/{number}"
                    spread = timedelta(seconds=random.random() * _HOUR / 4)  # noqa: S311 - no secret
                    feed = Feed(id=f"{number}", url=url, name="Feed")
                    await tx.feeds.put(feed, now=watched.now + spread)

            async def poll(feed_id: str) -> Sequence[str]:
                found = await pipeline.poll(feed_id)
                watched.polled += 1
                return found

            register(bus, poll=poll, deliver=_nothing)
            ticks = Ticks(store=store, bus=bus, clock=watched.clock)
            async with bus.running():
                for second in range(_HOUR):
                    await _second(ticks, bus, watched)
                    if second % 60 == 0:
                        await bus.prune()
                        await pipeline.close()
                        await _look(store, watched)
                    if second in (_HOUR // 6, _HOUR - 1):
                        watched.memory.append(psutil.Process().memory_info().rss / 1e6)
            await pipeline.close()
    return watched


async def _second(ticks: Ticks, bus: _Counted, watched: _Hour) -> None:
    await ticks.feeds()
    while watched.polled < bus.polls:  # noqa: ASYNC110 - jobs tell nobody that they ended
        await asyncio.sleep(0.001)
    watched.now += timedelta(seconds=1)


async def _look(store: Store, watched: _Hour) -> None:
    """How long the feed is overdue that should have been polled first; ticks come each second."""
    async with store.begin() as tx:
        oldest = min(state.next_poll_at for _, state in await tx.feeds.all())
    watched.late = max(watched.late, 1 + (watched.now - oldest).total_seconds())


async def _nothing(_: str) -> None:
    pass


def main() -> None:
    """Measure here and print."""
    configure("error", terminal=False)
    began = time.perf_counter()
    watched = asyncio.run(_run())
    begin, end = watched.memory
    seconds = time.perf_counter() - began
    figures = {"polls": watched.polled, "seconds": seconds, "late": watched.late}
    print(json.dumps(figures | {"begin": begin, "end": end}))  # noqa: T201 - it is asked for


if __name__ == "__main__":
    main()
