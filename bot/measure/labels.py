"""Labels: what people say an article reports, and what a Finding says in the same words."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from bot.model.finding import Effect, Finding, Mode, Signal
from bot.model.kind import SUB_EVENT_TYPE, EventType, Family, Kind, Plover, SubEventType
from bot.model.scale import Severity

#: A figure as a range, as `Count` has it; nothing said is (0, 0).
Range: TypeAlias = tuple[int, int | None]
#: What a label holds once it is read.
Value: TypeAlias = bool | str | Range | frozenset[str] | None

#: The label of a story: measured over all rows together.
STORY = "cluster"
_NONE: Range = (0, 0)
#: PLOVER's types of verbal conflict.
_VERBAL = (Plover.REQUEST, Plover.ACCUSE, Plover.REJECT, Plover.THREATEN)
#: The names that the shared task CASE 2021 gives to ACLED's sub-event types.
_CASE = dict(
    zip(
        "AIR_STRIKE ART_MISS_ATTACK SUIC_BOMB REM_EXPLOS GRENADE CHEM_WEAP ARMED_CLASH"
        " GOV_REGAINS_TERIT NON_STATE_ACTOR_OVERTAKES_TER ATTACK ABDUCT_DISSAP SEX_VIOL MOB_VIOL"
        " VIOL_DEMONSTR PEACE_PROTEST PROTEST_WITH_INTER FORCE_AGAINST_PROTEST AGREEMENT ARREST"
        " CHANGE_TO_GROUP_ACT DISR_WEAP HQ_ESTABLISHED PROPERTY_DISTRUCT NON_VIOL_TERRIT_TRANSFER"
        " OTHER".split(),
        (
            SUB_EVENT_TYPE[Kind(name)]
            for name in "air_strike shelling suicide_bomb ied grenade chemical_weapon armed_clash"
            " territory_regained territory_taken attack abduction sexual_violence mob_violence"
            " riot protest protest_intervention excessive_force agreement arrests group_change"
            " weapons_disrupted base_established property_destruction territory_transferred"
            " other".split()
        ),
        strict=True,
    )
)
#: Other names of labels.
_ALIASES = {
    "current_event": "alertable",
    "main_acled_sub_event_type": "sub_event_type",
    "subtype": "sub_event_type",
    "acled_type": "sub_event_type",
    "quad": "verbal_conflict",
}


class BadLabel(ValueError):
    """A label that cannot be read; the text says what would be right."""


@dataclass(frozen=True, slots=True)
class Label:
    """One thing that can be labelled."""

    #: "flag", "text", "toll" or "set": what is counted right.
    sort: str
    read: Callable[[Any], Value]
    found: Callable[[Finding], Value]


class UnknownName(ValueError):
    """A name of another vocabulary: the label is left out, and the row still measured."""


def labels_of(row: Mapping[str, Any], unknown: list[str]) -> dict[str, Value]:
    """The labels of a row, at its top or under `labels`; what is not labelled is left out.

    Args:
        row: the row as it was read.
        unknown: where labels in another vocabulary are noted, as `key: what is wrong`.

    Raises:
        BadLabel: one of them cannot be read.
    """
    inside = row.get("labels", {})
    if not isinstance(inside, Mapping):
        raise BadLabel('labels is no table; write "labels": {"relevant": true}')
    given = {**row, **inside}
    unclear = _unclear(given)
    labels: dict[str, Value] = {}
    for key, value in given.items():
        name = _ALIASES.get(key, key)
        if name not in LABELS or {name, key} & unclear:
            continue
        if value is None and LABELS[name].sort in ("flag", "set"):
            continue
        try:
            read = LABELS[name].read(value)
        except UnknownName as error:
            unknown.append(f"{key}: {error}")
            continue
        except (ValueError, TypeError) as error:
            raise BadLabel(f"{key}: {error}") from None
        if name == "country" and read is not None:
            read = frozenset((str(read), *map(str, given.get("country_alt") or ())))
        if not (name == "country" and read is None):
            labels[name] = read
    return labels


def story_of(row: Mapping[str, Any]) -> str | None:
    """The story that a row is said to tell; rows of one story should be one incident."""
    inside = row.get("labels")
    story = inside.get(STORY, row.get(STORY)) if isinstance(inside, Mapping) else row.get(STORY)
    return None if story is None else str(story)


def _unclear(given: Mapping[str, Any]) -> set[str]:
    """Labels that whoever gave them calls doubtful."""
    unclear = set(given.get("ambiguous_of") or ())
    if given.get("killed_explicit") is False or given.get("note_repeated") is True:
        unclear.add("killed")
    return unclear


def _flag(value: Any) -> bool:  # noqa: ANN401  # any JSON
    if isinstance(value, bool) or value in (0, 1):
        return bool(value)
    raise ValueError(f"{value!r} is no yes or no; write true or false")


def _verbal(value: Any) -> bool:  # noqa: ANN401  # any JSON
    return value == "verbal_conflict" if isinstance(value, str) else _flag(value)


def _toll(value: Any) -> Range:  # noqa: ANN401  # any JSON
    match value:
        case None:
            return _NONE
        case bool():
            pass
        case int() if value >= 0:
            return value, value
        case [int() as low, int() as high] if 0 <= low <= high:
            return low, high
        case [int() as low, None] if low >= 0:
            return low, None
    raise ValueError(f"{value!r} is no figure; write 3, [3, 5], [3, null] or null")


def _one_of(choices: Iterable[str], other: Mapping[str, str]) -> Callable[[Any], str | None]:
    known = {name.casefold(): name for name in choices}

    def read(value: Any) -> str | None:  # noqa: ANN401  # any JSON
        if value is None:
            return None
        if not isinstance(value, str):
            raise ValueError(f"{value!r} is no text; write one of: {', '.join(known.values())}")  # noqa: TRY004  a wrong value, like any other
        name = other.get(value, value)
        if name.casefold() not in known:
            raise UnknownName(f"unknown {value!r}; known are: {', '.join(known.values())}")
        return known[name.casefold()]

    return read


def _country(value: Any) -> str | None:  # noqa: ANN401  # any JSON
    if value is None:
        return None
    if isinstance(value, str) and len(value) == 2 and value.isalpha():  # noqa: PLR2004  # ISO 3166-1
        return value.upper()
    raise UnknownName(f"unknown {value!r}; write a country's two letters, such as KE")


def _names(value: Any) -> frozenset[str]:  # noqa: ANN401  # any JSON
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return frozenset(each.casefold() for each in value)
    raise ValueError(f'{value!r} is no list of names; write ["…", "…"]')


def _kinds(value: Any) -> frozenset[str]:  # noqa: ANN401  # any JSON
    read = _one_of(Kind, {})
    return frozenset(str(read(each)) for each in _names(value))


def is_live(signal: Signal) -> bool:
    """Whether a signal tells of the present, or threatens what is to come."""
    if signal.mode is Mode.CURRENT:
        return True
    return signal.mode is Mode.FUTURE and signal.plover is Plover.THREATEN


def _live(finding: Finding) -> list[Signal]:
    return [signal for signal in finding.signals if is_live(signal)]


def _found_toll(effect: Effect) -> Callable[[Finding], Range]:
    def found(finding: Finding) -> Range:
        count = getattr(finding.toll, effect)
        return (count.min, count.max) if count else _NONE

    return found


def _says(finding: Finding, *plovers: Plover) -> bool:
    return any(s.plover in plovers and s.mode is not Mode.NEGATED for s in finding.signals)


#: Everything that can be measured, by name.
LABELS: Mapping[str, Label] = {
    "relevant": Label("flag", _flag, lambda f: f.relevant),
    "alertable": Label("flag", _flag, lambda f: f.alertable),
    "threat": Label("flag", _flag, lambda f: any(s.plover is Plover.THREATEN for s in _live(f))),
    "condemnation": Label(
        "flag", _flag, lambda f: any(s.kind is Kind.CONDEMNATION for s in _live(f))
    ),
    "deescalation": Label(
        "flag", _flag, lambda f: any(s.family is Family.DEESCALATION for s in _live(f))
    ),
    "verbal_conflict": Label("flag", _verbal, lambda f: _says(f, *_VERBAL)),
    "sub_event_type": Label("text", _one_of(SubEventType, _CASE), lambda f: f.sub_event_type),
    "event_type": Label("text", _one_of(EventType, {}), lambda f: f.event_type),
    "severity": Label("text", _one_of(Severity, {}), lambda f: f.severity),
    "country": Label("text", _country, lambda f: f.country),
    **{effect.value: Label("toll", _toll, _found_toll(effect)) for effect in Effect},
    "kinds": Label("set", _kinds, lambda f: frozenset(s.kind.value for s in _live(f))),
    "places": Label("set", _names, lambda f: frozenset(p.name.casefold() for p in f.places)),
    "actors": Label("set", _names, lambda f: frozenset(a.casefold() for a in f.actors)),
}
