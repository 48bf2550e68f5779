"""Hostile text made harmless to look at, and which links may be drawn, for every handler."""

import unicodedata
from urllib.parse import urlsplit

#: Control, format (zero width, direction), surrogate, private and unassigned characters.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
#: Format characters that words need: joiners of Persian and Indic scripts, and of emoji.
_NEEDED = frozenset("\u200c\u200d")
_ACCENTS = frozenset({"Mn", "Me"})
#: Accents on one letter: more than any language writes, fewer than it takes to cover a line.
_MOST_ACCENTS = 4


def literal(text: str, longest: int | None = None) -> str:
    """What a person would see of a text, on one line: nothing that steers a screen.

    Escape sequences, direction overrides, zero-width characters and towers of accents are taken
    out, line ends become spaces. Markup stays as it is: escaping it is each handler's own work.

    Args:
        text: as it came.
        longest: characters to cut it to, an ellipsis included; None for all of it.
    """
    seen = " ".join(_seen(text).split(" "))
    if longest is not None and len(seen) > longest:
        return seen[: longest - 1].rstrip() + "…"
    return seen


def host_of(url: str) -> str | None:
    """The host of a link that may be drawn, in ASCII; None where it may not.

    Only http and https are links, and none that shows one host's name before another's
    (`https://bank.example@elsewhere.example`) or holds what cannot be seen.
    """
    if any(letter.isspace() or unicodedata.category(letter) in _UNSEEN for letter in url):
        return None
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc:
        return None
    return host


def _seen(text: str) -> str:
    kept: list[str] = []
    accents = 0
    for letter in text:
        category = unicodedata.category(letter)
        accents = accents + 1 if category in _ACCENTS else 0
        if letter.isspace():
            kept.append(" ")
        elif letter in _NEEDED:
            if kept and not kept[-1].isascii():
                kept.append(letter)
        elif category not in _UNSEEN and accents <= _MOST_ACCENTS:
            kept.append(letter)
    return "".join(kept)
