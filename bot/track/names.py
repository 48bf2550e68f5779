"""The names in a text: words with a capital where the writer did not have to set one."""

import re
from collections.abc import Iterator

from bot.track.words import READ_SIGNS, READ_WORDS, stems_of

#: One class of signs comes first: only where one stands is looked further.
_SENTENCE_END = re.compile(r"[.!?\n](?:(?<=\n)|(?=\s))")
_TOKEN = re.compile(r"[^\W_]+")
#: A sentence with a larger share of capitals is a heading and tells no names apart.
_HEADING = 0.6
#: Shorter words are small even in headings.
_LONG = 4


def names(title: str, text: str) -> frozenset[str]:
    """Stems that stand with a capital inside a sentence and never without one.

    Text in capitals or in small letters has none, and headings neither.
    """
    capital: set[str] = set()
    small: set[str] = set()
    for tokens in _sentences(f"{title}\n{text[:READ_SIGNS]}"):
        for place, token in enumerate(tokens):
            if not token[0].isupper():
                small.add(token)
            elif place:
                capital.add(token)
    return frozenset(_stems(capital) - _stems(small))


def _stems(tokens: set[str]) -> set[str]:
    return {stem for token in tokens for stem in stems_of(token)}


def _sentences(text: str) -> Iterator[list[str]]:
    """The words of the sentences that tell names apart."""
    read = 0
    for sentence in _SENTENCE_END.split(text):
        tokens = _TOKEN.findall(sentence)
        if _is_heading(tokens):
            continue
        yield tokens[: READ_WORDS - read]
        read += len(tokens)
        if read >= READ_WORDS:
            return


def _is_heading(tokens: list[str]) -> bool:
    long = [token for token in tokens if len(token) >= _LONG and token.isalpha()]
    return sum(token[0].isupper() for token in long) > _HEADING * len(long) or not long
