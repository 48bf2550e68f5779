"""A question from a chat to its answer, the same on every platform."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import TypeAlias

from bot.command.feeds import feeds, yes
from bot.command.guide import help_, start, unknown
from bot.command.look import sources, story, summary
from bot.command.mark import ack, false_alarm, mute, unmute
from bot.command.names import command_of, split
from bot.command.request import Desk, Feeding, MayChange, Request, Resolve, resolve_nothing
from bot.command.rule import rule
from bot.command.status import status
from bot.command.subscribe import list_, subscribe, unsubscribe
from bot.command.tokens import clean
from bot.command.why import why
from bot.errors import BadRequest, Unavailable
from bot.ports import Store
from bot.report.catalogue import say
from bot.report.message import Line, Message, Text

#: Characters of a request: longer than any wish, shorter than any accident.
_LONGEST = 1000

_Command: TypeAlias = Callable[[Request, str, Desk], Awaitable[Message]]


async def answer(  # noqa: PLR0913  the parts of a Desk, each by its name
    request: Request,
    *,
    store: Store,
    may_change: MayChange,
    now: datetime,
    resolve: Resolve = resolve_nothing,
    feeding: Feeding | None = None,
    connections: Mapping[str, str] = MappingProxyType({}),
) -> Message:
    """Answer a person.

    A request that cannot be done is answered too, with one line that helps; nothing is changed
    then.

    Args:
        request: what was asked, where and by whom.
        store: the application's tables.
        may_change: asks the platform whether this person may change this channel's wishes.
        now: the time of asking.
        resolve: knows the names of places and actors.
        feeding: how a feed is looked at, and how many a chat may follow; None where none may.
        connections: how each platform's connection is, in a few words, by its name.
    """
    desk = Desk(
        store=store,
        may_change=may_change,
        now=now,
        resolve=resolve,
        feeding=feeding,
        connections=connections,
    )
    try:
        return await _answered(request, desk)
    except BadRequest as error:
        return _refusal(str(error), request)
    except Unavailable:
        return _refusal(say("bad.unavailable", request.language), request)


async def _answered(request: Request, desk: Desk) -> Message:
    if len(request.text) > _LONGEST:
        count = f"{len(request.text):,}"
        raise BadRequest(say("bad.long", request.language, size=count, most=f"{_LONGEST:,}"))
    word, rest = split(clean(request.text))
    name = command_of(word)
    if name is None:
        raise unknown(word, request)
    return await _COMMANDS[name](request, rest, desk)


def _refusal(text: str, request: Request) -> Message:
    heading = say("refusal.heading", request.language)
    lines = (Line(parts=(Text(text),)),)
    return Message(
        heading=heading,
        lines=lines,
        private=True,
        refused=True,
        guide=True,
        language=request.language,
    )


_COMMANDS: Mapping[str, _Command] = MappingProxyType(
    {
        "start": start,
        "help": help_,
        "subscribe": subscribe,
        "unsubscribe": unsubscribe,
        "list": list_,
        "summary": summary,
        "story": story,
        "sources": sources,
        "why": why,
        "mute": mute,
        "unmute": unmute,
        "ack": ack,
        "falsealarm": false_alarm,
        "status": status,
        "feeds": feeds,
        "rule": rule,
        "yes": yes,
    }
)
