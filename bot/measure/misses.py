"""The worst misses, each with the sentence it rests on."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.measure.labels import Value
from bot.measure.scores import Pair
from bot.model.finding import Effect, Finding

#: How bad a wrong answer is, beside a figure that is off by a factor of ten.
_COST = {"relevant": 2.0, "alertable": 2.0, "sub_event_type": 1.0, "event_type": 1.5}
_USUAL_COST = 0.8
#: A thing that was not seen is worse than one too many.
_UNSEEN = 1.2
_LONGEST = 240


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """One row that was not read as labelled."""

    #: `file:line`.
    where: str
    id: str
    #: Label, labelled value, found value, in words.
    wrong: tuple[tuple[str, str, str], ...]
    cost: float
    #: The sentence that misled, or that should have led; with its mode where one was found.
    sentence: str
    mode: str | None


def miss(
    where: str, id_: str, pairs: Mapping[str, Pair], finding: Finding, text: str
) -> Miss | None:
    """What is wrong with one row; None where nothing is."""
    wrong = {name: pair for name, pair in pairs.items() if not pair.agrees}
    if not wrong:
        return None
    sentence, mode = _sentence(wrong, finding) or (_first(text), None)
    return Miss(
        where=where,
        id=id_,
        wrong=tuple((name, told(p.labelled), told(p.found)) for name, p in wrong.items()),
        cost=sum(_cost(name, pair) for name, pair in wrong.items()),
        sentence=sentence if len(sentence) <= _LONGEST else f"{sentence[:_LONGEST]}…",
        mode=mode,
    )


def told(value: Value) -> str:
    """A label's value in words."""
    match value:
        case bool():
            return "yes" if value else "no"
        case None:
            return "none"
        case (low, high):
            return (
                f"{low}" if low == high else f"{low} or more" if high is None else f"{low}–{high}"
            )
        case frozenset():
            return ", ".join(sorted(value)) or "none"
    return value


def _cost(name: str, pair: Pair) -> float:
    match pair.labelled, pair.found:
        case (int() as labelled, _), (int() as found, _):
            return abs(math.log10((found + 1) / (labelled + 1))) + 0.5
        case frozenset() as labelled, frozenset() as found:
            return 0.5 * len(labelled ^ found)
    unseen = pair.labelled not in (False, None) and pair.found in (False, None)
    return _COST.get(name, _USUAL_COST) * (_UNSEEN if unseen else 1.0)


def _sentence(wrong: Mapping[str, Pair], finding: Finding) -> tuple[str, str] | None:
    """The sentence of a claim where a figure is wrong, else of a signal, else of any claim."""
    effects = {name for name in wrong if name in set(Effect)}
    for each in _candidates(effects, finding):
        return each
    return None


def _candidates(effects: set[str], finding: Finding) -> Iterator[tuple[str, str]]:
    yield from ((c.sentence, c.mode) for c in finding.claims if c.effect in effects)
    by_type = sorted(
        finding.signals, key=lambda each: each.sub_event_type != finding.sub_event_type
    )
    yield from ((each.sentence, each.mode) for each in by_type)
    yield from ((claim.sentence, claim.mode) for claim in finding.claims)


def _first(text: str) -> str:
    return text.strip().partition("\n")[0]
