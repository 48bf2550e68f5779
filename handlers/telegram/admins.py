"""Who may change a chat's subscriptions: asked of Telegram at that moment."""

from telegram import ChatMember, ChatMemberAdministrator, ChatMemberOwner
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import ExtBot

from bot.model.channel import Channel
from handlers.telegram.refusals import meaning

#: Under this account Telegram shows administrators who write in the group's name.
#: Source: Bot API, Message.from.
ANONYMOUS = "1087968824"
_ADMINS = (ChatMember.ADMINISTRATOR, ChatMember.OWNER)


class Admins:
    """Asks Telegram who is an administrator."""

    def __init__(self, bot: ExtBot[None]) -> None:
        self._bot = bot

    async def may_change(self, channel: Channel, user_id: str) -> bool:
        """Whether this person may change this channel's subscriptions.

        In a private chat its owner may; elsewhere administrators, anonymous ones included.

        Raises:
            Unavailable, Uncertain: Telegram could not be asked.
        """
        if not channel.chat.startswith(("-", "@")):
            return user_id == channel.chat
        try:
            if user_id == ANONYMOUS:
                return await self._has_anonymous(channel.chat)
            member = await self._bot.get_chat_member(channel.chat, int(user_id))
        except (BadRequest, Forbidden, ValueError):
            return False
        except TelegramError as error:
            raise meaning(error) from error
        return member.status in _ADMINS

    async def _has_anonymous(self, chat: str) -> bool:
        """Telegram lets none but anonymous administrators use that account: is there one still?"""
        members = await self._bot.get_chat_administrators(chat)
        return any(
            isinstance(member, ChatMemberAdministrator | ChatMemberOwner) and member.is_anonymous
            for member in members
        )
