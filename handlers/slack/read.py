"""What Slack's envelopes ask, of whom and where: neutral Requests."""

from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from bot.command.request import Request
from handlers.slack.buttons import Pressed, pressed
from handlers.slack.place import Place
from handlers.slack.text import said

Json: TypeAlias = dict[str, Any]

#: What stands before a command in examples: it works in channels and direct messages.
PREFIX = "/tocsin "
_COMMAND = "/tocsin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request, and where its answer goes."""

    request: Request
    #: Where the answer is posted: the thread that a mention stands in or begins.
    place: Place
    #: Takes the answer without the bot being in the channel.
    response_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A button that somebody pressed."""

    asked: Asked
    #: None where the button is none of ours.
    pressed: Pressed | None
    #: The message that it stands under.
    message: str


def of_command(body: Json, team: str) -> Asked:
    """A slash command; alone it greets."""
    place = Place(team=team, id=str(body["channel_id"]))
    text = str(body.get("text") or "")
    own = str(body["command"])
    if own != _COMMAND:
        text = f"{own.removeprefix('/')} {text}"
    return Asked(
        request=Request(
            channel=place.channel,
            user_id=str(body["user_id"]),
            user_name=str(body.get("user_name") or ""),
            text=said(text, bot="") or "start",
            prefix=PREFIX,
        ),
        place=place,
        response_url=body.get("response_url"),
    )


def of_text(event: Json, team: str, bot: str) -> Asked:
    """A mention in a channel, or a direct message; the bot's name alone greets."""
    thread = event.get("thread_ts")
    place = Place(team=team, id=str(event["channel"]), thread=thread)
    # In a channel the answer opens a thread; a direct message is one conversation.
    answer = place if place.direct else replace(place, thread=thread or str(event["ts"]))
    here = replace(place, thread=None) if place.direct else place
    return Asked(
        request=Request(
            channel=here.channel,
            user_id=str(event["user"]),
            text=said(str(event.get("text") or ""), bot) or "start",
            prefix=PREFIX,
        ),
        place=answer,
    )


def of_press(body: Json, team: str) -> Press:
    """A button; the thread it speaks for stands in its value."""
    found = pressed(body["actions"][0])
    user, container = body["user"], body.get("container") or {}
    id_ = str((body.get("channel") or {}).get("id") or container.get("channel_id") or "")
    place = Place(team=team, id=id_, thread=found.topic if found else None)
    asked = Asked(
        request=Request(
            channel=place.channel,
            user_id=str(user["id"]),
            user_name=str(user.get("username") or user.get("name") or ""),
            text=found.command if found else "",
            prefix=PREFIX,
        ),
        place=replace(place, thread=(body.get("message") or {}).get("thread_ts")),
        response_url=body.get("response_url"),
    )
    return Press(asked=asked, pressed=found, message=str(container.get("message_ts") or ""))
