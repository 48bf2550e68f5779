"""rule: words and patterns that a chat looks for itself, beside the rules of all."""

import hashlib
import re
from dataclasses import replace

from bot.command.request import Desk, Request, audit, need_right, who
from bot.detect import BadKeyword, keyword
from bot.detect.keywords import LONGEST
from bot.errors import BadRequest
from bot.model.chat_rule import ChatRule
from bot.ports import Transaction
from bot.report.catalogue import say
from bot.report.message import Button, Line, Message, Style, Text
from bot.report.quotes import shorten

#: Rules of one chat in all of its topics, and of all together. RE2 reads 20 kB for the worst of
#: them in some milliseconds and 128 kB of memory: were all 500 so, a long article took some
#: seconds, in a thread that holds nobody up; 500 plain ones take 5 ms.
_MOST, _MOST_OF_ALL = 20, 500
#: Letters of a name.
_LONGEST_NAME = 32
_NAME = re.compile(r"[\w-]+")
#: Characters of what a button calls a rule; Telegram's buttons hold 64 bytes, a name up to 128.
_HANDLE = 8
_VERBS = {
    "add": "add",
    "new": "add",
    "list": "list",
    "ls": "list",
    "": "list",
    "remove": "remove",
    "delete": "remove",
    "rm": "remove",
}


async def rule(request: Request, rest: str, desk: Desk) -> Message:
    """`rule add NAME words, words`, `rule add NAME /pattern/`, `rule list`, `rule remove NAME`."""
    verb, _, words = rest.partition(" ")
    known = _VERBS.get(verb.casefold())
    if known == "add":
        return await _add(request, words.strip(), desk)
    if known == "remove":
        return await _remove(request, words.strip(), desk)
    if known == "list":
        return await _list(request, desk)
    raise _bad("bad.rule.verb", request, word=shorten(verb, 40))


async def _add(request: Request, words: str, desk: Desk) -> Message:
    name, _, wanted = words.partition(" ")
    made = ChatRule(
        channel=request.channel,
        name=_name(name, request),
        wanted=_wanted(wanted.strip(), request),
        created_at=desk.now,
        created_by=who(request),
    )
    await need_right(request, desk)
    async with desk.store.begin() as tx:
        await _need_room(tx, made, request)
        await tx.rules.put(made)
        await audit(tx, request, desk, f"rule add {made.name} {made.wanted}")
    return _added(made, request.language)


async def _need_room(tx: Transaction, made: ChatRule, request: Request) -> None:
    mine = await tx.rules.of(request.channel)
    if any(each.name == made.name for each in mine):
        raise _bad("bad.rule.taken", request, name=made.name)
    if await tx.rules.count(request.channel) >= _MOST:
        raise _bad("bad.rule.full", request, most=_MOST)
    if await tx.rules.count() >= _MOST_OF_ALL:
        raise _bad("bad.rule.house_full", request, most=f"{_MOST_OF_ALL:,}")


def _added(made: ChatRule, language: str) -> Message:
    return Message(
        heading=say("rule.added", language, name=made.name),
        lines=(_line(made), Line(parts=(Text(say("rule.what", language)),))),
        buttons=(
            Button(text=say("button.rules", language), command="rule list"),
            Button(text=say("button.undo", language), command=f"rule remove {_handle(made)}"),
        ),
        language=language,
    )


async def _remove(request: Request, words: str, desk: Desk) -> Message:
    await need_right(request, desk)
    meant = words.casefold()
    async with desk.store.begin() as tx:
        mine = await tx.rules.of(request.channel)
        gone = next((each for each in mine if meant in (each.name, _handle(each))), None)
        if gone is None and meant.startswith("#"):
            raise _bad("bad.rule.gone", request)
        if gone is None:
            raise _bad("bad.rule.no_such", request, name=shorten(words, 40) or "—")
        await tx.rules.remove(request.channel, gone.name)
        await audit(tx, request, desk, f"rule remove {gone.name}")
    return Message(
        heading=say("rule.removed", request.language, name=gone.name),
        lines=(_line(gone),),
        language=request.language,
    )


async def _list(request: Request, desk: Desk) -> Message:
    async with desk.store.begin() as tx:
        mine = await tx.rules.of(request.channel)
    language = request.language
    how = Line(parts=(Text(say("rule.how", language, prefix=request.prefix), Style.FAINT),))
    if not mine:
        return Message(
            heading=say("rule.none", language), lines=(how,), guide=True, language=language
        )
    return Message(
        heading=say("rule.heading", language, count=len(mine)),
        lines=(*(replace(_line(each), label=each.name) for each in mine), how),
        buttons=tuple(
            Button(
                text=say("button.remove_rule", language, name=each.name),
                command=f"rule remove {_handle(each)}",
            )
            for each in mine[:5]
        ),
        language=language,
    )


def _name(typed: str, request: Request) -> str:
    name = typed.casefold()
    if not _NAME.fullmatch(name) or len(name) > _LONGEST_NAME:
        raise _bad("bad.rule.name", request, name=shorten(typed, 40) or "—", most=_LONGEST_NAME)
    return name


def _wanted(typed: str, request: Request) -> str:
    try:
        keyword(typed)
    except BadKeyword as error:
        part = shorten(error.part, 160)
        raise _bad(f"bad.rule.{error.reason}", request, part=part, most=LONGEST) from None
    return typed


def _bad(key: str, request: Request, **values: object) -> BadRequest:
    language, prefix = request.language, request.prefix
    example = say("example.rule", language, prefix=prefix)
    return BadRequest(say(key, language, prefix=prefix, example=example, **values))


def _line(rule: ChatRule) -> Line:
    return Line(parts=(Text(rule.wanted, Style.CODE),))


def _handle(rule: ChatRule) -> str:
    """What a button calls a rule: short, and never another rule that got the same name later."""
    made = f"{rule.name}\n{rule.created_at.isoformat()}"
    return f"#{hashlib.sha256(made.encode()).hexdigest()[:_HANDLE]}"
