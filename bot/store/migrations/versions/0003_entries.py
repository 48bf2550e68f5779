"""Entries know what they said and when they were read first; feeds keep marks of their items."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add to entries their digest and age, and make the table of marks."""
    op.add_column("entries", sa.Column("digest", sa.Text(), nullable=True))
    op.add_column("entries", sa.Column("seen", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_entries_feed_id_digest", "entries", ["feed_id", "digest"])
    op.create_table(
        "marks",
        sa.Column("feed_id", sa.Text(), nullable=False),
        sa.Column("marks", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("feed_id", name="pk_marks"),
    )
