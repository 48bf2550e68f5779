"""Tit for tat: blow, threat and answer between the same two sides, in the order of time."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.model.finding import Signal
from bot.model.incident import Incident
from bot.model.kind import Family, Kind
from bot.report.catalogue import say
from bot.report.wording import clock_words, happening, kind_words

_ANSWERS = (Kind.THREAT, Kind.REVENGE_THREAT, Kind.ULTIMATUM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Blow:
    """One side's act against, or threat to, the other."""

    at: datetime
    actor: str
    target: str
    kind: Kind
    incident_id: str


def chains(incidents: Sequence[Incident], language: str) -> list[tuple[str, ...]]:
    """The chains in which both sides took a part, longest first, each link in words."""
    pairs: defaultdict[frozenset[str], list[Blow]] = defaultdict(list)
    for incident in incidents:
        for blow in _blows(incident):
            pairs[frozenset((blow.actor, blow.target))].append(blow)
    found = [_turns(blows) for blows in pairs.values()]
    mutual = [chain for chain in found if len({blow.actor for blow in chain}) > 1]
    mutual.sort(key=lambda chain: (-len(chain), chain[0].at))
    return [tuple(_words(blow, language) for blow in chain) for chain in mutual]


def threats(incidents: Sequence[Incident]) -> list[Blow]:
    """Who threatens whom, each pair once in an incident, in the order of time."""
    uttered = [blow for incident in incidents for blow in _blows(incident) if blow.kind in _ANSWERS]
    first: dict[tuple[str, str, str], Blow] = {}
    for blow in sorted(uttered, key=lambda each: each.at):
        first.setdefault((blow.actor, blow.target, blow.incident_id), blow)
    return list(first.values())


def _blows(incident: Incident) -> Iterator[Blow]:
    struck = _first_act(incident)
    for report in incident.reports:
        for signal in happening(report.signals):
            sides = _sides(signal, struck)
            if sides is not None:
                yield Blow(
                    at=report.published or report.seen,
                    actor=sides[0],
                    target=sides[1],
                    kind=signal.kind,
                    incident_id=incident.id,
                )


def _first_act(incident: Incident) -> Signal | None:
    return next(
        (
            signal
            for report in incident.reports
            for signal in happening(report.signals, Family.ACT)
            if signal.actor and signal.target
        ),
        None,
    )


def _sides(signal: Signal, struck: Signal | None) -> tuple[str, str] | None:
    """Who against whom; a threat without a target is one against whoever struck first."""
    if signal.family is not Family.ACT and signal.kind not in _ANSWERS:
        return None
    target = signal.target
    if target is None and signal.kind in _ANSWERS and struck is not None:
        target = struck.actor
    if not signal.actor or not target or signal.actor == target:
        return None
    # "militias" may be anybody's: only names tell who answers whom.
    return (signal.actor, target) if signal.actor[0].isupper() and target[0].isupper() else None


def _turns(blows: list[Blow]) -> list[Blow]:
    """One link for each actor, kind and incident, the first time it is reported."""
    first: dict[tuple[str, Kind, str], Blow] = {}
    for blow in sorted(blows, key=lambda each: each.at):
        first.setdefault((blow.actor, blow.kind, blow.incident_id), blow)
    return list(first.values())


def _words(blow: Blow, language: str) -> str:
    kind = kind_words(blow.kind, language)
    return say(
        "chain.link",
        language,
        actor=blow.actor,
        kind=kind[0].lower() + kind[1:],
        target=blow.target,
        id=blow.incident_id,
        at=clock_words(blow.at),
    )
