"""Jobs by name and key, behind a thin port: PgQueuer, here in memory; losing it loses nothing."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TypeAlias, cast

import structlog
from pgqueuer import PgQueuer
from pgqueuer.adapters.inmemory import InMemoryQueries
from pgqueuer.models import Job

_log = structlog.get_logger()

#: What a job does with its payload.
Work: TypeAlias = Callable[[str], Awaitable[None]]

#: Jobs fetched at once.
_BATCH = 20

#: Seconds that running jobs get to end by themselves when the bus stops.
_GRACE = 1.0


class Bus:
    """Runs jobs in this process; a job is a hint that a tick would give again."""

    def __init__(self) -> None:
        self._engine = PgQueuer.in_memory()
        self._queue = cast("InMemoryQueries", self._engine.queries)

    def on(self, name: str, work: Work, *, at_once: int) -> None:
        """Say what a job of this name does, and how many of them run at once."""

        @self._engine.entrypoint(name, concurrency_limit=at_once)
        async def run(job: Job) -> None:
            await _isolated(name, (job.payload or b"").decode(), work)

    async def enqueue(self, name: str, payloads: Mapping[str, str]) -> None:
        """Add a job for each key; while one of the same key waits or runs, it is not added."""
        if payloads:
            await self._queue.enqueue(
                [name] * len(payloads),
                [payload.encode() for payload in payloads.values()],
                [0] * len(payloads),
                dedupe_key=[f"{name}:{key}" for key in payloads],
                on_conflict="skip",
            )

    async def prune(self) -> None:
        """Forget the engine's log of jobs done: it would grow for ever."""
        await self._queue.clear_queue_log()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Run jobs; at the end start no more, wait a little for those that run, stop the rest."""
        engine = asyncio.create_task(
            self._engine.qm.run(
                batch_size=_BATCH,
                dequeue_timeout=timedelta(seconds=5),
                log_aggregation_interval=timedelta(0),
            )
        )
        try:
            yield
        finally:
            self._engine.shutdown.set()
            await _ended(engine)


async def _isolated(name: str, payload: str, work: Work) -> None:
    try:
        await work(payload)
    except Exception as error:  # noqa: BLE001  one job never stops another; the tick gives it again
        _log.error("job.failed", job=name, payload=payload, error=str(error) or repr(error))


async def _ended(engine: asyncio.Task[None]) -> None:
    done, _ = await asyncio.wait({engine}, timeout=_GRACE)
    if not done:
        engine.cancel()
        await asyncio.wait({engine})
    if not engine.cancelled() and (error := engine.exception()):
        raise error
