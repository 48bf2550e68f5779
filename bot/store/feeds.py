"""Feeds and what polling has learnt about them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.address import folded
from bot.model.feed import Feed, FeedState
from bot.model.notice import NoticeKind
from bot.ports import Ailing
from bot.store.dialect import portions, upsert
from bot.store.tables import feeds


@dataclass(frozen=True, slots=True)
class SqlFeeds:
    """`bot.ports.Feeds` on one connection."""

    connection: AsyncConnection

    async def put(self, feed: Feed, *, now: datetime) -> None:
        """Add a feed (due at once) or replace its description, keeping its state."""
        values = {
            "id": feed.id,
            "name": feed.name,
            "enabled": feed.enabled,
            "next_poll_at": now,
            "feed": feed,
            "state": FeedState(feed_id=feed.id, next_poll_at=now),
            "address": folded(feed.url),
        }
        await upsert(self.connection, feeds, values, key=["id"], keep=["next_poll_at", "state"])

    async def remove(self, feed_id: str) -> bool:
        """Forget a feed; False when there was none. Its entries stay known."""
        gone = await self.connection.execute(sa.delete(feeds).where(feeds.c.id == feed_id))
        return gone.rowcount > 0

    async def get(self, feed_id: str) -> tuple[Feed, FeedState] | None:
        """One feed with its state."""
        row = (await self.connection.execute(_WITH_STATE.where(feeds.c.id == feed_id))).first()
        return None if row is None else _read(row)

    async def at(self, address: str) -> tuple[Feed, FeedState] | None:
        """The feed of an address, in whatever spelling; one that all chats get comes first."""
        its = _WITH_STATE.where(feeds.c.address == folded(address))
        found = [_read(row) for row in await self.connection.execute(its.order_by(feeds.c.id))]
        return min(found, key=lambda row: not row[0].shared, default=None)

    async def all(self) -> list[tuple[Feed, FeedState]]:
        """Every feed with its state, by name."""
        rows = await self.connection.execute(_WITH_STATE.order_by(feeds.c.name, feeds.c.id))
        return [_read(row) for row in rows]

    async def claim_due(self, *, now: datetime, lease: timedelta, limit: int) -> list[str]:
        """Ids of enabled feeds that are due, longest due first; each is pushed on by the lease."""
        due = (
            sa.select(feeds.c.id)
            .where(feeds.c.enabled, feeds.c.next_poll_at <= now)
            .order_by(feeds.c.next_poll_at, feeds.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)  # PostgreSQL only: SQLite has one writer
        )
        ids = list((await self.connection.execute(due)).scalars())
        for some in portions(ids):
            lent = sa.update(feeds).where(feeds.c.id.in_(some))
            await self.connection.execute(lent.values(next_poll_at=now + lease))
        return ids

    async def release(self) -> int:
        """At start: feeds that a dead process was polling are due as before; their number."""
        rows = await self.connection.execute(
            sa.select(feeds.c.id, feeds.c.state, feeds.c.next_poll_at)
        )
        lent = [(name, state.next_poll_at) for name, state, at in rows if at > state.next_poll_at]
        for name, due in lent:
            its = sa.update(feeds).where(feeds.c.id == name)
            await self.connection.execute(its.values(next_poll_at=due))
        return len(lent)

    async def save(self, state: FeedState) -> None:
        """Keep what a poll learnt; nothing where the feed was removed meanwhile."""
        await self.connection.execute(
            sa.update(feeds)
            .where(feeds.c.id == state.feed_id)
            .values(
                state=state,
                next_poll_at=state.next_poll_at,
                ailing=NoticeKind.GONE if state.gone else _FAILING if state.failures else None,
                ailing_since=state.failing_since,
            )
        )

    async def untold(self, *, now: datetime, after: timedelta, limit: int) -> list[Ailing]:
        """Enabled feeds of whose illness, or whose recovery, chats have not been told."""
        ailing, told = feeds.c.ailing, feeds.c.told
        late = sa.and_(ailing == _FAILING, told.is_(None), feeds.c.ailing_since <= now - after)
        gone = sa.and_(ailing == NoticeKind.GONE, told.is_distinct_from(NoticeKind.GONE))
        back = sa.and_(ailing.is_(None), told.is_not(None))
        rows = await self.connection.execute(
            sa.select(feeds.c.feed, feeds.c.state, ailing)
            .where(feeds.c.enabled, sa.or_(late, gone, back))
            .order_by(feeds.c.name, feeds.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return [
            Ailing(feed=row.feed, state=row.state, kind=NoticeKind(row.ailing or NoticeKind.BACK))
            for row in rows
        ]

    async def tell(self, feed_id: str, kind: NoticeKind) -> None:
        """Remember what chats were told of a feed."""
        told = None if kind is NoticeKind.BACK else kind
        its = sa.update(feeds).where(feeds.c.id == feed_id)
        await self.connection.execute(its.values(told=told))


_FAILING = NoticeKind.FAILING
_WITH_STATE = sa.select(feeds.c.feed, feeds.c.state, feeds.c.next_poll_at)


def _read(row: Sequence[Any]) -> tuple[Feed, FeedState]:
    feed, state, next_poll_at = row
    # The column is ahead of the value while a poll's lease runs.
    return feed, replace(state, next_poll_at=next_poll_at)
