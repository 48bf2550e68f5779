"""Text as people read it: no control characters, no direction tricks, no lone surrogates."""

import re
import unicodedata

#: C0 and C1 controls but tab and line ends; surrogates; bidi controls and isolates; invisible
#: signs that split words (zero-width space, word joiner, byte order mark, soft hyphen); tags;
#: non-characters. Zero-width joiners stay: Persian and Indic words need them.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\xad\u061c\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_SPACES = re.compile(r"[^\S\n]+")
_BLANK = re.compile(r" ?\n[ \n]*")


def paragraphs(text: str) -> str:
    """Clean text whose lines are its paragraphs, each trimmed, none empty."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    text = _LINE_ENDS.sub("\n", text)
    text = unicodedata.normalize("NFC", _UNWANTED.sub("", text))
    return _BLANK.sub("\n", _SPACES.sub(" ", text)).strip()


def line(text: str, *, limit: int | None = None) -> str:
    """Clean text in one line, cut at `limit` characters."""
    return paragraphs(text).replace("\n", " ")[:limit].strip()
