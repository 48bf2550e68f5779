"""RE2 over folded text: linear time, character offsets, room enough to be right."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import re2

#: Bytes one pattern may take; RE2 refuses a bigger one.
PATTERN_ROOM = 8 << 20

#: Characters of a pattern of plain words and gaps that are far from filling its room.
_SMALL = 16_000

#: A compiled RE2 pattern (google-re2 ships no types).
Pattern: TypeAlias = Any


def compiled(source: str, *, longest: bool = False) -> Pattern:
    """Compile a pattern for folded text.

    Args:
        source: the pattern.
        longest: whether of alternatives at one place the longest wins, not the first.

    Raises:
        re2.error: RE2 cannot run it in linear time, or it is too big.
    """
    options = re2.Options()
    options.max_mem = PATTERN_ROOM
    options.log_errors = False
    options.longest_match = longest
    return re2.compile(source, options)


def anchored(source: str) -> Pattern:
    r"""Compile a pattern of ours that begins with the first character: "^…".

    It is tried at one place only, where Python's own engine takes a fifth of the time of RE2. No
    repetition in it may hold another that can end at the same place. \pL and \pN are letters and
    figures; in brackets either is whatever words are made of.
    """
    plain = re.sub(r"\[\\p[LN](?:\\p[LN])?", r"[\\w", source)
    return re.compile(plain.replace(r"\pN", r"\d").replace(r"\pL", r"[^\W\d_]"))


def is_surely_small(source: str) -> bool:
    r"""Whether RE2 surely takes a pattern of phrases; classes such as \pL are big."""
    return len(source) < _SMALL and "\\p" not in source


@dataclass(frozen=True, slots=True)
class Letters:
    """A pattern over letters of any script, and the same over ASCII alone.

    Classes of all the world's letters make a big machine, which is slow on every text.
    """

    all: Pattern
    ascii: Pattern

    def of(self, text: str) -> Pattern:
        """The pattern for this text."""
        return self.ascii if text.isascii() else self.all


def lettered(source: str) -> Letters:
    r"""Compile a pattern that names letters (\pL) and figures (\pN) in brackets only."""
    plain = source.replace(r"\pL", "a-z").replace(r"\pN", "0-9")
    return Letters(compiled(source), compiled(plain))


def searchable(folded: str) -> bytes | str:
    """A folded text as RE2 takes it: with offsets that are those of its characters.

    ASCII goes in as bytes, whose offsets are the same; that is much faster.
    """
    return folded.encode() if folded.isascii() else folded.encode("utf-8", "replace").decode()


def spans(pattern: Pattern, folded: str) -> Iterator[tuple[int, int]]:
    """Where a pattern matches, as character offsets."""
    for match in pattern.finditer(searchable(folded)):
        yield match.span()


def found(pattern: Pattern, folded: str) -> bool:
    """Whether a pattern matches anywhere."""
    if isinstance(pattern, re.Pattern):
        return pattern.search(folded) is not None
    return pattern.search(folded.encode("utf-8", "replace")) is not None


def first(pattern: Pattern, folded: str) -> tuple[int, int] | None:
    """Where a pattern matches first."""
    return next(spans(pattern, folded), None)
