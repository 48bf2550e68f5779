"""A database of an earlier version is brought up to date with what stands in it."""

import json
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

import bot.store
from bot.errors import Misconfigured
from bot.store.database import open_store

_SCRIPTS = Path(bot.store.__file__).parent / "migrations"
_FEED = {"id": "harbour", "url": "HTTP://Harbour.example:80/a/../feed", "name": "Harbour Post"}
_STATE = {"feed_id": "harbour", "next_poll_at": "2026-03-14T09:26:00Z"}


def _first_version(path: Path) -> None:
    """A database as the first version left it, with one feed in it."""
    engine = sa.create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(_SCRIPTS))
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    engine.dispose()
    database = sqlite3.connect(path)
    database.execute(
        "INSERT INTO feeds (id, name, enabled, next_poll_at, feed, state)"
        " VALUES (?, ?, 1, ?, ?, ?)",
        ("harbour", "Harbour Post", "2026-03-14 09:26:00", json.dumps(_FEED), json.dumps(_STATE)),
    )
    database.commit()
    database.close()


async def test_a_feed_of_the_first_version_is_found_by_any_spelling(tmp_path: Path) -> None:
    path = tmp_path / "tocsin.db"
    _first_version(path)

    async with open_store(path) as store, store.begin() as tx:
        found = await tx.feeds.at("https://harbour.example/feed")
        assert found is not None
        assert found[0].name == "Harbour Post"
        assert found[0].shared
        assert await tx.following.followers("harbour") == []


async def test_a_row_that_cannot_be_read_is_told_in_a_line_and_all_stays_as_it_was(
    tmp_path: Path,
) -> None:
    path = tmp_path / "tocsin.db"
    _first_version(path)
    database = sqlite3.connect(path)
    database.execute("UPDATE feeds SET feed = '{'")
    database.commit()

    with pytest.raises(Misconfigured, match="it is damaged"):
        async with open_store(path):
            pytest.fail("it was opened")

    assert database.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
    database.close()
