"""One rule: what fires, and what it then says."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.detect.condition import Condition
from bot.detect.phrase import Phrase
from bot.detect.scan import Pattern
from bot.model.finding import Mode, Zone
from bot.model.kind import SUB_EVENT_TYPE, Family, Kind, Plover, SubEventType

_DEESCALATION = (Kind.CEASEFIRE, Kind.TALKS, Kind.RELEASE, Kind.WITHDRAWAL, Kind.RESTRAINT_CALL)


class Status(StrEnum):
    """Experimental rules are shown and never alert."""

    STABLE = "stable"
    EXPERIMENTAL = "experimental"


@dataclass(frozen=True, slots=True)
class Part:
    """The phrases of a group that hold in one zone (None: everywhere)."""

    phrases: tuple[Phrase, ...]
    zone: Zone | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What fires, and what it then says."""

    id: str
    title: str
    kind: Kind
    family: Family
    sub_event_type: SubEventType | None
    plover: Plover | None
    mode: Mode
    status: Status
    language: str
    groups: Mapping[str, tuple[Part, ...]]
    condition: Condition
    #: Groups of which one must be found; where they stand the rule fires.
    anchors: tuple[str, ...]
    #: The rule says nothing about an article where this is found.
    unless_article: Pattern | None
    match: tuple[str, ...]
    ignore: tuple[str, ...]
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A rule with faults, as far as it could be read: its examples can be judged all the same."""

    id: str
    groups: Mapping[str, tuple[Part, ...]]
    #: None where it cannot be read.
    condition: Condition | None
    unless_article: Pattern | None
    match: tuple[str, ...]
    ignore: tuple[str, ...]
    file: str
    #: Groups that may hold more than could be read.
    open: frozenset[str]


def family(kind: Kind) -> Family:
    """The family of a kind."""
    if kind in SUB_EVENT_TYPE:
        return Family.ACT
    return Family.DEESCALATION if kind in _DEESCALATION else Family.WORD
