"""Participles: "was killed", "two murdered men": what verb they have, and whom they describe."""

from collections.abc import Iterator

from bot.detect.harm import Harm
from bot.detect.reading import Reading, opener_of
from bot.detect.word_kinds import (
    ADVERB,
    BE,
    BLOW,
    DEFINITE,
    FIGURE,
    FUNCTION,
    LY,
    MORE,
    PERSON,
    PREPOSITION,
    PRONOUN,
    SINGULAR,
    SUBORDINATOR,
    TIME,
    WORD,
)
from bot.detect.wording import Wording
from bot.model.finding import Standing

#: Words between "was" and its participle.
_CHAIN = 9
#: Words that may stand there, without an ending that tells it.
_BEFORE = frozenset("shot hacked to death dead set beat hit found".split())


def auxiliary(wording: Wording, before: int) -> int | None:
    """The "was" of a passive, across "shot and", "later", "reportedly"; None without one.

    Args:
        wording: the sentence.
        before: the participle.
    """
    index = before - 1
    while index >= 0 and before - index < _CHAIN:
        text = wording.text(index)
        if text in {"both", "all"} and wording.is_a(index - 1, BE):
            return index - 1
        if wording.is_a(index, BE):
            return index
        joined = text in {"and", ","} and index != before
        link = joined or wording.is_a(index, ADVERB | LY | BLOW)
        if not link and text not in _BEFORE:
            return None
        if wording.is_a(index, FIGURE | MORE):
            return None
        index -= 1
    return None


def describes(wording: Wording, harm: Harm) -> bool:
    """For "A murdered farmer", "two wounded men": an adjective before its noun."""
    before = harm.start - 1
    while wording.is_a(before, ADVERB | LY):
        before -= 1
    opens = wording.is_a(before, SINGULAR | DEFINITE)
    figure = before >= 0 and wording.is_a(before, FIGURE)
    person = wording.is_a(harm.end, PERSON)
    if before < 0:
        return person
    if wording.is_a(before, PREPOSITION) and not wording.is_a(before, TIME):
        # "For injured striker": no article, and no object either.
        return person or _is_plain(wording, harm.end)
    return (opens or figure) and person


def _is_plain(wording: Wording, index: int) -> bool:
    """Whether the token is a noun or an adjective without its article."""
    other = wording.is_a(index, FUNCTION | TIME | ADVERB | SUBORDINATOR | PRONOUN)
    return wording.is_a(index, WORD) and not other and not wording.is_verb(index)


def described(wording: Wording, harm: Harm) -> Iterator[Reading]:
    """Only a figure tells something new: "two murdered men"."""
    count = wording.count(harm.start - 1)
    if count is not None:
        yield Reading(
            count=count, of=wording.text(harm.end), start=harm.start - 1, end=harm.end + 1,
            standing=Standing.PART, opener=opener_of(wording, harm.start - 1),
        )  # fmt: skip
