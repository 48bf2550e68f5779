"""Quotations: the words between an article's quotation marks, verbatim."""

import re

#: Straight and typographic marks; a quotation of fewer words is a term, not a statement.
_QUOTED = re.compile(r"[“\"„«]([^“”\"„«»]{8,})[”\"“»]")
_FEWEST_WORDS = 3
#: Characters of a sentence in a message for a phone.
_LONGEST = 300


def quotation(sentence: str) -> str | None:
    """The longest passage between quotation marks, without them; None where there is none."""
    passages = [
        match.group(1).strip().rstrip(",")
        for match in _QUOTED.finditer(sentence)
        if len(match.group(1).split()) >= _FEWEST_WORDS
    ]
    return max(passages, key=len, default=None)


def shorten(text: str, longest: int = _LONGEST) -> str:
    """One line of at most so many characters, cut at a word where one ends near by."""
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > longest * 3 // 4 else cut).rstrip(" ,;:") + "…"
