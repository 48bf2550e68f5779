"""The scene of an act: who did what to whom, where; and whether an article's is an incident's."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.model.finding import Finding, Mode, Place, Signal, Zone
from bot.model.incident import Incident
from bot.model.kind import VIOLENT, Family
from bot.track.telling import Telling, happens_again
from bot.track.words import Terms, fold, words

#: Likeness that a shared name adds, and the most that names add together.
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
class _Scene:
    """Acts read together; names are folded."""

    #: What the title tells; where it tells of no act, what the first sentence that does tells.
    main: frozenset[str] = frozenset()
    #: The same, with the rest of title and lead.
    places: frozenset[str] = frozenset()
    main_actors: frozenset[str] = frozenset()
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


def bearing(telling: Telling, finding: Finding, incident: Incident) -> Bearing:
    """What places and actors say about article and incident.

    An article without an act of its own (a vow, a truce) can be about any incident: shared names
    lead it to its own.
    """
    everywhere = (*finding.places, *incident.places)
    countries = _folded(place.name for place in everywhere if place.is_country)
    here = _scene([finding.signals], countries)
    there = _scene([report.signals for report in incident.reports], countries)
    if here is None:
        return Bearing(bonus=_bonus(finding, incident) if finding.alertable and there else 0.0)
    if telling.again and not happens_again(incident.title):
        return Bearing(other=True)
    if there is None or here.main & there.main:
        return Bearing()
    known = _known(finding.places) | _known(incident.places)
    if here.main & known and there.main & known:
        shared = here.main & there.places | there.main & here.places
        return Bearing(other=not shared & known)
    named = _spoken(here.main, incident.story, incident.places) or _spoken(
        there.main, telling.terms, finding.places
    )
    elsewhere = bool(here.main and there.main) and not named
    return Bearing(other=elsewhere or _answers(here, there))


def _scene(tellings: Sequence[tuple[Signal, ...]], countries: frozenset[str]) -> _Scene | None:
    """Read the acts of tellings together; None where there are none. A country is no scene."""
    acts = [act for signals in tellings for act in _foremost(signals)]
    main = [act for signals in tellings for act in _main(_foremost(signals))]
    if not acts:
        return None
    return _Scene(
        main=_folded(act.place for act in main) - countries,
        places=_folded(act.place for act in acts) - countries,
        main_actors=_folded(act.actor for act in main),
        actors=_folded(act.actor for act in acts),
        targets=_folded(act.target for act in acts),
    )


def _foremost(signals: tuple[Signal, ...]) -> list[Signal]:
    """The acts of title and lead: further down stands what led to them; all where none is there."""
    acts = violent_acts(signals)
    return [act for act in acts if act.zone is not Zone.BODY] or acts


def _main(acts: list[Signal]) -> list[Signal]:
    placed = [act for act in acts if act.place] or acts
    titled = [act for act in placed if act.zone is Zone.TITLE]
    return titled or [act for act in placed if act.sentence == placed[0].sentence]


def _answers(here: _Scene, there: _Scene) -> bool:
    """Whether those who were hit hit back: at one place that is a battle, elsewhere an answer."""
    back = here.main_actors & there.targets and there.main_actors & here.targets
    return bool(back) and not here.actors & there.actors


def _spoken(names: frozenset[str], told: Terms, places: Sequence[Place]) -> bool:
    """Whether one of these places is named by the other side.

    Of names that no gazetteer knows, nobody knows what lies in what: they part only where neither
    side speaks of the other's places.
    """
    stems = {stem for stem, _ in told}
    spoken = ({stem for stem in words(name) if stem} for name in names)
    return not names.isdisjoint(_folded(p.name for p in places)) or any(
        name and name <= stems for name in spoken
    )


def _folded(names: Iterable[str | None]) -> frozenset[str]:
    return frozenset(fold(name) for name in names if name)


def _known(places: Sequence[Place]) -> frozenset[str]:
    """Places of the gazetteer: towns and provinces, which part."""
    return _folded(place.name for place in places if place.country)


def _bonus(finding: Finding, incident: Incident) -> float:
    actors = _folded(finding.actors) & _folded(incident.actors)
    places = _folded(p.name for p in finding.places) & _folded(p.name for p in incident.places)
    return min(_MOST, _SHARED_ACTOR * len(actors) + _SHARED_PLACE * len(places))
