"""subscribe, unsubscribe, list: what a channel wishes."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.command.find import seen_by
from bot.command.request import Desk, Request, audit, need_right, who
from bot.command.wishes import read_wishes, subscription, wish_words
from bot.errors import BadRequest
from bot.model.channel import Subscription
from bot.model.incident import Alert
from bot.model.scale import Severity
from bot.report.catalogue import say
from bot.report.lines import incident_line
from bot.report.match import matches
from bot.report.message import Button, Line, Message, Style, Text
from bot.report.quotes import shorten
from bot.report.wording import badge

#: Subscriptions of one channel.
_MOST = 20
#: How far back "what would it have brought" looks.
_WEEK = timedelta(days=7)


async def subscribe(request: Request, rest: str, desk: Desk) -> Message:
    """Add an alert stream; say what was understood and what the last week would have brought."""
    wishes = read_wishes(rest, desk.resolve, request.language)
    await need_right(request, desk)
    made = subscription(
        wishes,
        id_=_new_id(request, desk),
        channel=request.channel,
        usual=Severity.SEVERE,
        now=desk.now,
        by=who(request),
    )
    async with desk.store.begin() as tx:
        mine = await tx.subscriptions.of(request.channel)
        _refuse_doubles(made, mine, request)
        await tx.subscriptions.put(made)
        await audit(tx, request, desk, f"subscribe {_described(made)}")
        seen = await seen_by(request, tx)
        week = await tx.incidents.alerts_since(desk.now - _WEEK)
        alerts = [each for each in week if seen(each.incident)]
    brought = would_have_brought(made, alerts)
    return _done(made, brought, len(mine) + 1, request.language)


async def unsubscribe(request: Request, rest: str, desk: Desk) -> Message:
    """Take away one subscription by number or id, or all."""
    await need_right(request, desk)
    async with desk.store.begin() as tx:
        mine = await tx.subscriptions.of(request.channel)
        gone = _chosen(rest, mine, request)
        for each in gone:
            await tx.subscriptions.remove(each.id)
            await audit(tx, request, desk, f"unsubscribe {_described(each)}")
    language = request.language
    lines = [_wish_line(each, language) for each in gone]
    left = say("unsubscribe.left", language, count=len(mine) - len(gone))
    return Message(
        heading=say("unsubscribe.done", language, count=len(gone)),
        lines=(*lines, Line(parts=(Text(left, Style.FAINT),))),
        language=language,
    )


async def list_(request: Request, _rest: str, desk: Desk) -> Message:
    """The channel's subscriptions, by number, and what is paused."""
    async with desk.store.begin() as tx:
        mine = await tx.subscriptions.of(request.channel)
    language = request.language
    if not mine:
        none = say("list.none", language, prefix=request.prefix)
        return Message(
            heading=say("list.empty", language),
            lines=(Line(parts=(Text(none),)),),
            buttons=(Button(text=say("offer.everything", language), command="subscribe"),),
            guide=True,
            language=language,
        )
    return Message(
        heading=say("list.heading", language, count=len(mine)),
        lines=tuple(_numbered(number, each, language) for number, each in enumerate(mine, 1)),
        buttons=tuple(
            Button(
                text=say("button.unsubscribe", language, number=number),
                command=f"unsubscribe {each.id}",
            )
            for number, each in enumerate(mine[:5], 1)
        ),
        language=language,
    )


def would_have_brought(wish: Subscription, alerts: Sequence[Alert]) -> list[Alert]:
    """Those of these alerts, oldest first, that the subscription would have brought."""
    told: set[str] = set()
    brought = []
    for alert in alerts:
        if matches(wish, alert.incident, following=alert.incident.id in told) is None:
            told.add(alert.incident.id)
            brought.append(alert)
    return brought


def _done(made: Subscription, brought: Sequence[Alert], number: int, language: str) -> Message:
    """What was understood, and what the last week would have brought."""
    example = incident_line(brought[-1].incident, language) if brought else None
    return Message(
        heading=say("subscribe.done", language, number=number),
        lines=(
            _wish_line(made, language),
            Line(parts=(Text(say("subscribe.week", language, count=len(brought))),)),
            *([replace(example, label=say("subscribe.last", language))] if example else []),
        ),
        buttons=(
            Button(text=say("button.list", language), command="list"),
            Button(text=say("button.undo", language), command=f"unsubscribe {made.id}"),
        ),
        language=language,
    )


def _new_id(request: Request, desk: Desk) -> str:
    seed = f"{request.channel}|{request.user_id}|{desk.now.isoformat()}|{request.text}"
    return hashlib.sha256(seed.encode("utf-8", "replace")).hexdigest()[:8]


def _refuse_doubles(made: Subscription, mine: Sequence[Subscription], request: Request) -> None:
    for number, each in enumerate(mine, 1):
        twin = replace(
            made,
            id=each.id,
            created_at=each.created_at,
            created_by=each.created_by,
            paused=each.paused,
        )
        if twin == each:
            raise BadRequest(say("bad.double", request.language, number=number))
    if len(mine) >= _MOST:
        raise BadRequest(say("bad.full", request.language, most=_MOST, prefix=request.prefix))


def _chosen(rest: str, mine: Sequence[Subscription], request: Request) -> list[Subscription]:
    """The subscriptions meant by "all", numbers or ids; the only one where nothing is said."""
    language, prefix = request.language, request.prefix
    if not mine:
        raise BadRequest(say("bad.nothing_to_end", language))
    words = rest.casefold().replace(",", " ").split()
    if words in (["all"], ["everything"]) or (not words and len(mine) == 1):
        return list(mine)
    if not words:
        raise BadRequest(say("bad.which", language, count=len(mine), prefix=prefix))
    chosen = []
    for word in words:
        name = word.lstrip("#")
        found = [each for number, each in enumerate(mine, 1) if name in (str(number), each.id)]
        if not found:
            shown = shorten(word, 40)
            raise BadRequest(say("bad.no_such", language, word=shown, prefix=prefix))
        chosen += found[:1]
    return list(dict.fromkeys(chosen))


def _described(wish: Subscription) -> str:
    return f"{wish.id}: {wish_words(wish, 'en')}, from {wish.min_severity}"


def _wish_line(wish: Subscription, language: str) -> Line:
    level = say("wish.level", language, badge=badge(wish.min_severity, language))
    return Line(parts=(Text(wish_words(wish, language), Style.STRONG), Text(f" · {level}")))


def _numbered(number: int, wish: Subscription, language: str) -> Line:
    parts = [*_wish_line(wish, language).parts]
    if wish.paused is not None:
        paused = say("match.paused", language, reason=wish.paused)
        parts.append(Text(f" · {paused}", Style.STRONG))
    return Line(label=str(number), parts=tuple(parts))
