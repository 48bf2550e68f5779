"""What the store keeps of the news: feeds and who follows them, articles, incidents."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.model.channel import Channel
from bot.model.feed import Article, Feed, FeedState, FirstAnswer, KnownEntry
from bot.model.finding import Finding
from bot.model.incident import Alert, Incident, Reading, Verdict
from bot.model.notice import NoticeKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Ailing:
    """A feed of which chats are to be told something."""

    feed: Feed
    state: FeedState
    #: FAILING, GONE or BACK.
    kind: NoticeKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A feed that a channel was shown."""

    feed: Feed
    #: It was asked for that, and is not asked again before.
    due: datetime


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
        """Ids of enabled feeds that are due, longest due first; each is pushed on by the lease.

        A chat's own feed rests while nothing can be sent to any of its followers.
        """

    async def release(self) -> int:
        """At start: feeds that a dead process had claimed and not asked are due as before."""

    async def set_right(self, *, now: datetime) -> int:
        """After a clock was put back: feeds asked at a time yet to come are due as if asked now."""

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

    async def marks(self, feed_ids: Collection[str]) -> dict[str, bytes]:
        """What tells the items of feeds' last documents, where anything does.

        See `bot/ingest/prune.py`.
        """

    async def keep_marks(self, new: Mapping[str, bytes]) -> None:
        """Keep what tells the items of the last documents, by their feeds' ids."""

    async def untold(self, *, now: datetime, after: timedelta, limit: int) -> list[Ailing]:
        """Enabled feeds of whose illness, or whose recovery, chats have not been told.

        A feed that fails is ill once it has failed for `after`, and was seen to for twelve hours;
        one that is gone is so at once.
        """

    async def tell(self, feed_id: str, kind: NoticeKind) -> None:
        """Remember what chats were told of a feed."""


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

    async def offer(self, channel: Channel, offer: Offer, *, at: datetime) -> None:
        """Keep a feed that a channel is shown, until somebody says yes; old ones are dropped."""

    async def offers(self, channel: Channel, *, since: datetime) -> list[Offer]:
        """The feeds that a channel was shown since then and has not taken, newest first."""

    async def take(self, channel: Channel) -> None:
        """Forget what a channel was shown: it has taken one."""

    async def move(self, platform: str, chat: str, *, to: str) -> int:
        """Give a chat's feeds its new id, topics kept; the number that moved."""

    async def keep_answer(self, feed_id: str, answer: FirstAnswer) -> None:
        """Keep what a new feed answered, until its first poll reads it."""

    async def answers(self, feed_ids: Collection[str]) -> dict[str, FirstAnswer]:
        """What new feeds answered, by their ids; it is handed out once."""


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
        self, *asked: Collection[str], since: datetime, most: int = 200
    ) -> list[Incident]:
        """Incidents updated since then that share a look-up key; newest first.

        Several may be asked for at once, each by its keys: of each the newest are among the found,
        as many as if it had been asked for alone.
        """

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
