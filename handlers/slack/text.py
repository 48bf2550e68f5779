"""Text as Slack writes and reads it: control characters escaped, mentions and links undone."""

import re
from html import unescape

_ELLIPSIS = "…"
#: `<https://a.example|a>`, `<@U1>`, `<#C1|desk>`, `<!here>`: what a person's text is wrapped in.
_WRAPPED = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")


def escape(text: str) -> str:
    """Literal text in a field that Slack reads as mrkdwn: it calls nobody and links nowhere.

    Source: Slack, formatting message text: these three characters and no others.
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def said(text: str, bot: str) -> str:
    """What a person meant by a text, without the mention of the bot."""

    def plain(found: re.Match[str]) -> str:
        target, label = found[1], found[2]
        if target == f"@{bot}":
            return " "
        return label or ("" if target.startswith("!") else target)

    return unescape(_WRAPPED.sub(plain, text)).strip()


def cut(text: str, most: int) -> str:
    """At most so many characters, an ellipsis where something was left out."""
    if len(text) <= most:
        return text
    if most < 1:
        return ""
    kept = text[: most - 1]
    while kept and _joined(kept[-1]):
        kept = kept[:-1]
    return kept.rstrip() + _ELLIPSIS


def _joined(char: str) -> bool:
    """Whether a character clings to the one after it: half a flag, a joiner."""
    return char == "\u200d" or "\U0001f1e6" <= char <= "\U0001f1ff"
