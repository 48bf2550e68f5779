"""Sentences: where one ends and the next begins, line ends first."""

import re
import string
from collections.abc import Iterator

#: Longer stretches are cut at a space: no reader, and no rule, needs more at once.
LONGEST = 1200

#: Words whose full stop does not end a sentence.
_ABBREVIATIONS = frozenset(
    "mr mrs ms messrs dr prof hon rev fr sr jr st mt ft gen lt col maj sgt cpl capt cmdr brig adm"
    " insp supt pte pvt det gov sen rep pres vs etc approx est dept inc ltd corp co bros"
    " jan feb mar apr jun jul aug sep sept oct nov dec cf al viz".split()
)
#: What may end a sentence. Every branch begins with a stop, so that the search skips to stops.
_BREAK = re.compile(r"""[.!?…](?:[.!?…]*["'”’»)\]]*(?=\s|$)|(?<=[a-z]{2}\.)(?=[A-Z][a-z]))""")
_LETTERS = string.ascii_letters + "."
#: Letters before a stop that are looked at.
_WORD = 24
_OPENING = re.compile(r"""[\s"'“‘«(\[]*""")


def split(text: str, start: int, end: int, *, cased: bool) -> Iterator[tuple[int, int]]:
    """The sentences of one paragraph as offsets into the text.

    Args:
        text: the whole text.
        start: where the paragraph begins.
        end: where it ends, exclusive.
        cased: whether capitals can be trusted to tell a beginning.
    """
    begin = start
    for match in _BREAK.finditer(text, start, end):
        if _ends_here(text, match, end, cased=cased):
            yield from _trimmed(text, begin, match.end())
            begin = match.end()
    yield from _trimmed(text, begin, end)


def _ends_here(text: str, match: re.Match[str], end: int, *, cased: bool) -> bool:
    at = _OPENING.match(text, match.end(), end).end()  # type: ignore[union-attr]  # matches the empty string too
    following = text[at : at + 1]
    if cased and following.islower():
        return False
    mark = match.group()
    if mark[0] != ".":
        return True
    if mark.startswith(("..", "…")):
        return not cased or following.isupper()
    return not _abbreviated(text, match.start(), following)


def _abbreviated(text: str, stop: int, following: str) -> bool:
    before = text[max(0, stop - _WORD) : stop].removesuffix("\n")
    word = before[len(before.rstrip(_LETTERS)) :]
    if not word:
        return False
    token = word.lower().lstrip(".")
    if token in ("no", "nos", "art"):
        return following.isdigit()
    if token in _ABBREVIATIONS:
        return True
    # "J. Smith" and "U.S. forces" go on; a lone "I." or a plan "B." ends so seldom that it may.
    return len(token) == 1 or ("." in token and max(map(len, token.split("."))) == 1)


def _trimmed(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    while end - begin > LONGEST:
        cut = text.rfind(" ", begin + LONGEST // 2, begin + LONGEST)
        cut = cut if cut > 0 else begin + LONGEST
        yield begin, cut
        begin = cut + 1 if text[cut].isspace() else cut
    if begin < end:
        yield begin, end
