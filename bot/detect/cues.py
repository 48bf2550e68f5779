"""Cues: the wordings that say a thing is past, to come, supposed or denied."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.detect.scan import Pattern
from bot.model.finding import Mode


@dataclass(frozen=True, slots=True, kw_only=True)
class Bits:
    """What the phrases of a cue ask the words of a sentence for, in the bits of the index."""

    #: Each is all that some phrase asks for.
    one: int
    #: What the other phrases ask for together, and of which a sentence has one for any of them;
    #: 0 where that cannot be said.
    together: tuple[int, ...]
    keys: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A wording, the mode it gives, and how far (in characters) it governs."""

    mode: Mode
    pattern: Pattern
    asked: Bits
    left: int = 0
    right: int = 0
    #: Whether it governs its own words too.
    itself: bool = True
    #: Where its reach ends early; None when nothing ends it.
    stop: Pattern | None = None
    #: What only looks like it.
    unless: Pattern | None = None


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
    #: Opens a question whether something is so.
    question: Pattern | None = None
    #: Opens what is only supposed: "Had the rebels taken the port".
    supposing: Pattern | None = None
    #: Ends what a date governs; one that opens its sentence governs the result too.
    statement: Pattern | None = None
    opened: Pattern | None = None
    #: Before a date that belongs to these words alone: "captives held since May".
    tied: Pattern | None = None
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
            if seen & cue.asked.one
            or (
                (seen & cue.asked.keys or not cue.asked.keys)
                and any(seen & bits == bits for bits in cue.asked.together)
            )
        ]
