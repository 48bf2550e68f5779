"""Number expressions as ranges: "at least a dozen", "between 20 and 30", "two hundred and five"."""

from dataclasses import dataclass
from typing import Final

import re2

from bot.detect.tokens import Token, tokens
from bot.model.finding import Count

_ONES: Final = dict(
    zip(
        (
            "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
            " fifteen sixteen seventeen eighteen nineteen"
        ).split(),
        range(1, 20),
        strict=True,
    )
) | {"fourty": 40}
_TENS: Final = dict(
    zip(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(),
        range(20, 100, 10),
        strict=True,
    )
)
_SMALL: Final = _ONES | _TENS
_SCALE: Final = {
    "dozen": 12, "score": 20, "hundred": 100, "thousand": 1_000, "lakh": 100_000,
    "million": 1_000_000,
}  # fmt: skip
#: Words that are a figure by themselves, with the least they say.
_VAGUE: Final = {
    "dozens": Count(24, None), "scores": Count(40, None), "hundreds": Count(200, None),
    "thousands": Count(2_000, None), "several": Count(2, None), "few": Count(2, None),
    "couple": Count(2, 2), "pair": Count(2, 2), "trio": Count(3, 3), "duo": Count(2, 2),
    "handful": Count(2, None), "both": Count(2, 2), "multiple": Count(2, None),
    "numerous": Count(2, None), "many": Count(2, None), "hundred": Count(100, 100),
}  # fmt: skip
#: Of these only "a few", "a couple of" … are figures; "few people" says next to nothing.
_TENS_OF: Final = {"tens": 10, "hundreds": 100}
_WITH_ARTICLE: Final = frozenset({"few", "couple", "pair", "trio", "duo", "handful", "hundred"})
_OPEN: Final = (
    "at least", "at the very least", "no fewer than", "no less than", "not less than",
    "not fewer than", "a minimum of", "minimum of", "more than", "over", "upwards of",
    "in excess of", "above", "well over", "atleast", "upward of",
)  # fmt: skip
_CEILING: Final = ("up to", "upto", "a maximum of", "at most", "no more than")
_BELOW: Final = ("fewer than", "less than", "under")
_ABOUT: Final = (
    "as many as", "some", "about", "around", "approximately", "nearly", "almost", "roughly",
    "an estimated", "estimated", "close to", "a total of", "total of", "just", "only", "all",
    "exactly", "just over", "a reported", "altogether", "in all", "another",
)  # fmt: skip
_LEADS: Final = {
    tuple(lead.split()): kind
    for kind, leads in (
        ("open", _OPEN), ("ceiling", _CEILING), ("below", _BELOW), ("about", _ABOUT),
    )
    for lead in leads
}  # fmt: skip
_LEAD_OPENERS: Final = frozenset(lead[0] for lead in _LEADS)
_LONGEST_LEAD: Final = max(map(len, _LEADS))
_DIGITS: Final = re2.compile(r"[0-9]{1,3}(?:,[0-9]{2,3})+|[0-9]{1,7}|[0-9]{1,4}\.[0-9]{1,2}")
_SPAN: Final = re2.compile(r"([0-9]{1,6})-([0-9]{1,6})")
_MONTHS: Final = frozenset(
    "january february march april may june july august september october november december"
    " jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_AFTER_MAY: Final = frozenset({"have", "be", "not", "yet", "also", "still"})
_UNITS: Final = frozenset(
    "year years yr yrs year-old years-old old day days week weeks month months hour hours hrs minute"
    " minutes second seconds km kms kilometer kilometers kilometre kilometres mile miles metre"
    " metres meter meters feet foot ft kg kilogram kilograms kilos tonne tonnes ton tons gram grams"
    " litre litres percent per % mm cm pm am a.m. p.m. o'clock round rounds dollar dollars euro"
    " euros rupee rupees pound pounds taka rs crore crores degrees acres hectares times st nd rd th"
    " decade decades century gmt local gauge calibre caliber".split()
)
_NAMED_BY_NUMBER: Final = frozenset(
    "aged age ages ward no no. number section article articles division brigade battalion unit"
    " route highway sector chapter page zone block phase day no: level group-of $ £ € rs rs. tk"
    " article-no flight resolution law act geoprecision geo-precision precision m ak mi su type"
    " district-no channel since year #".split()
)
_YEARS: Final = range(1900, 2100)
_OLDEST: Final = 110
#: What a number expression can begin with; all other words are passed by.
_OPENERS: Final = (
    frozenset(lead[0] for lead in _LEADS) | _SMALL.keys() | _VAGUE.keys() | _TENS_OF.keys()
    | {"a", "an", "the", "between", "half"}
)  # fmt: skip
_FIRST: Final = frozenset("0123456789$£€")


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
        may = text in _OPENERS or text[:1] in _FIRST or text.startswith(tuple(_TENS))
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
    if _is_measure(words, index + lead, end):
        token = _joined(words, index + lead, end, None)
        return (end, token) if not lead else (index, None)
    end, count = _tail(words, end, count)
    return end, _joined(words, index, end, _applied(kind, count))


def _joined(words: tuple[Token, ...], start: int, end: int, count: Count | None) -> Token:
    text = " ".join(word.text for word in words[start:end])
    first, last = words[start], words[end - 1]
    return Token(text, first.start, last.end, count, count is None)


def _lead(words: tuple[Token, ...], index: int) -> tuple[int, str]:
    if words[index].text not in _LEAD_OPENERS:
        return 0, ""
    for length in range(min(_LONGEST_LEAD, len(words) - index - 1), 0, -1):
        kind = _LEADS.get(tuple(word.text for word in words[index : index + length]))
        if kind:
            return length, kind
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
    """ "between x and y", "x to y", "x or y", "x-y"."""
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
    if (span := _SPAN.fullmatch(text)) and int(span.group(1)) < int(span.group(2)):
        return index + 1, Count(int(span.group(1)), int(span.group(2)))
    for read in (_vague, _number):
        end, count = read(words, index)
        if count is not None:
            return end, count
    return index, None


def _vague(words: tuple[Token, ...], index: int) -> tuple[int, Count | None]:
    """ "several", "dozens of", "a couple of", "tens of thousands"."""
    texts = [word.text for word in words[index : index + 4]]
    if texts[1:3] == ["of", "thousands"] and texts[0] in _TENS_OF:
        return index + 3, Count(_TENS_OF[texts[0]] * 2_000, None)
    if texts[0] in {"several", "many"} and texts[1:2] and texts[1] in _SCALE:
        return index + 2, Count(2 * _SCALE[texts[1]], None)
    article = texts[0] in {"a", "the"}
    name = texts[article] if len(texts) > article else ""
    if name not in _VAGUE or article != (name in _WITH_ARTICLE):
        return index, None
    if texts[article + 1 : article + 2] and texts[article + 1] in _SCALE:
        return index, None
    end = index + article + 1
    end += end < len(words) and words[end].text == "of" and name != "both"
    return end, _VAGUE[name]


def _number(words: tuple[Token, ...], index: int) -> tuple[int, Count | None]:
    """Digits or words, scaled: "2.5 million", "two hundred and five", "a dozen", "half a dozen"."""
    texts = [word.text for word in words[index : index + 10]]
    if texts[:3] == ["half", "a", "dozen"]:
        return index + 3, Count(6, 6)
    position = total = 0
    value: float | None = None
    if texts[:1] in (["a"], ["an"]):
        if texts[1:2] and texts[1] in _SCALE and texts[1] != "score":
            value, position = 1, 1
        else:
            return index, None
    while position < len(texts):
        text = texts[position]
        simple = _simple(text) if value is None or value in _TENS.values() else None
        if simple is not None and (value is None or simple < min(_TENS.values())):
            value = (value or 0) + simple
        elif text in _SCALE and (value is not None or total):
            total, value = _scaled(total, value, _SCALE[text])
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
    """ "two hundred thousand": a larger scale takes all that stands before it."""
    if total and scale > total:
        return int((total + (value or 0)) * scale), None
    return total + int((value or 1) * scale), None


def _is_small(texts: list[str], index: int) -> bool:
    return index < len(texts) and (
        texts[index] in _SMALL or _DIGITS.fullmatch(texts[index]) is not None
    )


def _simple(text: str) -> float | None:
    if text in _SMALL:
        return _SMALL[text]
    tens, _, ones = text.partition("-")
    if text.startswith(tuple(_TENS)) and not ones:
        tens = next(each for each in _TENS if text.startswith(each))
        ones = text.removeprefix(tens)
    if tens in _TENS and ones in _ONES:
        return _TENS[tens] + _ONES[ones]
    if _DIGITS.fullmatch(text):
        return float(text.replace(",", ""))
    return None


def _is_measure(words: tuple[Token, ...], start: int, end: int) -> bool:
    """Whether the figure is an age, a date, a distance, a name's number or money."""
    before = words[start - 1].text if start else ""
    after = words[end].text if end < len(words) else ""
    text = words[start].text
    digits = text[:1].isdecimal()
    if after in _UNITS or before in _NAMED_BY_NUMBER or text[:1] in "$£€":
        return True
    modal = after == "may" and end + 1 < len(words) and words[end + 1].text in _AFTER_MAY
    if after in _MONTHS and not modal:
        return digits
    if before == "." and start > 1:
        before = words[start - 2].text
    if before in _MONTHS and (before not in {"may", "march"} or digits):
        return digits
    if not digits or not text.isdecimal() or not text.isascii():
        return False
    aside = before in {",", "("} and after in {",", ")"} and int(text) <= _OLDEST
    year = (
        len(text) == 4
        and int(text) in _YEARS
        and (not after[:1].isalpha() or before in {"in", "of", "the"} or after in {"and", "when"})
    )  # noqa: E501, PLR2004
    return (aside and start > 0) or year
