"""The tables: values as JSON, beside them the columns that queries ask for."""

import sqlalchemy as sa

from bot.model.channel import Subscription
from bot.model.feed import Article, Feed, FeedState, FirstAnswer
from bot.model.finding import Finding
from bot.model.incident import Alert, Incident, Verdict
from bot.model.match import Match
from bot.model.notice import Notice
from bot.store.columns import UtcTime, Value

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

#: Counts up in the order of writing; SQLite does so only for its own INTEGER.
_SEQUENCE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

feeds = sa.Table(
    "feeds",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("enabled", sa.Boolean, nullable=False),
    sa.Column("next_poll_at", UtcTime, nullable=False),
    sa.Column("feed", Value(Feed), nullable=False),
    sa.Column("state", Value(FeedState), nullable=False),
    #: What all spellings of its address have in common.
    sa.Column("address", sa.Text, nullable=False, server_default="", index=True),
    #: "failing" or "gone", since when, and which of the two chats were told.
    sa.Column("ailing", sa.Text, nullable=True),
    sa.Column("ailing_since", UtcTime, nullable=True),
    sa.Column("told", sa.Text, nullable=True),
    sa.Index(None, "enabled", "next_poll_at"),
    sa.Index(None, "ailing", "told"),
)

#: Which channels follow a feed that chats added.
followers = sa.Table(
    "followers",
    metadata,
    sa.Column("feed_id", sa.Text, primary_key=True),
    sa.Column("channel", sa.Text, primary_key=True, index=True),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("at", UtcTime, nullable=False),
)

#: Feeds that a channel was shown and has not said yes to.
offers = sa.Table(
    "offers",
    metadata,
    sa.Column("channel", sa.Text, primary_key=True),
    sa.Column("feed_id", sa.Text, primary_key=True),
    sa.Column("feed", Value(Feed), nullable=False),
    sa.Column("at", UtcTime, nullable=False),
    #: The feed is not asked again before.
    sa.Column("due", UtcTime, nullable=True),
)

#: What feeds answered when they were looked at, until their first poll reads it.
first_answers = sa.Table(
    "first_answers",
    metadata,
    sa.Column("feed_id", sa.Text, primary_key=True),
    sa.Column("at", UtcTime, nullable=False),
    sa.Column("answer", Value(FirstAnswer), nullable=False),
)

#: Outlives feed and article: what was read once is not news again.
entries = sa.Table(
    "entries",
    metadata,
    sa.Column("feed_id", sa.Text, primary_key=True),
    sa.Column("entry_id", sa.Text, primary_key=True),
    #: The article made of it last.
    sa.Column("article_id", sa.Text, nullable=False),
    #: Of the title and text that it had last.
    sa.Column("digest", sa.Text, nullable=True),
    #: When it was read first.
    sa.Column("seen", UtcTime, nullable=True),
    sa.Index(None, "feed_id", "digest"),
)

#: What tells the items of each feed's last document; see `bot/ingest/prune.py`.
marks = sa.Table(
    "marks",
    metadata,
    sa.Column("feed_id", sa.Text, primary_key=True),
    sa.Column("marks", sa.LargeBinary, nullable=False),
)

articles = sa.Table(
    "articles",
    metadata,
    sa.Column("seq", _SEQUENCE, primary_key=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("url", sa.Text, nullable=True, index=True),
    #: The words of the title, folded, each between spaces.
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("seen", UtcTime, nullable=False, index=True),
    sa.Column("article", Value(Article), nullable=False),
    sa.Column("finding", Value(Finding), nullable=False),
)

verdicts = sa.Table(
    "verdicts",
    metadata,
    sa.Column("article_id", sa.Text, primary_key=True),
    sa.Column("verdict", Value(Verdict), nullable=False),
)

incidents = sa.Table(
    "incidents",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("updated", UtcTime, nullable=False, index=True),
    sa.Column("incident", Value(Incident), nullable=False),
)

incident_keys = sa.Table(
    "incident_keys",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column(
        "incident_id",
        sa.Text,
        sa.ForeignKey("incidents.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    ),
)

alerts = sa.Table(
    "alerts",
    metadata,
    sa.Column("seq", _SEQUENCE, primary_key=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column(
        "incident_id",
        sa.Text,
        sa.ForeignKey("incidents.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    sa.Column("at", UtcTime, nullable=False, index=True),
    sa.Column("alert", Value(Alert), nullable=False),
)

subscriptions = sa.Table(
    "subscriptions",
    metadata,
    sa.Column("seq", _SEQUENCE, primary_key=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("channel", sa.Text, nullable=False, index=True),
    #: Why nothing is sent at present.
    sa.Column("paused", sa.Text, nullable=True),
    sa.Column("created_at", UtcTime, nullable=False),
    sa.Column("subscription", Value(Subscription), nullable=False),
)

audits = sa.Table(
    "audits",
    metadata,
    sa.Column("seq", _SEQUENCE, primary_key=True),
    sa.Column("channel", sa.Text, nullable=False, index=True),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("at", UtcTime, nullable=False),
)

deliveries = sa.Table(
    "deliveries",
    metadata,
    sa.Column("seq", _SEQUENCE, primary_key=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("form", sa.Text, nullable=False),
    sa.Column("alert_ids", Value(tuple[str, ...]), nullable=False),
    sa.Column("incident_id", sa.Text, nullable=True),
    sa.Column("severity", sa.Text, nullable=False),
    #: Its place on the scale: databases do not know that "severe" is more than "minor".
    sa.Column("rank", sa.Integer, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("created_at", UtcTime, nullable=False),
    sa.Column("due_at", UtcTime, nullable=False),
    sa.Column("attempt", sa.Integer, nullable=False),
    sa.Column("lease_until", UtcTime, nullable=True),
    sa.Column("parts_done", sa.Integer, nullable=False),
    sa.Column("message_id", sa.Text, nullable=True),
    sa.Column("sent_at", UtcTime, nullable=True),
    sa.Column("possible_repeat", sa.Boolean, nullable=False),
    sa.Column("repeats", sa.Integer, nullable=False),
    sa.Column("error", sa.Text, nullable=True),
    sa.Column("notices", Value(tuple[Notice, ...]), nullable=True),
    sa.Column("matches", Value(tuple[Match, ...]), nullable=True),
    sa.Index(None, "state", "due_at"),
    sa.Index(None, "channel", "incident_id"),
    sa.Index(None, "channel", "state", "due_at"),
)

#: Which deliveries an alert is in: a digest holds many.
delivery_alerts = sa.Table(
    "delivery_alerts",
    metadata,
    sa.Column("alert_id", sa.Text, primary_key=True),
    sa.Column("delivery_id", sa.Text, primary_key=True),
)
