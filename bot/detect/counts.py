"""Number expressions as ranges: "at least a dozen", "between 20 and 30", "two hundred and five"."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from bot.detect.measures import is_measure
from bot.detect.numbers import (
    DIGITS,
    LEAD_OPENERS,
    LEADS,
    LONGEST_LEAD,
    LONGEST_OPENING,
    ONES,
    ROSE,
    SCALE,
    SMALL,
    SPAN,
    TENS,
    TENS_OF,
    VAGUE,
    WITH_ARTICLE,
)
from bot.detect.tokens import places, tokens
from bot.detect.word_kinds import NUMERIC, OPENER, WordKinds
from bot.model.finding import Count

#: Between two figures that are a range.
_TO = frozenset({"to", "or", "-"})
_AND = frozenset({"and", "to"})
_LEAST_TENS = min(TENS.values())
_ROUND = frozenset(TENS.values())
#: Words of one figure.
_LONGEST = 10
#: Words whose figure is remembered.
_ROOM = 4_096


class Number(NamedTuple):
    """A number expression; `start` and `end` are places in a list of words."""

    start: int
    end: int
    #: None for a number that counts no heads: an age, a date, a distance, a sum of money.
    heads: Count | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number expression with its range; offsets into the text it was read from."""

    start: int
    end: int
    count: Count


def figures(folded: str) -> tuple[Figure, ...]:
    """Every number expression that can count heads, in reading order.

    Ages, dates, times, distances, money, unit and weapon numbers are left out.
    """
    words, at, kinds = tokens(folded), places(folded), WordKinds((), ())
    return tuple(
        Figure(at[start][0], at[end - 1][1], count)
        for start, end, count in numbers_in(words, [kinds[word] for word in words])
        if count is not None
    )


def numbers_in(words: Sequence[str], kinds: Sequence[int]) -> list[Number]:
    """The number expressions of a sentence, in reading order.

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
    if is_measure(words, start, end):
        return None if lead else Number(start, end, None)
    end, count = _tail(words, end, count)
    return Number(index, end, _applied(kind, count))


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
        stop, whole = _plain(words, end + 2)
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
    end, low = _plain(words, start)
    if low is None:
        return index, None
    if end < len(words) and words[end] in (_AND if between else _TO):
        stop, high = _plain(words, end + 1)
        if high is not None and high.min > low.min and low.exact:
            return stop, Count(low.min, high.max)
    return (index, None) if between else (end, low)


def _plain(words: Sequence[str], index: int) -> tuple[int, Count | None]:
    if index >= len(words):
        return index, None
    span = _span(words[index])
    if span is not None:
        return index + 1, span
    for read in (_vague, _number):
        end, count = read(words, index)
        if count is not None:
            return end, count
    return index, None


@lru_cache(maxsize=_ROOM)
def _span(word: str) -> Count | None:
    """For "20-30"."""
    span = SPAN.fullmatch(word)
    if span is None or int(span.group(1)) >= int(span.group(2)):
        return None
    return Count(int(span.group(1)), int(span.group(2)))


def _vague(words: Sequence[str], index: int) -> tuple[int, Count | None]:
    """For "several", "dozens of", "a couple of", "tens of thousands"."""
    texts = words[index : index + 4]
    if texts[0] in TENS_OF and texts[1:3] == ["of", "thousands"]:
        return index + 3, Count(TENS_OF[texts[0]] * 2_000, None)
    if texts[0] in {"several", "many"} and texts[1:2] and texts[1] in SCALE:
        return index + 2, Count(2 * SCALE[texts[1]], None)
    article = texts[0] in {"a", "the"}
    name = texts[article] if len(texts) > article else ""
    if name not in VAGUE or article != (name in WITH_ARTICLE):
        return index, None
    if texts[article + 1 : article + 2] and texts[article + 1] in SCALE:
        return index, None
    end = index + article + 1
    end += end < len(words) and words[end] == "of" and name != "both"
    return end, VAGUE[name]


def _number(words: Sequence[str], index: int) -> tuple[int, Count | None]:
    """Digits or words, scaled: "2.5 million", "two hundred and five", "a dozen", "half a dozen"."""
    texts = words[index : index + _LONGEST]
    if texts[:3] == ["half", "a", "dozen"]:
        return index + 3, Count(6, 6)
    position = total = 0
    value: float | None = None
    if texts[0] in {"a", "an"}:
        if texts[1:2] and texts[1] in SCALE and texts[1] != "score":
            value, position = 1, 1
        else:
            return index, None
    while position < len(texts):
        text = texts[position]
        simple = _simple(text) if value is None or value in _ROUND else None
        if text == "000" and position == 1 and DIGITS.fullmatch(texts[0]) and value:
            value *= 1_000  # "30 000"
        elif simple is not None and (value is None or simple < _LEAST_TENS):
            value = (value or 0) + simple
        elif text in SCALE and (value is not None or total):
            total, value = _scaled(total, value, SCALE[text])
        elif not (text == "and" and total and value is None and _is_small(texts, position + 1)):
            break
        position += 1
    if value is None and not total:
        return index, None
    end = index + position
    end += total > 0 and end < len(words) and words[end] == "of"
    exact = int(total + (value or 0))
    return (end, Count(exact, exact)) if exact > 0 else (index, None)


def _scaled(total: int, value: float | None, scale: int) -> tuple[int, None]:
    """For "two hundred thousand": a larger scale takes all that stands before it."""
    if total and scale > total:
        return int((total + (value or 0)) * scale), None
    return total + int((value or 1) * scale), None


def _is_small(texts: Sequence[str], index: int) -> bool:
    return index < len(texts) and (
        texts[index] in SMALL or DIGITS.fullmatch(texts[index]) is not None
    )


@lru_cache(maxsize=_ROOM)
def _simple(text: str) -> float | None:
    if text in SMALL:
        return SMALL[text]
    tens, _, ones = text.partition("-")
    if text.startswith(tuple(TENS)) and not ones:
        tens = next(each for each in TENS if text.startswith(each))
        ones = text.removeprefix(tens)
    if tens in TENS and ones in ONES:
        return TENS[tens] + ONES[ones]
    if DIGITS.fullmatch(text):
        return float(text.replace(",", ""))
    return None
