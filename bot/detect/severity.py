"""Severity, urgency and certainty from a table that people can read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.detect.fold import fold
from bot.errors import Fault
from bot.model.finding import Claim, Mode, Signal, Step, Toll
from bot.model.kind import Family, Kind
from bot.model.scale import Certainty, Severity, Urgency

#: Tables of the file; each holds whole numbers.
_TABLES = ("kind", "killed", "injured", "of", "also", "level", "certainty", "main", "telling")
_HEDGES = ("reportedly", "alleged", "unconfirmed", "apparent", "unverified", "suspected", "rumour")
#: Keys of the table `telling`.
_TELLING = (
    "needed", "at_the_top", "with_a_toll", "names_what_was_hit", "deeds_in_general", "first_person",
    "in_quotes", "long_article", "once_far_down",
)  # fmt: skip
_ALSO = (Kind.REVENGE_THREAT, Kind.THREAT, Kind.ULTIMATUM, Kind.MOBILISATION)
_EXPECTED = (Kind.ULTIMATUM, Kind.MOBILISATION)


@dataclass(frozen=True, slots=True)
class SeverityTable:
    """Points by table and key, as the file has them."""

    points: Mapping[str, Mapping[str, int]]

    def band(self, table: str, figure: int) -> int:
        """The points of the highest step that a figure reaches."""
        steps = {int(step): points for step, points in self.points.get(table, {}).items()}
        return max((points for step, points in steps.items() if figure >= step), default=0)

    def level(self, points: int) -> Severity:
        """The severity that these points reach."""
        reached = [
            Severity(name) for name, least in self.points["level"].items() if points >= least
        ]
        return max(reached, default=Severity.UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """The three CAP words, and how the first came about."""

    severity: Severity
    urgency: Urgency
    certainty: Certainty
    arithmetic: tuple[Step, ...]


def severity_table(file: str, raw: Mapping[str, Any], faults: list[Fault]) -> SeverityTable:
    """Read `severity.toml`.

    Args:
        file: its name, for faults.
        raw: its tables.
        faults: where everything wrong is noted.
    """
    before = len(faults)
    faults += [
        Fault(file, name, "unknown table", f"use one of: {', '.join(_TABLES)}")
        for name in raw.keys() - set(_TABLES)
    ]
    for name in _TABLES:
        table = raw.get(name)
        if not isinstance(table, Mapping):
            faults.append(Fault(file, name, "is missing", f"write a table [{name}]"))
            continue
        for key, value in table.items():
            _check(file, name, key, value, faults)
    usable = len(faults) == before
    return SeverityTable({name: dict(raw[name]) for name in _TABLES} if usable else {"level": {}})


def scores(
    table: SeverityTable, signals: Sequence[Signal], claims: Sequence[Claim], toll: Toll
) -> Scores:
    """Judge what was found; modes other than current (threats: future) add nothing."""
    live = [signal for signal in signals if is_live(signal)]
    steps = tuple(_steps(table, live, claims, toll)) if live or toll else ()
    points = sum(step.points for step in steps)
    return Scores(
        severity=table.level(points) if steps else Severity.UNKNOWN,
        urgency=_urgency(live, signals),
        certainty=_certainty(table, live, claims),
        arithmetic=steps,
    )


def is_live(signal: Signal) -> bool:
    """Whether a signal is about now: a current one, or a threat, whose deed is always to come."""
    if signal.mode is Mode.CURRENT:
        return True
    return signal.mode is Mode.FUTURE and signal.family is Family.WORD


def _check(file: str, table: str, key: str, value: object, faults: list[Fault]) -> None:
    name = f"{table}.{key}"
    if not isinstance(value, int) or isinstance(value, bool):
        faults.append(Fault(file, name, f"{value!r} is no whole number", "write points, as 3"))
    if table in ("kind", "main") and key not in list(Kind):
        faults.append(Fault(file, name, "unknown kind", f"use one of: {', '.join(Kind)}"))
    if table == "level" and key not in list(Severity):
        faults.append(Fault(file, name, "unknown severity", f"use one of: {', '.join(Severity)}"))
    if table == "telling" and key not in _TELLING:
        faults.append(Fault(file, name, "unknown key", f"use one of: {', '.join(_TELLING)}"))
    if table in ("killed", "injured") and not key.isdigit():
        faults.append(Fault(file, name, "is no figure", 'write "10" = 3: from 10 on, 3 points'))


def _steps(
    table: SeverityTable, live: Sequence[Signal], claims: Sequence[Claim], toll: Toll
) -> list[Step]:
    kinds = {signal.kind: table.points["kind"].get(signal.kind, 0) for signal in live}
    told = _told_first(live)
    weights = table.points["main"]
    # A vow of revenge comes on top of a strike; by itself it counts as the main thing. Of kinds
    # with as many points it is the one told first, in one sentence the one that outweighs others.
    ranks = {
        kind: (kinds[kind], kind not in _ALSO, -told[kind], weights.get(kind, 0), kind)
        for kind in kinds
    }
    main = max(kinds, key=ranks.__getitem__, default=None)
    steps = [Step(main.value, kinds[main])] if main else []
    steps += [
        Step(f"also {kind}", table.points["also"].get(kind, 0))
        for kind in _ALSO
        if kind in kinds and kind is not main
    ]
    for name, count in (("killed", toll.killed), ("injured", toll.injured)):
        if count is not None:
            steps.append(Step(f"{name} {count}", table.band(name, count.min)))
    current = fold(" ".join(claim.of for claim in claims if claim.mode is Mode.CURRENT))
    steps += [
        Step(f"of {of}", points) for of, points in table.points["of"].items() if of in current
    ]
    return [step for step in steps if step.points]


def _told_first(live: Sequence[Signal]) -> dict[Kind, int]:
    """Which sentence of those with signals tells each kind first."""
    places = {text: place for place, text in enumerate(dict.fromkeys(s.sentence for s in live))}
    return {signal.kind: places[signal.sentence] for signal in reversed(live)}


def _urgency(live: Sequence[Signal], signals: Sequence[Signal]) -> Urgency:
    kinds = {signal.kind for signal in live}
    if any(signal.family is Family.ACT for signal in live):
        return Urgency.IMMEDIATE
    if kinds & set(_EXPECTED):
        return Urgency.EXPECTED
    if kinds & set(_ALSO):
        return Urgency.FUTURE
    return Urgency.PAST if signals and not live else Urgency.UNKNOWN


def _certainty(table: SeverityTable, live: Sequence[Signal], claims: Sequence[Claim]) -> Certainty:
    if not live:
        return Certainty.UNKNOWN
    points = table.points["certainty"]
    speakers = {claim.said_by for claim in claims if claim.said_by}
    told = fold(" ".join(each.sentence for each in live if each.family is Family.ACT))
    total = points.get("base", 0) + points.get("speaker", 0) * min(len(speakers), 2)
    total += points.get("hedged", 0) if any(hedge in told for hedge in _HEDGES) else 0
    scale = (Certainty.UNLIKELY, Certainty.POSSIBLE, Certainty.LIKELY, Certainty.OBSERVED)
    return scale[max(0, min(total, len(scale) - 1))]
