"""Bring a database up to the schema that this version reads."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from bot.store.faults import too_new

_SCRIPTS = Path(__file__).parent / "migrations"


def migrate(connection: sa.Connection, name: str) -> None:
    """Apply what is missing, inside the connection's transaction: all of it or nothing.

    Raises:
        Misconfigured: a newer version wrote this database.
    """
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    scripts = ScriptDirectory.from_config(config)
    present = MigrationContext.configure(connection).get_current_revision()
    if present == scripts.get_current_head():
        return
    if present is not None and present not in {each.revision for each in scripts.walk_revisions()}:
        raise too_new(name, present)
    command.upgrade(config, "head")
