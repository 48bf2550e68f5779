"""The CAP 1.2 scales: severity, urgency, certainty; ordered, so that `max()` means what it says."""

from enum import StrEnum


class Scale(StrEnum):
    """An ordered enumeration, least first; members compare by their place, not by their letters."""

    #: The member's place on its scale, 0 the least.
    rank: int

    def __init__(self, _letters: str) -> None:
        self.rank = len(type(self).__members__)

    def __lt__(self, other: str) -> bool:
        return self.rank < self._rank_of(other)

    def __le__(self, other: str) -> bool:
        return self.rank <= self._rank_of(other)

    def __gt__(self, other: str) -> bool:
        return self.rank > self._rank_of(other)

    def __ge__(self, other: str) -> bool:
        return self.rank >= self._rank_of(other)

    def _rank_of(self, other: str) -> int:
        return (other if isinstance(other, type(self)) else type(self)(other)).rank


class Severity(Scale):
    """CAP 1.2 severity."""

    UNKNOWN = "unknown"
    MINOR = "minor"
    MODERATE = "moderate"
    SEVERE = "severe"
    EXTREME = "extreme"


class Urgency(Scale):
    """CAP 1.2 urgency."""

    UNKNOWN = "unknown"
    PAST = "past"
    FUTURE = "future"
    EXPECTED = "expected"
    IMMEDIATE = "immediate"


class Certainty(Scale):
    """CAP 1.2 certainty."""

    UNKNOWN = "unknown"
    UNLIKELY = "unlikely"
    POSSIBLE = "possible"
    LIKELY = "likely"
    OBSERVED = "observed"
