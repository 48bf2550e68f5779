"""What Telegram's errors mean: the type that comes out decides whether to try again."""

from collections.abc import Callable

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    TelegramError,
)

from bot.errors import ChannelGone, MarkupRefused, Rejected, TocsinError, Unavailable, Uncertain
from handlers.telegram.wire import Flooded, ServerFault

#: Seconds until a revoked token is tried again: a restart with a new one comes first.
_NO_TOKEN = 300.0

#: The request did not leave.
_NOT_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)
#: Bad requests after which the channel takes nothing more. Sources: tdlib/telegram-bot-api
#: (Client.cpp), and public reports of what the servers behind it say.
_GONE = (
    "chat not found",
    "chat_write_forbidden",
    "chat_restricted",
    "chat_send_plain_forbidden",
    "group chat was deactivated",
    "have no rights to send a message",
    "message thread not found",
    "need administrator rights",
    "not enough rights to send",
    "peer_id_invalid",
    "topic_closed",
    "topic_deleted",
    "user not found",
)
_MARKUP = ("can't parse", "button_data_invalid", "button_url_invalid", "entity", "reply markup")
_SAME = "message is not modified"


def is_same(error: TelegramError) -> bool:
    """Whether an edit was refused because the message is already as it should be."""
    return isinstance(error, BadRequest) and _SAME in error.message.lower()


def meaning(error: TelegramError) -> TocsinError:
    """The house's error for one of Telegram's."""
    for kind, told in _MEANINGS:
        if isinstance(error, kind):
            return told(error)
    return Uncertain(error.message)


def _flooded(error: TelegramError) -> TocsinError:
    return Unavailable(error.message, retry_after=getattr(error, "seconds", None))


def _gone(error: TelegramError) -> TocsinError:
    return ChannelGone(error.message)


def _bad_request(error: TelegramError) -> TocsinError:
    says, text = error.message, error.message.lower()
    if any(words in text for words in _GONE):
        return ChannelGone(says)
    if any(words in text for words in _MARKUP):
        return MarkupRefused(says)
    return Rejected(says)


def _no_token(_error: TelegramError) -> TocsinError:
    return Unavailable("Telegram refuses the token", retry_after=_NO_TOKEN)


def _moved(_error: TelegramError) -> TocsinError:
    return Unavailable("the group has become a supergroup", retry_after=0)


def _passing(error: TelegramError) -> TocsinError:
    return Unavailable(error.message)


def _network(error: TelegramError) -> TocsinError:
    """Telegram's answer was lost, or the request never left: the cause below tells which."""
    cause = error.__cause__
    if isinstance(cause, _NOT_SENT):
        return Unavailable("Telegram cannot be reached")
    if isinstance(cause, httpx.TimeoutException):
        return Uncertain("Telegram did not answer in time")
    if isinstance(cause, httpx.HTTPError):
        return Uncertain("the connection to Telegram broke after the request")
    return Unavailable(error.message)


#: In the order in which they are tried: BadRequest and ServerFault are NetworkErrors too.
_MEANINGS: tuple[tuple[type[TelegramError], Callable[[TelegramError], TocsinError]], ...] = (
    (Flooded, _flooded),
    (Forbidden, _gone),
    (BadRequest, _bad_request),
    (InvalidToken, _no_token),
    (ChatMigrated, _moved),
    (ServerFault, _passing),
    (Conflict, _passing),
    (NetworkError, _network),
)
