"""The scene of an act: who did what to whom, where; and whether an article's is an incident's."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.model.finding import Finding, Mode, Place, Signal
from bot.model.incident import Incident
from bot.model.kind import VIOLENT, Family
from bot.track.words import fold

#: Likeness that a shared name adds, and the most that names may add together.
_SHARED_ACTOR = 0.03
_SHARED_PLACE = 0.05
_MOST = 0.12


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearing:
    """What the facts say of article and incident beside their words."""

    #: The article reports another act: elsewhere, or the other way round.
    other: bool = False
    #: What shared places and actors add to the likeness of the words.
    bonus: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Acts read together; names are folded."""

    places: frozenset[str] = frozenset()
    actors: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()


def violent_acts(signals: tuple[Signal, ...]) -> list[Signal]:
    """The signals that report political violence as happening now."""
    return [
        each
        for each in signals
        if each.family is Family.ACT
        and each.mode is Mode.CURRENT
        and each.sub_event_type in VIOLENT
    ]


def bearing(finding: Finding, incident: Incident) -> Bearing:
    """What places and actors say about article and incident.

    An article without an act of its own (a vow, a truce) can be about any incident.
    """
    bonus = _bonus(finding, incident)
    mine = violent_acts(finding.signals)
    theirs = [act for report in incident.reports for act in violent_acts(report.signals)]
    if not mine or not theirs:
        return Bearing(bonus=bonus)
    here, there = scene_of(mine), scene_of(theirs)
    if here.places & there.places:
        return Bearing(bonus=bonus)
    other = _answers(here, there) or _elsewhere(here, there, finding, incident)
    return Bearing(other=other, bonus=bonus)


def scene_of(acts: list[Signal]) -> Scene:
    """Read acts together."""
    return Scene(
        places=frozenset(fold(act.place) for act in acts if act.place),
        actors=frozenset(fold(act.actor) for act in acts if act.actor),
        targets=frozenset(fold(act.target) for act in acts if act.target),
    )


def _answers(here: Scene, there: Scene) -> bool:
    """Whether those who were hit hit back: at one place that is a battle, elsewhere an answer."""
    return bool(here.actors & there.targets) and not here.actors & there.actors


def _elsewhere(here: Scene, there: Scene, finding: Finding, incident: Incident) -> bool:
    """Whether the acts share no place.

    Places of the gazetteer are towns and provinces, which part. Of other names nobody knows what
    lies in what: they part where neither side speaks of the other's places at all.
    """
    if not here.places or not there.places:
        return False
    mine, yours = _places(finding.places), _places(incident.places)
    if all(mine.get(name) for name in here.places) and all(yours.get(n) for n in there.places):
        return True
    return not here.places & yours.keys() and not there.places & mine.keys()


def _places(places: Sequence[Place]) -> dict[str, str | None]:
    return {fold(place.name): place.country for place in places}


def _bonus(finding: Finding, incident: Incident) -> float:
    actors = {fold(name) for name in finding.actors} & {fold(name) for name in incident.actors}
    places = _places(finding.places).keys() & _places(incident.places).keys()
    return min(_MOST, _SHARED_ACTOR * len(actors) + _SHARED_PLACE * len(places))
