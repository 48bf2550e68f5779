"""The scene of an act: who did what to whom, where; and whether an article's is an incident's."""

from dataclasses import dataclass

from bot.model.finding import Finding, Mode, Signal
from bot.model.incident import Incident
from bot.model.kind import VIOLENT, Family, SubEventType
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
    kinds: frozenset[SubEventType] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.kinds)


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
    """What places, actors and kinds of act say about article and incident."""
    here = scene_of(violent_acts(finding.signals))
    there = scene_of([s for report in incident.reports for s in violent_acts(report.signals)])
    bonus = _bonus(finding, incident)
    if not here or not there:
        return Bearing(bonus=bonus)
    return Bearing(other=_other(here, there, finding), bonus=bonus)


def scene_of(acts: list[Signal]) -> Scene:
    """Read acts together."""
    return Scene(
        places=frozenset(fold(act.place) for act in acts if act.place),
        actors=frozenset(fold(act.actor) for act in acts if act.actor),
        targets=frozenset(fold(act.target) for act in acts if act.target),
        kinds=frozenset(act.sub_event_type for act in acts if act.sub_event_type),
    )


def _other(here: Scene, there: Scene, finding: Finding) -> bool:
    if here.actors & there.targets and not here.actors & there.actors:
        return True
    countries = {fold(p.name): p.country for p in finding.places}
    mine = _narrow(here.places, countries)
    yours = _narrow(there.places, countries)
    return bool(mine and yours and not mine & yours)


def _narrow(places: frozenset[str], countries: dict[str, str | None]) -> frozenset[str]:
    """Places below the country: a country holds any town in it and parts nobody."""
    return frozenset(name for name in places if name in countries or name)


def _bonus(finding: Finding, incident: Incident) -> float:
    actors = {fold(a) for a in finding.actors} & {fold(a) for a in incident.actors}
    places = {fold(p.name) for p in finding.places} & {fold(p.name) for p in incident.places}
    return min(_MOST, _SHARED_ACTOR * len(actors) + _SHARED_PLACE * len(places))
