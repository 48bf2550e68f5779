"""An outbox over a real SQLite file, a platform in memory and a clock that stands still."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store.database import SqlStore
from tests.fakes.bench import Bench
from tests.fakes.clock import FakeClock
from tests.fakes.database import empty_store
from tests.fakes.handler import FakeHandler


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqlStore]:
    """An open, empty store."""
    async with empty_store(tmp_path) as opened:
        yield opened


@pytest.fixture
def bench(store: SqlStore) -> Bench:
    """All that a delivery needs, on one bench."""
    return Bench(store=store, handler=FakeHandler(), clock=FakeClock())
