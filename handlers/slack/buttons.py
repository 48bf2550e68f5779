"""Buttons: neutral commands as the values of an actions block."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from bot.report.catalogue import say
from bot.report.literal import literal
from bot.report.message import Button
from handlers.slack.text import cut

Json: TypeAlias = dict[str, Any]

#: Characters and numbers. Source: Slack, Block Kit, button element and actions block.
_LONGEST_TEXT = 75
_LONGEST_VALUE = 2_000
_MOST = 25
#: What marks the button that shows an answer to the channel.
SHARE = "share"
#: Characters of all words and values together: they count against the blocks' sum.
ROOM = 3_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """What a button stands for."""

    command: str
    #: The thread that it speaks for, None for the channel.
    topic: str | None
    share: bool


def actions(
    buttons: Sequence[Button], *, topic: str | None, share: str | None, language: str
) -> list[Json]:
    """The buttons under a message: one block, or none where there are no buttons.

    Args:
        buttons: what may be pressed.
        topic: the thread they speak for.
        share: the command whose answer may be shared.
        language: of the words on the button for that.
    """
    sharing: list[Json] = []
    if share is not None and len(value := _value(share, topic)) <= _LONGEST_VALUE:
        sharing = [_button(say("slack.share", language), value, SHARE)]
    room = ROOM - sum(_size(each) for each in sharing)
    drawn = [*list(_drawn(buttons, topic, room))[: _MOST - len(sharing)], *sharing]
    return [{"type": "actions", "elements": drawn}] if drawn else []


def pressed(action: Json) -> Pressed | None:
    """Read an action of ours back; None where it is none."""
    topic, bar, command = str(action.get("value") or "").partition("|")
    if not bar or not command.strip():
        return None
    return Pressed(command=command, topic=topic or None, share=action.get("action_id") == SHARE)


def _drawn(buttons: Sequence[Button], topic: str | None, room: int) -> Iterator[Json]:
    """One whose command is too long for Slack is left out."""
    for number, each in enumerate(buttons):
        words, value = literal(each.text).strip(), _value(each.command, topic)
        button = _button(words, value, f"do-{number}")
        if words and len(value) <= _LONGEST_VALUE and _size(button) <= room:
            room -= _size(button)
            yield button


def _size(button: Json) -> int:
    return len(button["text"]["text"]) + len(button["value"])


def _value(command: str, topic: str | None) -> str:
    return f"{topic or ''}|{command}"


def _button(words: str, value: str, action_id: str) -> Json:
    text = {"type": "plain_text", "text": cut(words, _LONGEST_TEXT), "emoji": False}
    return {"type": "button", "text": text, "value": value, "action_id": action_id}
