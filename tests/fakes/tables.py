"""The tables of the store in memory."""

from dataclasses import dataclass, field, fields
from datetime import datetime

from bot.model.channel import Delivery, Subscription
from bot.model.feed import Article, Feed, FeedState
from bot.model.finding import Finding
from bot.model.incident import Alert, Incident, Verdict


@dataclass(slots=True)
class Tables:
    """What is stored; tests may look."""

    feeds: dict[str, tuple[Feed, FeedState]] = field(default_factory=dict)
    #: When feeds that are being polled were due.
    lent: dict[str, datetime] = field(default_factory=dict)
    entries: dict[tuple[str, str], str] = field(default_factory=dict)
    articles: dict[str, tuple[Article, Finding]] = field(default_factory=dict)
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    incidents: dict[str, Incident] = field(default_factory=dict)
    alerts: dict[str, Alert] = field(default_factory=dict)
    subscriptions: dict[str, Subscription] = field(default_factory=dict)
    audits: list[tuple[str, str, str, datetime]] = field(default_factory=list)
    deliveries: dict[str, Delivery] = field(default_factory=dict)

    def copy(self) -> "Tables":
        """A snapshot."""
        return Tables(**{each.name: getattr(self, each.name).copy() for each in fields(self)})
