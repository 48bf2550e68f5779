"""Feed, Entry, Article: what is published, and what we keep of it."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

#: When a feed is due that is left alone for good.
NEVER = datetime(9999, 1, 1, tzinfo=UTC)


class Outlet(StrEnum):
    """The kind of house behind a feed."""

    WIRE = "wire"
    PUBLIC_BROADCASTER = "public_broadcaster"
    NEWSPAPER = "newspaper"
    STATE_MEDIA = "state_media"
    OFFICIAL = "official"
    NGO = "ngo"
    ANALYSIS = "analysis"
    AGGREGATOR = "aggregator"
    OTHER = "other"


class Reliability(StrEnum):
    """Admiralty code, reliability of the source: A completely reliable … F cannot be judged."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A source as the operator or a chat described it; never changed by polling."""

    id: str
    url: str
    name: str
    language: str = "en"
    #: ISO 3166-1 alpha-2, or a named area such as "world".
    region: str = "world"
    outlet: Outlet = Outlet.OTHER
    reliability: Reliability = Reliability.F
    #: ISO 3166-1 alpha-2 of the state that directs the outlet; such a source cannot confirm alone.
    state_affiliated: str | None = None
    #: Why this grade was given, for people.
    reason: str = ""
    #: The operator's override of the polling interval; None leaves it to the schedule.
    interval: timedelta | None = None
    #: Entries older than this are stored and never alerted.
    freshness: timedelta = timedelta(hours=48)
    #: Whether the page behind a teaser may be fetched.
    full_text: bool = False
    enabled: bool = True
    #: "config" for a feed of feeds.toml, "cli" for one of `tocsin feeds add`, else the channel.
    added_by: str = "config"
    #: False for a feed that a chat added: only the chats that follow it hear of it.
    shared: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What polling has learnt about a feed; survives restarts."""

    feed_id: str
    next_poll_at: datetime
    #: Why it is polled then, for people: "publisher asks for 15 min".
    next_poll_reason: str = "never polled"
    etag: str | None = None
    last_modified: str | None = None
    #: SHA-256 (hex) of the last body that was parsed and stored.
    body_hash: str | None = None
    first_polled_at: datetime | None = None
    last_attempt_at: datetime | None = None
    last_success_at: datetime | None = None
    last_change_at: datetime | None = None
    #: Failures in a row, since when, and what the last one said.
    failures: int = 0
    failing_since: datetime | None = None
    last_error: str | None = None
    #: How many entries were published on each of the last days, oldest first.
    days: tuple[tuple[date, int], ...] = ()
    #: Pauses in a row that the server asked for (429, 503), and how long the last one holds. They
    #: are no failures.
    pauses: int = 0
    paused_until: datetime | None = None
    #: How long the feed is left alone when an answer of it was never recorded.
    hold: timedelta | None = None
    #: How long the last answer said that it stays fresh; a 304 that says nothing repeats it.
    lifetime: timedelta | None = None
    #: feedparser found the last body ill-formed; of all bodies that were read, so many were.
    bozo: bool = False
    faults: int = 0
    #: Entries of the last body that were beyond the limits.
    dropped: int = 0
    #: What the last parsed body asked of readers; holds on a 304 too.
    ttl: timedelta | None = None
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[str] = frozenset()
    #: Where 301/308 point, since when, and how often in a row they said so.
    moved_to: str | None = None
    moved_since: datetime | None = None
    moved_answers: int = 0
    #: Addresses that the feed has moved from for good, the oldest first.
    moved_from: tuple[str, ...] = ()
    #: The publisher answered 410: told once, then left alone.
    gone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a feed published: one item, markup and all."""

    #: Stable within its feed: the GUID where it serves, else a hash of link and title.
    id: str
    url: str | None
    title: str
    #: HTML or plain text as published; the longest of content and summary. "" beside a text.
    html: str
    #: Its plain text, where it was made while the document was read.
    text: str | None = None
    #: As the feed dates it; None where it gives none that can be read.
    published: datetime | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownEntry:
    """What is kept of an entry that was read before."""

    #: Of the title and the text that it had; None where an earlier version of Tocsin read it.
    digest: str | None
    #: When it was read first; None likewise.
    seen: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    """A feed document, read."""

    title: str = ""
    entries: tuple[Entry, ...] = ()
    #: `<ttl>` as the publisher gives it.
    ttl: timedelta | None = None
    #: `skipHours` (0–23, UTC) and `skipDays` ("Monday" …).
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[str] = frozenset()
    bozo: bool = False
    #: Entries beyond the limits, not read.
    dropped: int = 0
    #: Entries that stood in the last document just so, not read again.
    pruned: int = 0
    #: What tells the items of this document; see `bot/ingest/prune.py`; b"" where nothing does.
    marks: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """An HTTP answer, its body decoded of transfer and content codings; `body` is empty on 304."""

    status: int
    #: The address that answered, after redirects.
    url: str
    body: bytes = b""
    #: Header names in lower case.
    headers: dict[str, str] = field(default_factory=dict)
    #: Where an unbroken chain of 301/308 led, None otherwise.
    moved_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstAnswer:
    """What a feed answered when it was looked at: it is its first poll, nobody asks it again."""

    #: The address that was asked.
    url: str
    at: datetime
    response: Response


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An Entry with clean text; `text` holds lead and body, paragraphs apart by line ends."""

    id: str
    feed_id: str
    title: str
    text: str
    url: str | None = None
    #: As published; None where unknown.
    published: datetime | None = None
    #: When we read it.
    seen: datetime
    #: The outlet's name, as shown to people.
    source: str = ""
    #: The wire agency whose copy this is ("Reuters"), where it says so.
    origin: str | None = None
    reliability: Reliability = Reliability.F
    state_affiliated: str | None = None
    language: str = "en"
