"""Gates: what a sentence's words alone say of a group of phrases, and of a rule's condition."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Protocol, TypeAlias

from bot.detect.condition import All, AnyOf, Condition, Name, Not
from bot.detect.words import Asked, WordIndex, easiest

#: Whether something holds: surely (True), surely not (False), or only a phrase can tell (None).
Verdict: TypeAlias = bool | None


class Stretch(Protocol):
    """A stretch of text in which phrases can be looked for."""

    #: The bits of its words.
    seen: int

    def holds(self, phrase: int) -> bool:
        """Whether the phrase of that number is found."""


class Node(Protocol):
    """A condition, bound to the bits of its groups."""

    def verdict(self, seen: int) -> Verdict:
        """What a text's words (the bits of `WordIndex.seen`) alone say of it."""

    def holds(self, stretch: Stretch) -> bool:
        """Whether it is true, its phrases asked."""


@dataclass(frozen=True, slots=True)
class Gate:
    """A group of phrases; it holds where one of them does."""

    #: Bits of which one tells that a phrase of one word stands there.
    sure: int = 0
    #: Bits of which a text has one where a phrase may stand.
    keys: int = 0
    #: By such a bit: all bits that a phrase needs together, its place in the group, its number.
    keyed: Mapping[int, Sequence[tuple[int, int, int]]] = field(default_factory=dict)
    #: Place and number of the phrases that any text may have.
    always: tuple[tuple[int, int], ...] = ()

    def verdict(self, seen: int) -> Verdict:
        """What a text's words alone say of the group."""
        if seen & self.sure:
            return True
        if self.always:
            return None
        return None if seen & self.keys and self.may_hold(seen) else False

    def holds(self, stretch: Stretch) -> bool:
        """Whether a phrase of the group stands in a stretch."""
        return bool(stretch.seen & self.sure) or any(
            map(stretch.holds, self.may_hold(stretch.seen))
        )

    def may_hold(self, seen: int) -> list[int]:
        """The numbers of the phrases that words leave open, in the group's order."""
        found = list(self.always)
        keys = seen & self.keys
        while keys:
            bit = keys & -keys
            keys ^= bit
            for needs, place, number in self.keyed[bit]:
                if seen & needs == needs:
                    found.append((place, number))
        found.sort()
        return [number for _, number in found]


def gate(phrases: Iterable[Asked], index: WordIndex, numbers: Iterable[int] | None = None) -> Gate:
    """The gate of a group.

    Args:
        phrases: what each of its phrases asks a text's words for.
        index: where the words are taken in.
        numbers: the number of each phrase; counted from 0 where none are given.
    """
    sure = keys = 0
    keyed: dict[int, list[tuple[int, int, int]]] = {}
    always = []
    for place, (each, number) in enumerate(zip(phrases, numbers or count(), strict=False)):
        if each.enough:
            sure |= index.bit(each.enough)
        if each.needs:
            key = index.bit(easiest(each.needs))
            keys |= key
            keyed.setdefault(key, []).append((index.bits(each.needs), place, number))
        else:
            always.append((place, number))
    return Gate(sure, keys, keyed, tuple(always))


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
