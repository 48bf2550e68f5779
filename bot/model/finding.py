"""What the rule engine says about one article: signals, claims, scores, each with its sentence."""

from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import TypeAlias

from bot.model.kind import EventType, Family, Kind, Plover, SubEventType
from bot.model.scale import Certainty, Severity, Urgency

#: Character offsets into the article's text, end exclusive.
Span: TypeAlias = tuple[int, int]


class Mode(StrEnum):
    """Whether a thing is happening (PLOVER's auxiliary modes, and current)."""

    CURRENT = "current"
    HISTORICAL = "historical"
    FUTURE = "future"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"


class Zone(StrEnum):
    """Where in an article a sentence stands."""

    TITLE = "title"
    LEAD = "lead"
    BODY = "body"


class Effect(StrEnum):
    """What a claim counts."""

    KILLED = "killed"
    INJURED = "injured"
    MISSING = "missing"
    CAPTURED = "captured"
    DISPLACED = "displaced"


class Standing(StrEnum):
    """How a claim stands to the others of its effect in the same article."""

    #: A group of its statement; the groups of one statement are added.
    GROUP = "group"
    #: "Another two": beyond those told before.
    MORE = "more"
    #: "Including two women": inside another claim.
    PART = "part"
    #: "The toll rose to twelve": the whole, as it is now.
    REVISED = "revised"


@dataclass(frozen=True, slots=True)
class Count:
    """A figure as a range; `max` None means open ("at least seven" is 7 to None)."""

    min: int
    max: int | None

    @property
    def exact(self) -> bool:
        """Whether the figure is one number."""
        return self.min == self.max

    def __add__(self, other: "Count") -> "Count":
        high = None if self.max is None or other.max is None else self.max + other.max
        return Count(self.min + other.min, high)

    def __str__(self) -> str:
        if self.exact:
            return f"{self.min:,}"
        return f"at least {self.min:,}" if self.max is None else f"{self.min:,} to {self.max:,}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One rule's hit."""

    rule: str
    family: Family
    kind: Kind
    sub_event_type: SubEventType | None = None
    plover: Plover | None = None
    mode: Mode = Mode.CURRENT
    #: Canonical names where the lexicon knows them, else the words of the text.
    actor: str | None = None
    target: str | None = None
    place: str | None = None
    weapon: str | None = None
    zone: Zone
    #: Offsets into the article's text; None in the title.
    span: Span | None
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One figure as somebody stated it; never added across speakers."""

    effect: Effect
    #: None when no figure is given ("a group of fighters was killed").
    count: Count | None
    of: str
    said_by: str | None = None
    mode: Mode = Mode.CURRENT
    zone: Zone
    span: Span | None
    sentence: str
    standing: Standing = Standing.GROUP
    #: Those who died attacking are among the counted.
    attackers: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """Claims read together, one range an effect; None where nothing is said."""

    killed: Count | None = None
    injured: Count | None = None
    missing: Count | None = None
    captured: Count | None = None
    displaced: Count | None = None

    def of(self, effect: Effect) -> Count | None:
        """The range of one effect."""
        count: Count | None = getattr(self, effect.value)
        return count

    def __bool__(self) -> bool:
        return any(getattr(self, each.name) is not None for each in fields(self))


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place with its country (ISO 3166-1 alpha-2), None where the context leaves it open."""

    name: str
    country: str | None = None
    #: The province, state or governorate it lies in, or that it is; None where it is not known.
    #: It says more of a place, but tells none from another.
    admin1: str | None = field(default=None, compare=False)
    #: It is the country itself, which holds any of its places.
    is_country: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A named actor or place where it stands in the text; `type` is "actor" or "place"."""

    text: str
    span: Span
    type: str
    name: str


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the severity arithmetic: "killed at least 7" → +3."""

    label: str
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """What speaks for and against that the violence told is what the article reports."""

    steps: tuple[Step, ...] = ()
    #: The points it takes.
    needed: int = 0
    #: Some sentence tells it; it is not only asked about.
    told: bool = True

    def __bool__(self) -> bool:
        return self.told and sum(step.points for step in self.steps) >= self.needed


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """All that the rule engine says about one Article."""

    relevant: bool = False
    alertable: bool = False
    severity: Severity = Severity.UNKNOWN
    urgency: Urgency = Urgency.UNKNOWN
    certainty: Certainty = Certainty.UNKNOWN
    event_type: EventType | None = None
    sub_event_type: SubEventType | None = None
    #: Version (hash) of the rule packs that made this, "sha256:…".
    packs: str = ""
    #: The text was longer than the engine reads.
    truncated: bool = False
    country: str | None = None
    places: tuple[Place, ...] = ()
    actors: tuple[str, ...] = ()
    toll: Toll = Toll()
    claims: tuple[Claim, ...] = ()
    signals: tuple[Signal, ...] = ()
    #: Only where asked for: it costs time.
    mentions: tuple[Mention, ...] = ()
    #: The severity arithmetic, line by line.
    arithmetic: tuple[Step, ...] = ()
    #: Why the violence it tells makes it relevant, or does not; None where it tells none.
    weighing: Weighing | None = None
