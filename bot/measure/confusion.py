"""Which type was taken for which."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.measure.scores import Pair, f1


@dataclass(frozen=True, slots=True, kw_only=True)
class Class:
    """One labelled type: how often it was found, and what it was taken for; None is no type."""

    name: str | None
    rows: int
    right: int
    precision: float
    recall: float
    f1: float
    #: Wrongly found types with their counts, the most frequent first.
    taken_for: tuple[tuple[str | None, int], ...]


def confusion(pairs: Sequence[Pair]) -> list[Class]:
    """A row for each type that was labelled or found, the most frequent first."""
    table = Counter((_name(pair.labelled), _name(pair.found)) for pair in pairs)
    labelled: Counter[str | None] = Counter()
    found: Counter[str | None] = Counter()
    for (one, other), count in table.items():
        labelled[one] += count
        found[other] += count
    names = sorted({*labelled, *found}, key=lambda name: (-labelled[name], str(name)))
    shown = [name for name in names if name is not None or labelled[name]]
    return [_class(name, table, labelled[name], found[name]) for name in shown]


def _class(
    name: str | None, table: Counter[tuple[str | None, str | None]], labelled: int, found: int
) -> Class:
    right = table[(name, name)]
    wrong = Counter(
        {other: n for (one, other), n in table.items() if one == name and other != name}
    )
    return Class(
        name=name,
        rows=labelled,
        right=right,
        precision=right / found if found else 0.0,
        recall=right / labelled if labelled else 0.0,
        f1=f1(right, found - right, labelled - right),
        taken_for=tuple(wrong.most_common()),
    )


def _name(value: object) -> str | None:
    return None if value is None else str(value)
