"""What the core asks of the world: Store, Web, Handler, Clock.

A store's transaction is what `async with store.begin() as tx` yields: it commits when the block
ends, rolls back when the block raises, and nothing awaits the network inside one.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, TypeAlias

from bot.model.channel import Channel, Delivery, DeliveryState, Subscription
from bot.model.chat_rule import ChatRule
from bot.model.feed import Article, Feed, FeedState, KnownEntry, ParsedFeed, Response
from bot.model.finding import Finding
from bot.model.incident import Alert, Incident, Reading, Verdict
from bot.model.notice import NoticeKind
from bot.model.scale import Severity
from bot.report.message import Message
from bot.track import Telling

#: Gives the time as an aware UTC datetime.
Clock: TypeAlias = Callable[[], datetime]


class Feeds(Protocol):
    """Feeds and what polling has learnt about them."""

    async def put(self, feed: Feed, *, now: datetime) -> None:
        """Add a feed (due at once) or replace its description, keeping its state.

        An address that the feed has moved from for good is not put back. Another new address is
        asked as a stranger is, at the time that was due: what the old one said is forgotten.
        """

    async def remove(self, feed_id: str) -> bool:
        """Forget a feed; False when there was none."""

    async def get(self, feed_id: str) -> tuple[Feed, FeedState] | None:
        """One feed with its state."""

    async def at(self, address: str) -> tuple[Feed, FeedState] | None:
        """The feed of an address, in whatever spelling; one that all chats get comes first."""

    async def all(self) -> list[tuple[Feed, FeedState]]:
        """Every feed with its state, by name."""

    async def claim_due(self, *, now: datetime, lease: timedelta, limit: int) -> list[str]:
        """Ids of enabled feeds that are due, longest due first; each is pushed on by the lease."""

    async def release(self) -> int:
        """At start: feeds that a dead process had claimed and not asked are due as before."""

    async def take(
        self, feed_ids: Collection[str], *, now: datetime
    ) -> list[tuple[Feed, FeedState]]:
        """Start a poll of those that are enabled and due, whatever was claimed by whom.

        Each is held back first, as long as its last answer would have it: should this process die
        with the request on its way, no other asks early.
        """

    async def save(self, *states: FeedState) -> None:
        """Keep what polls learnt."""

    async def move(self, feed_id: str, *, to: str) -> bool:
        """Give a feed the address that its publisher moved it to; False where another has it."""

    async def marks(self, feed_id: str) -> bytes:
        """What tells the items of the last document; see `bot/ingest/prune.py`; b"" for none."""

    async def keep_marks(self, feed_id: str, new: bytes) -> None:
        """Keep what tells the items of the last document."""

    async def untold(self, *, now: datetime, after: timedelta, limit: int) -> list["Ailing"]:
        """Enabled feeds of whose illness, or whose recovery, chats have not been told.

        A feed that fails is ill once it has failed for `after`, and was seen to for twelve hours;
        one that is gone is so at once.
        """

    async def tell(self, feed_id: str, kind: NoticeKind) -> None:
        """Remember what chats were told of a feed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ailing:
    """A feed of which chats are to be told something."""

    feed: Feed
    state: FeedState
    #: FAILING, GONE or BACK.
    kind: NoticeKind


class Following(Protocol):
    """The feeds that chats added, and who follows them."""

    async def follow(self, feed_id: str, channel: Channel, *, who: str, at: datetime) -> bool:
        """Let a channel follow a feed; False when it did already."""

    async def unfollow(self, feed_id: str, channel: Channel) -> bool:
        """Let it follow the feed no longer; False when it did not."""

    async def followers(self, feed_id: str) -> list[Channel]:
        """The channels that follow a feed, longest first."""

    async def feeds(self, channel: Channel) -> list[tuple[Feed, FeedState]]:
        """The feeds that a channel follows, with their state, oldest first."""

    async def count(self, chat: Channel | None = None) -> int:
        """How many feeds a chat follows in all of its topics; all chats together without one."""

    async def offer(self, channel: Channel, feed: Feed, *, at: datetime) -> None:
        """Keep a feed that a channel is shown, until somebody says yes; old ones are dropped."""

    async def offers(self, channel: Channel, *, since: datetime) -> list[Feed]:
        """The feeds that a channel was shown since then and has not taken, newest first."""

    async def take(self, channel: Channel) -> None:
        """Forget what a channel was shown: it has taken one."""

    async def move(self, platform: str, chat: str, *, to: str) -> int:
        """Give a chat's feeds its new id, topics kept; the number that moved."""


class ChatRules(Protocol):
    """The rules that chats made for themselves; they rest and move with the subscriptions."""

    async def put(self, rule: ChatRule) -> None:
        """Add a rule, or replace the channel's rule of that name."""

    async def remove(self, channel: Channel, name: str) -> bool:
        """Forget a rule; False when there was none."""

    async def of(self, channel: Channel) -> list[ChatRule]:
        """The rules of a channel, paused ones too, oldest first."""

    async def active(self) -> list[ChatRule]:
        """All rules that are not paused."""

    async def count(self) -> int:
        """How many rules all chats have together."""

    async def tell(self, channel: Channel, story: str, *, at: datetime) -> bool:
        """Remember that a channel is told of a story; False when it was within a week."""


class Articles(Protocol):
    """What was read, and what became of it."""

    async def known(self, wanted: Collection[tuple[str, str]]) -> dict[tuple[str, str], KnownEntry]:
        """Which of these entries (feed and id) were stored before, and what is kept of them."""

    async def repeated(self, wanted: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
        """Which of these digests (feed and digest) an entry of that feed has, whatever its id."""

    async def add(self, *readings: Reading) -> None:
        """Store entries with their articles, findings and verdicts; what is there is replaced."""

    async def note(self, feed_id: str, digests: Mapping[str, str]) -> None:
        """Give stored entries the digests that they have now; nothing else of them changes."""

    async def get(self, article_id: str) -> tuple[Article, Finding] | None:
        """One article with its finding."""

    async def verdict(self, article_id: str) -> Verdict | None:
        """What became of an article."""

    async def find(self, url_or_words: str, *, limit: int) -> list[tuple[Article, Verdict]]:
        """Articles by address, or whose title holds all the words; newest first."""


class Incidents(Protocol):
    """Incidents and their alerts."""

    async def candidates(
        self, keys: Collection[str], *, since: datetime, most: int = 200
    ) -> list[Incident]:
        """Incidents updated since then that share a look-up key; newest first."""

    async def save(self, incident: Incident) -> None:
        """Insert or replace an incident and its keys."""

    async def get(self, incident_id: str) -> Incident | None:
        """One incident."""

    async def between(self, since: datetime, until: datetime) -> list[Incident]:
        """Incidents with at least one alert, updated in [since, until); newest first."""

    async def latest(self, limit: int) -> list[Incident]:
        """The last incidents with at least one alert, newest first."""

    async def add_alert(self, alert: Alert) -> None:
        """Store an alert."""

    async def alert(self, alert_id: str) -> Alert | None:
        """One alert."""

    async def alerts(self, incident_id: str) -> list[Alert]:
        """The alerts of an incident, oldest first."""

    async def alerts_since(self, since: datetime) -> list[Alert]:
        """All alerts since then, oldest first."""


class Subscriptions(Protocol):
    """Who wishes what; every change is audited.

    A channel's own rules pause, resume and move with its subscriptions; they are not counted.
    """

    async def put(self, subscription: Subscription) -> None:
        """Insert or replace a subscription."""

    async def remove(self, subscription_id: str) -> bool:
        """Forget a subscription; False when there was none."""

    async def of(self, channel: Channel) -> list[Subscription]:
        """The subscriptions of a channel, paused ones too, oldest first."""

    async def active(self) -> list[Subscription]:
        """All subscriptions that are not paused."""

    async def pause(self, channel: Channel, reason: str) -> int:
        """Pause a channel's subscriptions; the number that changed."""

    async def resume(self, channel: Channel) -> int:
        """Resume a channel's subscriptions; the number that changed."""

    async def channels(self, platform: str, chat: str) -> list[Channel]:
        """The channels of one chat that have wishes or rules: the chat itself and its topics."""

    async def move(self, platform: str, chat: str, *, to: str) -> int:
        """Give a chat's subscriptions its new id, topics kept; the number that moved."""

    async def audit(self, *, channel: Channel, who: str, what: str, at: datetime) -> None:
        """Record who changed what, and when."""


class Deliveries(Protocol):
    """The outbox."""

    async def add(self, deliveries: Sequence[Delivery]) -> None:
        """Write outbox rows."""

    async def get(self, delivery_id: str) -> Delivery | None:
        """One delivery."""

    async def due(
        self, *, now: datetime, limit: int, channel: Channel | None = None
    ) -> list[Delivery]:
        """Pending and unknown deliveries that are due: most severe first, then oldest.

        Of one incident in one channel only the oldest unfinished delivery is due: an update never
        overtakes the message that it edits. With a channel, only those of that channel.
        """

    async def heads(self, *, now: datetime, limit: int) -> list[Delivery]:
        """Of each channel the one delivery that is due first, most severe first, then oldest.

        However many wait for one channel, the others are in the list too.
        """

    async def take(self, delivery_id: str, *, now: datetime, lease: timedelta) -> Delivery | None:
        """Start an attempt (→ sending, attempt + 1); None when it is not due: taken, done, early.

        A delivery taken from `unknown` comes back with `possible_repeat` set and `repeats` + 1.
        """

    async def settle(self, delivery: Delivery) -> bool:
        """Write the outcome; False, and nothing written, when its attempt is not the newest."""

    async def expire(self, *, now: datetime) -> int:
        """Make `sending` deliveries whose lease ran out `unknown`; their number."""

    async def reset(self) -> int:
        """At start: make every `sending` delivery of the dead process `unknown`; their number."""

    async def hold(self, channel: Channel, *, until: datetime) -> int:
        """Nothing of this channel is due before then; the number of deliveries that wait."""

    async def told(self, incident_id: str) -> dict[Channel, Severity]:
        """The channels that were or will be told of an incident, and the severity then said.

        Digests count; what failed or was given up does not.
        """

    async def message_of(self, channel: Channel, incident_id: str) -> str | None:
        """What the platform calls the incident's message in this channel, if one was sent."""

    async def move(self, platform: str, chat: str, *, to: str) -> int:
        """Give a chat's deliveries its new id, in whatever state; the number that moved.

        A later `settle` of a delivery that was taken before the move keeps the new id.
        """

    async def listing(self, states: Collection[DeliveryState], *, limit: int) -> list[Delivery]:
        """Deliveries in these states, newest first."""

    async def counts(self) -> dict[DeliveryState, int]:
        """How many deliveries are in each state."""


class Transaction(Protocol):
    """One transaction over all tables."""

    feeds: Feeds
    following: Following
    rules: ChatRules
    articles: Articles
    incidents: Incidents
    subscriptions: Subscriptions
    deliveries: Deliveries


class Store(Protocol):
    """The application's tables: the one truth."""

    def begin(self) -> AbstractAsyncContextManager[Transaction]:
        """A transaction; SQLite begins IMMEDIATE."""


class Web(Protocol):
    """Polite, guarded HTTP."""

    async def get(
        self, url: str, *, etag: str | None = None, last_modified: str | None = None
    ) -> Response:
        """Fetch one address under every limit.

        Raises:
            Unavailable: nothing usable came (refused, timed out, cut off, 429, 5xx).
            Rejected: final (404, 410, too large, too many redirects).
            AddressRefused: an address that may not be contacted.
        """


class Reader(Protocol):
    """Hostile bytes to clean values, in killable child processes."""

    async def feed(self, body: bytes, *, content_type: str, url: str) -> ParsedFeed:
        """Read a feed document.

        Raises:
            FeedUnreadable: no feed can be read from it, or reading it broke a limit.
        """

    async def page(self, body: bytes, *, content_type: str, url: str) -> str:
        """The article text of a web page, "" where there is none.

        Raises:
            FeedUnreadable: reading it broke a limit.
        """

    async def text(self, html: str) -> str:
        """The plain text of an entry's HTML, paragraphs apart by line ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What an article reports, and what the same-story question asks of it."""

    finding: Finding
    telling: Telling


class NewsReader(Reader, Protocol):
    """A Reader that knows what it read last, and the rule engine where it holds nobody up."""

    async def unread(self, body: bytes, *, content_type: str, url: str, marks: bytes) -> ParsedFeed:
        """Read what a feed document holds that the one with these marks did not.

        Raises:
            FeedUnreadable: no feed can be read from it, or reading it broke a limit.
        """

    async def hear(self, articles: Sequence[Article]) -> list[Heard | None]:
        """What the rule engine says of articles, in their order; None where it cannot cope."""


class SiteReader(Reader, Protocol):
    """A Reader that also finds the feeds of a site."""

    async def links(self, body: bytes, *, content_type: str, url: str) -> tuple[str, ...]:
        """The addresses of the feeds that a web page names, in its order.

        Raises:
            FeedUnreadable: reading it broke a limit.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a platform says of an accepted message."""

    message_id: str


class Handler(Protocol):
    """One chat platform.

    Raises (all three posting calls):
        Unavailable: nothing was posted; try again after `retry_after`.
        Uncertain: it may have been posted.
        ChannelGone: the channel takes nothing more until somebody acts.
        MarkupRefused: the markup was refused, and the plain text too.
        Rejected: this message can never be posted.
    """

    platform: str

    async def post(self, channel: Channel, message: Message, *, delivery_id: str) -> Receipt:
        """Post a new message."""

    async def edit(self, channel: Channel, message_id: str, message: Message) -> None:
        """Bring an earlier message up to date; a platform that cannot edit does nothing."""

    async def reply(
        self, channel: Channel, message_id: str, message: Message, *, delivery_id: str, loud: bool
    ) -> Receipt:
        """Answer an earlier message; `loud` shows it to the whole channel."""

    async def find(self, channel: Channel, delivery_id: str, *, since: datetime) -> Receipt | None:
        """Look for a message whose fate is unknown.

        Raises:
            Uncertain: this platform cannot be asked.
        """

    async def may_change(self, channel: Channel, user_id: str) -> bool:
        """Whether this person may change this channel's subscriptions, asked at this moment."""
