"""Answers people: what they write goes to the neutral commands, the answer back to its topic."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TypeAlias

import structlog
from telegram import ChatMemberAdministrator, Message, User
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.command.names import command_of, split
from bot.command.request import Request
from bot.errors import BadRequest, TocsinError, Unavailable
from bot.model.channel import Channel
from bot.report.catalogue import say
from bot.report.message import Message as Neutral
from handlers.telegram.admins import Admins
from handlers.telegram.faults import named
from handlers.telegram.life import PLATFORM, Life
from handlers.telegram.post import Poster
from handlers.telegram.read import Managed, managed, request_of

#: Hop `bot/command/`: a neutral answer; raises BadRequest with a text that helps.
Answer: TypeAlias = Callable[[Request], Awaitable[Neutral]]

#: Seconds, and times: an answer is for somebody who waits, it is not kept for hours.
_LONGEST_WAIT = 60.0
_TRIES = 4

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Everything needed to answer a message."""

    bot: ExtBot[None]
    answer: Answer
    poster: Poster
    admins: Admins
    life: Life
    #: Seconds after which a person is told that a look at a site takes longer.
    patience: float = 5.0

    async def message(self, message: Message) -> None:
        """Answer a message if it speaks to the bot."""
        request = request_of(message, self.bot.username)
        if request is None:
            return
        here, number = request.channel, f"{request.channel.chat}/{message.message_id}"
        if command_of(split(request.text)[0]) == "start":
            await self.life.returned(here)
        # In a private chat it is plain whom the bot answers.
        await self._answer(request, here, to=number if here.chat.startswith("-") else None)

    async def _answer(self, request: Request, here: Channel, *, to: str | None) -> None:
        """Answer; who waits long for it is told so, in a message that becomes the answer."""
        working = asyncio.create_task(self.answered(request))
        # Others need the database alone, and a word more would only disturb.
        abroad = command_of(split(request.text)[0]) == "feeds"
        try:
            done, _ = await asyncio.wait({working}, timeout=self.patience if abroad else None)
            note = None if done else await self._note(request, here, to)
            answer = await working
        finally:
            working.cancel()
        if note is None or not await self._becomes(note, answer, here):
            await self.tell(here, answer, to=to)

    async def _note(self, request: Request, here: Channel, to: str | None) -> str | None:
        """Say that it takes longer; Telegram's name of the message."""
        note = Neutral(heading=say("telegram.working", request.language), silent=True)
        try:
            if to is None:
                return (await self.poster.post(here, note)).message_id
            return (await self.poster.reply(here, to, note, loud=False)).message_id
        except TocsinError:
            return None

    async def _becomes(self, note: str, answer: Neutral, here: Channel) -> bool:
        try:
            await self.poster.edit(here, note, answer)
        except TocsinError as error:
            _log.info("telegram.note_stays", error=str(error))
            return False
        return True

    async def greet(self, channel: Channel, user: User) -> None:
        """Introduce the bot to a group that is new."""
        language = user.language_code or "en"
        asked = Request(channel=channel, user_id=str(user.id), text="/start", language=language)
        await self.tell(channel, await self.answered(asked), to=None)

    async def answered(self, request: Request) -> Neutral:
        """The answer to a request; a refusal and a fault of ours are answers too."""
        language = request.language
        try:
            about = managed(request)
            asked = request if about is None else await self._about(about)
            return await self.answer(asked)
        except BadRequest as error:
            return Neutral(heading=str(error), language=language)
        except TocsinError as error:
            _log.warning("telegram.answer_unavailable", error=str(error))
            return Neutral(heading=say("telegram.unavailable", language), language=language)
        except Exception as error:  # noqa: BLE001 # who asked is told, whatever went wrong
            _log.error("telegram.answer_failed", error=named(error))  # see `named`
            return Neutral(heading=say("telegram.failed", language), language=language)

    async def tell(self, channel: Channel, answer: Neutral, *, to: str | None) -> None:
        """Post an answer, waiting where Telegram says so; nobody else waits meanwhile.

        Raises:
            TocsinError: it could not be posted.
        """
        for attempt in range(1, _TRIES + 1):
            try:
                if to is None:
                    await self.poster.post(channel, answer)
                else:
                    await self.poster.reply(channel, to, answer, loud=True)
            except Unavailable as error:
                wait = error.retry_after if error.retry_after is not None else float(attempt)
                if attempt == _TRIES or wait > _LONGEST_WAIT:
                    raise
                await asyncio.sleep(wait)
            else:
                return

    async def _about(self, asked: Managed) -> Request:
        """The request with the chat it is about, if this person manages that chat.

        Raises:
            BadRequest: the bot does not see that chat, may not post there, or the person is no
                administrator of it.
        """
        request, language = asked.request, asked.request.language
        try:
            chat = await self.bot.get_chat(asked.target)
        except TelegramError as error:
            raise BadRequest(
                say("telegram.channel.unknown", language, name=asked.target)
            ) from error
        there = Channel(platform=PLATFORM, chat=str(chat.id))
        if not await self.admins.may_change(there, request.user_id):
            raise BadRequest(say("telegram.channel.right", language, name=asked.target))
        if not await self._may_post(there):
            raise BadRequest(say("telegram.channel.post", language, name=asked.target))
        return replace(request, channel=there)

    async def _may_post(self, channel: Channel) -> bool:
        try:
            me = await self.bot.get_chat_member(channel.chat, self.bot.id)
        except TelegramError:
            return False
        if isinstance(me, ChatMemberAdministrator):
            return me.can_post_messages is not False
        return me.status == me.MEMBER
