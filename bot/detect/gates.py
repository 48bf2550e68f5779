"""Gates: what a sentence's words alone say of a group of phrases, and of a rule's condition."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from bot.detect.condition import All, AnyOf, Condition, Name, Not
from bot.detect.words import Asked, WordIndex

#: Whether something holds: surely (True), surely not (False), or only a pattern can tell (None).
Verdict: TypeAlias = bool | None


class Stretch(Protocol):
    """A stretch of text in which patterns can be looked for."""

    #: The bits of its words.
    seen: int

    def holds(self, pattern: int) -> bool:
        """Whether the pattern of that number is found."""


class Node(Protocol):
    """A condition, bound to the bits of its groups."""

    def verdict(self, seen: int) -> Verdict:
        """What a text's words (the bits of `WordIndex.seen`) alone say of it."""

    def holds(self, stretch: Stretch) -> bool:
        """Whether it is true, its patterns asked."""


@dataclass(frozen=True, slots=True)
class Gate:
    """A group of phrases; it holds where one of them does."""

    #: Bits of which one tells that a phrase of one word stands there.
    sure: int = 0
    #: Bits of which one tells that a phrase may stand there.
    one: int = 0
    #: Bits that a phrase of several words must have together.
    together: tuple[int, ...] = ()
    #: Its phrases, in their order: the bits that each must have together, and its pattern.
    phrases: tuple[tuple[int, int], ...] = ()

    def verdict(self, seen: int) -> Verdict:
        """What a text's words alone say of the group."""
        if seen & self.sure:
            return True
        if seen & self.one:
            return None
        for needs in self.together:
            if seen & needs == needs:
                return None
        return False

    def holds(self, stretch: Stretch) -> bool:
        """Whether a phrase of the group stands in a stretch."""
        seen = stretch.seen
        if seen & self.sure:
            return True
        return any(
            seen & needs == needs and stretch.holds(pattern) for needs, pattern in self.phrases
        )

    def __or__(self, other: "Gate") -> "Gate":
        return Gate(
            self.sure | other.sure,
            self.one | other.one,
            self.together + other.together,
            self.phrases + other.phrases,
        )


def gate(phrases: Iterable[Asked], index: WordIndex, patterns: Iterable[int] = ()) -> Gate:
    """The gate of a group.

    Args:
        phrases: what each of its phrases asks a text's words for.
        index: where the words are taken in.
        patterns: the number of each phrase's pattern, where they are to be looked for.
    """
    sure = one = 0
    together = []
    bits = []
    for each in phrases:
        needs = index.bits(each.needs)
        bits.append(needs)
        if len(each.needs) == 1:
            one |= needs
        else:
            together.append(needs)
        if each.enough:
            sure |= index.bit(each.enough)
    return Gate(sure, one, tuple(together), tuple(zip(bits, patterns, strict=False)))


def bound(condition: Condition, groups: Mapping[str, Gate]) -> Node:
    """A condition over these groups, ready to be asked."""
    match condition:
        case Name(name):
            return groups[name]
        case Not(part):
            return _Not(bound(part, groups))
        case All(parts):
            return _All(tuple(bound(part, groups) for part in parts))
        case AnyOf(parts):
            return _AnyOf(tuple(bound(part, groups) for part in parts))


@dataclass(frozen=True, slots=True)
class _Not:
    part: Node

    def verdict(self, seen: int) -> Verdict:
        verdict = self.part.verdict(seen)
        return None if verdict is None else not verdict

    def holds(self, stretch: Stretch) -> bool:
        return not self.part.holds(stretch)


@dataclass(frozen=True, slots=True)
class _All:
    parts: tuple[Node, ...]

    def verdict(self, seen: int) -> Verdict:
        all_: Verdict = True
        for part in self.parts:
            verdict = part.verdict(seen)
            if verdict is False:
                return False
            if verdict is None:
                all_ = None
        return all_

    def holds(self, stretch: Stretch) -> bool:
        return all(part.holds(stretch) for part in self.parts)


@dataclass(frozen=True, slots=True)
class _AnyOf:
    parts: tuple[Node, ...]

    def verdict(self, seen: int) -> Verdict:
        any_: Verdict = False
        for part in self.parts:
            verdict = part.verdict(seen)
            if verdict:
                return True
            if verdict is None:
                any_ = None
        return any_

    def holds(self, stretch: Stretch) -> bool:
        return any(part.holds(stretch) for part in self.parts)
