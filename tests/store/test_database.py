"""One file, opened, migrated, filled and pulled away from under us."""

import asyncio
import contextlib
import signal
import sqlite3
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from bot.errors import Misconfigured, Unavailable
from bot.model.feed import Feed
from bot.store import driver
from bot.store.database import SqlStore, open_store
from bot.store.faults import cannot_open, cannot_work
from bot.store.tables import metadata
from tests.fakes.nouns import NOW, alert, incident

#: Begins, writes half of what belongs together, says so, and waits for its end.
HALF_A_TRANSACTION = """
import asyncio, sys
from bot.store.database import open_store
from tests.fakes.nouns import alert, incident

async def main():
    async with open_store(sys.argv[1]) as store:
        async with store.begin() as tx:
            await tx.incidents.save(incident(1))
            await tx.incidents.add_alert(alert(incident(1)))
        async with store.begin() as tx:
            await tx.incidents.save(incident(2))
            await tx.incidents.add_alert(alert(incident(2)))
            print("half", flush=True)
            await asyncio.sleep(60)

asyncio.run(main())
"""


async def pragmas(store: SqlStore) -> dict[str, object]:
    async with store.engine.connect() as connection:
        names = ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")
        return {
            name: (await connection.exec_driver_sql(f"PRAGMA {name}")).scalar() for name in names
        }


async def test_every_connection_is_durable_patient_and_strict(in_file: SqlStore) -> None:
    strict = {"journal_mode": "wal", "synchronous": 2, "busy_timeout": 30_000, "foreign_keys": 1}
    assert await pragmas(in_file) == strict
    await in_file.engine.dispose()
    assert await pragmas(in_file) == strict


async def test_a_transaction_holds_the_write_lock_from_its_beginning(
    in_file: SqlStore, path: Path
) -> None:
    async with in_file.begin():
        other = sqlite3.connect(path, timeout=0, isolation_level=None)
        with contextlib.closing(other), pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")


async def test_a_block_that_raises_leaves_nothing_behind(store: SqlStore) -> None:
    async def half() -> None:
        async with store.begin() as tx:
            await tx.incidents.save(incident())
            raise KeyError("half way")

    with pytest.raises(KeyError):
        await half()
    async with store.begin() as tx:
        assert await tx.incidents.get(incident().id) is None


async def test_a_cancelled_block_leaves_nothing_behind_and_the_store_works_on(
    store: SqlStore,
) -> None:
    inside = asyncio.Event()

    async def half() -> None:
        async with store.begin() as tx:
            await tx.incidents.save(incident())
            inside.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(half())
    await inside.wait()
    task.cancel()
    await asyncio.wait({task})
    async with store.begin() as tx:
        assert await tx.incidents.get(incident().id) is None


async def test_many_writers_take_turns(store: SqlStore) -> None:
    async def count() -> None:
        async with store.begin() as tx:
            found = await tx.incidents.get("k7f3q1")
            revision = found.revision if found else 0
            await tx.incidents.save(incident(revision=revision + 1))

    await asyncio.gather(*(count() for _ in range(25)))
    async with store.begin() as tx:
        found = await tx.incidents.get("k7f3q1")
    assert found is not None
    assert found.revision == 25


async def test_a_process_killed_in_a_transaction_has_written_nothing_of_it(path: Path) -> None:
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-c", HALF_A_TRANSACTION, path, stdout=asyncio.subprocess.PIPE
    )
    assert child.stdout is not None
    assert await asyncio.wait_for(child.stdout.readline(), 30) == b"half\n"
    child.kill()
    assert await child.wait() == -signal.SIGKILL
    async with open_store(path) as store, store.begin() as tx:
        assert await tx.incidents.alerts("k7f3q1") == [alert(incident(1))]
        assert await tx.incidents.get("k7f3q2") is None
        assert await tx.incidents.alerts("k7f3q2") == []


async def test_what_was_written_is_there_after_reopening(path: Path) -> None:
    async with open_store(path) as store, store.begin() as tx:
        await tx.incidents.save(incident())
    async with open_store(f"sqlite+aiosqlite:///{path}") as store, store.begin() as tx:
        assert await tx.incidents.get(incident().id) == incident()


async def test_the_migrations_make_exactly_the_tables_of_the_code(store: SqlStore) -> None:
    def differences(connection: sa.Connection) -> object:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return compare_metadata(context, metadata)

    async with store.engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_a_newer_database_is_refused_with_the_remedy(path: Path) -> None:
    async with open_store(path):
        pass
    with contextlib.closing(sqlite3.connect(path)) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
        newer.commit()
    with pytest.raises(Misconfigured, match=r"a newer Tocsin wrote it \(revision 9999\); install"):
        await refused(path)


async def test_a_file_that_is_no_database_is_refused_and_kept(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear reader,\n" * 200)
    with pytest.raises(Misconfigured, match="it is no database of Tocsin; move the file away"):
        await refused(letter)
    assert letter.read_text().startswith("Dear reader,")


async def test_another_programs_database_is_refused_and_kept(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with contextlib.closing(sqlite3.connect(other)) as made:
        made.execute("CREATE TABLE feeds (colour TEXT)")
        made.commit()
    with pytest.raises(Misconfigured, match="it is no database of Tocsin"):
        await refused(other)
    with contextlib.closing(sqlite3.connect(other)) as kept:
        names = kept.execute("SELECT name FROM sqlite_master").fetchall()
    assert names == [("feeds",)]


async def test_a_folder_and_a_path_through_a_file_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(Misconfigured, match="it cannot be opened; see that the folder exists"):
        await refused(tmp_path)
    with pytest.raises(Misconfigured, match="it cannot be opened; see that the folder exists"):
        await refused(file / "tocsin.db")


async def test_an_address_that_nobody_understands_is_refused() -> None:
    with pytest.raises(Misconfigured, match="pass a path, or sqlite") as caught:
        await refused("nosuch://user:secret@host/db")
    assert "secret" not in str(caught.value)


async def test_a_full_disk_is_one_line_with_the_remedy(in_file: SqlStore) -> None:
    async with in_file.engine.connect() as connection:
        pages = (await connection.exec_driver_sql("PRAGMA page_count")).scalar()
        await connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    async def fill() -> None:
        async with in_file.begin() as tx:
            for number in range(200):
                await tx.incidents.save(incident(number))

    with pytest.raises(Unavailable) as caught:
        await fill()
    assert str(caught.value) == (
        f"{in_file.name}: database: the disk is full; "
        "free some space there, or pass another --data folder"
    )
    async with in_file.begin() as tx:
        assert await tx.incidents.get("k7f3q0") is None


async def test_a_database_that_may_not_be_written_is_one_line_with_the_remedy(
    in_file: SqlStore,
) -> None:
    async with in_file.engine.connect() as connection:
        await connection.exec_driver_sql("PRAGMA query_only = ON")

    async def write() -> None:
        async with in_file.begin() as tx:
            await tx.incidents.save(incident())

    with pytest.raises(Unavailable, match="it cannot be written; make it writable"):
        await write()


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE feeds SET feed = '{'",
        "UPDATE feeds SET state = '{}'",
        "UPDATE feeds SET next_poll_at = 'soon'",
    ],
)
async def test_a_row_that_cannot_be_read_back_is_one_line_with_the_remedy(
    in_file: SqlStore, damage: str
) -> None:
    async with in_file.begin() as tx:
        await tx.feeds.put(Feed(id="a", url="https://a.example/feed", name="A"), now=NOW)
    async with in_file.engine.begin() as connection:
        await connection.exec_driver_sql(damage)

    with pytest.raises(Unavailable, match="it is damaged; restore a copy") as caught:
        await read(in_file)
    assert "\n" not in str(caught.value)


def test_every_fault_is_one_line_even_an_unknown_one() -> None:
    unknown = cannot_open("x.db", RuntimeError("strange\nthings\nhappen"))
    assert str(unknown) == (
        "x.db: database: it answered: strange; see what it says, or pass another --data folder"
    )
    assert "TimeoutError" in str(cannot_work("x.db", TimeoutError()))


async def refused(where: str | Path) -> None:
    async with open_store(where) as store, store.begin() as tx:
        await tx.feeds.claim_due(now=NOW, lease=NOW - NOW, limit=1)


async def read(store: SqlStore) -> None:
    async with store.begin() as tx:
        await tx.feeds.all()


@pytest.fixture
def trips(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was done in the database's thread."""
    done: list[str] = []
    go = driver.Connection._execute  # noqa: SLF001  every trip goes through it

    async def counted(self: driver.Connection, work: object, *words: object) -> object:
        done.append(str(words[1]).split()[0] if len(words) > 1 else "COMMIT")
        return await go(self, work, *words)  # type: ignore[no-untyped-call]

    monkeypatch.setattr(driver.Connection, "_execute", counted)
    return done


async def test_a_brief_statement_makes_one_trip_to_the_databases_thread_and_then_none(
    in_file: SqlStore, trips: list[str]
) -> None:
    for _ in range(2):
        async with in_file.begin() as tx:
            assert await tx.feeds.get("a") is None
    assert trips == ["BEGIN", "SELECT", "COMMIT", "BEGIN", "COMMIT"]


async def test_a_statement_that_takes_long_stays_in_the_databases_thread(
    in_file: SqlStore, trips: list[str]
) -> None:
    counted = (
        "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 200000)"
        " SELECT count(*) FROM n"
    )
    async with in_file.engine.begin() as connection:
        for _ in range(3):
            rows = await connection.exec_driver_sql(counted)
            assert rows.scalar() == 200_000
    assert trips == ["BEGIN", "WITH", "WITH", "WITH", "COMMIT"]
