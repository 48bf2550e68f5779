"""A store on a file, for ticks and jobs."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store.database import SqlStore
from tests.fakes.database import empty_store


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqlStore]:
    """An open, empty store."""
    async with empty_store(tmp_path) as opened:
        yield opened
