"""Wording: the words of one sentence and what grammar they have."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.detect.claim_words import ClaimWords
from bot.detect.harm import Harm
from bot.detect.word_kinds import (
    ADVERBIAL,
    CONJUNCTION,
    CUE,
    CUE_END,
    DEFINITE,
    ED,
    FIGURE,
    FINITE,
    FUNCTION,
    ING,
    LY,
    MEASURE,
    MORE,
    PART,
    PERSON,
    PREPOSITION,
    SINGULAR,
    VERBAL,
    WORD,
)
from bot.model.finding import Count

#: Empty words behind the last, so that a look beyond either end finds none. More than the longest
#: look, which is 16 words.
_BEYOND = 32
_THEM = frozenset({"them", "those", "whom", "these"})


@dataclass(slots=True)
class Words:
    """The words of a sentence, each number expression merged into one.

    Lists of one length, one entry a word; changed only while the sentence is taken in.
    """

    texts: list[str]
    #: The bits of `word_kinds`.
    kinds: list[int]
    counts: list[Count | None]
    #: The sentence's tokens, before any were merged; and the first and the last of each word.
    tokens: tuple[str, ...]
    firsts: list[int]
    lasts: list[int]

    def merge(self, start: int, end: int, count: Count | None) -> None:
        """Make one figure of several words."""
        if end - start > 1:
            kind = 0
            self.texts[start:end] = [" ".join(self.texts[start:end])]
            self.firsts[start:end] = [self.firsts[start]]
            self.lasts[start:end] = [self.lasts[end - 1]]
        else:
            kind = self.kinds[start] & ~WORD
        self.kinds[start:end] = [kind | (MEASURE if count is None else FIGURE)]
        self.counts[start:end] = [count]

    def drop(self, start: int, end: int) -> None:
        """Leave words out."""
        for each in (self.texts, self.kinds, self.counts, self.firsts, self.lasts):
            del each[start:end]


class Wording:
    """One sentence, its figures merged, its words of harm known."""

    __slots__ = (
        "_counts", "figures", "harmed", "harms", "kinds", "lexicon", "size", "texts", "words",
    )  # fmt: skip

    def __init__(
        self, words: Words, lexicon: ClaimWords, harms: Sequence[Harm], figures: int
    ) -> None:
        """Take the sentence.

        Args:
            words: the sentence, figures merged.
            lexicon: the vocabulary.
            harms: its words of harm.
            figures: how many figures it has, those in brackets included.
        """
        self.words = words
        self.lexicon = lexicon
        self.harms = harms
        self.figures = figures
        #: How many words it has.
        self.size = len(words.texts)
        #: The texts and the kinds of its words. Behind the last stand empty ones, so that a few
        #: places before the first (negative ones) and behind the last may be asked for as well.
        self.texts = words.texts + [""] * _BEYOND
        self.kinds = words.kinds + [0] * _BEYOND
        self._counts = words.counts + [None] * _BEYOND
        self.harmed = frozenset([i for each in harms for i in range(each.start, each.end)])

    def text(self, index: int) -> str:
        """The word's text; empty beyond the ends."""
        return self.texts[index]

    def is_a(self, index: int, kinds: int) -> bool:
        """Whether the word is of one of these kinds."""
        return bool(self.kinds[index] & kinds)

    def count(self, index: int) -> Count | None:
        """The figure at this word, if it is one."""
        return self._counts[index]

    def figured(self, start: int, end: int) -> bool:
        """Whether a figure stands in a stretch."""
        return any(kind & FIGURE for kind in self.kinds[start:end])

    def opens_part(self, index: int) -> bool:
        """Whether the word opens a part of what was counted; "the majority of people" is all."""
        if not self.kinds[index] & PART:
            return False
        of = self.texts[index] == "majority" and self.texts[index + 1] == "of"
        return not of or self.texts[index + 2] in _THEM

    def is_verb(self, index: int) -> bool:
        """Whether the word is a verb that ends a subject; "armed men" holds none."""
        kind = self.kinds[index]
        if kind & PREPOSITION or self.opens_part(index):
            return False
        if kind & FINITE:
            return True
        if not kind & VERBAL:
            return False
        before = self.kinds[index - 1]
        if kind & ING and before & DEFINITE:
            return False  # "After the bombing"
        opens = index == 0 or before & (FIGURE | FUNCTION | LY | MORE)
        behind = self.kinds[index + 1]
        return not (opens and behind & WORD and not behind & FUNCTION)

    def is_epithet(self, index: int) -> bool:
        """Whether a word of harm describes the person behind it: "one of the wounded guards"."""
        before = index - 1
        while self.kinds[before] & ADVERBIAL:
            before -= 1
        opens = self.kinds[before] & (DEFINITE | SINGULAR | FIGURE)
        return bool(opens and self.kinds[index] & ED and self.kinds[index + 1] & PERSON)

    def is_cue(self, index: int) -> bool:
        """Whether the word, or it with the one before, tells of protest, mourning, justice."""
        kind = self.kinds[index]
        if kind & CUE:
            return True
        together = f"{self.texts[index - 1]} {self.texts[index]}" if kind & CUE_END else ""
        return together in self.lexicon.cues

    def joint(self, index: int) -> int:
        """How many words join two groups here: "and", "along with", "as well as"."""
        if self.kinds[index] & CONJUNCTION:
            return 1
        text = self.texts[index]
        if text in {"along", "together"}:
            return 2 if self.texts[index + 1] == "with" else 0
        if text == "as" and self.texts[index + 1 : index + 3] == ["well", "as"]:
            return 3
        return 0
