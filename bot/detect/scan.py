"""RE2 over folded text: linear time, character offsets, room enough to be right."""

from collections.abc import Iterator
from typing import Any, TypeAlias

import re2

#: Bytes a single pattern may take; beyond it RE2 refuses instead of reporting nothing.
ROOM = 64 << 20

#: A compiled RE2 pattern (the library ships no types).
Pattern: TypeAlias = Any


def compiled(source: str) -> Pattern:
    """Compile a pattern for folded text.

    Raises:
        re2.error: RE2 cannot run it in linear time, or it is too big.
    """
    options = re2.Options()
    options.max_mem = ROOM
    options.log_errors = False
    return re2.compile(source, options)


def spans(pattern: Pattern, folded: str) -> Iterator[tuple[int, int]]:
    """Where a pattern matches, as character offsets.

    ASCII goes in as bytes, whose offsets are those of the characters; that is much faster.
    """
    text = folded.encode() if folded.isascii() else folded.encode("utf-8", "replace").decode()
    for match in pattern.finditer(text):
        yield match.span()


def found(pattern: Pattern, folded: str) -> bool:
    """Whether a pattern matches anywhere."""
    return pattern.search(folded.encode("utf-8", "replace")) is not None
