"""A store on a file that is up to date already: to migrate one for each test takes a while."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.store.database import SqlStore, open_store
from tests.fakes.postgres import new_database, server


@asynccontextmanager
async def empty_store(folder: Path) -> AsyncIterator[SqlStore]:
    """Open an empty database: in this folder, or on the server that the environment names."""
    if there := server():
        async with new_database(there) as address, open_store(address) as store:
            yield store
    else:
        async with file_store(folder) as store:
            yield store


@asynccontextmanager
async def file_store(folder: Path) -> AsyncIterator[SqlStore]:
    """Open an empty SQLite file in this folder, as `open_store` leaves a new one."""
    async with open_store(await asyncio.to_thread(_file, folder)) as store:
        yield store


def _file(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "tocsin.db"
    path.write_bytes(_migrated())
    return path


@cache
def _migrated() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "tocsin.db"
        asyncio.run(_make(path))
        return path.read_bytes()


async def _make(path: Path) -> None:
    async with open_store(path):
        pass
