"""What people see of a message, and whom it pings."""

import re
from html import unescape
from typing import Any, TypeAlias

from tests.servers.slack.blocks import texts

Json: TypeAlias = dict[str, Any]

_LINK = re.compile(r"<(https?://[^|>]+)\|([^>]*)>")
_PING = re.compile(r"<(?:!|@|#)[^>]*>")


def seen(message: Json) -> str:
    """The message as the eye sees it, without its buttons; the text where it has no blocks."""
    blocks = message.get("blocks") or []
    shown = [text for block in blocks if (text := _block(block)) is not None]
    return "\n".join(shown) if blocks else _mrkdwn(message.get("text", ""))


def pinged(message: Json) -> list[str]:
    """Everybody whom the message calls, in the blocks and in the fallback."""
    found = _PING.findall(message.get("text", ""))
    for block in message.get("blocks") or []:
        for each in texts(block):
            if each.get("type") in {"user", "usergroup", "broadcast", "channel"}:
                found.append(str(each))
            if each.get("type") == "mrkdwn":
                found += _PING.findall(each["text"])
    return found


def links(message: Json) -> list[tuple[str, str]]:
    """The links of a message: address and text."""
    return [
        (str(each["url"]), str(each.get("text", each["url"])))
        for block in message.get("blocks") or []
        for each in texts(block)
        if each.get("type") == "link"
    ]


def buttons(message: Json) -> list[Json]:
    """The buttons of a message, in their order."""
    return [
        element
        for block in message.get("blocks") or []
        if block["type"] == "actions"
        for element in block["elements"]
    ]


def _block(block: Json) -> str | None:
    if block["type"] == "rich_text":
        return "".join(
            element.get("text", element.get("url", ""))
            for section in block["elements"]
            for element in section["elements"]
        )
    if block["type"] in {"section", "header"}:
        text = block["text"]
        return _mrkdwn(text["text"]) if text["type"] == "mrkdwn" else str(text["text"])
    return None


def _mrkdwn(text: str) -> str:
    return unescape(_LINK.sub(r"\2", text))
