"""Words: which phrases a text may hold, told by its words alone, before any pattern runs."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TypeAlias

#: What each word of a phrase asks for: one of these words; "attack*" stands for any ending.
Needs: TypeAlias = tuple[frozenset[str], ...]

#: Stretches between RE2's word boundaries, which know ASCII only.
_RUN = re.compile(r"[a-z0-9_]+")
#: Words that are remembered; more than English news uses in a month.
_ROOM = 100_000
#: Letters; longer ones are no words of a language.
_LONGEST = 40


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

    def __init__(self, groups: Sequence[Sequence[Needs]], keys: Collection[int]) -> None:
        """Take the phrases.

        Args:
            groups: for each group, by its number, the needs of each phrase.
            keys: the numbers that `keys_in` looks for.
        """
        self._bits: dict[frozenset[str], int] = {}
        self._exact: dict[str, int] = {}
        self._stems: dict[str, int] = {}
        #: Bits of which one is enough for a group, and those that it must have together.
        self._one: list[int] = []
        self._together: list[tuple[int, ...]] = []
        self._keyed: dict[int, list[tuple[int, int]]] = {}
        self._always = frozenset(n for n in keys if not all(groups[n]))
        #: What words mean, as they are met, and those that mean nothing.
        self._known: dict[str, tuple[int, tuple[tuple[int, int], ...]]] = {}
        self._plain: set[str] = set()
        for number, phrases in enumerate(groups):
            self._add(number, phrases, keyed=number in keys)
        self._shortest = min(map(len, self._stems), default=0)

    def keys_in(self, words: frozenset[str]) -> tuple[int, set[int]]:
        """What these words mean, for `may`, and the keys that a text with them may hold."""
        seen = 0
        keyed: list[tuple[int, int]] = []
        known = self._known
        for word in words - self._plain:
            bits, phrases = known.get(word) or self._learn(word)
            seen |= bits
            keyed += phrases
        found = set(self._always)
        for number, needs in keyed:
            if seen & needs == needs:
                found.add(number)
        return seen, found

    def may(self, number: int, seen: int) -> bool:
        """Whether a text whose words mean `seen` may hold the group of that number."""
        if seen & self._one[number]:
            return True
        return any(seen & needs == needs for needs in self._together[number])

    def _add(self, number: int, phrases: Sequence[Needs], *, keyed: bool) -> None:
        one = 0
        together = []
        for needs in phrases:
            bits = list(map(self._bit, needs))
            every = _either(bits)
            if len(bits) == 1:
                one |= every
            else:
                together.append(every)
            if keyed and needs:
                key = self._bits[easiest(needs)]
                self._keyed.setdefault(key, []).append((number, every))
        self._one.append(one)
        self._together.append(tuple(together))

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
        meaning = (bits, tuple(self._keyed_by(bits)) if bits else ())
        if bits and len(self._known) < _ROOM:
            self._known[word] = meaning
        if not bits and len(self._plain) < _ROOM and len(word) < _LONGEST:
            self._plain.add(word)
        return meaning

    def _keyed_by(self, bits: int) -> Iterator[tuple[int, int]]:
        for bit, phrases in self._keyed.items():
            if bits & bit:
                yield from phrases


def _either(bits: Iterable[int]) -> int:
    every = 0
    for each in bits:
        every |= each
    return every
