"""What only a server does: it is away, comes back, and serves several processes at once."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import create_async_engine

from bot.errors import Misconfigured, Unavailable
from bot.store import dialect
from bot.store.database import SqlStore, open_store
from bot.store.migrate import _SCRIPTS
from tests.fakes.nouns import incident
from tests.fakes.postgres import new_database, run_on, server

_FEED = {"id": "harbour", "url": "HTTP://Harbour.example:80/a/../feed", "name": "Harbour Post"}
_STATE = {"feed_id": "harbour", "next_poll_at": "2026-03-14T09:26:00Z"}


@pytest.fixture
def there() -> URL:
    """The server."""
    found = server()
    if found is None:
        pytest.skip("POSTGRES_FOR_TESTS names no server")
    return found


@pytest.fixture
async def address(there: URL) -> AsyncIterator[str]:
    """Of a database without any tables."""
    async with new_database(there) as found:
        yield found


async def save(store: SqlStore, number: int) -> None:
    async with store.begin() as tx:
        await tx.incidents.save(incident(number))


async def test_a_server_that_is_away_is_one_line_without_the_password(there: URL) -> None:
    nobody = there.set(host="127.0.0.1", port=1, password="secret")  # noqa: S106
    with pytest.raises(Misconfigured, match="nobody answers there; start the database's") as caught:
        async with open_store(nobody.render_as_string(hide_password=False)):
            pytest.fail("it was opened")
    assert "secret" not in str(caught.value)


async def test_a_database_that_is_not_there_is_one_line(there: URL) -> None:
    missing = there.set(database="tocsin_missing").render_as_string(hide_password=False)
    with pytest.raises(Misconfigured, match='it answered: database "tocsin_missing" does not'):
        async with open_store(missing):
            pytest.fail("it was opened")


async def test_a_server_that_goes_away_is_unavailable_and_used_again_when_it_is_back(
    there: URL, address: str
) -> None:
    async with open_store(address) as store:
        await save(store, 1)
        name = store.engine.url.database
        await run_on(there, f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        its = f"FROM pg_stat_activity WHERE datname = '{name}'"
        await run_on(there, f"SELECT pg_terminate_backend(pid) {its}")
        for _ in range(2):  # a connection that was lost, and one that is not to be had
            with pytest.raises(Unavailable):
                await save(store, 2)
        await run_on(there, f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
        await save(store, 3)


async def test_who_waits_too_long_for_another_process_is_told_so(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialect, "BUSY_TIMEOUT", 20)
    async with open_store(address) as one, open_store(address) as other, one.begin():
        with pytest.raises(Unavailable, match="another process holds it"):
            await save(other, 1)


async def test_processes_that_start_together_bring_the_database_up_to_date_once(
    address: str,
) -> None:
    async def start(number: int) -> None:
        async with open_store(address) as store:
            await save(store, number)

    await asyncio.gather(*(start(number) for number in range(3)))
    async with open_store(address) as store, store.begin() as tx:
        found = [await tx.incidents.get(incident(number).id) for number in range(3)]
    assert found == [incident(number) for number in range(3)]


async def test_a_feed_of_the_first_version_is_found_by_any_spelling(address: str) -> None:
    await _first_version(address)
    async with open_store(address) as store, store.begin() as tx:
        found = await tx.feeds.at("https://harbour.example/feed")
    assert found is not None
    assert found[0].name == "Harbour Post"


async def _first_version(address: str) -> None:
    def upgrade(connection: sa.Connection) -> None:
        config = Config()
        config.set_main_option("script_location", str(_SCRIPTS))
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")

    engine = create_async_engine(address)
    async with engine.begin() as connection:
        await connection.run_sync(upgrade)
        added = sa.text(
            "INSERT INTO feeds (id, name, enabled, next_poll_at, feed, state)"
            " VALUES ('harbour', 'Harbour Post', true, '2026-03-14 09:26Z', :feed, :state)"
        ).bindparams(sa.bindparam("feed", type_=sa.JSON), sa.bindparam("state", type_=sa.JSON))
        await connection.execute(added, {"feed": _FEED, "state": _STATE})
    await engine.dispose()
