"""Incident, Alert: what several findings report as the same happening, and what is worth saying."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.feed import Article, Reliability
from bot.model.finding import Claim, Finding, Place, Signal, Toll
from bot.model.kind import EventType, SubEventType
from bot.model.scale import Certainty, Severity, Urgency


class Reason(StrEnum):
    """Why an Alert is worth sending."""

    NEW = "new"
    ESCALATED = "escalated"
    REVISED = "revised"
    CORROBORATED = "corroborated"
    EASED = "eased"
    RETRACTED = "retracted"


class Silence(StrEnum):
    """Why nothing was sent about an article."""

    NOT_ALERTABLE = "not_alertable"
    TOO_OLD = "too_old"
    NOTHING_NEW = "nothing_new"
    FOLDED = "folded"
    NO_SUBSCRIPTION = "no_subscription"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """Admiralty: reliability of the source and credibility of the information, apart.

    `credibility` runs 1 (confirmed) to 6 (cannot be judged).
    """

    reliability: Reliability = Reliability.F
    credibility: int = 6

    def __str__(self) -> str:
        return f"{self.reliability}{self.credibility}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What one article adds to an Incident."""

    article_id: str
    source: str
    #: The wire agency whose copy this is; copies of one wire are one source.
    origin: str | None = None
    url: str | None = None
    title: str
    published: datetime | None = None
    seen: datetime
    reliability: Reliability = Reliability.F
    state_affiliated: str | None = None
    severity: Severity
    certainty: Certainty = Certainty.UNKNOWN
    toll: Toll = Toll()
    claims: tuple[Claim, ...] = ()
    signals: tuple[Signal, ...] = ()
    packs: str = ""
    #: It tells of the happening itself; False for commentary, old news and what was retracted.
    counts: bool = True


class MarkKind(StrEnum):
    """What people may say of an Incident."""

    ACKNOWLEDGED = "acknowledged"
    FALSE_ALARM = "false_alarm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a person said of an Incident: seen to, or a false alarm."""

    kind: MarkKind
    by: str
    at: datetime
    #: Where they said it, as `str(channel)`.
    channel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """What several Findings report as the same happening, as it is known now."""

    #: Short, stable and derived from the first article: people type it as `#id`.
    id: str
    opened: datetime
    updated: datetime
    #: Rises by one with every Alert.
    revision: int = 0
    title: str
    event_type: EventType | None = None
    sub_event_type: SubEventType | None = None
    severity: Severity = Severity.UNKNOWN
    urgency: Urgency = Urgency.UNKNOWN
    certainty: Certainty = Certainty.UNKNOWN
    grade: Grade = Grade()
    country: str | None = None
    places: tuple[Place, ...] = ()
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    toll: Toll = Toll()
    reports: tuple[Report, ...] = ()
    #: A truce, a release or a withdrawal was the last word.
    eased: bool = False
    retracted: bool = False
    #: The chat-added feed that reports it: only chats that follow that feed hear of it. None where
    #: all may.
    only_for: str | None = None
    #: What people said of it, oldest first.
    marks: tuple[Mark, ...] = ()
    #: What the same-story question is asked of; see `bot/track/story.py`.
    story: tuple[tuple[str, float], ...] = ()
    #: Look-up keys under which a store finds this Incident; see `bot/track/story.py`.
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that moved: "Killed", "at least 7", "12", "Reuters".

    `before` is None when the thing is new; `said_by` None when nobody is named.
    """

    what: str
    before: str | None
    after: str
    said_by: str | None = None
    #: The sentence it rests on.
    sentence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """What is worth saying about an Incident now, with the Incident as it was known then."""

    id: str
    incident: Incident
    reason: Reason
    at: datetime
    changes: tuple[Change, ...] = ()
    #: The article that made it worth saying.
    article_id: str
    #: Severity rose with this alert: a thread reply is shown to the whole channel.
    rose: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of one article: the alert it made, or the reason for silence."""

    article_id: str
    at: datetime
    incident_id: str | None = None
    alert_id: str | None = None
    silence: Silence | None = None
    #: One sentence for people: "severity moderate is below the subscription's severe".
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One entry as it was read: its article, what that reports, and what became of it."""

    entry_id: str
    #: Of its title and text: another one means that the entry was edited.
    digest: str | None = None
    article: Article
    finding: Finding
    verdict: Verdict
