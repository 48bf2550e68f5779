"""The words of a text that tell its story from others: folded, cut to their stems, weighed."""

import math
import re
import unicodedata
from collections import Counter
from functools import lru_cache
from itertools import chain
from typing import TypeAlias

from bot.track.background import COMMON, STOP

#: Stems with their weights, heaviest first.
Terms: TypeAlias = tuple[tuple[str, float], ...]

#: Words read of an article: news tells its story at the top.
READ_WORDS = 250
#: Characters that hold so many words: in news a word takes six, with its space.
READ_SIGNS = READ_WORDS * 9
#: Words at the top that count double.
TOP_WORDS = 40
#: How many times as much a word of the title weighs.
TITLE_WEIGHT = 2
#: Stems kept of one article.
MAX_TERMS = 64

_WORD = re.compile(r"[^\W_]+")
_ELISION = re.compile(r"['’](?:s|t|d|ll|m|re|ve)\b")
_SUFFIXES = ("ings", "ing", "edly", "ed", "es", "s")
_SHORTEST_STEM = 3


def terms(title: str, text: str) -> Terms:
    """Weigh the stems of a title and a text; what stands in title and top weighs more.

    Args:
        title: The title, "" where there is none.
        text: The text; only its first words are read.

    Returns:
        At most `MAX_TERMS` stems, heaviest first, equal ones by alphabet.
    """
    titled = words(title)
    told = words(text[:READ_SIGNS], most=READ_WORDS)
    top = told[: max(0, TOP_WORDS - len(titled))]
    counts = Counter(chain((titled + titled[:TOP_WORDS]) * TITLE_WEIGHT, told, top))
    counts.pop("", None)
    weighed = [(word, 1 + math.log(count)) for word, count in counts.items()]
    return tuple(sorted(weighed, key=lambda term: (-term[1], term[0]))[:MAX_TERMS])


def words(text: str, *, most: int | None = None) -> list[str]:
    """Every word as its stem, the first `most` of them.

    A word that tells nothing is "", so that places still count.
    """
    return list(map(_stem, _WORD.findall(_ELISION.sub("", fold(text)))[:most]))


def stems_of(token: str) -> list[str]:
    """The stems of one run of letters and digits, without the words that tell nothing."""
    if token.isascii():
        stem = _stem(token.lower())
        return [stem] if stem else []
    return [stem for stem in words(token) if stem]


def fold(text: str) -> str:
    """Lower case without accents: "Erdoğan" and "ERDOGAN" are one."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.lower())
    marks = {ord(sign): None for sign in set(apart) if unicodedata.combining(sign)}
    return apart.translate(marks) if marks else apart


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    """The stem of a folded word; a language has few words, and they come again and again."""
    if word in STOP or len(word) == 1:
        return ""
    if len(word) <= _SHORTEST_STEM or word.isdigit():
        return word
    if word.endswith("ies") and len(word) > _SHORTEST_STEM + 1:
        return word[:-3] + "y"
    return _strip(word)


def _strip(word: str) -> str:
    for suffix in _SUFFIXES:
        rest = word.removesuffix(suffix)
        if rest != word and len(rest) >= _SHORTEST_STEM and not word.endswith("ss"):
            word = rest
            if len(word) > _SHORTEST_STEM and word[-1] == word[-2] and word[-1] not in "ls":
                word = word[:-1]
            break
    return word[:-1] if word.endswith("e") and len(word) > _SHORTEST_STEM else word


#: The stems of common words.
COMMON_STEMS = frozenset(_stem(word) for word in COMMON) - {""}
