"""mute, unmute, ack, falsealarm: what a channel says of one incident."""

from collections.abc import Callable
from dataclasses import replace

from bot.command.find import incident_of
from bot.command.request import Desk, Request, audit, need_right
from bot.errors import BadRequest
from bot.model.channel import Subscription
from bot.model.incident import Incident, Mark, MarkKind
from bot.report.catalogue import say
from bot.report.lines import mark_lines
from bot.report.message import Button, Line, Message, Text


async def mute(request: Request, rest: str, desk: Desk) -> Message:
    """No more of this incident in this channel."""

    def without(wish: Subscription, story: str) -> Subscription:
        return replace(wish, without=tuple(dict.fromkeys((*wish.without, story))))

    story = await _change(request, rest, desk, command="mute", change=without)
    language = request.language
    return Message(
        heading=say("mute.done", language, story=story),
        lines=(Line(parts=(Text(say("mute.how_back", language)),)),),
        buttons=(Button(text=say("button.unmute", language), command=f"unmute {story}"),),
        language=language,
    )


async def unmute(request: Request, rest: str, desk: Desk) -> Message:
    """This incident again in this channel."""

    def with_(wish: Subscription, story: str) -> Subscription:
        return replace(wish, without=tuple(word for word in wish.without if word != story))

    story = await _change(request, rest, desk, command="unmute", change=with_)
    heading = say("unmute.done", request.language, story=story)
    return Message(heading=heading, language=request.language)


async def ack(request: Request, rest: str, desk: Desk) -> Message:
    """Somebody sees to this incident."""
    return await _mark(request, rest, desk, MarkKind.ACKNOWLEDGED)


async def false_alarm(request: Request, rest: str, desk: Desk) -> Message:
    """Somebody says that this incident did not happen so."""
    return await _mark(request, rest, desk, MarkKind.FALSE_ALARM)


async def _change(
    request: Request,
    rest: str,
    desk: Desk,
    *,
    command: str,
    change: Callable[[Subscription, str], Subscription],
) -> str:
    """Change every subscription of the channel for one incident; its `#id`."""
    await need_right(request, desk)
    async with desk.store.begin() as tx:
        incident = await incident_of(rest, request, tx, command=command)
        story = f"#{incident.id}"
        mine = await tx.subscriptions.of(request.channel)
        changed = [new for old in mine if (new := change(old, story)) != old]
        if not changed:
            key = "bad.no_subscription" if not mine else f"bad.{command}_twice"
            raise BadRequest(say(key, request.language, story=story, prefix=request.prefix))
        for each in changed:
            await tx.subscriptions.put(each)
        await audit(tx, request, desk, f"{command} {story}")
    return story


async def _mark(request: Request, rest: str, desk: Desk, kind: MarkKind) -> Message:
    await need_right(request, desk)
    command = "ack" if kind is MarkKind.ACKNOWLEDGED else "falsealarm"
    async with desk.store.begin() as tx:
        incident = await incident_of(rest, request, tx, command=command)
        marked = _marked(incident, kind, request, desk)
        await tx.incidents.save(marked)
        await audit(tx, request, desk, f"{command} #{incident.id}")
    return Message(
        heading=say(f"marked.{kind}", request.language, id=incident.id),
        lines=tuple(mark_lines(marked, request.language)),
        incident_id=incident.id,
        language=request.language,
    )


def _marked(incident: Incident, kind: MarkKind, request: Request, desk: Desk) -> Incident:
    if any(mark.kind is kind for mark in incident.marks):
        raise BadRequest(say(f"bad.marked_{kind}", request.language, id=incident.id))
    mark = Mark(
        kind=kind,
        by=request.user_name or request.user_id,
        at=desk.now,
        channel=str(request.channel),
    )
    return replace(incident, marks=(*incident.marks, mark))
