"""Cardinals: one number in digits or in words, or a vague one, as a range."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import re2

from bot.detect.numbers import (
    DIGITS,
    ONES,
    SCALE,
    SMALL,
    SPAN,
    TENS,
    TENS_OF,
    VAGUE,
    WITH_ARTICLE,
)
from bot.model.finding import Count

_LEAST_TENS = min(TENS.values())
_ROUND = frozenset(TENS.values())
_SHORT = re2.compile(r"([0-9]{1,4}(?:\.[0-9]{1,2})?)([mk])")
#: Who is counted in millions and thousands: "500m" alone is a distance.
_COUNTED = frozenset("people persons refugees civilians residents children displaced".split())
_MAYBE = frozenset({"perhaps", "possibly", "maybe", "if", "not", "even"})
_ENDINGS = frozenset({"odd", "plus"})
#: What a number may go on with.
_GOES_ON = frozenset({*SCALE, *SMALL, "and", "000"})
_AND_A_HALF = ["and", "a", "half"]
#: Openings of a part of a round number: "half a million", "a quarter of a million".
_PARTS = {
    ("half", "a"): 2, ("half",): 2, ("a", "quarter", "of", "a"): 4, ("a", "quarter"): 4,
}  # fmt: skip
#: Words of one figure.
_LONGEST = 10
#: Words whose figure is remembered.
_ROOM = 4_096


class _Sum(NamedTuple):
    """A number as far as it is read."""

    #: How many words are read.
    words: int
    #: What is read up to the last "hundred" or "thousand", and what is read behind it.
    total: int = 0
    value: float | None = None


def cardinal(words: Sequence[str], index: int) -> tuple[int, Count | None]:
    """The number that begins at a word: where it ends and what it says; None where none does."""
    if index >= len(words):
        return index, None
    plain = _figure(words[index])
    if plain is not None and (index + 1 == len(words) or words[index + 1] not in _GOES_ON):
        return index + 1, plain
    special = _span(words[index]) or _shortened(words, index)
    if special is not None:
        return index + 1, special
    for read in (_vague, _number):
        end, count = read(words, index)
        if count is not None:
            return end, count
    return index, None


def _shortened(words: Sequence[str], index: int) -> Count | None:
    """For "1.2m people", "40k refugees", "twenty-odd", "50-plus"."""
    stem, _, ending = words[index].partition("-")
    if ending in _ENDINGS:
        known = _figure(stem)
        return known and Count(known.min, known.max if ending == "odd" else None)
    match = _SHORT.fullmatch(words[index])
    if match is None or words[index + 1 : index + 2] == [] or words[index + 1] not in _COUNTED:
        return None
    exact = round(float(match.group(1)) * (1_000_000 if match.group(2) == "m" else 1_000))
    return Count(exact, exact)


@lru_cache(maxsize=_ROOM)
def _figure(word: str) -> Count | None:
    """For "12" and "seven", which most numbers are."""
    value = None if word in VAGUE else _simple(word)
    return Count(int(value), int(value)) if value is not None and value >= 1 else None


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
    # "Six died and as many were hurt": six again, or none that is told.
    again = name == "many" and index and words[index - 1] == "as"
    if again or name not in VAGUE or article != (name in WITH_ARTICLE):
        return index, None
    if texts[article + 1 : article + 2] == [","] and (end := _or_more(words, index)):
        return end, VAGUE[name]
    behind = article + 1 + (texts[article + 1 : article + 2] == ["of"])
    if texts[behind : behind + 1] and texts[behind] in SCALE:
        # "A few hundred", "a couple of dozen".
        count = VAGUE[name]
        scale = SCALE[texts[behind]]
        return index + behind + 1, Count(count.min * scale, count.max and count.max * scale)
    end = index + article + 1
    end += end < len(words) and words[end] == "of" and name != "both"
    return end, VAGUE[name]


def _or_more(words: Sequence[str], index: int) -> int | None:
    """Where "hundreds, perhaps thousands, of" ends, of which the first is sure."""
    behind = [word for word in words[index + 2 : index + 7] if word not in _MAYBE]
    if behind[:1] and behind[0] in VAGUE and behind[1:3] == [",", "of"]:
        return words.index("of", index) + 1
    return None


def _number(words: Sequence[str], index: int) -> tuple[int, Count | None]:
    """Digits or words, scaled: "2.5 million", "two hundred and five", "a dozen", "half a dozen"."""
    texts = words[index : index + _LONGEST]
    part = _part(texts)
    if part is not None:
        return index + part.words, Count(part.total, part.total)
    done = _Sum(0)
    if texts[0] in {"a", "an"}:
        if texts[1:2] == ["score"] or not (texts[1:2] and texts[1] in SCALE):
            return index, None
        done = _Sum(1, 0, 1)
    while (more := _added(texts, done)) is not None:
        done = more
    if done.value is None and not done.total:
        return index, None
    end = index + done.words
    end += done.total > 0 and end < len(words) and words[end] == "of"
    exact = int(done.total + (done.value or 0))
    return (end, Count(exact, exact)) if exact > 0 else (index, None)


def _part(texts: Sequence[str]) -> _Sum | None:
    """For "half a million", "half a dozen", "a quarter of a million"."""
    for opening, part in _PARTS.items():
        end = len(opening)
        if texts[0] == opening[0] and tuple(texts[:end]) == opening and len(texts) > end:
            scale = SCALE.get(texts[end], 0)
            return _Sum(end + 1, scale // part) if scale else None
    return None


def _added(texts: Sequence[str], done: _Sum) -> _Sum | None:
    """The number with its next word; None where it has no more."""
    place, total, value = done
    if place >= len(texts):
        return None
    text = texts[place]
    simple = _simple(text) if value is None or value in _ROUND else None
    if text == "000" and place == 1 and DIGITS.fullmatch(texts[0]) and value:
        return _Sum(2, total, value * 1_000)  # "30 000"
    if simple is not None and (value is None or simple < _LEAST_TENS):
        return _Sum(place + 1, total, (value or 0) + simple)
    if text in SCALE and (value is not None or total):
        return _Sum(place + 1, *_scaled(total, value, SCALE[text]))
    return _joined(texts, done) if text == "and" and (total or value) else None


def _joined(texts: Sequence[str], done: _Sum) -> _Sum | None:
    """For "two hundred and five", "two and a half million", "a million and a half"."""
    place, total, value = done
    if texts[place : place + 3] == _AND_A_HALF:
        if value is not None:
            return _Sum(place + 3, total, value + 0.5)
        return _Sum(place + 3, total + SCALE.get(texts[place - 1], 0) // 2)
    small = total and value is None and _is_small(texts, place + 1)
    return _Sum(place + 1, total, value) if small else None


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
