"""Number expressions as ranges: "at least a dozen", "between 20 and 30", "two hundred and five"."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.detect.cardinals import cardinal
from bot.detect.measures import is_measure
from bot.detect.numbers import (
    LEAD_OPENERS,
    LEADS,
    LONGEST_LEAD,
    LONGEST_OPENING,
    ROSE,
    SCALE,
)
from bot.detect.word_kinds import NUMERIC, OPENER
from bot.model.finding import Count

#: Between two figures that are a range.
_TO = frozenset({"to", "or", "-"})
_AND = frozenset({"and", "to"})


class Number(NamedTuple):
    """A number expression; `start` and `end` are places in a list of words."""

    start: int
    end: int
    #: None for a number that counts no heads: an age, a date, a distance, a sum of money.
    heads: Count | None


def numbers_in(words: Sequence[str], kinds: Sequence[int]) -> list[Number]:
    """The number expressions of a sentence, in reading order.

    Those that count no heads (ages, dates, times, distances, money, unit and weapon numbers) are
    told apart.

    Args:
        words: its words.
        kinds: the kinds of each.
    """
    found: list[Number] = []
    done = 0
    for place in [place for place, kind in enumerate(kinds) if kind & NUMERIC]:
        if place < done:
            continue
        for start in range(max(done, place - LONGEST_OPENING), place + 1):
            if kinds[start] & OPENER and (number := _expression(words, start)):
                found.append(number)
                done = number.end
                break
    return found


def _expression(words: Sequence[str], index: int) -> Number | None:
    """A figure with what stands before it ("at least") and behind it ("or more")."""
    lead, kind = _lead(words, index) if words[index] in LEAD_OPENERS else (0, "")
    start = index + lead
    end, count = _range(words, start)
    if count is None:
        return None
    if is_measure(words, start, end) or _is_fraction(words, end):
        return None if lead else Number(start, end, None)
    if kind == "except":
        return _all_but(words, index, end, count)
    end, count = _tail(words, end, count)
    return Number(index, end, _applied(kind, count))


def _is_fraction(words: Sequence[str], end: int) -> bool:
    """For "one in four of them": nobody counted these."""
    behind = cardinal(words, end + 1)[0] if words[end : end + 1] == ["in"] else end
    return behind > end + 1 and words[behind : behind + 1] in (["of"], ["people"], ["women"])


def _all_but(words: Sequence[str], index: int, end: int, count: Count) -> Number:
    """For "all but two of the ten": eight; without the ten nobody knows how many."""
    of = end + 1 + (words[end + 1 : end + 2] == ["the"])
    stop, whole = cardinal(words, of) if words[end : end + 1] == ["of"] else (end, None)
    if whole is None or not whole.exact or whole.min <= count.min:
        return Number(index, end, None)
    left = whole.min - count.min
    return Number(index, stop, Count(left, left))


def _lead(words: Sequence[str], index: int) -> tuple[int, str]:
    for length in range(min(LONGEST_LEAD, len(words) - index - 1), 0, -1):
        kind = LEADS.get(tuple(words[index : index + length]))
        if kind:
            rose = kind == "ceiling" and index > 0 and words[index - 1] in ROSE
            return length, "about" if rose else kind
    return 0, ""


def _applied(kind: str, count: Count) -> Count:
    match kind:
        case "open":
            return Count(count.min, None)
        case "ceiling":
            return Count(1, count.max)
        case "below":
            return Count(1, max(1, (count.max or count.min) - 1))
        case _:
            return count


def _tail(words: Sequence[str], end: int, count: Count) -> tuple[int, Count]:
    following = tuple(words[end : end + 2])
    if following == ("out", "of"):
        stop, whole = cardinal(words, end + 2)
        return (stop, count) if whole is not None else (end, count)
    if following in {("or", "more"), ("or", "so")}:
        return end + 2, Count(count.min, None if following[1] == "more" else count.max)
    if following[:1] in {("+",), ("plus",)}:
        return end + 1, Count(count.min, None)
    return end, count


def _range(words: Sequence[str], index: int) -> tuple[int, Count | None]:
    """For "between x and y", "x to y", "x or y", "x-y"."""
    between = index < len(words) and words[index] == "between"
    start = index + between
    end, low = cardinal(words, start)
    if low is None:
        return index, None
    if end < len(words) and words[end] in (_AND if between else _TO):
        stop, high = cardinal(words, end + 1)
        if high is not None and high.min > low.min and low.exact:
            # "Two to three dozen": both are dozens.
            scale = SCALE.get(words[stop - 1], 1)
            both = low.min * scale if low.min * scale < high.min else low.min
            return stop, Count(both, high.max)
    return (index, None) if between else (end, low)
