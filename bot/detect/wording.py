"""Wording: the words of one sentence and what grammar they have."""

from bot.detect.claim_words import ClaimWords
from bot.detect.harm import Harm
from bot.detect.tokens import Token
from bot.model.finding import Count

#: Letters of the shortest word that "ed" or "ing" makes a verb.
_SHORTEST = 5


class Wording:
    """One sentence, its figures merged, its words of harm known."""

    def __init__(
        self, words: tuple[Token, ...], lexicon: ClaimWords, harms: tuple[Harm, ...]
    ) -> None:
        """Take the sentence.

        Args:
            words: the sentence, figures merged.
            lexicon: the vocabulary.
            harms: its words of harm.
        """
        self.words = words
        self.lexicon = lexicon
        self.harms = harms
        self.harmed = frozenset(i for each in harms for i in range(each.start, each.end))

    def is_a(self, index: int, kind: str) -> bool:
        """Whether the token is a grammatical word of this kind."""
        return 0 <= index < len(self.words) and self.words[index].text in self.lexicon.grammar[kind]

    def text(self, index: int) -> str:
        """The token's text; empty beyond the ends."""
        return self.words[index].text if 0 <= index < len(self.words) else ""

    def count(self, index: int) -> Count | None:
        """The figure at this token, if it is one."""
        return self.words[index].count if 0 <= index < len(self.words) else None

    def is_measure(self, index: int) -> bool:
        """Whether the token is an age, a date or another figure that counts no heads."""
        return 0 <= index < len(self.words) and self.words[index].measure

    def figured(self, start: int, end: int) -> bool:
        """Whether a figure stands in a stretch."""
        return any(self.count(index) is not None for index in range(start, end))

    def opens_part(self, index: int) -> bool:
        """Whether the token opens a part of what was counted; "the majority of people" is all."""
        text = self.text(index)
        if text == "majority" and self.text(index + 1) == "of":
            return self.text(index + 2) in {"them", "those", "whom", "these"}
        return text in self.lexicon.parts

    def is_verb(self, index: int) -> bool:
        """Whether the token is a verb that ends a subject; "armed men" holds none."""
        text = self.text(index)
        if self.opens_part(index) or self.is_a(index, "prepositions"):
            return False
        if any(self.is_a(index, kind) for kind in ("be", "have", "modals", "verbs")):
            return text != "to"
        if not text.endswith(("ed", "ing")) or len(text) < _SHORTEST or "-" in text:
            return False
        if text in self.lexicon.grammar["described"] or self.lexicon.is_person(text):
            return False
        before = self.text(index - 1)
        if text.endswith("ing") and self.is_a(index - 1, "definite"):
            return False  # "After the bombing"
        opens = (
            index == 0
            or self.words[index - 1].count is not None
            or self.is_function(index - 1)
            or before.endswith("ly")
            or self.text(index - 1) in self.lexicon.more
        )
        follows = index + 1 < len(self.words) and self.words[index + 1].word
        return not (opens and follows and not self.is_function(index + 1))

    def is_epithet(self, index: int) -> bool:
        """Whether a word of harm describes the person behind it: "one of the wounded guards"."""
        before = index - 1
        while self.is_adverb(self.text(before)):
            before -= 1
        opens = self.is_a(before, "definite") or self.is_a(before, "singular")
        opens = opens or self.count(before) is not None
        return (
            opens
            and self.text(index).endswith("ed")
            and self.lexicon.is_person(self.text(index + 1))
        )

    def is_function(self, index: int) -> bool:
        """Whether the token is an article, a preposition or a conjunction."""
        return any(
            self.is_a(index, kind)
            for kind in ("prepositions", "singular", "definite", "conjunctions")
        )

    def is_adverb(self, text: str) -> bool:
        """Whether the word tells how or when."""
        adverb = text in self.lexicon.grammar["adverbs"]
        return adverb or (
            text.endswith("ly")
            and not self.lexicon.is_person(text)
            and text not in self.lexicon.groups
        )

    def joint(self, index: int) -> int:
        """How many words join two groups here: "and", "along with", "as well as"."""
        if self.is_a(index, "conjunctions"):
            return 1
        if self.text(index) in {"along", "together"} and self.text(index + 1) == "with":
            return 2
        if [self.text(index + i) for i in range(3)] == ["as", "well", "as"]:
            return 3
        return 0
