"""What happens to channels: archived, deleted, left, and back again."""

import structlog

from bot.model.channel import Channel
from bot.ports import Store
from handlers.slack.place import PLATFORM

_log = structlog.get_logger()

#: Events after which a channel takes nothing, and why.
GONE = {
    "channel_archive": "the channel is archived",
    "group_archive": "the channel is archived",
    "channel_deleted": "the channel was deleted",
    "group_deleted": "the channel was deleted",
    "channel_left": "the bot was removed from the channel",
    "group_left": "the bot was removed from the channel",
}
#: Events after which it takes messages again.
BACK = frozenset({"channel_unarchive", "group_unarchive"})


class Life:
    """Pauses and resumes subscriptions as channels come and go, those of their threads too."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def gone(self, chat: str, reason: str) -> None:
        """A channel takes nothing more."""
        async with self._store.begin() as tx:
            for channel in await tx.subscriptions.channels(PLATFORM, chat):
                await tx.subscriptions.pause(channel, reason)
        _log.info("slack.channel_paused", chat=chat, reason=reason)

    async def back(self, chat: str) -> int:
        """A channel takes messages again; how many subscriptions resumed."""
        async with self._store.begin() as tx:
            channels = await tx.subscriptions.channels(PLATFORM, chat)
            return sum([await tx.subscriptions.resume(channel) for channel in channels])

    async def where(self, channel: Channel) -> Channel:
        """The thread where it has subscriptions of its own, else the channel around it."""
        async with self._store.begin() as tx:
            has_own = bool(await tx.subscriptions.of(channel))
        return channel if has_own else Channel(platform=PLATFORM, chat=channel.chat)
