"""Precision, recall, F1 and exactness, each with the interval that chance allows."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from bot.measure.labels import LABELS, Range, Value

#: Draws of the bootstrap, and the share of them between the ends of an interval.
DRAWS, _SHARE = 300, 0.95

Tally: TypeAlias = Counter[Hashable]
#: A number in every [0, n), n of them: which groups a draw takes.
Choose: TypeAlias = Callable[[int], Sequence[int]]
#: By what they measure: the value, and the rows it rests on.
_Figures: TypeAlias = dict[str, tuple[float, int]]


@dataclass(frozen=True, slots=True)
class Pair:
    """What was labelled and what was found, of one row."""

    #: Rows of one group tell of the same thing; they are drawn together.
    group: str
    labelled: Value
    found: Value

    @property
    def agrees(self) -> bool:
        """Whether the row counts as right."""
        if isinstance(self.labelled, tuple) and isinstance(self.found, tuple):
            return self.labelled[0] == self.found[0]
        if isinstance(self.labelled, frozenset) and not isinstance(self.found, frozenset):
            return self.found in self.labelled
        return self.labelled == self.found


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One figure, 0 to 1."""

    label: str
    what: str
    value: float
    #: The ends of its 95 % interval, by bootstrap.
    low: float
    high: float
    rows: int


def measures(pairs: Mapping[str, Sequence[Pair]], choose: Choose) -> Iterator[Measure]:
    """Every figure that the labels allow.

    Args:
        pairs: the rows of each label.
        choose: draws, with replacement, for the bootstrap.
    """
    for label, rows in pairs.items():
        sort = LABELS[label].sort
        groups: dict[str, Tally] = defaultdict(Counter)
        for row in rows:
            groups[row.group].update(_TALLY[sort](row))
        parts = list(groups.values())
        figures = _FIGURES[sort]
        draws = [figures(_sum(parts[i] for i in choose(len(parts)))) for _ in range(DRAWS)]
        for what, (value, count) in figures(_sum(parts)).items():
            drawn = sorted(draw[what][0] for draw in draws if what in draw)
            low, high = ends(drawn) if drawn else (value, value)
            yield Measure(label=label, what=what, value=value, low=low, high=high, rows=count)


def f1(right: int, extra: int, missed: int) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * right / (2 * right + extra + missed) if right else 0.0


def _sum(parts: Iterable[Tally]) -> Tally:
    total: Tally = Counter()
    for part in parts:
        total.update(part)
    return total


def ends(drawn: Sequence[float]) -> tuple[float, float]:
    """The ends of the 95 % interval of sorted draws."""
    cut = int(len(drawn) * (1 - _SHARE) / 2)
    return drawn[cut], drawn[-1 - cut]


def _flag_tally(pair: Pair) -> Tally:
    labelled, found = bool(pair.labelled), bool(pair.found)
    return _counted(
        right=labelled and found,
        extra=found and not labelled,
        missed=labelled and not found,
        rows=1,
    )


def _set_tally(pair: Pair) -> Tally:
    labelled, found = _names(pair.labelled), _names(pair.found)
    return _counted(
        right=len(labelled & found),
        extra=len(found - labelled),
        missed=len(labelled - found),
        rows=1,
    )


def _counted(**counts: int) -> Tally:
    return Counter(counts)


def _names(value: Value) -> frozenset[str]:
    return value if isinstance(value, frozenset) else frozenset()


def _found_or_not(tally: Tally) -> _Figures:
    """Precision, recall and F1; the share of false alarms where nothing was to be found."""
    right, extra, missed = tally["right"], tally["extra"], tally["missed"]
    rows = tally["rows"]
    if not right + missed:
        return {"false alarms": (_share(extra, rows), rows)}
    return {
        "precision": (_share(right, right + extra), right + extra),
        "recall": (_share(right, right + missed), right + missed),
        "F1": (f1(right, extra, missed), rows),
    }


def _text_tally(pair: Pair) -> Tally:
    tally: Tally = Counter({"rows": 1, "right": int(pair.agrees)})
    if not isinstance(pair.labelled, frozenset):
        tally[("labelled", pair.labelled)] += 1
        tally[("found", pair.found)] += 1
        tally[("right", pair.labelled)] += int(pair.agrees)
    return tally


def _exact(tally: Tally) -> _Figures:
    rows = tally["rows"]
    figures = {"exact": (_share(tally["right"], rows), rows)}
    classes = [key[1] for key in tally if isinstance(key, tuple) and key[0] == "labelled"]
    if classes:
        weighted = (tally[("labelled", each)] * _class_f1(tally, each) for each in classes)
        figures["weighted F1"] = (sum(weighted) / rows, rows)
    return figures


def _class_f1(tally: Tally, name: Hashable) -> float:
    right = tally[("right", name)]
    return f1(right, tally[("found", name)] - right, tally[("labelled", name)] - right)


def _toll_tally(pair: Pair) -> Tally:
    if not (isinstance(pair.labelled, tuple) and isinstance(pair.found, tuple)):
        return Counter()
    if pair.labelled[0]:
        near = _overlap(pair.labelled, pair.found)
        return Counter({"some": 1, "exact": int(pair.agrees), "near": int(near)})
    return Counter({"none": 1, "invented": int(pair.found[0] > 0)})


def _overlap(one: Range, other: Range) -> bool:
    above = one[1] is None or other[0] <= one[1]
    return above and (other[1] is None or one[0] <= other[1])


def _told(tally: Tally) -> _Figures:
    """The share of figures that are exact, or touch the range; and of those that were invented."""
    some, none = tally["some"], tally["none"]
    figures = {}
    if some:
        figures["exact, where some"] = (_share(tally["exact"], some), some)
        figures["in range, where some"] = (_share(tally["near"], some), some)
    if none:
        figures["invented, where none"] = (_share(tally["invented"], none), none)
    return figures


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


_TALLY: Mapping[str, Callable[[Pair], Tally]] = {
    "flag": _flag_tally,
    "set": _set_tally,
    "text": _text_tally,
    "toll": _toll_tally,
}
_FIGURES: Mapping[str, Callable[[Tally], _Figures]] = {
    "flag": _found_or_not,
    "set": _found_or_not,
    "text": _exact,
    "toll": _told,
}
