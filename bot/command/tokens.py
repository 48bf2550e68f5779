"""What a person typed, as tokens: words, quoted phrases, `key=value`, `-unwanted`."""

import re
import unicodedata
from dataclasses import dataclass

#: Control, format (zero width, direction), surrogate and private characters cannot be seen.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co"})
#: Marks that keep words together, and signs people use for a minus.
_QUOTES = str.maketrans(dict.fromkeys("“”„«»", '"'))
_TOKEN = re.compile(r'([-‐‑‒–—−]?)(?:(\w+)=)?(?:"([^"]*)"|([^\s,;"]*))')


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One word or phrase as typed."""

    text: str
    #: What stood before the equals sign, folded; None where none did.
    key: str | None = None
    #: It stood in quotation marks: a phrase, never a level.
    quoted: bool = False
    #: A minus stood before it.
    minus: bool = False


def clean(text: str) -> str:
    """The text on one line, without what cannot be seen."""
    spaced = (" " if letter.isspace() else letter for letter in text)
    seen = (letter for letter in spaced if unicodedata.category(letter) not in _UNSEEN)
    return " ".join("".join(seen).split())


def tokens(text: str) -> list[Token]:
    """The tokens of a text, in order; a quotation mark without its partner means nothing."""
    straight = clean(text).translate(_QUOTES)
    found = []
    for match in _TOKEN.finditer(straight):
        minus, key, phrase, word = match.groups()
        if not match.group():
            continue
        found.append(
            Token(
                text=(word if phrase is None else phrase).strip(),
                key=key.casefold() if key else None,
                quoted=phrase is not None,
                minus=bool(minus),
            )
        )
    return found
