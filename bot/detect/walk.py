"""Walks: phrases followed through a sentence word by word."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from bot.model.finding import Span

#: A word as RE2's word boundaries cut it: they know ASCII only.
_WORD: Final = re.compile(r"[a-z0-9_]+", re.ASCII)
#: What may stand between two words of a phrase, and that with up to five words in a gap.
SPACE: Final = r"""[,]?[\s"'()*-]+"""
GAP: Final = rf"""{SPACE}(?:[^\s;]+\s+["'(]*){{0,5}}"""
_SPACE: Final = re.compile(SPACE, re.ASCII)
_GAP: Final = re.compile(GAP, re.ASCII)
#: Characters: no gap is longer, so that a line of signs costs little.
_FARTHEST: Final = 400
#: A figure: 12, twelve, dozens.
COUNT: Final = (
    r"(?:\d[\d,.]*\d|\d|(?:a )?(?:half )?dozens?|scores|hundreds|thousands|several|many|few|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh"
    r"|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:[- ][a-z]+)?)"
    r"(?: (?:hundred|thousand|million))?"
)
_COUNT: Final = re.compile(COUNT, re.ASCII)
#: Words that a figure may have: "a half dozen", "1,234,567.89".
_LONGEST_COUNT: Final = 5


@dataclass(frozen=True, slots=True)
class Words:
    """What may stand in one place of a phrase."""

    exact: frozenset[str] = frozenset()
    #: Any word that begins with one of these, without an underscore.
    stems: tuple[str, ...] = ()
    #: Entries of several words, by their first; `loose` those whose first word is no plain one.
    longer: "Mapping[str, tuple[Walk, ...]] | None" = None
    loose: "tuple[Walk, ...]" = ()
    #: Any figure.
    count: bool = False
    #: The words that it may begin with, and what others begin with; None where any word may.
    heads: frozenset[str] = frozenset()
    opens: tuple[str, ...] | None = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One place of a phrase, and how it follows the one before."""

    parts: tuple[Words, ...]
    #: Up to five words may stand before it.
    gap: bool = False
    #: One of these stands before it, and nothing else; None where any space may.
    signs: tuple[str, ...] | None = None
    #: What stands right behind it: the stop of "gen.".
    behind: str = ""


#: A phrase: one or more steps.
Walk: TypeAlias = tuple[Step, ...]


def either(walks: Iterable[Walk]) -> Words:
    """One place for any of several phrases."""
    exact: set[str] = set()
    stems: dict[str, None] = {}
    longer: dict[str, list[Walk]] = {}
    loose: list[Walk] = []
    count = False
    for walk in walks:
        first = walk[0].parts[0]
        if len(walk[0].parts) > 1:
            loose.append(walk)
        elif len(walk) == 1 and not walk[0].behind:
            exact |= first.exact
            stems |= dict.fromkeys(first.stems)
            loose += first.loose
            count = count or first.count
            for word, those in (first.longer or {}).items():
                longer.setdefault(word, []).extend(those)
        elif first.stems or first.longer or first.loose or first.count:
            loose.append(walk)
        else:
            for word in first.exact:
                longer.setdefault(word, []).append(walk)
    by_word = {word: tuple(those) for word, those in longer.items()}
    whole = frozenset(exact)
    begin = [part for walk in loose for part in walk[0].parts]
    heads = whole.union(longer, *(part.heads for part in begin)) if longer or begin else whole
    opens = dict(stems)
    for part in begin:
        opens |= dict.fromkeys(part.opens or ())
    unsaid = count or any(part.opens is None for part in begin)
    return Words(
        whole, tuple(stems), by_word or None, tuple(loose), count, heads,
        None if unsaid else tuple(opens),
    )  # fmt: skip


class Line:
    """The words of one folded sentence, in which phrases are looked for."""

    def __init__(self, folded: str) -> None:
        """Take a folded sentence."""
        self._folded = folded
        #: Where each word stands.
        self.spans = [match.span() for match in _WORD.finditer(folded)]
        self.words = [folded[start:end] for start, end in self.spans]

    def first(self, walk: Walk) -> Span | None:
        """Where a phrase stands first: its gaps as short, its words as many as they can be."""
        parts = walk[0].parts
        begin = self._beginnings(parts[0])
        if len(parts) > 1:
            begin = sorted({place for part in parts for place in self._beginnings(part)})
        for start in begin:
            ends = self._walked(walk, start)
            if ends:
                return self.spans[start][0], self.spans[ends[0]][1]
        return None

    def all(self, words: Words) -> Iterator[Span]:
        """Where any of several phrases stands, at its longest, none inside another."""
        behind = 0
        for start in self._beginnings(words):
            if start >= behind and (ends := self._ends(words, start)):
                behind = ends[0] + 1
                yield self.spans[start][0], self.spans[behind - 1][1]

    def _beginnings(self, words: Words) -> Iterable[int]:
        """The places of words that may be the first of these."""
        heads, opens = words.heads, words.opens
        if opens is None:
            return range(len(self.words))
        if not opens:
            return [place for place, word in enumerate(self.words) if word in heads]
        return [
            place
            for place, word in enumerate(self.words)
            if word in heads or word.startswith(opens)
        ]

    def _walked(self, walk: Walk, start: int) -> Sequence[int]:
        """The words that a phrase may end with, if it begins at one; the likeliest first."""
        ends: Sequence[int] = self._stepped(walk[0], start)
        for step in walk[1:]:
            if not ends:
                break
            ends = list(
                dict.fromkeys(
                    end
                    for before in ends
                    for place in self._behind(step, before)
                    for end in self._stepped(step, place)
                )
            )
        return ends

    def _stepped(self, step: Step, place: int) -> Sequence[int]:
        ends = self._ends(step.parts[0], place)
        for part in step.parts[1:]:
            ends = [*ends, *self._ends(part, place)]
        if not ends or not step.behind:
            return ends
        folded, spans = self._folded, self.spans
        return [end for end in ends if folded.startswith(step.behind, spans[end][1])]

    def _ends(self, words: Words, place: int) -> Sequence[int]:
        """The last words of whatever of these begins at a place, the longest first."""
        word = self.words[place]
        ends: list[int] = []
        if word in words.exact or (
            words.stems and word.startswith(words.stems) and "_" not in word
        ):
            ends.append(place)
        for walk in words.longer.get(word, ()) if words.longer else ():
            ends += self._walked(walk, place)
        for walk in words.loose:
            ends += self._walked(walk, place)
        if words.count:
            ends += self._counted(place)
        return sorted(ends, reverse=True) if len(ends) > 1 else ends

    def _counted(self, place: int) -> Iterator[int]:
        begin = self.spans[place][0]
        for last in range(place, min(place + _LONGEST_COUNT, len(self.words))):
            if _COUNT.fullmatch(self._folded, begin, self.spans[last][1]):
                yield last

    def _behind(self, step: Step, before: int) -> Iterable[int]:
        """The places at which the step behind a word may stand."""
        after = before + 1
        if after == len(self.words):
            return ()
        folded, spans = self._folded, self.spans
        end, start = spans[before][1], spans[after][0]
        if step.signs is not None:
            return (after,) if folded[end:start] in step.signs else ()
        if step.gap:
            return self._reached(before)
        between = folded[end:start]
        return (after,) if between == " " or _SPACE.fullmatch(between) else ()

    def _reached(self, before: int) -> Iterator[int]:
        """The places behind a word that a gap reaches."""
        folded, spans = self._folded, self.spans
        end = spans[before][1]
        farthest = _GAP.match(folded, end, end + _FARTHEST)
        if farthest is None:
            return
        limit = farthest.end()
        for place in range(before + 1, len(spans)):
            start = spans[place][0]
            if start > limit:
                return
            if _GAP.fullmatch(folded, end, start):
                yield place
