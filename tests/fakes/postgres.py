"""A database of its own for each test, on a server of PostgreSQL that the environment names."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import create_async_engine


def server() -> URL | None:
    """Where databases may be made, as POSTGRES_FOR_TESTS says; None where nobody names one.

    Such as postgresql+asyncpg://postgres@127.0.0.1/postgres; asyncpg must be installed.
    """
    address = os.environ.get("POSTGRES_FOR_TESTS")
    return make_url(address) if address else None


@asynccontextmanager
async def new_database(there: URL) -> AsyncIterator[str]:
    """The address of a database without any tables; it is dropped afterwards."""
    name = f"tocsin_test_{uuid4().hex}"
    await run_on(there, f"CREATE DATABASE {name}")
    try:
        yield there.set(database=name).render_as_string(hide_password=False)
    finally:
        await run_on(there, f"DROP DATABASE {name} WITH (FORCE)")


async def run_on(there: URL, statement: str) -> None:
    """Run a statement outside of any transaction."""
    engine = create_async_engine(there, isolation_level="AUTOCOMMIT")
    try:
        async with engine.connect() as connection:
            await connection.exec_driver_sql(statement)
    finally:
        await engine.dispose()
