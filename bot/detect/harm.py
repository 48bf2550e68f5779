"""Words of harm in a sentence: which effect, where, and on which side its people stand."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.detect.claim_words import ClaimWords
from bot.detect.tokens import Token
from bot.model.finding import Effect

#: Words that may stand between "sustained" and "injuries".
_BETWEEN = 6
#: "To death" behind these kills nobody.
_FIGURATIVE = frozenset(
    "sentenced condemned scared frightened bored worked opposed committed".split()
)


#: With "alive" behind them these kill.
_FIRES = frozenset({"burned", "burnt"})


class Form(StrEnum):
    """How a word of harm stands to its people."""

    PARTICIPLE = "participles"
    ACTIVE = "actives"
    INTRANSITIVE = "intransitives"
    ADJECTIVE = "adjectives"
    NOUN = "nouns"
    BODY = "bodies"
    HARM = "harm"


@dataclass(frozen=True, slots=True)
class Harm:
    """A word of harm; `start` and `end` are token indices."""

    effect: Effect
    form: Form
    start: int
    end: int


def harms(words: tuple[Token, ...], lexicon: ClaimWords) -> tuple[Harm, ...]:
    """Every word of harm, in reading order, the longest phrase winning."""
    return tuple(_harms(words, lexicon))


def _harms(words: tuple[Token, ...], lexicon: ClaimWords) -> Iterator[Harm]:
    index = 0
    while index < len(words):
        harm = _suffered(words, index, lexicon) or _phrase(words, index, lexicon)
        if harm is not None:
            yield harm
            index = harm.end
        else:
            index += 1


def _phrase(words: tuple[Token, ...], index: int, lexicon: ClaimWords) -> Harm | None:
    if words[index].text in _FIRES and any(
        word.text == "alive" for word in words[index + 2 : index + 2 + _BETWEEN]
    ):
        return Harm(Effect.KILLED, Form.PARTICIPLE, index, index + 1)
    for phrase, effect, form in lexicon.effects.get(words[index].text, ()):
        end = index + len(phrase)
        if all(w.text == p for w, p in zip(words[index:end], phrase, strict=False)) and end <= len(
            words
        ):
            return Harm(effect, Form(form), index, end)
    blow = words[index].text.endswith(("ed", "en")) and words[index].text not in _FIGURATIVE
    if blow and [word.text for word in words[index + 1 : index + 3]] == ["to", "death"]:
        return Harm(Effect.KILLED, Form.PARTICIPLE, index, index + 3)
    return None


def _suffered(words: tuple[Token, ...], index: int, lexicon: ClaimWords) -> Harm | None:
    """For "Sustained serious burn injuries"."""
    if words[index].text not in lexicon.harm_verbs:
        return None
    for end in range(index + 1, min(index + 1 + _BETWEEN, len(words))):
        if words[end].text in lexicon.harms:
            return Harm(Effect.INJURED, Form.HARM, index, end + 1)
        if not words[end].word and words[end].text not in {"-", ","} and words[end].count is None:
            return None
    return None
