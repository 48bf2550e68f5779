"""Words: what a text's words alone tell, before any pattern runs."""

import string
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TypeAlias, TypeVar

#: What each word of a phrase asks for: one of these words; "attack*" stands for any ending.
Needs: TypeAlias = tuple[frozenset[str], ...]
_T = TypeVar("_T")

#: The bits of a text that may have any word.
EVERY = -1
#: Words lie between RE2's word boundaries, which know ASCII only.
_WORD = (string.ascii_lowercase + string.digits + "_").encode()
_APART = bytes(code if code in _WORD else ord(" ") for code in range(256))
#: Words that many sentences have: a poor sign of anything.
_COMMON = frozenset(
    "a about after against all also an and any are around as at back be been before being between"
    " but by can could day days did do does during each end every first for from get had has have"
    " he her here him his how i if in into is it its just know last like made make many may me more"
    " most mr much must my never new no not now of off on one only or other our out over own part"
    " people said same say says set she should since so some still such take than that the their"
    " them then there these they this those three through time to today too two under until up us"
    " very was way we week well were what when where which while who whom why will with within"
    " without would year years you your".split()
)
#: Words that are remembered; more than English news uses in a month.
_ROOM = 100_000
#: Letters; longer ones are no words of a language.
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Asked:
    """What a phrase asks a text's words for."""

    #: A text without one word of each does not hold the phrase.
    needs: Needs = ()
    #: One of these words is the whole phrase: a text that has it holds the phrase.
    enough: frozenset[str] = frozenset()


def words_of(folded: str) -> list[bytes]:
    """The words of a folded text in its order, as the index knows words."""
    return folded.encode("ascii", "replace").translate(_APART).split()


def easiest(needs: Iterable[frozenset[str]]) -> frozenset[str]:
    """Of what several words ask for, what the fewest texts have."""
    return min(needs, key=_ease)


def _ease(words: frozenset[str]) -> tuple[bool, int, int, list[str]]:
    common = not words.isdisjoint(_COMMON)
    # Any ending makes a word twice as many.
    count = len(words) + sum(word.endswith("*") for word in words)
    return common, count, -min(map(len, words)), sorted(words)


class WordIndex:
    """Sets of words, a bit for each; says in one number of which of them a text has a word.

    Once all sets are in, it only ever remembers what words mean to it, so that one index may
    serve every text.
    """

    def __init__(self) -> None:
        self._bits: dict[frozenset[str], int] = {}
        self._exact: dict[str, int] = {}
        self._stems: dict[str, int] = {}
        #: Letters of the shortest stem.
        self._shortest = _LONGEST
        self._known = Meanings(self._meaning)

    def bit(self, words: frozenset[str]) -> int:
        """The bit of a set of words, which is taken in; before any text is read."""
        known = self._bits.get(words)
        if known is not None:
            return known
        bit = self._bits[words] = 1 << len(self._bits)
        for word in words:
            table = self._stems if word.endswith("*") else self._exact
            stem = word.rstrip("*")
            if word.endswith("*"):
                self._shortest = min(self._shortest, len(stem))
            table[stem] = table.get(stem, 0) | bit
        return bit

    def bits(self, needs: Needs) -> int:
        """The bits that a text has together where it may hold a phrase."""
        together = 0
        for words in needs:
            together |= self.bit(words)
        return together

    def seen(self, folded: str) -> int:
        """The bits of all sets of which a folded text has a word."""
        return self.among(words_of(folded))

    def among(self, words: Iterable[bytes]) -> int:
        """The bits of all sets of which one of these words is a word."""
        return reduce(or_, filter(None, map(self._known.__getitem__, words)), 0)

    def _meaning(self, letters: bytes) -> int:
        word = letters.decode("ascii")
        bits = self._exact.get(word, 0)
        # "attack*" takes no underscore: that is no ending.
        end = word.rfind("_") + 1
        for stop in range(max(self._shortest, end), len(word) + 1):
            bits |= self._stems.get(word[:stop], 0)
        return bits


class Meanings(dict[bytes, _T]):
    """What words mean, as they are met; each is asked for once."""

    def __init__(self, meaning: Callable[[bytes], _T]) -> None:
        """Take what says it."""
        super().__init__()
        self._meaning = meaning

    def __missing__(self, word: bytes) -> _T:
        """The meaning of a word that is met for the first time."""
        meaning = self._meaning(word)
        if len(self) < _ROOM and len(word) < _LONGEST:
            self[word] = meaning
        return meaning
