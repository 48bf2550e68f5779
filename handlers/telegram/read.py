"""What a Telegram message asks, and of whom: a neutral Request, or nothing for us."""

import re
from dataclasses import dataclass

from telegram import Chat, Message, User

from bot.command.request import Request
from bot.model.channel import Channel
from handlers.telegram.admins import ANONYMOUS
from handlers.telegram.life import PLATFORM
from handlers.telegram.text import JOINER

_COMMAND = re.compile(r"/(?P<word>\w+)(?:@(?P<bot>\w+))?(?P<rest>[\s\S]*)")
#: A channel's public name or its number, right after the command.
_TARGET = re.compile(r"\s*(?P<target>@[A-Za-z]\w{3,}|-100\d{4,})(?=\s|$)(?P<rest>[\s\S]*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Managed:
    """A request in a private chat about another chat: `/subscribe @channel iraq`."""

    target: str
    request: Request


def channel_of(message: Message) -> Channel:
    """Where a message stands: the chat, and the topic if the chat is a forum.

    In an ordinary group `message_thread_id` only names a chain of replies.
    """
    topic = message.message_thread_id if message.is_topic_message else None
    return Channel(
        platform=PLATFORM, chat=str(message.chat.id), topic=None if topic is None else str(topic)
    )


def request_of(message: Message, bot_name: str) -> Request | None:
    """The request a person made, None where they do not speak to this bot."""
    # Copied out of one of our messages, a command may hold what keeps it from being one there.
    text = (message.text or message.caption or "").replace(JOINER, "")
    asked = _addressed(text, bot_name, private=message.chat.type == Chat.PRIVATE)
    user_id = _asker(message)
    if asked is None or user_id is None:
        return None
    return Request(
        channel=channel_of(message),
        user_id=user_id,
        user_name=_name(message.from_user),
        text=asked,
        language=(message.from_user.language_code if message.from_user else None) or "en",
    )


def managed(request: Request) -> Managed | None:
    """The chat that a request in a private chat is really about, if it names one."""
    command = _COMMAND.fullmatch(request.text)
    named = _TARGET.fullmatch(command["rest"]) if command else None
    if command is None or named is None or request.channel.chat.startswith("-"):
        return None
    # The channel is put in once Telegram has said which it is.
    text = f"/{command['word']}{named['rest']}"
    return Managed(target=named["target"], request=_with_text(request, text))


def _with_text(request: Request, text: str) -> Request:
    return Request(
        channel=request.channel,
        user_id=request.user_id,
        user_name=request.user_name,
        text=text,
        language=request.language,
    )


def _addressed(text: str, bot_name: str, *, private: bool) -> str | None:
    """The words meant for this bot, None where there are none."""
    command = _COMMAND.fullmatch(text.strip())
    if command:
        named = command["bot"]
        mine = named is None or named.casefold() == bot_name.casefold()
        return f"/{command['word']}{command['rest']}" if mine or private else None
    if private:
        return text
    mention, _, rest = text.strip().partition(" ")
    return rest if mention.casefold() == f"@{bot_name}".casefold() else None


def _asker(message: Message) -> str | None:
    """Whose rights count; None for channels that speak in a group, and for bots."""
    if message.sender_chat is not None:
        return ANONYMOUS if message.sender_chat.id == message.chat.id else None
    user = message.from_user
    return None if user is None or user.is_bot else str(user.id)


def _name(user: User | None) -> str:
    if user is None:
        return ""
    return f"@{user.username}" if user.username else user.full_name
