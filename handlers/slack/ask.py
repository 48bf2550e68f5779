"""Answers people: what they write goes to the neutral commands, the answer back to them."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TypeAlias

import structlog

from bot.command.names import command_of, split
from bot.command.request import Request
from bot.errors import BadRequest, MarkupRefused, TocsinError, Unavailable
from bot.model.channel import Channel
from bot.report.catalogue import say
from bot.report.message import Message as Neutral
from handlers.slack.life import Life
from handlers.slack.members import Members
from handlers.slack.post import Poster, Turn
from handlers.slack.read import Asked
from handlers.slack.render import Drawn, draw
from handlers.slack.wire import Json, Wire

#: Hop `bot/command/`: a neutral answer; raises BadRequest with a text that helps.
Answer: TypeAlias = Callable[[Request], Awaitable[Neutral]]

#: Seconds, and times: an answer is for somebody who waits, it is not kept for hours.
_LONGEST_WAIT = 60.0
_TRIES = 4
#: Answers that are worth showing to all, and may be made again without changing anything.
SHAREABLE = frozenset({"summary", "story", "sources", "why", "list", "status"})

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Everything needed to answer a person."""

    wire: Wire
    answer: Answer
    poster: Poster
    members: Members
    life: Life
    turn: Turn
    #: What the bot is called, once Slack has said so.
    name: Callable[[], str]

    async def command(self, asked: Asked) -> None:
        """Answer a slash command, for the asker alone."""
        await self.tell_asker(asked, await self.answered(asked.request))

    async def text(self, asked: Asked) -> None:
        """Answer a mention in its thread, a direct message in its conversation."""
        request = asked.request
        name = command_of(split(request.text)[0])
        if request.channel.topic is not None and name != "subscribe":
            request = replace(request, channel=await self.life.where(request.channel))
        request = replace(request, user_name=await self.members.name(request.user_id))
        asked = replace(asked, request=request)
        answer = await self.answered(request)
        if answer.private and not asked.place.direct:
            await self.tell_asker(asked, answer)
        else:
            await self.tell(asked.place.channel, answer)

    async def answered(self, request: Request) -> Neutral:
        """The answer to a request; a refusal and a fault of ours are answers too."""
        language = request.language
        try:
            await self._prepare(request)
            return await self.answer(request)
        except BadRequest as error:
            return _word(str(error), language)
        except TocsinError as error:
            _log.warning("slack.answer_unavailable", error=str(error))
            return _word(say("slack.unavailable", language), language)
        except Exception as error:  # noqa: BLE001 # who asked is told, whatever went wrong
            _log.exception("slack.answer_failed", error=type(error).__name__)
            return _word(say("slack.failed", language), language)

    async def tell_asker(self, asked: Asked, answer: Neutral) -> None:
        """Show an answer to the asker alone, with a button that shows it to the channel.

        Raises:
            TocsinError: it could not be shown.
        """
        drawn = draw(answer, topic=asked.request.channel.topic, share=_shareable(asked, answer))
        if asked.response_url is not None:
            try:
                await self.respond(asked, drawn, {"response_type": "ephemeral"})
            except TocsinError as error:
                _log.info("slack.response_url_refused", error=str(error))
            else:
                return
        await self.poster.whisper(asked.place, asked.request.user_id, drawn)

    async def respond(self, asked: Asked, drawn: Drawn, how: Json) -> None:
        """Post to the request's response_url, once more as plain text where blocks are refused.

        Raises:
            TocsinError: it could not be posted.
        """
        url, thread = asked.response_url or "", asked.place.thread
        how = {"replace_original": False, **how, **({"thread_ts": thread} if thread else {})}
        try:
            await self.wire.respond(url, {**how, "text": drawn.text, "blocks": drawn.blocks})
        except MarkupRefused:
            await self.wire.respond(url, {**how, "text": drawn.plain})

    async def tell(self, channel: Channel, answer: Neutral) -> None:
        """Post an answer, waiting where Slack says so; nobody else waits meanwhile.

        Raises:
            TocsinError: it could not be posted.
        """
        for attempt in range(1, _TRIES + 1):
            try:
                await self.poster.post(channel, answer, delivery_id=None)
            except Unavailable as error:
                wait = error.retry_after if error.retry_after is not None else float(attempt)
                if attempt == _TRIES or wait > _LONGEST_WAIT:
                    raise
                await asyncio.sleep(wait)
            else:
                return

    async def _prepare(self, request: Request) -> None:
        """Before a command: `start` resumes; who subscribes a channel must have the bot in it.

        Raises:
            BadRequest: the bot is not in the channel.
        """
        name = command_of(split(request.text)[0])
        if name == "start":
            await self.life.back(request.channel.chat)
        if name == "subscribe" and not await self.members.inside(request.channel):
            raise BadRequest(say("slack.invite", request.language, name=self.name()))


def _shareable(asked: Asked, answer: Neutral) -> str | None:
    text = asked.request.text
    shown = answer.private or answer.refused or asked.place.direct
    return None if shown or command_of(split(text)[0]) not in SHAREABLE else text


def _word(text: str, language: str) -> Neutral:
    return Neutral(heading=text, private=True, refused=True, language=language)
