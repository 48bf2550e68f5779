"""Open the database: one file or one server, brought up to date before anything reads it."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.ports import (
    Articles,
    ChatRules,
    Deliveries,
    Feeds,
    Following,
    Incidents,
    Subscriptions,
    Transaction,
)
from bot.store import driver
from bot.store.articles import SqlArticles
from bot.store.deliveries import SqlDeliveries
from bot.store.dialect import make_file, prepare
from bot.store.faults import cannot_open, cannot_work, no_address
from bot.store.feeds import SqlFeeds
from bot.store.following import SqlFollowing
from bot.store.incidents import SqlIncidents
from bot.store.migrate import migrate
from bot.store.rules import SqlChatRules
from bot.store.subscriptions import SqlSubscriptions

#: Connections to a server; a SQLite file has one writer, so one connection queues best.
_CONNECTIONS = 10


@dataclass(slots=True)
class SqlTransaction:
    """`bot.ports.Transaction`: all tables on one connection."""

    feeds: Feeds
    following: Following
    rules: ChatRules
    articles: Articles
    incidents: Incidents
    subscriptions: Subscriptions
    deliveries: Deliveries


@dataclass(frozen=True, slots=True)
class SqlStore:
    """`bot.ports.Store` on a SQLAlchemy engine."""

    engine: AsyncEngine
    #: What people know the database as: a path, or an address without its password.
    name: str

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Transaction]:
        """A transaction; SQLite begins IMMEDIATE.

        Raises:
            Unavailable: the database cannot be read or written at present; nothing was changed.
        """
        try:
            async with self.engine.begin() as connection:
                yield _transaction(connection)
        except SQLAlchemyError as error:
            raise cannot_work(self.name, error) from error


@asynccontextmanager
async def open_store(url_or_path: str | Path) -> AsyncIterator[SqlStore]:
    """Open a database, and migrate it to what this version reads.

    Args:
        url_or_path: a file (made where there is none), or a SQLAlchemy address.

    Raises:
        Misconfigured: it cannot be used; one line names cause and remedy.
    """
    url, store = _unopened(url_or_path)
    try:
        await _bring_up_to_date(store, url)
        yield store
    finally:
        await store.engine.dispose()


def _unopened(url_or_path: str | Path) -> tuple[URL, SqlStore]:
    try:
        url = _url(url_or_path)
        # A password must not reach a message.
        name = url.database if url.get_backend_name() == "sqlite" else url.render_as_string()
        return url, SqlStore(_engine(url), name or str(url_or_path))
    except (ImportError, SQLAlchemyError) as error:
        raise no_address(error) from error


async def _bring_up_to_date(store: SqlStore, url: URL) -> None:
    try:
        if url.get_backend_name() == "sqlite" and url.database:
            await asyncio.to_thread(make_file, Path(url.database))
        async with store.engine.begin() as connection:
            await connection.run_sync(migrate, store.name)
    except (OSError, ValueError, sqlite3.Error, SQLAlchemyError) as error:
        raise cannot_open(store.name, error) from error


def _transaction(connection: AsyncConnection) -> SqlTransaction:
    return SqlTransaction(
        feeds=SqlFeeds(connection),
        following=SqlFollowing(connection),
        rules=SqlChatRules(connection),
        articles=SqlArticles(connection),
        incidents=SqlIncidents(connection),
        subscriptions=SqlSubscriptions(connection),
        deliveries=SqlDeliveries(connection),
    )


def _url(url_or_path: str | Path) -> URL:
    if isinstance(url_or_path, str) and "://" in url_or_path:
        return make_url(url_or_path)
    return URL.create("sqlite+aiosqlite", database=str(url_or_path))


def _engine(url: URL) -> AsyncEngine:
    sqlite = url.get_backend_name() == "sqlite"
    engine = create_async_engine(
        url,
        connect_args={"async_creator_fn": driver.connect} if sqlite else {},
        pool_size=1 if sqlite else _CONNECTIONS,
        max_overflow=0,
        json_serializer=_encoded,
        json_deserializer=_as_it_stands,
        # A row of somebody's articles has no place in a message about a lost connection.
        hide_parameters=True,
    )
    prepare(engine)
    return engine


def _encoded(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _as_it_stands(text: str | bytes) -> str | bytes:
    """The column's type knows what to build; see `bot/store/columns.py`."""
    return text
