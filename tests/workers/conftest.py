"""A store on a file, for ticks and jobs."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store.database import SqlStore, open_store


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqlStore]:
    """An open, empty store."""
    async with open_store(tmp_path / "tocsin.db") as opened:
        yield opened
