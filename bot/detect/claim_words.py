"""The vocabulary of claims, compiled from `config/lexicon/claims.toml`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Self, TypeAlias

import re2

from bot.detect.scan import Pattern, compiled, found
from bot.detect.text import Sentence
from bot.detect.tokens import Stretches
from bot.detect.word_kinds import ATTACKER, CUE, CUE_END, HARM, PERSON, WordKinds, listed
from bot.detect.words import EVERY, WordIndex, easiest, words_of
from bot.model.finding import Effect


class Form(StrEnum):
    """How a word of an effect stands to the people it happened to."""

    PARTICIPLE = "participles"
    ACTIVE = "actives"
    INTRANSITIVE = "intransitives"
    ADJECTIVE = "adjectives"
    NOUN = "nouns"
    BODY = "bodies"
    #: "Sustained injuries": no list of its own.
    HARM = "harm"


#: With "from their homes" or "to flee" behind its people these displace them.
DRIVES = frozenset("forced forces forcing drove driven driving".split())
#: With "hostage" or "prisoner" behind its people, and with a limb behind.
TAKES = frozenset("took take takes taking taken".split())
PRISONERS = frozenset({"hostage", "hostages", "prisoner", "prisoners", "captive"})
LOSES = frozenset("lost loses losing lose".split())
#: First word → (all words, effect, form), the longest first.
_Effects: TypeAlias = dict[str, tuple[tuple[tuple[str, ...], Effect, Form], ...]]
_Raw: TypeAlias = Mapping[str, Mapping[str, Iterable[str]]]


@dataclass(frozen=True, slots=True)
class Sign:
    """Phrases of which a text has one or none; its words are asked before the pattern is."""

    #: Bits of which a text that has one of the phrases has one; all where it has no such words.
    may: int
    #: Bits of words that are such a phrase.
    sure: int
    pattern: Pattern

    def stands(self, sentence: Sentence) -> bool:
        """Whether a sentence has one of the phrases."""
        seen = sentence.seen
        if not seen & self.may:
            return False
        return bool(seen != EVERY and seen & self.sure) or found(self.pattern, sentence.folded)

    def stands_in(self, folded: str) -> bool:
        """Whether a whole text has one of the phrases."""
        return found(self.pattern, folded)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimWords:
    """Sets of folded words, and the words of each effect by their first word."""

    effects: _Effects
    harm_verbs: frozenset[str]
    harms: frozenset[str]
    weak: frozenset[str]
    weak_passive: frozenset[str]
    things: frozenset[str]
    cues: frozenset[str]
    links: frozenset[str]
    grammar: Mapping[str, frozenset[str]]
    #: The kinds of every word.
    kinds: WordKinds
    #: The words and signs of every stretch of signs.
    stretches: Stretches
    #: Whether a text tells of violence, of an accident, and of a death in peace.
    violence: Sign
    accidents: Sign
    natural: Sign
    #: Whether somebody was hurt, by whomever.
    hurt: Sign
    #: Whether a text can hold a claim at all.
    anything: Sign

    @classmethod
    def of(cls, raw: _Raw, index: WordIndex | None = None) -> Self:
        """Compile the raw lexicon; the keys are those of `config/lexicon/claims.toml`.

        Args:
            raw: its tables.
            index: where the words are taken in that tell which sentences to read.
        """
        index = index or WordIndex()
        people = _people(raw)
        grammar = {key: frozenset(words) for key, words in raw["grammar"].items()}
        background = raw["background"]
        effects = _by_first_word(raw)
        return cls(
            effects=effects,
            harm_verbs=frozenset(raw["injured"]["harm_verbs"]),
            harms=frozenset(raw["injured"]["harms"]),
            weak=people["weak"],
            weak_passive=people["weak_passive"],
            things=people["things"],
            cues=frozenset(cue for cue in background["cues"] if not cue.endswith("*")),
            links=frozenset(background["links"]),
            grammar=grammar,
            kinds=_kinds(raw, people, grammar, effects),
            stretches=Stretches(),
            violence=_beginning(background["violence"], index),
            accidents=_beginning(background["accidents"], index),
            natural=_beginning(background["natural"], index),
            hurt=_beginning(background["hurt"], index),
            anything=_any_of(raw, index),
        )


def _people(raw: _Raw) -> dict[str, frozenset[str]]:
    """The words for people, animals and things, with the plurals of those that are singular."""
    people = {key: frozenset(words) for key, words in raw["people"].items()}
    for name in ("things", "animals"):
        people[name] |= {_plural(word) for word in people[name]}
    people["plurals"] |= {_plural(word) for word in people["persons"]}
    return people


def _kinds(
    raw: _Raw,
    people: Mapping[str, frozenset[str]],
    grammar: Mapping[str, frozenset[str]],
    effects: _Effects,
) -> WordKinds:
    cues = tuple(raw["background"]["cues"])
    whole = [cue for cue in cues if not cue.endswith("*")]
    return WordKinds(
        [
            *listed(people, grammar),
            (PERSON, people["persons"] | people["plurals"] | people["attackers"]),
            (ATTACKER, people["attackers"]),
            (CUE, (cue for cue in whole if " " not in cue)),
            (CUE_END, (cue.split()[-1] for cue in whole if " " in cue)),
            (HARM, effects.keys() | set(raw["injured"]["harm_verbs"]) | DRIVES | TAKES | LOSES),
        ],
        tuple(cue[:-1] for cue in cues if cue.endswith("*")),
    )


def _by_first_word(raw: _Raw) -> _Effects:
    known: dict[str, list[tuple[tuple[str, ...], Effect, Form]]] = {}
    for effect in Effect:
        for form in Form:
            for phrase in raw[effect.value].get(form, ()):
                words = tuple(phrase.replace(",", " ,").split())
                known.setdefault(words[0], []).append((words, effect, form))
    return {first: tuple(sorted(each, key=_longest_first)) for first, each in known.items()}


def _longest_first(entry: tuple[tuple[str, ...], Effect, Form]) -> int:
    return -len(entry[0])


def _beginning(stems: Iterable[str], index: WordIndex) -> Sign:
    """A sign of phrases whose last words may go on: "explo", "opened fire"."""
    stems = tuple(stems)
    asked = {_easiest([*words[:-1], words[-1] + "*"]) for words in map(_words, stems)}
    alone = {f"{stem}*" for stem in stems if _words(stem) == [stem]}
    pattern = compiled(rf"(?:^|[^\pL])(?:{'|'.join(map(re2.escape, stems))})")
    return Sign(index.bit(frozenset(asked)), index.bit(frozenset(alone)), pattern)


def _any_of(raw: _Raw, index: WordIndex) -> Sign:
    phrases = {
        phrase for effect in Effect for form in Form for phrase in raw[effect.value].get(form, ())
    }
    phrases |= {*raw["injured"]["harms"], "toll", "body count", "to death", "to flee"}
    phrases |= {"their homes", "their villages", "their houses", "their camps", *PRISONERS}
    # What begins with a word of harm is found by that word.
    words = {each for each in phrases if " " not in each or each.split()[0] not in phrases}
    sources = (" +".join(map(re2.escape, each.split())) for each in sorted(words))
    source = r"(?:^|[^\pL])(?:" + "|".join(sources) + r")(?:[^\pL]|$)"
    alone = frozenset(each for each in words if _words(each) == [each])
    # "Confirmed the death of" is told by "death".
    others = (split for split in map(_words, words) if alone.isdisjoint(split))
    asked = alone | {_easiest(split) for split in others}
    return Sign(index.bit(asked), index.bit(alone), compiled(source))


def _words(phrase: str) -> list[str]:
    return [word.decode() for word in words_of(phrase)]


def _easiest(words: Iterable[str]) -> str:
    """The word of a phrase that the fewest texts have."""
    return next(iter(easiest(frozenset({word}) for word in words)))


def _plural(word: str) -> str:
    if word.endswith("man"):
        return word[:-2] + "en"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    if word.endswith(("s", "ch", "sh", "x")):
        return word + "es"
    return {"child": "children", "thief": "thieves", "wife": "wives", "person": "persons"}.get(
        word, word + "s"
    )
