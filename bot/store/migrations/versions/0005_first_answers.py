"""What a feed answered when it was looked at is kept as its first poll."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the column, and make the table."""
    op.add_column("offers", sa.Column("due", _TIME, nullable=True))
    op.create_table(
        "first_answers",
        sa.Column("feed_id", sa.Text(), nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("feed_id", name="pk_first_answers"),
    )
