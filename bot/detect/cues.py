"""Cues: the wordings that say a thing is past, to come, supposed or denied."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.detect.scan import Pattern
from bot.model.finding import Mode


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A wording, the mode it gives, and how far (in characters) it governs."""

    mode: Mode
    pattern: Pattern
    left: int = 0
    right: int = 0
    #: Whether it governs its own words too.
    itself: bool = True
    #: Where its reach ends early; None when nothing ends it.
    stop: Pattern | None = None
    #: What only looks like it.
    unless: Pattern | None = None
    #: Bits of the index: a sentence without one of `keys` holds none of its phrases; one that
    #: holds a phrase has all bits of one of `needs`.
    keys: int = 0
    needs: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeWords:
    """The vocabulary of modes; a pattern for which nothing was written is None."""

    cues: tuple[Cue, ...] = ()
    #: At the top of an article: all of it looks back.
    retrospect: Pattern | None = None
    #: A sentence is about now.
    now: Pattern | None = None
    #: An opening that goes on with what the sentence before spoke of.
    onward: Pattern | None = None
    #: Ends what a date governs.
    statement: Pattern | None = None
    #: Groups: preposition, day, month, day, year; then preposition and year alone.
    date: Pattern | None = None
    #: Before a date that belongs to the noun behind it.
    dated: frozenset[str] = frozenset()
    #: The number of each month, by its names.
    months: Mapping[str, int] = field(default_factory=dict)

    def cues_in(self, seen: int) -> list[Cue]:
        """The cues that a sentence with these words may hold."""
        return [
            cue
            for cue in self.cues
            if (seen & cue.keys or not cue.keys)
            and any(seen & needs == needs for needs in cue.needs)
        ]
