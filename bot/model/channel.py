"""Channel, Subscription, Delivery: who is told, what they wish, and the outbox row."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.match import Match
from bot.model.notice import Notice
from bot.model.scale import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """Where people read: `telegram:-100123:42`, `slack:T0AB/C0CD:1712.34`, `console:terminal`.

    The platform, its own id of the chat, and a topic or thread where there is one.
    """

    platform: str
    chat: str
    topic: str | None = None

    def __str__(self) -> str:
        return ":".join(part for part in (self.platform, self.chat, self.topic) if part)

    @classmethod
    def parse(cls, text: str) -> "Channel":
        """Read what `str()` wrote.

        Raises:
            ValueError: the text has no platform or no chat.
        """
        platform, _, rest = text.partition(":")
        chat, _, topic = rest.partition(":")
        if not platform or not chat:
            raise ValueError(f"{text!r} is no channel; write platform:chat or platform:chat:topic")
        return cls(platform=platform, chat=chat, topic=topic or None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A Channel's wishes; an empty wish means everything."""

    id: str
    channel: Channel
    #: ISO 3166-1 alpha-2 codes or place names, folded to lower case.
    places: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    min_severity: Severity = Severity.SEVERE
    created_at: datetime
    created_by: str = ""
    #: Why nothing is sent at present; None while it is active.
    paused: str | None = None


class DeliveryState(StrEnum):
    """pending → sending → sent · unknown · failed · given up."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    FAILED = "failed"
    GIVEN_UP = "given_up"


class Form(StrEnum):
    """What a delivery holds: an alert, several in one digest, notices of feeds, or matches."""

    ALERT = "alert"
    DIGEST = "digest"
    NOTICE = "notice"
    #: What a chat's own rules found.
    MATCH = "match"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One Alert (a digest of several, or notices of feeds) for one Channel: the outbox row."""

    id: str
    channel: Channel
    form: Form = Form.ALERT
    #: Empty for notices and matches.
    alert_ids: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    matches: tuple[Match, ...] = ()
    #: None for a digest, for notices and for matches.
    incident_id: str | None = None
    severity: Severity
    state: DeliveryState = DeliveryState.PENDING
    created_at: datetime
    due_at: datetime
    #: Counted here, not in the job engine; also the fence against a worker that slept.
    attempt: int = 0
    lease_until: datetime | None = None
    #: Parts already posted: an update edits the first message, then replies to it.
    parts_done: int = 0
    #: What the platform calls the message; the first part's, where there are two.
    message_id: str | None = None
    sent_at: datetime | None = None
    #: The fate of an earlier attempt is not known: the next copy is marked.
    possible_repeat: bool = False
    #: How often it was taken up again without knowing what became of the attempt before.
    repeats: int = 0
    #: What the last failure said.
    error: str | None = None
