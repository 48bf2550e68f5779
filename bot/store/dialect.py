"""What SQLite and PostgreSQL say differently: connecting, beginning, lists, insert-or-replace."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection, Dialect
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

_T = TypeVar("_T")

#: Milliseconds that a transaction waits for another process's.
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


#: The lock that a transaction on PostgreSQL holds to its end; "toc" as a number.
_TURN = 0x746F63


def prepare(engine: AsyncEngine) -> None:
    """Make every SQLite connection durable, and transactions take turns, as their code expects."""
    if engine.dialect.name == "sqlite":
        event.listen(engine.sync_engine, "connect", _set_pragmas)
        event.listen(engine.sync_engine, "begin", _begin_immediate)
    else:
        event.listen(engine.sync_engine, "do_connect", _connect)
        event.listen(engine.sync_engine, "begin", _take_turn)


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
    columns = tuple(rows[0])
    words = (table.name, columns, tuple(key), tuple(keep))
    if connection.dialect.name == "sqlite":
        # The driver takes rows as they are: putting them in order is half of what a row costs.
        plain = _replacing(*words, marks=("?",) * len(columns))
        await connection.exec_driver_sql(plain, _bound(connection.dialect, table, rows))
    else:
        named = sa.text(_replacing(*words, marks=tuple(f":{name}" for name in columns)))
        kinds = [sa.bindparam(name, type_=table.c[name].type) for name in columns]
        await connection.execute(named.bindparams(*kinds), rows)


@lru_cache
def _replacing(
    table: str,
    columns: Sequence[str],
    key: Sequence[str],
    keep: Sequence[str],
    *,
    marks: Sequence[str],
) -> str:
    """Both databases say it in these words; SQLAlchemy's own are put together anew each time."""
    changed = [f"{name} = excluded.{name}" for name in columns if name not in {*key, *keep}]
    return (
        f"INSERT INTO {table} ({', '.join(columns)})"  # noqa: S608  names of our own tables
        f" VALUES ({', '.join(marks)})"
        f" ON CONFLICT ({', '.join(key)})"
        f" DO UPDATE SET {', '.join(changed)}"
    )


def _bound(
    dialect: Dialect, table: sa.Table, rows: Sequence[Mapping[str, Any]]
) -> list[tuple[Any, ...]]:
    """Rows as the driver takes them, each column's values made by its own type."""
    kinds = [(name, table.c[name].type.dialect_impl(dialect)) for name in rows[0]]
    made = [(name, kind.bind_processor(dialect)) for name, kind in kinds]
    return [tuple(make(row[name]) if make else row[name] for name, make in made) for row in rows]


class _Texts(FunctionElement[Any]):
    """The texts of a JSON list."""

    inherit_cache = True


class _Pairs(FunctionElement[Any]):
    """The pairs of texts of a JSON list."""

    inherit_cache = True


def listed(column: sa.Column[str], name: str) -> sa.ColumnElement[bool]:
    """That a column is one of the texts that are bound to a name as `as_list` gives them.

    A statement with a thousand parameters takes longer to read than what it asks for takes to
    find, and is another statement for each number of them.
    """
    return column.op("IN", is_comparison=True)(_Texts(sa.bindparam(name, type_=sa.Text)))


def paired(one: sa.Column[str], other: sa.Column[str], name: str) -> sa.ColumnElement[bool]:
    """That two columns are one of the pairs that are bound to a name as `as_list` gives them."""
    wanted = _Pairs(sa.bindparam(name, type_=sa.Text))
    return sa.tuple_(one, other).op("IN", is_comparison=True)(wanted)


def pairs(name: str) -> sa.TableValuedAlias:
    """The pairs that are bound to a name as `as_list` gives them: columns `one` and `other`."""
    return _Pairs(sa.bindparam(name, type_=sa.Text)).table_valued("one", "other", name=name)


def as_list(values: Iterable[str | tuple[str, str]]) -> str:
    """Texts, or pairs of them, as one parameter."""
    return msgspec.json.encode(list(values)).decode()


@compiles(_Texts, "sqlite")
def _texts(element: _Texts, compiler: SQLCompiler, **words: Any) -> str:  # noqa: ANN401
    text = compiler.process(element.clauses, **words)
    return _select("value", f"json_each({text})")


@compiles(_Texts, "postgresql")
def _texts_there(element: _Texts, compiler: SQLCompiler, **words: Any) -> str:  # noqa: ANN401
    text = compiler.process(element.clauses, **words)
    return _select("it", f"jsonb_array_elements_text(CAST({text} AS jsonb)) AS it")


@compiles(_Pairs, "sqlite")
def _pairs(element: _Pairs, compiler: SQLCompiler, **words: Any) -> str:  # noqa: ANN401
    text = compiler.process(element.clauses, **words)
    return _select(
        "json_extract(value, '$[0]') AS one, json_extract(value, '$[1]') AS other",
        f"json_each({text})",
    )


@compiles(_Pairs, "postgresql")
def _pairs_there(element: _Pairs, compiler: SQLCompiler, **words: Any) -> str:  # noqa: ANN401
    text = compiler.process(element.clauses, **words)
    return _select(
        "it ->> 0 AS one, it ->> 1 AS other", f"jsonb_array_elements(CAST({text} AS jsonb)) AS it"
    )


def _select(columns: str, rows: str) -> str:
    return f"(SELECT {columns} FROM {rows})"  # noqa: S608  the value itself is a parameter


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


def _connect(dialect: Dialect, record: object, words: list[Any], options: dict[str, Any]) -> Any:  # noqa: ANN401
    """Connect to a server; drivers say in words of their own that it cannot be done."""
    del record
    try:
        return dialect.connect(*words, **options)
    except Exception as error:
        raise SQLAlchemyError(str(error) or type(error).__name__) from error


def _take_turn(connection: sa.Connection) -> None:
    """Wait for the transaction before: of two that read a row and replace it, one would be lost."""
    patience = f"set_config('lock_timeout', '{BUSY_TIMEOUT}', true)"
    connection.exec_driver_sql(f"SELECT {patience}, pg_advisory_xact_lock({_TURN})")
