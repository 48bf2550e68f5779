"""Text as Telegram counts and reads it: UTF-16 units, and no mention that nobody meant."""

import re

#: Telegram shows a text up to this length after parsing; counted here in UTF-16 units, which are
#: never fewer than what it counts. Source: Bot API, sendMessage.
LONGEST = 4096
_ELLIPSIS = "…"
#: Splits a word for Telegram's finder of mentions and commands, and is not seen.
JOINER = "\u2060"

#: At the end too: what is drawn behind it may be a word.
_MENTION = re.compile(r"@(?=\w|\Z)")
_COMMAND = re.compile(r"(?<![\w/])/(?=\w|\Z)")
_SCHEME = re.compile(r"\b(?!https?:)([A-Za-z][A-Za-z0-9+.-]*):(?=//)")


def units(text: str) -> int:
    """The length in UTF-16 code units, as Telegram counts offsets."""
    return len(text) + sum(char > "\uffff" for char in text)


def quiet(text: str, *, commands: bool = False) -> str:
    """The same to the eye, but nobody is mentioned and no link leads anywhere but to the web.

    Args:
        text: literal text.
        commands: leave `/commands` to tap on.
    """
    text = _SCHEME.sub(rf"\1:{JOINER}", _MENTION.sub(f"@{JOINER}", text))
    return text if commands else _COMMAND.sub(f"/{JOINER}", text)


def cut(text: str, most: int) -> str:
    """At most so many UTF-16 units, an ellipsis where something was left out."""
    if units(text) <= most:
        return text
    if most < 1:
        return ""
    kept, used = [], units(_ELLIPSIS)
    for char in text:
        used += units(char)
        if used > most:
            break
        kept.append(char)
    while kept and _joined(kept[-1]):
        kept.pop()
    return "".join(kept).rstrip() + _ELLIPSIS


def _joined(char: str) -> bool:
    """Whether a character clings to the one after it: half a flag, a joiner."""
    return char == "\u200d" or "\U0001f1e6" <= char <= "\U0001f1ff"
