"""What SQLite and PostgreSQL say differently: connecting, beginning, and insert-or-replace."""

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

_T = TypeVar("_T")

#: Milliseconds that SQLite waits for another process's transaction.
BUSY_TIMEOUT = 30_000

#: FULL: a commit is on the disk before it is reported, so a post never precedes its record.
PRAGMAS = (
    f"PRAGMA busy_timeout = {BUSY_TIMEOUT}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
)

#: Values in one IN list; SQLite takes 32,766, PostgreSQL 32,767.
_IN_AT_ONCE = 1_000


def prepare(engine: AsyncEngine) -> None:
    """Make every SQLite connection durable, and every transaction begin IMMEDIATE."""
    if engine.dialect.name != "sqlite":
        return
    event.listen(engine.sync_engine, "connect", _set_pragmas)
    event.listen(engine.sync_engine, "begin", _begin_immediate)


def make_file(path: Path) -> None:
    """Make a SQLite file where there is none, and see that it can be used.

    The async driver leaves a thread behind where it cannot open a file, so this comes first.

    Raises:
        OSError: its folder cannot be made.
        sqlite3.Error: it cannot be opened, is no database, or cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma in PRAGMAS:
            connection.execute(pragma)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")


async def upsert(
    connection: AsyncConnection,
    table: sa.Table,
    values: Mapping[str, Any],
    *,
    key: Sequence[str],
    keep: Sequence[str] = (),
) -> None:
    """Insert a row, or replace the one with this key; columns in `keep` stay as they are."""
    await upsert_all(connection, table, [values], key=key, keep=keep)


async def upsert_all(
    connection: AsyncConnection,
    table: sa.Table,
    rows: Sequence[Mapping[str, Any]],
    *,
    key: Sequence[str],
    keep: Sequence[str] = (),
) -> None:
    """Insert rows of the same columns, or replace those with their keys; see `upsert`."""
    if not rows:
        return
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = insert(table)
    changed = {
        name: statement.excluded[name] for name in rows[0] if name not in key and name not in keep
    }
    await connection.execute(
        statement.on_conflict_do_update(index_elements=list(key), set_=changed),
        [dict(row) for row in rows],
    )


def portions(values: Collection[_T]) -> Iterator[Sequence[_T]]:
    """Values in portions that fit into one IN list, each value once."""
    rest = list(dict.fromkeys(values))
    for start in range(0, len(rest), _IN_AT_ONCE):
        yield rest[start : start + _IN_AT_ONCE]


def _set_pragmas(connection: DBAPIConnection, record: object) -> None:
    del record
    # The driver would begin DEFERRED by itself, and only before a write.
    connection.isolation_level = None
    cursor = connection.cursor()
    try:
        for pragma in PRAGMAS:
            cursor.execute(pragma)
    finally:
        cursor.close()


def _begin_immediate(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
