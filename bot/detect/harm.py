"""Words of harm in a sentence: which effect, where, and on which side its people stand."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.detect.claim_words import DRIVES, ClaimWords, Form
from bot.detect.word_kinds import (
    BE,
    BLOW,
    FIGURE,
    HARM,
    WORD,
)
from bot.model.finding import Effect

#: Words that may stand between "sustained" and "injuries".
_BETWEEN = 6
#: Words that may stand between "forced" and "from their homes".
_FAR = 10
_OUT = frozenset({"from", "of", "to"})
_AWAY = frozenset({"their", "flee", "home"})
#: "To death" behind these kills nobody.
_FIGURATIVE = frozenset(
    "sentenced condemned scared frightened bored worked opposed committed".split()
)
#: With "alive" behind them these kill.
_FIRES = frozenset({"burned", "burnt"})


class Harm(NamedTuple):
    """A word of harm; `start` and `end` are places among the words."""

    effect: Effect
    form: Form
    start: int
    end: int


def harms(texts: Sequence[str], kinds: Sequence[int], lexicon: ClaimWords) -> list[Harm]:
    """Every word of harm, in reading order, the longest phrase winning.

    Args:
        texts: the words of a sentence, figures merged.
        kinds: their kinds.
        lexicon: the vocabulary of claims.
    """
    may = HARM | BLOW if "death" in texts else HARM
    found: list[Harm] = []
    done = 0
    for index in [index for index, kind in enumerate(kinds) if kind & may]:
        if index < done:
            continue
        harm = (
            _suffered(texts, kinds, index, lexicon)
            or _phrase(texts, index, lexicon)
            or _driven(texts, kinds, index)
        )
        if harm is not None:
            found.append(harm)
            done = harm.end
    return found


def _phrase(texts: Sequence[str], index: int, lexicon: ClaimWords) -> Harm | None:
    text = texts[index]
    if text in _FIRES and "alive" in texts[index + 2 : index + 2 + _BETWEEN]:
        return Harm(Effect.KILLED, Form.PARTICIPLE, index, index + 1)
    for phrase, effect, form in lexicon.effects.get(text, ()):
        end = index + len(phrase)
        if len(phrase) == 1 or tuple(texts[index:end]) == phrase:
            return Harm(effect, form, index, end)
    blow = text.endswith(("ed", "en")) and text not in _FIGURATIVE
    if blow and tuple(texts[index + 1 : index + 3]) == ("to", "death"):
        return Harm(Effect.KILLED, Form.PARTICIPLE, index, index + 3)
    return None


def _driven(texts: Sequence[str], kinds: Sequence[int], index: int) -> Harm | None:
    """For "forced 2,000 people from their homes", "forcing hundreds to flee"."""
    if texts[index] not in DRIVES:
        return None
    counted = False
    for place in range(index + 1, min(index + 1 + _FAR, len(texts) - 1)):
        counted = counted or bool(kinds[place] & FIGURE)
        if texts[place] in _OUT and texts[place + 1] in _AWAY and counted:
            return Harm(Effect.DISPLACED, Form.ACTIVE, index, index + 1)
    return None


def _suffered(
    texts: Sequence[str], kinds: Sequence[int], index: int, lexicon: ClaimWords
) -> Harm | None:
    """For "sustained serious burn injuries", "were treated for gunshot wounds"."""
    if texts[index] not in lexicon.harm_verbs or (
        texts[index] == "treated" and not (index and kinds[index - 1] & BE)
    ):
        return None
    for end in range(index + 1, min(index + 1 + _BETWEEN, len(texts))):
        if texts[end] in lexicon.harms:
            return Harm(Effect.INJURED, Form.HARM, index, end + 1)
        if not kinds[end] & (WORD | FIGURE) and texts[end] not in {"-", ","}:
            return None
    return None
