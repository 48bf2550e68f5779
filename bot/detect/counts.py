"""Number expressions as ranges: "at least a dozen", "between 20 and 30", "two hundred and five"."""

from dataclasses import dataclass

from bot.detect.measures import is_measure
from bot.detect.numbers import (
    DIGITS,
    FIRST,
    LEAD_OPENERS,
    LEADS,
    LONGEST_LEAD,
    ONES,
    OPENERS,
    ROSE,
    SCALE,
    SMALL,
    SPAN,
    TENS,
    TENS_OF,
    VAGUE,
    WITH_ARTICLE,
)
from bot.detect.tokens import Token, tokens
from bot.model.finding import Count


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
    return tuple(
        Figure(t.start, t.end, t.count) for t in with_counts(tokens(folded)) if t.count is not None
    )


def with_counts(words: tuple[Token, ...]) -> tuple[Token, ...]:
    """The same words, each number expression merged into one token that carries its count."""
    merged: list[Token] = []
    index = 0
    while index < len(words):
        text = words[index].text
        may = text in OPENERS or text[:1] in FIRST or text.startswith(tuple(TENS))
        end, token = _expression(words, index) if may else (index, None)
        if token is None:
            merged.append(words[index])
            index += 1
        else:
            merged.append(token)
            index = end
    return tuple(merged)


def _expression(words: tuple[Token, ...], index: int) -> tuple[int, Token | None]:
    """A figure with what stands before it ("at least") and behind it ("or more")."""
    lead, kind = _lead(words, index)
    end, count = _range(words, index + lead)
    if count is None:
        return index, None
    if is_measure(words, index + lead, end):
        token = _joined(words, index + lead, end, None)
        return (end, token) if not lead else (index, None)
    end, count = _tail(words, end, count)
    return end, _joined(words, index, end, _applied(kind, count))


def _joined(words: tuple[Token, ...], start: int, end: int, count: Count | None) -> Token:
    text = " ".join(word.text for word in words[start:end])
    first, last = words[start], words[end - 1]
    return Token(text, first.start, last.end, count, count is None)


def _lead(words: tuple[Token, ...], index: int) -> tuple[int, str]:
    if words[index].text not in LEAD_OPENERS:
        return 0, ""
    for length in range(min(LONGEST_LEAD, len(words) - index - 1), 0, -1):
        kind = LEADS.get(tuple(word.text for word in words[index : index + length]))
        if kind:
            rose = kind == "ceiling" and index > 0 and words[index - 1].text in ROSE
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


def _tail(words: tuple[Token, ...], end: int, count: Count) -> tuple[int, Count]:
    following = tuple(word.text for word in words[end : end + 2])
    if following == ("out", "of"):
        stop, whole = _plain(words, end + 2)
        return (stop, count) if whole is not None else (end, count)
    if following in {("or", "more"), ("or", "so")}:
        return end + 2, Count(count.min, None if following[1] == "more" else count.max)
    if following[:1] in {("+",), ("plus",)}:
        return end + 1, Count(count.min, None)
    return end, count


def _range(words: tuple[Token, ...], index: int) -> tuple[int, Count | None]:
    """For "between x and y", "x to y", "x or y", "x-y"."""
    between = index < len(words) and words[index].text == "between"
    start = index + between
    end, low = _plain(words, start)
    if low is None:
        return index, None
    if end < len(words) and words[end].text in ({"and", "to"} if between else {"to", "or", "-"}):
        stop, high = _plain(words, end + 1)
        if high is not None and high.min > low.min and low.exact:
            return stop, Count(low.min, high.max)
    return (index, None) if between else (end, low)


def _plain(words: tuple[Token, ...], index: int) -> tuple[int, Count | None]:
    if index >= len(words):
        return index, None
    text = words[index].text
    if (span := SPAN.fullmatch(text)) and int(span.group(1)) < int(span.group(2)):
        return index + 1, Count(int(span.group(1)), int(span.group(2)))
    for read in (_vague, _number):
        end, count = read(words, index)
        if count is not None:
            return end, count
    return index, None


def _vague(words: tuple[Token, ...], index: int) -> tuple[int, Count | None]:
    """For "several", "dozens of", "a couple of", "tens of thousands"."""
    texts = [word.text for word in words[index : index + 4]]
    if texts[1:3] == ["of", "thousands"] and texts[0] in TENS_OF:
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
    end += end < len(words) and words[end].text == "of" and name != "both"
    return end, VAGUE[name]


def _number(words: tuple[Token, ...], index: int) -> tuple[int, Count | None]:
    """Digits or words, scaled: "2.5 million", "two hundred and five", "a dozen", "half a dozen"."""
    texts = [word.text for word in words[index : index + 10]]
    if texts[:3] == ["half", "a", "dozen"]:
        return index + 3, Count(6, 6)
    position = total = 0
    value: float | None = None
    if texts[:1] in (["a"], ["an"]):
        if texts[1:2] and texts[1] in SCALE and texts[1] != "score":
            value, position = 1, 1
        else:
            return index, None
    while position < len(texts):
        text = texts[position]
        simple = _simple(text) if value is None or value in TENS.values() else None
        if text == "000" and position == 1 and DIGITS.fullmatch(texts[0]) and value:
            value *= 1_000  # "30 000"
        elif simple is not None and (value is None or simple < min(TENS.values())):
            value = (value or 0) + simple
        elif text in SCALE and (value is not None or total):
            total, value = _scaled(total, value, SCALE[text])
        elif not (text == "and" and total and value is None and _is_small(texts, position + 1)):
            break
        position += 1
    if value is None and not total:
        return index, None
    end = index + position
    end += total > 0 and end < len(words) and words[end].text == "of"
    exact = int(total + (value or 0))
    return (end, Count(exact, exact)) if exact > 0 else (index, None)


def _scaled(total: int, value: float | None, scale: int) -> tuple[int, None]:
    """For "two hundred thousand": a larger scale takes all that stands before it."""
    if total and scale > total:
        return int((total + (value or 0)) * scale), None
    return total + int((value or 1) * scale), None


def _is_small(texts: list[str], index: int) -> bool:
    return index < len(texts) and (
        texts[index] in SMALL or DIGITS.fullmatch(texts[index]) is not None
    )


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
