"""Harm told in words that stand apart: "took ten people hostage", "sustained severe burns"."""

from collections.abc import Sequence
from typing import TypeAlias

from bot.detect.claim_words import DRIVES, LOSES, PRISONERS, TAKES, ClaimWords, Form
from bot.detect.word_kinds import (
    BE,
    FIGURE,
    PREPOSITION,
    WORD,
)
from bot.model.finding import Effect

#: What befell whom: the effect, how its word stands to its people, and where it stands.
_Apart: TypeAlias = tuple[Effect, Form, int, int]

#: Words that may stand between "sustained" and "injuries", between "lost" and "an eye", and
#: between "forced" and "from their homes".
_BETWEEN, _NEAR, _FAR = 6, 3, 10
_OUT = frozenset({"from", "of", "to"})
_AWAY = frozenset({"their", "flee", "home"})
_LIMBS = frozenset("eye eyes leg legs arm arms limb limbs hand hands foot feet fingers".split())
_WHOSE = frozenset("a an one both two his her their".split())


def told_apart(
    texts: Sequence[str], kinds: Sequence[int], index: int, lexicon: ClaimWords
) -> _Apart | None:
    """What a word tells together with one further on; None where it tells nothing.

    Args:
        texts: the words of a sentence, figures merged.
        kinds: their kinds.
        index: the word.
        lexicon: the vocabulary of claims.
    """
    text = texts[index]
    if text in DRIVES:
        return _driven(texts, kinds, index)
    if text in TAKES:
        return _taken(texts, kinds, index)
    if text in LOSES:
        return _maimed(texts, index)
    return _suffered(texts, kinds, index, lexicon) if text in lexicon.harm_verbs else None


def _driven(texts: Sequence[str], kinds: Sequence[int], index: int) -> _Apart | None:
    """For "forced 2,000 people from their homes", "forcing hundreds to flee"."""
    counted = False
    for place in range(index + 1, min(index + 1 + _FAR, len(texts) - 1)):
        counted = counted or bool(kinds[place] & FIGURE)
        if texts[place] in _OUT and texts[place + 1] in _AWAY and counted:
            return Effect.DISPLACED, Form.ACTIVE, index, index + 1
    return None


def _taken(texts: Sequence[str], kinds: Sequence[int], index: int) -> _Apart | None:
    """For "took eleven soldiers prisoner"."""
    for place in range(index + 1, min(index + 1 + _FAR, len(texts))):
        if texts[place] in PRISONERS:
            return (Effect.CAPTURED, Form.ACTIVE, index, index + 1) if place > index + 1 else None
        if kinds[place] & PREPOSITION or not kinds[place] & (WORD | FIGURE):
            return None
    return None


def _maimed(texts: Sequence[str], index: int) -> _Apart | None:
    """For "lost an eye", "lost both legs"; "lost foot soldiers" is another loss."""
    for place in range(index + 1, min(index + 1 + _NEAR, len(texts))):
        if texts[place] in _LIMBS and (texts[place - 1] in _WHOSE or texts[place] == "limbs"):
            return Effect.INJURED, Form.HARM, index, place + 1
    return None


def _suffered(
    texts: Sequence[str], kinds: Sequence[int], index: int, lexicon: ClaimWords
) -> _Apart | None:
    """For "sustained serious burn injuries", "were treated for gunshot wounds"."""
    for end in range(index + 1, min(index + 1 + _BETWEEN, len(texts))):
        if texts[end] in lexicon.harms:
            # "Doctors treated six men for burns".
            if texts[index] == "treated" and not (index and kinds[index - 1] & BE):
                return Effect.INJURED, Form.ACTIVE, index, index + 1
            return Effect.INJURED, Form.HARM, index, end + 1
        if not kinds[end] & (WORD | FIGURE) and texts[end] not in {"-", ","}:
            return None
    return None
