"""Answers buttons: at once, only in their own chat, and each press once."""

from collections import deque
from dataclasses import dataclass, field

import structlog
from telegram import CallbackQuery, Message, User
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.command.names import command_of, split
from bot.command.redraw import Redraw
from bot.command.request import Request
from bot.model.channel import Channel
from bot.report.catalogue import say
from bot.report.literal import literal
from bot.report.message import Message as Neutral
from handlers.telegram.ask import Asking
from handlers.telegram.buttons import Seals
from handlers.telegram.life import PLATFORM
from handlers.telegram.read import channel_of
from handlers.telegram.text import cut

#: UTF-16 units. Source: Bot API, answerCallbackQuery.
_LONGEST_NOTICE = 200
#: Presses remembered; Telegram repeats none that is older.
_REMEMBERED = 1000
#: After these the incident's message looks different.
_MARKS = ("ack", "falsealarm")

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Presses:
    """Everything needed to answer a button."""

    bot: ExtBot[None]
    seals: Seals
    asking: Asking
    redraw: Redraw
    _seen: deque[str] = field(default_factory=lambda: deque(maxlen=_REMEMBERED))

    async def press(self, query: CallbackQuery) -> None:
        """Do what a button stands for, and say so."""
        language = query.from_user.language_code or "en"
        if query.id in self._seen:
            await self._notice(query, say("telegram.button.again", language), alert=True)
            return
        self._seen.append(query.id)
        message = query.message
        command = message and self.seals.open(query.data or "", str(message.chat.id))
        if message is None or not command:
            await self._notice(query, say("telegram.button.foreign", language), alert=True)
            return
        here = _place(message.chat.id, message if isinstance(message, Message) else None)
        answer = await self.asking.answered(
            Request(
                channel=here,
                user_id=str(query.from_user.id),
                user_name=_name(query.from_user),
                text=f"/{command}",
                language=language,
            )
        )
        await self._show(query, answer, here, f"{here.chat}/{message.message_id}")
        if answer.incident_id is not None and command_of(split(command)[0]) in _MARKS:
            await self.redraw.incident(here, answer.incident_id)

    async def _show(self, query: CallbackQuery, answer: Neutral, here: Channel, to: str) -> None:
        """A word as a notice for the one who pressed, more as a message for all."""
        if _is_a_word(answer):
            words = answer.lines[0].parts[0].text if answer.lines else answer.heading
            await self._notice(query, words, alert=True)
        else:
            await self._notice(query, "", alert=False)
            await self.asking.tell(here, answer, to=to)

    async def _notice(self, query: CallbackQuery, text: str, *, alert: bool) -> None:
        try:
            await self.bot.answer_callback_query(
                query.id, cut(literal(text), _LONGEST_NOTICE) or None, show_alert=alert
            )
        except TelegramError as error:
            # Too old to be answered: what it asked for is done all the same.
            _log.info("telegram.notice_refused", error=error.message)


def _is_a_word(answer: Neutral) -> bool:
    """Whether an answer is so short that it disturbs nobody else: a refusal, a confirmation."""
    refusal = answer.private and len(answer.lines) == 1 and len(answer.lines[0].parts) == 1
    return not answer.buttons and (refusal or not answer.lines)


def _place(chat: int, message: Message | None) -> Channel:
    if message is not None:
        return channel_of(message)
    return Channel(platform=PLATFORM, chat=str(chat))


def _name(user: User) -> str:
    return f"@{user.username}" if user.username else user.full_name
