"""Conditions: and, or, not, names and brackets over the groups of a rule."""

import re
from collections.abc import Collection, Container, Sequence
from dataclasses import dataclass
from typing import TypeAlias

_TOKEN = re.compile(r"\s*(?:([A-Za-z_][A-Za-z0-9_]*)|([()])|(\S))")
#: Words of a condition that no group may be called.
RESERVED = frozenset(("and", "or", "not"))


class BadCondition(ValueError):
    """A condition that cannot be read; `right` says what would be."""

    def __init__(self, wrong: str, right: str) -> None:
        self.wrong = wrong
        self.right = right
        super().__init__(wrong)


@dataclass(frozen=True, slots=True)
class Name:
    """True where the group of that name is found."""

    name: str


@dataclass(frozen=True, slots=True)
class Not:
    """The contrary."""

    part: "Condition"


@dataclass(frozen=True, slots=True)
class All:
    """True where every part is."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """True where one part is."""

    parts: tuple["Condition", ...]


Condition: TypeAlias = Name | Not | All | AnyOf


def parse(text: str, groups: Collection[str]) -> Condition:
    """Read a condition over these groups.

    Raises:
        BadCondition: it cannot be read, names a group that is not there, or holds where no group
            is found (such a rule would fire on every sentence).
    """
    reader = _Reader(_tokens(text), text, groups)
    condition = reader.any_of()
    reader.expect_end()
    if anchors(condition) is None:
        raise BadCondition(
            f"{text!r} can hold where nothing is found", "name a group that must be found"
        )
    return condition


def names_in(text: str) -> frozenset[str]:
    """Every name in the text of a condition, whether it can be read or not."""
    return frozenset(word for word, _, _ in _TOKEN.findall(text) if word) - RESERVED


def holds(condition: Condition, found: Container[str]) -> bool:
    """Whether a condition is true where these groups are found."""
    match condition:
        case Name(name):
            return name in found
        case Not(part):
            return not holds(part, found)
        case All(parts):
            return all(holds(part, found) for part in parts)
        case AnyOf(parts):
            return any(holds(part, found) for part in parts)


def anchors(condition: Condition) -> tuple[str, ...] | None:
    """Groups of which one at least must be found for the condition to hold; None: no such."""
    match condition:
        case Name(name):
            return (name,)
        case Not():
            return None
        case All(parts):
            return next((found for part in parts if (found := anchors(part))), None)
        case AnyOf(parts):
            each = [anchors(part) for part in parts]
            return tuple(name for names in each for name in names or ()) if all(each) else None


def names(condition: Condition) -> frozenset[str]:
    """Every group a condition speaks of."""
    match condition:
        case Name(name):
            return frozenset((name,))
        case Not(part):
            return names(part)
        case All(parts) | AnyOf(parts):
            return frozenset().union(*(names(part) for part in parts))


def _tokens(text: str) -> list[str]:
    found = []
    for word, bracket, other in _TOKEN.findall(text):
        if other:
            raise BadCondition(f"{other!r} in {text!r}", "write and, or, not, names and brackets")
        found.append(word or bracket)
    return found


class _Reader:
    """Recursive descent: `or` binds least, `not` most."""

    def __init__(self, tokens: Sequence[str], text: str, groups: Collection[str]) -> None:
        self._tokens = tokens
        self._text = text
        self._groups = groups
        self._place = 0

    def any_of(self) -> Condition:
        parts = [self._all()]
        while self._take("or"):
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))

    def expect_end(self) -> None:
        if self._place < len(self._tokens):
            token = self._tokens[self._place]
            raise BadCondition(f"{token!r} too much in {self._text!r}", "join parts by and or or")

    def _all(self) -> Condition:
        parts = [self._one()]
        while self._take("and"):
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _one(self) -> Condition:
        if self._take("not"):
            return Not(self._one())
        if self._take("("):
            inner = self.any_of()
            if not self._take(")"):
                raise BadCondition(f"a bracket is open in {self._text!r}", "close it with ')'")
            return inner
        return self._name()

    def _name(self) -> Condition:
        if self._place >= len(self._tokens):
            raise BadCondition(f"{self._text!r} ends too early", "name a group there")
        name = self._tokens[self._place]
        if name not in self._groups:
            known = ", ".join(sorted(self._groups)) or "none"
            raise BadCondition(f"no group {name!r}", f"the rule's groups are: {known}")
        self._place += 1
        return Name(name)

    def _take(self, token: str) -> bool:
        if self._place < len(self._tokens) and self._tokens[self._place] == token:
            self._place += 1
            return True
        return False
