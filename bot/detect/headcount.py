"""Headcounts: whether what a word of harm tells counts people."""

from bot.detect.claim_words import Form
from bot.detect.harm import Harm
from bot.detect.reading import Reading
from bot.detect.word_kinds import (
    PERSON,
    RUNNER,
    THING,
)
from bot.detect.wording import Wording
from bot.model.finding import Count, Effect

_ONE = Count(1, 1)
#: Only people are.
_KIDNAPS = ("kidnap", "abduct")
#: Effects that things may suffer too.
_NAMED = frozenset({Effect.CAPTURED, Effect.DISPLACED, Effect.MISSING})


def counts_people(wording: Wording, harm: Harm, reading: Reading) -> bool:
    """Whether a reading counts people; "captured a town" does not.

    Args:
        wording: the sentence.
        harm: the word of harm.
        reading: what it says.
    """
    if harm.effect in _NAMED:
        if _runs_away(wording, harm, reading):
            return False
        if wording.text(harm.start).startswith(_KIDNAPS) and reading.count != _ONE:
            return reading.count is not None
        people = harm.form is not Form.ACTIVE or any(
            wording.is_a(i, PERSON) for i in range(reading.start, reading.end)
        )
        return people and reading.person and reading.count is not None
    if wording.text(reading.start - 1) == "of" and wording.is_a(reading.start - 2, THING):
        return reading.start > harm.start  # "The house of the chief was burned"
    word = " ".join(wording.text(i) for i in range(harm.start, harm.end))
    weak = wording.lexicon.weak
    if reading.start < harm.start:
        weak = weak | wording.lexicon.weak_passive
    return reading.person or word not in weak


def _runs_away(wording: Wording, harm: Harm, reading: Reading) -> bool:
    """For "the four attackers fled": nobody is driven from his home."""
    if harm.form is not Form.INTRANSITIVE or harm.effect is not Effect.DISPLACED:
        return False
    runs = any(kind & RUNNER for kind in wording.kinds[reading.start : reading.end])
    return reading.count == _ONE or reading.attackers or runs
