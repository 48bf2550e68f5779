"""A fresh database for each test: a SQLite file, or one on a server that is named."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store.database import SqlStore
from tests.fakes.database import empty_store, file_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the SQLite file of this test is, or will be."""
    return tmp_path / "data" / "tocsin.db"


@pytest.fixture
async def store(path: Path) -> AsyncIterator[SqlStore]:
    """An open, empty store."""
    async with empty_store(path.parent) as opened:
        yield opened


@pytest.fixture
async def in_file(path: Path) -> AsyncIterator[SqlStore]:
    """An open, empty store in a SQLite file, whatever the environment names."""
    async with file_store(path.parent) as opened:
        yield opened
