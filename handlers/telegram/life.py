"""What happens to chats: blocked, removed, let in again, moved, topics closed."""

import structlog
from telegram import Chat, ChatMember, ChatMemberUpdated, Message

from bot.model.channel import Channel
from bot.ports import Store

PLATFORM = "telegram"

_log = structlog.get_logger()

_GONE = {
    ChatMember.BANNED: "the bot was removed from the chat",
    ChatMember.LEFT: "the bot is no member of the chat",
}
_BLOCKED = "the bot was blocked by the user"
_MUZZLED = "the bot may not write in the chat"
_TOPIC_CLOSED = "the topic is closed"


class Life:
    """Pauses and resumes subscriptions as chats come and go; moves them with their group."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def membership(self, change: ChatMemberUpdated) -> int:
        """The bot was let in, thrown out or silenced; how many subscriptions resumed."""
        chat = str(change.chat.id)
        reason = _reason(change)
        if reason is not None:
            await self._pause(chat, reason)
            return 0
        return await self._resume(chat)

    async def service(self, message: Message) -> bool:
        """Act on a service message; False where it is none that concerns us."""
        chat, topic = str(message.chat.id), str(message.message_thread_id)
        where = Channel(platform=PLATFORM, chat=chat, topic=topic)
        if message.migrate_to_chat_id is not None:
            await self.moved(chat, str(message.migrate_to_chat_id))
        elif message.migrate_from_chat_id is not None:
            await self.moved(str(message.migrate_from_chat_id), chat)
        elif message.forum_topic_closed is not None:
            async with self._store.begin() as tx:
                await tx.subscriptions.pause(where, _TOPIC_CLOSED)
        elif message.forum_topic_reopened is not None:
            await self.returned(where)
        else:
            return False
        return True

    async def moved(self, old: str, new: str) -> None:
        """A group became a supergroup: in one transaction all that is its own follows."""
        async with self._store.begin() as tx:
            wishes = await tx.subscriptions.move(PLATFORM, old, to=new)
            letters = await tx.deliveries.move(PLATFORM, old, to=new)
            feeds = await tx.following.move(PLATFORM, old, to=new)
        if wishes or letters or feeds:
            _log.info("telegram.chat_moved", old=old, new=new, subscriptions=wishes)
            # Telegram tells of the old group's end too, and may do so first.
            await self._resume(new)

    async def returned(self, channel: Channel) -> int:
        """Somebody brought a channel back; how many subscriptions resumed."""
        async with self._store.begin() as tx:
            return await tx.subscriptions.resume(channel)

    async def _pause(self, chat: str, reason: str) -> None:
        async with self._store.begin() as tx:
            for channel in await tx.subscriptions.channels(PLATFORM, chat):
                await tx.subscriptions.pause(channel, reason)
        _log.info("telegram.chat_paused", chat=chat, reason=reason)

    async def _resume(self, chat: str) -> int:
        async with self._store.begin() as tx:
            channels = await tx.subscriptions.channels(PLATFORM, chat)
            return sum([await tx.subscriptions.resume(channel) for channel in channels])


def _reason(change: ChatMemberUpdated) -> str | None:
    """Why the chat takes nothing now, None where it takes messages."""
    now = change.new_chat_member
    if now.status in _GONE:
        return _BLOCKED if change.chat.type == Chat.PRIVATE else _GONE[now.status]
    if now.status == ChatMember.RESTRICTED and not getattr(now, "can_send_messages", True):
        return _MUZZLED
    posts = getattr(now, "can_post_messages", None)
    if change.chat.type == Chat.CHANNEL and (now.status != ChatMember.ADMINISTRATOR or not posts):
        return _MUZZLED
    return None
