"""The feeds that chats added: who follows them, and what was offered."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.channel import Channel
from bot.model.feed import Feed, FeedState, FirstAnswer
from bot.ports import Offer
from bot.store.chats import channels_of_chat
from bot.store.dialect import portions, upsert
from bot.store.tables import feeds, first_answers, followers, offers

#: What nobody said yes to is kept for so long.
_OFFERED = timedelta(days=1)
#: What a new feed answered is worth nothing after so long: no feed is left alone for longer.
_ANSWERED = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class SqlFollowing:
    """`bot.ports.Following` on one connection."""

    connection: AsyncConnection

    async def follow(self, feed_id: str, channel: Channel, *, who: str, at: datetime) -> bool:
        """Let a channel follow a feed; False when it did already."""
        known = sa.select(followers.c.at).where(_is(feed_id, channel))
        if (await self.connection.execute(known)).first() is not None:
            return False
        values = {"feed_id": feed_id, "channel": str(channel), "who": who, "at": at}
        await upsert(self.connection, followers, values, key=["feed_id", "channel"])
        return True

    async def unfollow(self, feed_id: str, channel: Channel) -> bool:
        """Let it follow the feed no longer; False when it did not."""
        gone = sa.delete(followers).where(_is(feed_id, channel))
        return (await self.connection.execute(gone)).rowcount > 0

    async def followers(self, feed_id: str) -> list[Channel]:
        """The channels that follow a feed, longest first."""
        its = sa.select(followers.c.channel).where(followers.c.feed_id == feed_id)
        rows = await self.connection.execute(its.order_by(followers.c.at, followers.c.channel))
        return [Channel.parse(name) for name in rows.scalars()]

    async def feeds(self, channel: Channel) -> list[tuple[Feed, FeedState]]:
        """The feeds that a channel follows, with their state, oldest first."""
        rows = await self.connection.execute(
            sa.select(feeds.c.feed, feeds.c.state, feeds.c.next_poll_at)
            .join(followers, followers.c.feed_id == feeds.c.id)
            .where(followers.c.channel == str(channel))
            .order_by(followers.c.at, feeds.c.id)
        )
        return [_read(row) for row in rows]

    async def count(self, chat: Channel | None = None) -> int:
        """How many feeds a chat follows in all of its topics; all chats together without one."""
        number = sa.select(sa.func.count(followers.c.feed_id.distinct()))
        if chat is not None:
            name = (chat.platform, chat.chat)
            topics = await channels_of_chat(self.connection, followers, *name)
            number = number.where(followers.c.channel.in_([str(each) for each in topics]))
        return int((await self.connection.execute(number)).scalar_one())

    async def offer(self, channel: Channel, offer: Offer, *, at: datetime) -> None:
        """Keep a feed that a channel is shown, until somebody says yes; old ones are dropped."""
        await self.connection.execute(sa.delete(offers).where(offers.c.at < at - _OFFERED))
        feed = offer.feed
        values = {"channel": str(channel), "feed_id": feed.id, "feed": feed, "at": at}
        key = ["channel", "feed_id"]
        await upsert(self.connection, offers, values | {"due": offer.due}, key=key)

    async def offers(self, channel: Channel, *, since: datetime) -> list[Offer]:
        """The feeds that a channel was shown since then and has not taken, newest first."""
        its = sa.select(offers).where(offers.c.channel == str(channel), offers.c.at >= since)
        rows = await self.connection.execute(its.order_by(offers.c.at.desc(), offers.c.feed_id))
        return [Offer(feed=row.feed, due=row.due or row.at) for row in rows]

    async def take(self, channel: Channel) -> None:
        """Forget what a channel was shown: it has taken one."""
        await self.connection.execute(sa.delete(offers).where(offers.c.channel == str(channel)))

    async def move(self, platform: str, chat: str, *, to: str) -> int:
        """Give a chat's feeds its new id, topics kept; the number that moved."""
        moved = 0
        for old in await channels_of_chat(self.connection, followers, platform, chat):
            new = replace(old, chat=to)
            its = sa.select(followers.c.feed_id).where(followers.c.channel == str(new))
            twice = followers.c.feed_id.in_(its.scalar_subquery())
            here = followers.c.channel == str(old)
            await self.connection.execute(sa.delete(followers).where(here, twice))
            change = sa.update(followers).where(here).values(channel=str(new))
            moved += (await self.connection.execute(change)).rowcount
        return moved

    async def keep_answer(self, feed_id: str, answer: FirstAnswer) -> None:
        """Keep what a new feed answered, until its first poll reads it."""
        old = first_answers.c.at < answer.at - _ANSWERED
        await self.connection.execute(sa.delete(first_answers).where(old))
        values = {"feed_id": feed_id, "at": answer.at, "answer": answer}
        await upsert(self.connection, first_answers, values, key=["feed_id"])

    async def answers(self, feed_ids: Collection[str]) -> dict[str, FirstAnswer]:
        """What new feeds answered, by their ids; it is handed out once."""
        found: dict[str, FirstAnswer] = {}
        for some in portions(feed_ids):
            its = first_answers.c.feed_id.in_(some)
            wanted = sa.select(first_answers.c.feed_id, first_answers.c.answer).where(its)
            found |= {row.feed_id: row.answer for row in await self.connection.execute(wanted)}
        for some in portions(found):
            read = first_answers.c.feed_id.in_(some)
            await self.connection.execute(sa.delete(first_answers).where(read))
        return found


def _is(feed_id: str, channel: Channel) -> sa.ColumnElement[bool]:
    return sa.and_(followers.c.feed_id == feed_id, followers.c.channel == str(channel))


def _read(row: Sequence[Any]) -> tuple[Feed, FeedState]:
    feed, state, next_poll_at = row
    return feed, replace(state, next_poll_at=next_poll_at)
