"""Folding: one character to one character, so that offsets stay true."""

import unicodedata

#: Blocks whose letters are folded: Latin, Greek, Cyrillic … to Georgian, then the later Latin ones.
_RANGES = ((0x80, 0x590), (0x10A0, 0x1100), (0x1E00, 0x2C00), (0xA640, 0xA7FF), (0xFB00, 0xFB07))

#: Letters that Unicode does not take apart, and signs that have a plain twin.
_TWINS = {
    **dict.fromkeys("‘’‚‛′´`ʼʻ＇ʿʾ‹›", "'"),
    **dict.fromkeys("“”„‟″«»＂〝〞", '"'),
    **dict.fromkeys("‐‑‒–—―−⸺﹘﹣－", "-"),
    **dict.fromkeys("€£¥₹₽₺₩¢", "$"),
    **dict.fromkeys("æÆ", "a"),
    **dict.fromkeys("øØœŒ", "o"),
    **dict.fromkeys("đĐðÐ", "d"),
    **dict.fromkeys("łŁ", "l"),
    **dict.fromkeys("ıİ", "i"),
    **dict.fromkeys("əƏ", "a"),
    **dict.fromkeys("ħĦ", "h"),
    **dict.fromkeys("þÞŧŦ", "t"),
    "ß": "s",
    "ẞ": "s",
    "…": ".",
}

#: Noughts of the scripts that news is written in; nine more digits follow each. Arabic, Persian,
#: Devanagari, Bengali, Gurmukhi, Gujarati, Odia, Tamil, Telugu, Kannada, Malayalam, Thai, Lao,
#: Tibetan, Burmese, Khmer, and the wide digits of East Asia.
_ZEROS = (
    0x660, 0x6F0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xE50, 0xED0,
    0xF20, 0x1040, 0x17E0, 0xFF10,
)  # fmt: skip

#: What UTF-8 quotes and dashes look like when they were read as Windows-1252, at the same length.
_MOJIBAKE = {
    "â€™": "'  ",
    "â€˜": "  '",
    "â€œ": '  "',
    "â€\x9d": '"  ',
    "â€“": " - ",
    "â€”": " - ",
    "â€¦": ".  ",
    "Â ": "  ",
}


def fold(text: str) -> str:
    """Lower case, base letters, straight quotes, plain spaces and dashes.

    Args:
        text: any text.

    Returns:
        A text of the same length whose every character stands for the one at its place. Letters
        of scripts without a Latin base stay, lower-cased where that takes one character.
    """
    if text.isascii():
        return text.lower()
    for broken, plain in _MOJIBAKE.items():
        if broken in text:
            text = text.replace(broken, plain)
    return text.translate(_TABLE)


def _folded(character: str) -> str:
    if character in _TWINS:
        return _TWINS[character]
    category = unicodedata.category(character)
    if category[0] == "L":
        base = unicodedata.normalize("NFKD", character)[0].lower()
        return base if len(base) == 1 else character
    return character if category[0] in "MN" else " "


def _table() -> dict[int, str]:
    codes = [code for low, high in _RANGES for code in range(low, high)]
    table = {code: _folded(chr(code)) for code in codes}
    table.update({ord(character): plain for character, plain in _TWINS.items()})
    table.update({zero + digit: str(digit) for zero in _ZEROS for digit in range(10)})
    table.update({code: chr(code).lower() for code in range(0x41, 0x5B)})
    # Zero-width and wide spaces; U+FFFD stands where a decoder gave up.
    table.update(dict.fromkeys((0xFEFF, 0x3000, 0xFFFD, 0x00AD), " "))
    return table


_TABLE = _table()
