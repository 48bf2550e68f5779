"""Words: which phrases a text may hold, told by its words alone, before any pattern runs."""

import re
from collections.abc import Iterable, Sequence
from typing import TypeAlias

#: What each word of a phrase asks for: one of these words; "attack*" stands for any ending.
Needs: TypeAlias = tuple[frozenset[str], ...]

#: Stretches between RE2's word boundaries, which know ASCII only.
_RUN = re.compile(r"[a-z0-9_]+")
#: Words that are remembered; more than English news uses in a month.
_ROOM = 100_000
#: Letters; longer ones are no words of a language.
_LONGEST = 40

_NOTHING: tuple[int, tuple[tuple[int, int], ...]] = (0, ())


def words_of(folded: str) -> frozenset[str]:
    """The distinct words of a folded text, as the index knows words."""
    return frozenset(_RUN.findall(folded))


def easiest(needs: Iterable[frozenset[str]]) -> frozenset[str]:
    """Of what several words ask for, what the fewest texts have."""
    return min(needs, key=lambda each: (len(each), -min(map(len, each)), sorted(each)))


class WordIndex:
    """Numbered groups of phrases; says which of them a text with certain words may hold.

    A group that is left out is surely not there; one that is named may be there. It only ever
    remembers what words mean to it, so that one index may serve every text.
    """

    def __init__(self, groups: Sequence[Sequence[Needs]]) -> None:
        """Take the phrases.

        Args:
            groups: for each group, by its number, the needs of each phrase.
        """
        self._bits: dict[frozenset[str], int] = {}
        self._exact: dict[str, int] = {}
        self._stems: dict[str, int] = {}
        self._keyed: dict[int, list[tuple[int, int]]] = {}
        self._always: list[int] = []
        self._known: dict[str, tuple[int, tuple[tuple[int, int], ...]]] = {}
        for number, phrases in enumerate(groups):
            for needs in phrases:
                self._add(number, needs)
        self._shortest = min(map(len, self._stems), default=0)

    def possible(self, words: Iterable[str]) -> set[int]:
        """The numbers of the groups that a text with these words may hold."""
        seen = 0
        keyed = []
        known = self._known
        for word in words:
            bits, phrases = known.get(word) or self._learn(word)
            if bits:
                seen |= bits
                keyed.append(phrases)
        found = set(self._always)
        for phrases in keyed:
            for number, needs in phrases:
                if seen & needs == needs:
                    found.add(number)
        return found

    def _add(self, number: int, needs: Needs) -> None:
        if not needs:
            self._always.append(number)
            return
        every = 0
        for each in needs:
            every |= self._bit(each)
        self._keyed.setdefault(self._bits[easiest(needs)], []).append((number, every))

    def _bit(self, words: frozenset[str]) -> int:
        known = self._bits.get(words)
        if known is not None:
            return known
        bit = self._bits[words] = 1 << len(self._bits)
        for word in words:
            table = self._stems if word.endswith("*") else self._exact
            stem = word.rstrip("*")
            table[stem] = table.get(stem, 0) | bit
        return bit

    def _learn(self, word: str) -> tuple[int, tuple[tuple[int, int], ...]]:
        bits = self._exact.get(word, 0)
        for end in range(self._shortest, len(word) + 1):
            bits |= self._stems.get(word[:end], 0)
        phrases = tuple(
            phrase for bit, keyed in self._keyed.items() if bits & bit for phrase in keyed
        )
        meaning = (bits, phrases) if bits else _NOTHING
        if len(self._known) < _ROOM and len(word) < _LONGEST:
            self._known[word] = meaning
        return meaning
