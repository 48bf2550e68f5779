"""Hop 9: post, edit and answer messages in Telegram's chats."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TypeAlias

from telegram import InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram import Message as TelegramMessage
from telegram.constants import ParseMode
from telegram.error import ChatMigrated, TelegramError
from telegram.ext import ExtBot

from bot.errors import MarkupRefused, Rejected, TocsinError
from bot.model.channel import Channel
from bot.ports import Receipt
from bot.report.message import Message
from handlers.telegram.buttons import Seals, keyboard
from handlers.telegram.refusals import is_same, meaning
from handlers.telegram.render import draw

#: Told when a group turns out to have a new id: (old, new).
Moved: TypeAlias = Callable[[str, str], Awaitable[None]]
#: Waits for a channel's next slot.
Turn: TypeAlias = Callable[[Channel], Awaitable[None]]

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Letter:
    """One message on its way."""

    channel: Channel
    text: str
    parse_mode: str | None
    silent: bool
    buttons: InlineKeyboardMarkup | None
    parent: int | None


class Poster:
    """Posts neutral messages; every error comes out as one of the house's."""

    def __init__(self, bot: ExtBot[None], seals: Seals, *, moved: Moved, turn: Turn) -> None:
        self._bot = bot
        self._seals = seals
        self._moved = moved
        self._turn = turn

    async def post(self, channel: Channel, message: Message) -> Receipt:
        """Post a new message.

        Raises:
            Unavailable, Uncertain, ChannelGone, MarkupRefused, Rejected: see `bot.ports.Handler`.
        """
        return await self._send(channel, message, parent=None, silent=message.silent)

    async def reply(
        self, channel: Channel, message_id: str, message: Message, *, loud: bool
    ) -> Receipt:
        """Answer a message; where it was deleted, post without reference to it."""
        parent = _number(channel, message_id)
        silent = message.silent and not loud
        return await self._send(channel, message, parent=parent, silent=silent)

    async def edit(self, channel: Channel, message_id: str, message: Message) -> None:
        """Bring a message up to date.

        Raises:
            Rejected: it is not there any more, among others; see `bot.ports.Handler`.
        """
        number = _number(channel, message_id)
        if number is None:
            raise Rejected("the message stayed behind in the group's old chat")
        drawn = draw(message)
        letter = self._letter(channel, message, drawn.html)
        try:
            await self._edit(letter, number)
        except MarkupRefused:
            await self._edit(_plain(letter, drawn.plain), number)

    async def _edit(self, letter: _Letter, number: int) -> None:
        await self._turn(letter.channel)
        try:
            await self._bot.edit_message_text(
                letter.text,
                chat_id=letter.channel.chat,
                message_id=number,
                parse_mode=letter.parse_mode,
                reply_markup=letter.buttons,
                link_preview_options=_NO_PREVIEW,
            )
        except TelegramError as error:
            if not is_same(error):
                raise await self._told(error, letter.channel) from error

    async def _send(
        self, channel: Channel, message: Message, *, parent: int | None, silent: bool
    ) -> Receipt:
        drawn = draw(message)
        letter = self._letter(channel, message, drawn.html, parent=parent, silent=silent)
        try:
            posted = await self._post(letter)
        except MarkupRefused:
            posted = await self._post(_plain(letter, drawn.plain))
        return Receipt(message_id=f"{channel.chat}/{posted.message_id}")

    def _letter(
        self,
        channel: Channel,
        message: Message,
        html: str,
        *,
        parent: int | None = None,
        silent: bool = False,
    ) -> _Letter:
        return _Letter(
            channel=channel,
            text=html,
            parse_mode=ParseMode.HTML,
            silent=silent,
            buttons=keyboard(message.buttons, channel.chat, self._seals),
            parent=parent,
        )

    async def _post(self, letter: _Letter) -> TelegramMessage:
        parent, topic = letter.parent, letter.channel.topic
        await self._turn(letter.channel)
        try:
            return await self._bot.send_message(
                letter.channel.chat,
                letter.text,
                parse_mode=letter.parse_mode,
                message_thread_id=int(topic) if topic else None,
                disable_notification=letter.silent,
                reply_markup=letter.buttons,
                link_preview_options=_NO_PREVIEW,
                reply_parameters=None
                if parent is None
                else ReplyParameters(message_id=parent, allow_sending_without_reply=True),
            )
        except TelegramError as error:
            raise await self._told(error, letter.channel) from error

    async def _told(self, error: TelegramError, channel: Channel) -> TocsinError:
        if isinstance(error, ChatMigrated):
            await self._moved(channel.chat, str(error.new_chat_id))
        return meaning(error)


def _plain(letter: _Letter, text: str) -> _Letter:
    return replace(letter, text=text, parse_mode=None, buttons=None)


def _number(channel: Channel, message_id: str) -> int | None:
    """Telegram's number of a message, None where the group had another id when it was posted.

    A supergroup counts its messages anew: an old number would name somebody else's message.
    """
    chat, _, number = message_id.partition("/")
    return int(number) if chat == channel.chat else None
