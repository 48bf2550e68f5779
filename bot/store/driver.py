"""SQLite in a thread of its own, one trip there and back for each statement.

The driver's own cursors make four: to be made, to run, to fetch and to be closed. A trip costs more
than most statements, and polls by the hundred make thousands.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import aiosqlite

#: Rows that the driver fetches at once where it is asked for few; here it never is.
_CHUNK = 64


def connect(*words: Any, **options: Any) -> "Connection":  # noqa: ANN401  as sqlite3 takes them
    """A connection that opens when it is awaited; takes what `sqlite3.connect` takes."""
    connection = Connection(partial(sqlite3.connect, *words, **options), _CHUNK)
    # A process that ends without closing it shall not wait for its thread.
    connection._thread.daemon = True  # noqa: SLF001  as SQLAlchemy does with the driver's own
    return connection


class Connection(aiosqlite.Connection):
    """The driver's connection, with cursors that make one trip."""

    async def cursor(self) -> "Cursor":  # type: ignore[override]
        """A cursor; nothing is asked of the database yet."""
        return Cursor(self)

    async def rollback(self) -> None:
        """Undo what was begun; after a commit there is nothing to undo."""
        if self.in_transaction:
            await super().rollback()

    async def run(self, statement: str, values: Sequence[Any], *, many: bool) -> "_Done":
        """Run a statement in the connection's thread, and fetch what it gives."""
        trip = self._execute(_run, self._conn, statement, values, many)  # type: ignore[no-untyped-call]
        done: _Done = await trip
        return done


@dataclass(frozen=True, slots=True)
class _Done:
    """What came of a statement."""

    rows: Sequence[Any] = ()
    description: Any = None
    lastrowid: int | None = None
    rowcount: int = -1


class Cursor:
    """What SQLAlchemy asks of a cursor."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._done = _Done()

    async def execute(self, statement: str, values: Sequence[Any] = ()) -> None:
        """Run a statement, and fetch what it gives."""
        self._done = await self._connection.run(statement, values, many=False)

    async def executemany(self, statement: str, values: Sequence[Sequence[Any]]) -> None:
        """Run a statement once for each row of values."""
        self._done = await self._connection.run(statement, values, many=True)

    async def fetchall(self) -> Sequence[Any]:
        """The rows, which are here already."""
        return self._done.rows

    async def close(self) -> None:
        """Nothing is open."""

    @property
    def description(self) -> Any:  # noqa: ANN401  DB-API's own tuples
        """The columns; None where a statement gives no rows."""
        return self._done.description

    @property
    def lastrowid(self) -> int | None:
        """The row that was inserted last."""
        return self._done.lastrowid

    @property
    def rowcount(self) -> int:
        """How many rows were changed."""
        return self._done.rowcount


def _run(
    connection: sqlite3.Connection,
    statement: str,
    values: Sequence[Any],
    many: bool,  # noqa: FBT001
) -> _Done:
    cursor = (connection.executemany if many else connection.execute)(statement, values)
    rows = cursor.fetchall() if cursor.description else ()
    return _Done(rows, cursor.description, cursor.lastrowid, cursor.rowcount)
