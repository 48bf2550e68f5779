"""Kinds of word: what a word is by itself, a bit for each, so that grammar costs one look."""

from collections.abc import Iterable, Mapping
from typing import Final

from bot.detect.numbers import FIRST, OPENERS, ORDINALS, STEMS, WORDS

# The first thirty are those that common words have: Python is quick with numbers of thirty bits.
#: Letters, rather than a sign or a number.
WORD: Final = 1 << 0
#: A figure that counts heads, and one that does not; known by their place alone.
FIGURE: Final = 1 << 1
MEASURE: Final = 1 << 2
PREPOSITION: Final = 1 << 3
SINGULAR: Final = 1 << 4
DEFINITE: Final = 1 << 5
CONJUNCTION: Final = 1 << 6
SUBORDINATOR: Final = 1 << 7
BE: Final = 1 << 8
HAVE: Final = 1 << 9
MODAL: Final = 1 << 10
#: A finite verb of the list; others are known by their endings.
VERB: Final = 1 << 11
PRONOUN: Final = 1 << 12
TIME: Final = 1 << 13
ADVERB: Final = 1 << 14
#: Tells how or when.
ADVERBIAL: Final = 1 << 15
PERSON: Final = 1 << 16
PLURAL: Final = 1 << 17
#: May begin a phrase of harm.
HARM: Final = 1 << 18
#: Every number expression has one of these.
NUMERIC: Final = 1 << 19
#: May begin a number expression.
OPENER: Final = 1 << 20
ED: Final = 1 << 21
ING: Final = 1 << 22
LY: Final = 1 << 23
#: In -ed or -ing, long enough for a verb, and no word that describes.
VERBAL: Final = 1 << 24
PART: Final = 1 << 25
#: In -ed or -en: with "to death" behind it, it kills.
BLOW: Final = 1 << 26
#: May speak of an overall figure: "toll", "number", "brings".
OVERALL: Final = 1 << 27
CUE: Final = 1 << 28
#: A word for several people that the list has.
CROWD: Final = 1 << 29
# The others are rare.
NEGATOR: Final = 1 << 30
#: In -ed, but it describes people.
DESCRIBED: Final = 1 << 31
MORE: Final = 1 << 32
GROUP: Final = 1 << 33
THING: Final = 1 << 34
ANIMAL: Final = 1 << 35
ATTACKER: Final = 1 << 36
RUNNER: Final = 1 << 37
VAGUE: Final = 1 << 38
#: The last of two words that are a cue together.
CUE_END: Final = 1 << 39
#: "45-year-old", "12-strong": describes somebody, and is no figure.
COMPOUND: Final = 1 << 40
ORDINAL: Final = 1 << 41
#: Ends in "'s".
OWNER: Final = 1 << 42

FUNCTION: Final = PREPOSITION | SINGULAR | DEFINITE | CONJUNCTION
FINITE: Final = BE | HAVE | MODAL | VERB

#: Letters of the shortest word that "ed" or "ing" makes a verb.
_SHORTEST = 5
#: Words that are remembered, and letters of the longest.
_ROOM, _LONGEST = 100_000, 40
_PEOPLE = (
    "men", "man", "woman", "girl", "girls", "boy", "boys", "workers", "child",
)  # fmt: skip
#: Before an office: "ex-mayor".
_FORMER = frozenset({"ex", "vice", "deputy", "co", "sub", "under", "non"})
_NO_PLURAL = ("ss", "us", "is", "'s", "as")
_OVERALL = frozenset("toll count number tally figure".split())
_BRINGS = ("bring", "brought", "rais", "tak", "took", "push")


class WordKinds(dict[str, int]):
    """The kinds of each word, worked out when it is first met."""

    def __init__(self, listed: Iterable[tuple[int, Iterable[str]]], stems: tuple[str, ...]) -> None:
        """Take the lists.

        Args:
            listed: the words of each kind that a list tells.
            stems: beginnings of words that are cues.
        """
        super().__init__()
        self._listed: dict[str, int] = {}
        self._stems = stems
        for kind, words in listed:
            for word in words:
                self._listed[word] = self._listed.get(word, 0) | kind

    def __missing__(self, word: str) -> int:
        kinds = self._kinds(word)
        if len(self) < _ROOM and len(word) < _LONGEST:
            self[word] = kinds
        return kinds

    def _kinds(self, word: str) -> int:
        kinds = self._listed.get(word, 0) | _ending(word) | _number(word)
        first, _, rest = word.partition("-")
        if word.endswith(_PEOPLE) or (first in _FORMER and self[rest] & PERSON):
            kinds |= PERSON
        if kinds & CROWD or word.endswith("men") or _is_plural(word):
            kinds |= PLURAL
        if word.startswith(self._stems):
            kinds |= CUE
        if word in ORDINALS:
            kinds |= ORDINAL
        if word in _OVERALL or word.startswith(_BRINGS):
            kinds |= OVERALL
        if kinds & ADVERB or (kinds & LY and not kinds & (PERSON | GROUP)):
            kinds |= ADVERBIAL
        long = len(word) >= _SHORTEST and "-" not in word
        if kinds & (ED | ING) and long and not kinds & (DESCRIBED | PERSON):
            kinds |= VERBAL
        return kinds


def _ending(word: str) -> int:
    kinds = WORD if word[:1].isalpha() else 0
    if not kinds and "-" in word and word[-1:].isalpha():
        kinds = COMPOUND
    for kind, ending in ((LY, "ly"), (ED, "ed"), (ING, "ing"), (OWNER, "'s"), (BLOW, ("ed", "en"))):
        if word.endswith(ending):
            kinds |= kind
    return kinds


def _is_plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith(_NO_PLURAL)


def _number(word: str) -> int:
    figure = word[:1] in FIRST or word.startswith(STEMS)
    kinds = OPENER if figure or word in OPENERS else 0
    return kinds | (NUMERIC if figure or word in WORDS else 0)


def listed(
    people: Mapping[str, frozenset[str]], grammar: Mapping[str, frozenset[str]]
) -> list[tuple[int, frozenset[str]]]:
    """The words of each kind, from the tables `people` and `grammar` of the lexicon."""
    kinds = {
        BE: "be", HAVE: "have", MODAL: "modals", SINGULAR: "singular", DEFINITE: "definite",
        PRONOUN: "pronouns", NEGATOR: "negators", PREPOSITION: "prepositions",
        SUBORDINATOR: "subordinators", TIME: "times", CONJUNCTION: "conjunctions",
        VERB: "verbs", DESCRIBED: "described", ADVERB: "adverbs",
    }  # fmt: skip
    of_people = {
        PART: "parts", MORE: "more", GROUP: "groups", THING: "things", ANIMAL: "animals",
        ATTACKER: "attackers", RUNNER: "runners", VAGUE: "vague", CROWD: "plurals",
    }  # fmt: skip
    return [
        *((kind, grammar[name]) for kind, name in kinds.items()),
        *((kind, people[name]) for kind, name in of_people.items()),
    ]
