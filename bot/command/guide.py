"""start, help, and what is said to a command that does not exist."""

from bot.command.names import COMMANDS, command_of, nearest
from bot.command.request import Desk, Request
from bot.errors import BadRequest
from bot.report.catalogue import say
from bot.report.message import Button, Line, Message, Style, Text
from bot.report.quotes import shorten


async def start(request: Request, _rest: str, desk: Desk) -> Message:
    """Lead a new user to a working subscription."""
    async with desk.store.begin() as tx:
        mine = await tx.subscriptions.of(request.channel)
    language = request.language
    texts = ["start.what", "start.have" if mine else "start.choose", "start.more"]
    lines = [
        Line(parts=(Text(say(key, language, prefix=request.prefix, count=len(mine))),))
        for key in texts
    ]
    offers = ("list", "summary", "help") if mine else ("everything", "extreme", "summary", "help")
    return Message(
        heading=say("start.heading", language),
        lines=tuple(lines),
        buttons=tuple(
            Button(text=say(f"offer.{offer}", language), command=_OFFERS[offer]) for offer in offers
        ),
        guide=True,
        language=language,
    )


async def help_(request: Request, rest: str, _desk: Desk) -> Message:
    """All commands with an example each, or one command in full."""
    asked = command_of(rest.lstrip("/").casefold()) if rest else None
    if asked is not None:
        return _about(asked, request)
    lines = [
        Line(
            label=f"{request.prefix}{name}",
            parts=(Text(say(f"help.{name}", request.language)),),
        )
        for name in COMMANDS
    ]
    more = say("help.more", request.language, prefix=request.prefix)
    lines.append(Line(parts=(Text(more, Style.FAINT),)))
    heading = say("help.heading", request.language)
    return Message(
        heading=heading, lines=tuple(lines), private=True, guide=True, language=request.language
    )


def unknown(word: str, request: Request) -> BadRequest:
    """The refusal of a word that is no command: the nearest right one, and an example."""
    shown = shorten(word, 40)
    name = nearest(word)
    if not word or name is None:
        return BadRequest(
            say("bad.command", request.language, word=shown or "—", prefix=request.prefix)
        )
    example = say(f"example.{name}", request.language, prefix=request.prefix)
    return BadRequest(
        say(
            "bad.near",
            request.language,
            word=shown,
            near=f"{request.prefix}{name}",
            example=example,
        )
    )


def _about(name: str, request: Request) -> Message:
    language = request.language
    lines = [
        Line(parts=(Text(say(f"help.{name}", language)),)),
        Line(
            label=say("help.example", language),
            parts=(Text(say(f"example.{name}", language, prefix=request.prefix), Style.CODE),),
        ),
    ]
    aliases = COMMANDS[name]
    if aliases:
        text = ", ".join(f"{request.prefix}{alias}" for alias in aliases)
        lines.append(Line(label=say("help.aliases", language), parts=(Text(text),)))
    if name == "subscribe":
        lines.append(Line(parts=(Text(say("help.wishes", language, prefix=request.prefix)),)))
    heading = f"{request.prefix}{name}"
    return Message(heading=heading, lines=tuple(lines), private=True, guide=True, language=language)


#: What the buttons of the first message stand for.
_OFFERS = {
    "everything": "subscribe",
    "extreme": "subscribe min=extreme",
    "summary": "summary 24h",
    "list": "list",
    "help": "help",
}
