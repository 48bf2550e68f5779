"""A fresh SQLite file for each test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store.database import SqlStore
from tests.fakes.database import empty_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the database of this test is, or will be."""
    return tmp_path / "data" / "tocsin.db"


@pytest.fixture
async def store(path: Path) -> AsyncIterator[SqlStore]:
    """An open, empty store."""
    async with empty_store(path.parent) as opened:
        yield opened
