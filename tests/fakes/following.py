"""The feeds that chats added, in memory."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

from bot.model.channel import Channel
from bot.model.feed import Feed, FeedState, FirstAnswer
from bot.ports import Offer
from tests.fakes.tables import Tables


class FakeFollowing:
    """Who follows which feed, and what was offered."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    async def follow(self, feed_id: str, channel: Channel, *, who: str, at: datetime) -> bool:
        """Let a channel follow a feed; False when it did already."""
        key = (feed_id, str(channel))
        if key in self._tables.followers:
            return False
        self._tables.followers[key] = (who, at)
        return True

    async def unfollow(self, feed_id: str, channel: Channel) -> bool:
        """Let it follow the feed no longer; False when it did not."""
        return self._tables.followers.pop((feed_id, str(channel)), None) is not None

    async def followers(self, feed_id: str) -> list[Channel]:
        """The channels that follow a feed, longest first."""
        rows = [
            (at, name)
            for (feed, name), (_, at) in self._tables.followers.items()
            if feed == feed_id
        ]
        return [Channel.parse(name) for _, name in sorted(rows)]

    async def feeds(self, channel: Channel) -> list[tuple[Feed, FeedState]]:
        """The feeds that a channel follows, with their state, oldest first."""
        rows = [
            (at, feed)
            for (feed, name), (_, at) in self._tables.followers.items()
            if name == str(channel) and feed in self._tables.feeds
        ]
        return [self._tables.feeds[feed] for _, feed in sorted(rows)]

    async def count(self, chat: Channel | None = None) -> int:
        """How many feeds a chat follows in all of its topics; all chats together without one."""
        rows = [(feed, Channel.parse(name)) for feed, name in self._tables.followers]
        return len({feed for feed, its in rows if chat is None or _same(its, chat)})

    async def offer(self, channel: Channel, offer: Offer, *, at: datetime) -> None:
        """Keep a feed that a channel is shown, until somebody says yes; old ones are dropped."""
        kept = self._tables.offers.items()
        self._tables.offers = {
            key: (each, when) for key, (each, when) in kept if when >= at - timedelta(days=1)
        }
        self._tables.offers[str(channel), offer.feed.id] = (offer, at)

    async def offers(self, channel: Channel, *, since: datetime) -> list[Offer]:
        """The feeds that a channel was shown since then and has not taken, newest first."""
        rows = [
            (at, offer)
            for (name, _), (offer, at) in self._tables.offers.items()
            if name == str(channel) and at >= since
        ]
        rows.sort(key=lambda row: row[1].feed.id)
        rows.sort(key=lambda row: row[0], reverse=True)
        return [offer for _, offer in rows]

    async def take(self, channel: Channel) -> None:
        """Forget what a channel was shown: it has taken one."""
        kept = self._tables.offers.items()
        self._tables.offers = {key: row for key, row in kept if key[0] != str(channel)}

    async def move(self, platform: str, chat: str, *, to: str) -> int:
        """Give a chat's feeds its new id, topics kept; the number that moved."""
        moved = 0
        for (feed, name), row in list(self._tables.followers.items()):
            channel = Channel.parse(name)
            if _same(channel, Channel(platform=platform, chat=chat)):
                del self._tables.followers[feed, name]
                key = (feed, str(replace(channel, chat=to)))
                moved += key not in self._tables.followers
                self._tables.followers.setdefault(key, row)
        return moved

    async def keep_answer(self, feed_id: str, answer: FirstAnswer) -> None:
        """Keep what a new feed answered, until its first poll reads it."""
        self._tables.first_answers[feed_id] = answer

    async def answers(self, feed_ids: Collection[str]) -> dict[str, FirstAnswer]:
        """What new feeds answered, by their ids; it is handed out once."""
        kept = self._tables.first_answers
        return {each: kept.pop(each) for each in feed_ids if each in kept}


def _same(one: Channel, other: Channel) -> bool:
    return (one.platform, one.chat) == (other.platform, other.chat)
