"""The first schema: feeds, articles, incidents, subscriptions and the outbox."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_SEQUENCE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make every table."""
    _feeds()
    _articles()
    _incidents()
    _subscriptions()
    _deliveries()


def _feeds() -> None:
    op.create_table(
        "feeds",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("next_poll_at", _TIME, nullable=False),
        sa.Column("feed", sa.JSON(), nullable=False),
        sa.Column("state", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_feeds"),
    )
    op.create_index("ix_feeds_enabled_next_poll_at", "feeds", ["enabled", "next_poll_at"])
    op.create_table(
        "entries",
        sa.Column("feed_id", sa.Text(), nullable=False),
        sa.Column("entry_id", sa.Text(), nullable=False),
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("feed_id", "entry_id", name="pk_entries"),
    )


def _articles() -> None:
    op.create_table(
        "articles",
        sa.Column("seq", _SEQUENCE, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("seen", _TIME, nullable=False),
        sa.Column("article", sa.JSON(), nullable=False),
        sa.Column("finding", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_articles"),
        sa.UniqueConstraint("id", name="uq_articles_id"),
    )
    op.create_index("ix_articles_seen", "articles", ["seen"])
    op.create_index("ix_articles_url", "articles", ["url"])
    op.create_table(
        "verdicts",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("verdict", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("article_id", name="pk_verdicts"),
    )


def _incidents() -> None:
    op.create_table(
        "incidents",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("updated", _TIME, nullable=False),
        sa.Column("incident", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_incidents"),
    )
    op.create_index("ix_incidents_updated", "incidents", ["updated"])
    op.create_table(
        "incident_keys",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("incident_id", sa.Text(), nullable=False),
        _of_incident("fk_incident_keys_incident_id"),
        sa.PrimaryKeyConstraint("key", "incident_id", name="pk_incident_keys"),
    )
    op.create_index("ix_incident_keys_incident_id", "incident_keys", ["incident_id"])
    op.create_table(
        "alerts",
        sa.Column("seq", _SEQUENCE, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("incident_id", sa.Text(), nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("alert", sa.JSON(), nullable=False),
        _of_incident("fk_alerts_incident_id"),
        sa.PrimaryKeyConstraint("seq", name="pk_alerts"),
        sa.UniqueConstraint("id", name="uq_alerts_id"),
    )
    op.create_index("ix_alerts_at", "alerts", ["at"])
    op.create_index("ix_alerts_incident_id", "alerts", ["incident_id"])


def _of_incident(name: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=name, ondelete="CASCADE")


def _subscriptions() -> None:
    op.create_table(
        "subscriptions",
        sa.Column("seq", _SEQUENCE, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("paused", sa.Text(), nullable=True),
        sa.Column("created_at", _TIME, nullable=False),
        sa.Column("subscription", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_subscriptions"),
        sa.UniqueConstraint("id", name="uq_subscriptions_id"),
    )
    op.create_index("ix_subscriptions_channel", "subscriptions", ["channel"])
    op.create_table(
        "audits",
        sa.Column("seq", _SEQUENCE, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_audits"),
    )
    op.create_index("ix_audits_channel", "audits", ["channel"])


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("seq", _SEQUENCE, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("id", "channel", "form")),
        sa.Column("alert_ids", sa.JSON(), nullable=False),
        sa.Column("incident_id", sa.Text(), nullable=True),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        *(sa.Column(name, _TIME, nullable=False) for name in ("created_at", "due_at")),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("lease_until", _TIME, nullable=True),
        sa.Column("parts_done", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=True),
        sa.Column("sent_at", _TIME, nullable=True),
        sa.Column("possible_repeat", sa.Boolean(), nullable=False),
        sa.Column("repeats", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("seq", name="pk_deliveries"),
        sa.UniqueConstraint("id", name="uq_deliveries_id"),
    )
    op.create_index("ix_deliveries_state_due_at", "deliveries", ["state", "due_at"])
    op.create_index(
        "ix_deliveries_channel_state_due_at", "deliveries", ["channel", "state", "due_at"]
    )
    op.create_index("ix_deliveries_channel_incident_id", "deliveries", ["channel", "incident_id"])
    op.create_table(
        "delivery_alerts",
        sa.Column("alert_id", sa.Text(), nullable=False),
        sa.Column("delivery_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("alert_id", "delivery_id", name="pk_delivery_alerts"),
    )
