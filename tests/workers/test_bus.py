"""Jobs run, once a key, apart from each other, and stop when they are told."""

import asyncio
import time

import pytest
from structlog.testing import capture_logs

from bot.workers.bus import Bus

LIMIT = 5


class Seen:
    """What jobs were given, and a way to wait for it."""

    def __init__(self, expected: int) -> None:
        self.payloads: list[str] = []
        self._expected = expected
        self._all = asyncio.Event()

    async def note(self, payload: str) -> None:
        """A job that only notes what it was given."""
        self.payloads.append(payload)
        if len(self.payloads) == self._expected:
            self._all.set()

    async def all(self) -> list[str]:
        """What was given, once all of it has come."""
        await asyncio.wait_for(self._all.wait(), LIMIT)
        return sorted(self.payloads)


async def test_a_job_gets_its_payload() -> None:
    seen, bus = Seen(2), Bus()
    bus.on("poll", seen.note, at_once=10)
    async with bus.running():
        await bus.enqueue("poll", {"a": "first", "b": "second"})
        await bus.enqueue("poll", {})
        assert await seen.all() == ["first", "second"]


async def test_a_job_is_not_added_while_one_of_its_key_waits_or_runs() -> None:
    bus, started, go_on = Bus(), asyncio.Event(), asyncio.Event()
    runs: list[str] = []
    other = Seen(1)

    async def work(payload: str) -> None:
        runs.append(payload)
        started.set()
        await go_on.wait()

    bus.on("poll", work, at_once=10)
    bus.on("other", other.note, at_once=10)
    await bus.enqueue("poll", {"feed": "1"})
    await bus.enqueue("poll", {"feed": "2"})
    async with bus.running():
        await asyncio.wait_for(started.wait(), LIMIT)
        await bus.enqueue("poll", {"feed": "3"})
        await bus.enqueue("other", {"feed": "another job, another key"})
        await other.all()
        go_on.set()
    assert runs == ["1"]


async def test_a_job_that_fails_is_named_and_stops_no_other() -> None:
    seen, bus = Seen(1), Bus()

    async def fail(payload: str) -> None:
        raise KeyError(payload)

    bus.on("broken", fail, at_once=10)
    bus.on("sound", seen.note, at_once=10)
    with capture_logs() as logs:
        async with bus.running():
            await bus.enqueue("broken", {"a": "a"})
            await bus.enqueue("sound", {"b": "b"})
            await seen.all()
    assert {"event": "job.failed", "job": "broken", "payload": "a"}.items() <= logs[0].items()


async def test_no_more_jobs_of_a_name_run_at_once_than_allowed() -> None:
    bus, seen = Bus(), Seen(12)
    running, most = 0, 0

    async def work(payload: str) -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0)
        running -= 1
        await seen.note(payload)

    bus.on("poll", work, at_once=3)
    async with bus.running():
        await bus.enqueue("poll", {str(number): str(number) for number in range(12)})
        await seen.all()
    assert 1 <= most <= 3


async def test_a_stopping_bus_lets_a_running_job_end() -> None:
    bus, started, ended = Bus(), asyncio.Event(), asyncio.Event()

    async def work(payload: str) -> None:
        del payload
        started.set()
        await asyncio.sleep(0.05)
        ended.set()

    bus.on("poll", work, at_once=1)
    async with bus.running():
        await bus.enqueue("poll", {"a": "a"})
        await asyncio.wait_for(started.wait(), LIMIT)
    assert ended.is_set()


@pytest.mark.slow
async def test_a_stopping_bus_cancels_what_does_not_end_and_leaves_no_task() -> None:
    bus, started = Bus(), asyncio.Event()
    cancelled: list[str] = []

    async def work(payload: str) -> None:
        started.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            cancelled.append(payload)
            raise

    bus.on("poll", work, at_once=1)
    before = asyncio.all_tasks()
    async with bus.running():
        await bus.enqueue("poll", {"a": "stuck"})
        await asyncio.wait_for(started.wait(), LIMIT)
        begun = time.monotonic()
    assert time.monotonic() - begun < LIMIT
    assert cancelled == ["stuck"]
    assert asyncio.all_tasks() == before


async def test_the_log_of_jobs_done_can_be_forgotten() -> None:
    seen, bus = Seen(5), Bus()
    bus.on("poll", seen.note, at_once=10)
    async with bus.running():
        await bus.enqueue("poll", {str(number): "x" for number in range(5)})
        await seen.all()
    assert await bus._queue.queue_log()  # noqa: SLF001  memory is the point
    await bus.prune()
    assert await bus._queue.queue_log() == []  # noqa: SLF001  the same
