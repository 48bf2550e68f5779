"""Chats have rules of their own, and deliveries carry what these found."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables, and add the column."""
    op.create_table(
        "chat_rules",
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("paused", sa.Text(), nullable=True),
        sa.Column("created_at", _TIME, nullable=False),
        sa.Column("rule", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "name", name="pk_chat_rules"),
    )
    op.create_table(
        "chat_rule_stories",
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("channel", "story", name="pk_chat_rule_stories"),
    )
    op.create_index("ix_chat_rule_stories_at", "chat_rule_stories", ["at"])
    with op.batch_alter_table("deliveries") as deliveries:
        deliveries.add_column(sa.Column("matches", sa.JSON(), nullable=True))
