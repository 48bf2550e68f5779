"""Nouns of harm: "five deaths", "no casualties", "the body of a man"."""

from collections.abc import Iterator

from bot.detect.harm import Harm
from bot.detect.people import groups
from bot.detect.reading import Reading, opener_of, reading_of
from bot.detect.word_kinds import (
    FIGURE,
    PREPOSITION,
    SUBORDINATOR,
    WORD,
)
from bot.detect.wording import Wording
from bot.model.finding import Count, Standing

_ONE = Count(1, 1)
#: Words between a figure and its noun ("three civilian deaths").
_REACH = 3
#: Words before and behind within which it is said that a body was found.
_BEFORE, _BEHIND = 8, 30
_NONE = frozenset({"no", "zero", "nil", "without", "any"})
_FOUND = frozenset(
    "found recovered discovered dumped retrieved lying pulled exhumed unearthed fished seen"
    " brought received counted".split()
)
#: What is done with several: "the morgue took in 17 bodies".
_HANDLED = frozenset("buried took taken delivered arrived lay laid littered".split())
_COUNTABLE = frozenset("fatalities casualties deaths".split())
_UNKNOWN = frozenset("unknown unclear unconfirmed unspecified undetermined".split())
_LIVES = frozenset({"lives", "life"})
_TAKERS = ("claim", "took", "tak", "cost", "lost", "snuff", "los")
#: The dead and the wounded together: a figure of them is no toll of either.
_BOTH = frozenset({"casualties", "casualty", "losses"})


def told_of_noun(wording: Wording, harm: Harm) -> Iterator[Reading]:
    """For "five deaths", "no fatalities", "claimed five lives", "casualties unknown"."""
    unknown = {wording.text(harm.end + i) for i in range(4)} & _UNKNOWN
    if wording.text(harm.end - 1) in _COUNTABLE and unknown:
        yield Reading(count=None, of="people", start=harm.start, end=harm.end)
        return
    for index in range(harm.start - 1, max(-1, harm.start - 1 - _REACH), -1):
        none = wording.text(index) in _NONE
        if none or wording.is_a(index, FIGURE):
            if none or _is_toll(wording, harm, index):
                yield _figure(wording, harm, index, none=none)
            return
        if not wording.is_a(index, WORD) or wording.is_a(index, PREPOSITION):
            return


def told_of_body(wording: Wording, harm: Harm) -> Iterator[Reading]:
    """For "the body of a man was found", "three bodies were recovered"."""
    near = wording.texts[max(0, harm.start - _BEFORE) : harm.end + _BEHIND]
    figured = wording.figured(max(0, harm.start - _REACH), harm.start)
    if _FOUND.isdisjoint(near) and not (figured and not _HANDLED.isdisjoint(near)):
        return
    opener = opener_of(wording, harm.start)
    if figured:
        yield from told_of_noun(wording, harm)
    elif wording.text(harm.end) == "of":
        for group in groups(wording, harm.end + 1, _before_verb(wording, harm.end + 1)):
            yield reading_of(wording, group, negated=False, opener=opener)
    elif wording.text(harm.end - 1) in {"body", "corpse"}:
        known = wording.text(harm.start - 1) in {"his", "her", "the", "their", "whose"}
        standing = Standing.PART if known else Standing.GROUP
        yield Reading(
            count=_ONE, of="people", start=harm.start, end=harm.end, standing=standing,
            opener=opener,
        )  # fmt: skip


def _before_verb(wording: Wording, start: int) -> int:
    """Where the people end whose bodies they are: "of a man and a woman were found"."""
    index = start
    while index < wording.size and not wording.is_verb(index):
        if wording.is_a(index, SUBORDINATOR) or wording.text(index) in {";", ":", "."}:
            break
        index += 1
    return index


def _is_toll(wording: Wording, harm: Harm, index: int) -> bool:
    """Whether the figure counts the dead or the injured: lives must be taken, bodies found."""
    text = wording.text(harm.end - 1)
    stretch = range(max(0, index - 6), min(wording.size, harm.end + 8))
    near = {wording.text(place) for place in stretch}
    if text in _LIVES:
        return any(word.startswith(_TAKERS) for word in near)
    if "bod" in text or "corpse" in text:
        return bool(near & (_FOUND | _HANDLED))
    return text not in _BOTH


def _figure(wording: Wording, harm: Harm, index: int, *, none: bool) -> Reading:
    return Reading(
        count=None if none else wording.count(index), of="people", start=index, end=harm.end,
        negated=none, opener=opener_of(wording, index),
    )  # fmt: skip
