"""Measures: figures that count no heads."""

from collections.abc import Sequence

from bot.detect.numbers import (
    AFTER_MAY,
    MONTHS,
    NAMED_BY_NUMBER,
    OLDEST,
    UNITS,
    YEAR_DIGITS,
    YEARS,
)


def is_measure(words: Sequence[str], start: int, end: int) -> bool:
    """Whether a figure is an age, a date, a distance, a name's number or money.

    Args:
        words: the sentence.
        start: the figure's first token.
        end: behind its last.
    """
    before = words[start - 1] if start else ""
    # "A 59 - year - old": hyphens may stand apart.
    behind = end + (end < len(words) and words[end] == "-")
    after = words[behind] if behind < len(words) else ""
    text = words[start]
    digits = text[:1].isdecimal()
    if after in UNITS or before in NAMED_BY_NUMBER or text[:1] in "$£€":
        return True
    modal = after == "may" and end + 1 < len(words) and words[end + 1] in AFTER_MAY
    if after in MONTHS and not modal:
        return digits
    if before == "." and start > 1:
        before = words[start - 2]
    if before in MONTHS and (before not in {"may", "march"} or digits):
        return digits
    if digits and _is_age(words, start):
        return True
    if not digits or not text.isdecimal() or not text.isascii():
        return False
    aside = before in {",", "("} and after in {",", ")"} and int(text) <= OLDEST
    year = (
        len(text) == YEAR_DIGITS
        and int(text) in YEARS
        and (not after[:1].isalpha() or before in {"in", "of", "the"} or after in {"and", "when"})
    )
    return (aside and start > 0) or year


def _is_age(words: Sequence[str], start: int) -> bool:
    """For "two women, aged 34 and 29"."""
    index = start - 1
    while index >= 0 and (words[index] in {"and", ","} or words[index].isdecimal()):
        index -= 1
    return start - index > 2 and words[index] in {"aged", "ages"}  # noqa: PLR2004  # "34 and" between
