"""The vocabulary of claims, compiled from `config/lexicon/claims.toml`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

import re2

from bot.detect.scan import Pattern, compiled
from bot.model.finding import Effect

#: How a word of an effect stands to the people it happened to.
FORMS = ("participles", "actives", "intransitives", "adjectives", "nouns", "bodies")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimWords:
    """Sets of folded words, and the words of each effect by their first word."""

    #: First word → (all words, effect, form), the longest first.
    effects: Mapping[str, tuple[tuple[tuple[str, ...], Effect, str], ...]]
    harm_verbs: frozenset[str]
    harms: frozenset[str]
    singulars: frozenset[str]
    plurals: frozenset[str]
    groups: frozenset[str]
    things: frozenset[str]
    animals: frozenset[str]
    attackers: frozenset[str]
    runners: frozenset[str]
    weak: frozenset[str]
    weak_passive: frozenset[str]
    vague: frozenset[str]
    parts: frozenset[str]
    more: frozenset[str]
    grammar: Mapping[str, frozenset[str]]
    cues: frozenset[str]
    cue_stems: tuple[str, ...]
    links: frozenset[str]
    #: Whether a text tells of violence, of an accident, and of a death in peace.
    violence: Pattern
    accidents: Pattern
    #: Whether somebody was hurt, by whomever.
    hurt: Pattern
    natural: Pattern
    #: One search that tells whether a text can hold a claim at all.
    anything: Pattern

    @classmethod
    def of(cls, raw: Mapping[str, Mapping[str, Iterable[str]]]) -> Self:
        """Compile the raw lexicon; the keys are those of `config/lexicon/claims.toml`."""
        people = {key: frozenset(words) for key, words in raw["people"].items()}
        cues = tuple(raw["background"]["cues"])
        injured = raw["injured"]
        return cls(
            effects=_by_first_word(raw),
            harm_verbs=frozenset(injured["harm_verbs"]),
            harms=frozenset(injured["harms"]),
            singulars=people["persons"],
            plurals=people["plurals"] | {_plural(word) for word in people["persons"]},
            groups=people["groups"],
            things=people["things"] | {_plural(word) for word in people["things"]},
            animals=people["animals"] | {_plural(word) for word in people["animals"]},
            attackers=people["attackers"],
            runners=people["runners"],
            weak=people["weak"],
            weak_passive=people["weak_passive"],
            vague=people["vague"],
            parts=people["parts"],
            more=people["more"],
            grammar={key: frozenset(words) for key, words in raw["grammar"].items()},
            cues=frozenset(cue for cue in cues if not cue.endswith("*")),
            cue_stems=tuple(cue[:-1] for cue in cues if cue.endswith("*")),
            violence=_beginning(raw["background"]["violence"]),
            accidents=_beginning(raw["background"]["accidents"]),
            hurt=_beginning(raw["background"]["hurt"]),
            natural=_beginning(raw["background"]["natural"]),
            links=frozenset(raw["background"]["links"]),
            anything=compiled(_any_of(raw)),
        )

    def is_cue(self, word: str, before: str = "") -> bool:
        """Whether the word, or it with the one before it, tells of protest, mourning, justice."""
        return (
            word in self.cues or word.startswith(self.cue_stems) or f"{before} {word}" in self.cues
        )

    def is_person(self, word: str) -> bool:
        """Whether the word names a person or several."""
        if word in self.singulars or word in self.plurals or word in self.attackers:
            return True
        return word.endswith(
            ("men", "man", "woman", "girl", "girls", "boy", "boys", "workers", "child")
        )

    def is_plural(self, word: str) -> bool:
        """Whether the word means several."""
        if word in self.plurals or word.endswith("men"):
            return True
        return word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "as"))


def _by_first_word(
    raw: Mapping[str, Mapping[str, Iterable[str]]],
) -> dict[str, tuple[tuple[tuple[str, ...], Effect, str], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], Effect, str]]] = {}
    for effect in Effect:
        for form in FORMS:
            for phrase in raw[effect.value].get(form, ()):
                words = tuple(phrase.replace(",", " ,").split())
                found.setdefault(words[0], []).append((words, effect, form))
    return {first: tuple(sorted(each, key=_longest_first)) for first, each in found.items()}


def _longest_first(entry: tuple[tuple[str, ...], Effect, str]) -> int:
    return -len(entry[0])


def _beginning(stems: Iterable[str]) -> Pattern:
    return compiled(rf"(?:^|[^\pL])(?:{'|'.join(map(re2.escape, stems))})")


def _any_of(raw: Mapping[str, Mapping[str, Iterable[str]]]) -> str:
    phrases = {
        phrase for effect in Effect for form in FORMS for phrase in raw[effect.value].get(form, ())
    }
    phrases |= {*raw["injured"]["harms"], "toll", "body count", "to death"}
    # What begins with a word of harm is found by that word.
    words = {each for each in phrases if " " not in each or each.split()[0] not in phrases}
    sources = (" +".join(map(re2.escape, each.split())) for each in sorted(words))
    return r"(?:^|[^\pL])(?:" + "|".join(sources) + r")(?:[^\pL]|$)"


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
