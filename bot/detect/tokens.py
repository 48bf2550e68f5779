"""The words of a folded sentence, each where it stands."""

import re
from dataclasses import dataclass

from bot.model.finding import Count

#: Initials ("u.s."), numbers with their units and signs, words with hyphens and apostrophes,
#: and every other sign by itself. The first characters of the branches differ and nothing nests,
#: so that Python's own engine is linear here, and four times as fast as a call of RE2 per word.
_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}"
    r"|[$£€]?[0-9]+(?:[.,:/][0-9]+)*[^\W\d_]*(?:-\w+)*"
    r"|\w+(?:[-']\w+)*(?:(?<=s)')?"
    r"|[^\s\w]"
)


@dataclass(slots=True)
class Token:
    """A word, a sign, or a whole number expression with its `count`.

    Never changed; not frozen, since one is made for every word and freezing doubles the cost.
    """

    text: str
    start: int
    end: int
    count: Count | None = None
    #: A number that counts no heads: an age, a date, a distance, a sum of money.
    measure: bool = False

    @property
    def word(self) -> bool:
        """Whether it is a word rather than a sign or a number."""
        return self.text[:1].isalpha() and self.count is None and not self.measure


def tokens(folded: str) -> tuple[Token, ...]:
    """Split a folded sentence; offsets are the sentence's own."""
    return tuple(Token(m.group(), m.start(), m.end()) for m in _WORD.finditer(folded))
