"""The commands as Telegram's menus show them, by scope."""

from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeDefault,
)
from telegram.ext import ExtBot

from bot.report.catalogue import LANGUAGES, say

#: What everybody in a group may ask.
_ASK = ("summary", "story", "sources", "why", "list", "status", "help")
_CHANGE = ("subscribe", "unsubscribe", "feeds", "rule", "mute", "unmute")

#: Characters. Source: Bot API, BotCommand.description.
_LONGEST = 256


async def register(bot: ExtBot[None]) -> None:
    """Tell Telegram which commands to offer where.

    Raises:
        TelegramError: Telegram did not take them.
    """
    everything = ("start", *_CHANGE, *_ASK)
    menus: tuple[tuple[BotCommandScope, tuple[str, ...]], ...] = (
        (BotCommandScopeDefault(), _ASK),
        (BotCommandScopeAllPrivateChats(), everything),
        (BotCommandScopeAllGroupChats(), _ASK),
        (BotCommandScopeAllChatAdministrators(), (*_CHANGE, *_ASK)),
    )
    for language in LANGUAGES:
        code = None if language == "en" else language
        for scope, names in menus:
            commands = [BotCommand(name, _described(name, language)) for name in names]
            await bot.set_my_commands(commands, scope=scope, language_code=code)


def _described(name: str, language: str) -> str:
    return say(f"help.{name}", language)[:_LONGEST]
