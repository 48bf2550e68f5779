"""SQLite in a thread of its own, and without the trip there where a statement takes but a moment.

The driver's own cursors make four trips: to be made, to run, to fetch and to be closed. One costs
more than most statements do, and polls by the hundred make thousands. What waits, for a lock or for
the disk, always waits in the thread: transactions begin and end there.
"""

import sqlite3
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import aiosqlite

#: Seconds of processor time: what takes less is not worth a trip, and holds nobody up.
_BRIEF = 0.002
#: How much of what it once took is believed of a statement that took less since.
_BELIEVED = 0.9
#: Statements of which it is remembered how long they take.
_KNOWN = 1_000
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

    def __init__(self, *words: Any) -> None:  # noqa: ANN401  as the driver takes them
        super().__init__(*words)
        #: Seconds that each statement takes for a row of values.
        self._pace: dict[str, float] = {}

    async def cursor(self) -> "Cursor":  # type: ignore[override]
        """A cursor; nothing is asked of the database yet."""
        return Cursor(self)

    async def rollback(self) -> None:
        """Undo what was begun; after a commit there is nothing to undo."""
        if self.in_transaction:
            await super().rollback()

    async def run(self, statement: str, values: Sequence[Any], *, many: bool) -> "_Done":
        """Run a statement, and fetch what it gives: here, where it is known to be brief."""
        size = max(1, len(values)) if many else 1
        pace = self._pace.get(statement)
        if pace is not None and pace * size < _BRIEF and self.in_transaction:
            done = _run(self._conn, statement, values, many)
        else:
            trip = self._execute(_run, self._conn, statement, values, many)  # type: ignore[no-untyped-call]
            done = await trip
        self._learn(statement, done.seconds / size)
        return done

    def _learn(self, statement: str, seconds: float) -> None:
        if len(self._pace) > _KNOWN:
            self._pace.clear()
        self._pace[statement] = max(seconds, _BELIEVED * self._pace.get(statement, 0.0))


@dataclass(frozen=True, slots=True)
class _Done:
    """What came of a statement."""

    rows: Sequence[Any] = ()
    description: Any = None
    lastrowid: int | None = None
    rowcount: int = -1
    #: Of processor time.
    seconds: float = 0.0


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
    began = time.thread_time()
    cursor = (connection.executemany if many else connection.execute)(statement, values)
    rows = cursor.fetchall() if cursor.description else ()
    seconds = time.thread_time() - began
    return _Done(rows, cursor.description, cursor.lastrowid, cursor.rowcount, seconds)
