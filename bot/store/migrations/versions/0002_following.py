"""Feeds that chats added, what is told of a feed, and one address for all spellings of one."""

import json

import sqlalchemy as sa
from alembic import op

from bot.model.address import folded

revision = "0002"
down_revision = "0001"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the columns and the tables."""
    with op.batch_alter_table("feeds") as feeds:
        feeds.add_column(sa.Column("address", sa.Text(), nullable=False, server_default=""))
        feeds.add_column(sa.Column("ailing", sa.Text(), nullable=True))
        feeds.add_column(sa.Column("ailing_since", _TIME, nullable=True))
        feeds.add_column(sa.Column("told", sa.Text(), nullable=True))
    op.create_index("ix_feeds_address", "feeds", ["address"])
    op.create_index("ix_feeds_ailing_told", "feeds", ["ailing", "told"])
    _fold_addresses()
    op.create_table(
        "followers",
        sa.Column("feed_id", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("feed_id", "channel", name="pk_followers"),
    )
    op.create_index("ix_followers_channel", "followers", ["channel"])
    op.create_table(
        "offers",
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("feed_id", sa.Text(), nullable=False),
        sa.Column("feed", sa.JSON(), nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("channel", "feed_id", name="pk_offers"),
    )
    with op.batch_alter_table("deliveries") as deliveries:
        deliveries.add_column(sa.Column("notices", sa.JSON(), nullable=True))


def _fold_addresses() -> None:
    connection = op.get_bind()
    rows = connection.exec_driver_sql("SELECT id, CAST(feed AS TEXT) FROM feeds").all()
    for name, text in rows:
        address = folded(json.loads(text)["url"])
        connection.execute(
            sa.text("UPDATE feeds SET address = :address WHERE id = :name"),
            {"address": address, "name": name},
        )
