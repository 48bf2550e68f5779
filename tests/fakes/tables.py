"""The tables of the store in memory."""

from dataclasses import dataclass, field, fields
from datetime import datetime

from bot.model.channel import Delivery, Subscription
from bot.model.chat_rule import ChatRule
from bot.model.feed import Article, Feed, FeedState, FirstAnswer, KnownEntry
from bot.model.finding import Finding
from bot.model.incident import Alert, Incident, Verdict
from bot.model.notice import NoticeKind
from bot.ports import Offer


@dataclass(slots=True)
class Tables:
    """What is stored; tests may look."""

    feeds: dict[str, tuple[Feed, FeedState]] = field(default_factory=dict)
    #: When feeds that are being polled were due.
    lent: dict[str, datetime] = field(default_factory=dict)
    #: Feed and channel → who let it follow, and when.
    followers: dict[tuple[str, str], tuple[str, datetime]] = field(default_factory=dict)
    #: Channel and feed id → what was offered, and when.
    offers: dict[tuple[str, str], tuple[Offer, datetime]] = field(default_factory=dict)
    #: What new feeds answered, by their ids.
    first_answers: dict[str, FirstAnswer] = field(default_factory=dict)
    #: What chats were told of a feed.
    told: dict[str, NoticeKind] = field(default_factory=dict)
    entries: dict[tuple[str, str], KnownEntry] = field(default_factory=dict)
    marks: dict[str, bytes] = field(default_factory=dict)
    articles: dict[str, tuple[Article, Finding]] = field(default_factory=dict)
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    incidents: dict[str, Incident] = field(default_factory=dict)
    alerts: dict[str, Alert] = field(default_factory=dict)
    subscriptions: dict[str, Subscription] = field(default_factory=dict)
    #: Channel and name → the rule, and why it rests.
    rules: dict[tuple[str, str], tuple[ChatRule, str | None]] = field(default_factory=dict)
    #: Channel and story → when it was told by a rule.
    stories: dict[tuple[str, str], datetime] = field(default_factory=dict)
    audits: list[tuple[str, str, str, datetime]] = field(default_factory=list)
    deliveries: dict[str, Delivery] = field(default_factory=dict)

    def copy(self) -> "Tables":
        """A snapshot."""
        return Tables(**{each.name: getattr(self, each.name).copy() for each in fields(self)})
