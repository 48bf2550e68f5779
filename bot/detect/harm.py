"""Words of harm in a sentence: which effect, where, and on which side its people stand."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.detect.apart import told_apart
from bot.detect.claim_words import ClaimWords, Form
from bot.detect.word_kinds import (
    BLOW,
    HARM,
)
from bot.model.finding import Effect

#: Words that may stand between "burned" and "alive".
_BETWEEN = 6
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
        apart = told_apart(texts, kinds, index, lexicon)
        harm = Harm(*apart) if apart else _phrase(texts, index, lexicon)
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
    to_death = tuple(texts[index + 1 : index + 3]) == ("to", "death")
    if to_death and text.endswith(("ed", "en")) and text not in _FIGURATIVE:
        return Harm(Effect.KILLED, Form.PARTICIPLE, index, index + 3)
    return None
