"""Feeds and what polling has learnt about them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.address import folded
from bot.model.feed import NEVER, Feed, FeedState
from bot.model.notice import NoticeKind
from bot.ports import Ailing
from bot.store.astray import set_right
from bot.store.dialect import as_list, listed, upsert, upsert_all
from bot.store.resting import rests
from bot.store.tables import feeds, followers, marks

#: How long a feed is held back that never answered.
_HOLD = timedelta(minutes=15)
#: A feed that was seen to fail over so long a time is one of which chats may be told.
_SEEN = timedelta(hours=12)
#: Beyond any wait that a schedule makes: a week, days to skip, jitter.
_LONGEST = timedelta(days=20)


@dataclass(frozen=True, slots=True)
class SqlFeeds:
    """`bot.ports.Feeds` on one connection."""

    connection: AsyncConnection

    async def put(self, feed: Feed, *, now: datetime) -> None:
        """Add a feed (due at once) or replace its description, keeping its state.

        An address that the feed has moved from for good is not put back. Another new address is
        asked as a stranger is, at the time that was due: what the old one said is forgotten.
        """
        found = await self.get(feed.id)
        state = FeedState(feed_id=feed.id, next_poll_at=now)
        if found is not None:
            feed, state = _described(*found, feed, now=now)
        values = {
            "id": feed.id,
            "name": feed.name,
            "enabled": feed.enabled,
            "next_poll_at": state.next_poll_at,
            "feed": feed,
            "state": state,
            "address": folded(feed.url),
        }
        same = ["next_poll_at", "state"] if found and state == found[1] else []
        await upsert(self.connection, feeds, values, key=["id"], keep=same)

    async def remove(self, feed_id: str) -> bool:
        """Forget a feed, and who followed it; False when there was none. Its entries stay known."""
        await self.connection.execute(sa.delete(followers).where(followers.c.feed_id == feed_id))
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
            .where(feeds.c.enabled, _is_due(now), ~rests())
            .order_by(feeds.c.next_poll_at, feeds.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)  # PostgreSQL only: SQLite has one writer
        )
        ids = list((await self.connection.execute(due)).scalars())
        if ids:
            until = {"ids": as_list(ids), "until": now + lease}
            await self.connection.execute(_LENT, until)
        return ids

    async def release(self) -> int:
        """At start: feeds that a dead process had claimed and not asked are due as before."""
        rows = await self.connection.execute(
            sa.select(feeds.c.id, feeds.c.state, feeds.c.next_poll_at)
        )
        lent = [(name, state.next_poll_at) for name, state, at in rows if at > state.next_poll_at]
        for name, due in lent:
            its = sa.update(feeds).where(feeds.c.id == name)
            await self.connection.execute(its.values(next_poll_at=due))
        return len(lent)

    async def set_right(self, *, now: datetime) -> int:
        """After a clock was put back: feeds asked at a time yet to come are due as if asked now."""
        return await set_right(self.connection, now=now)

    async def take(
        self, feed_ids: Collection[str], *, now: datetime
    ) -> list[tuple[Feed, FeedState]]:
        """Start a poll of those that are enabled and due, whatever was claimed by whom.

        Each is held back first, as long as its last answer would have it: should this process die
        with the request on its way, no other asks early.
        """
        rows = await self.connection.execute(_TAKEN, {"ids": as_list(feed_ids)})
        taken = [(feed, state) for feed, state in rows if feed.enabled and due(state, now)]
        await self.save(*(_held(state, now) for _, state in taken))
        return taken

    async def save(self, *states: FeedState) -> None:
        """Keep what polls learnt; nothing where a feed was removed meanwhile."""
        if states:
            await self.connection.execute(_SAVED, [_learnt(state) for state in states])

    async def move(self, feed_id: str, *, to: str) -> bool:
        """Give a feed the address that its publisher moved it to; False where another has it."""
        found, there = await self.get(feed_id), await self.at(to)
        if found is None or (there is not None and there[0].id != feed_id):
            return False
        its = sa.update(feeds).where(feeds.c.id == feed_id)
        moved = replace(found[0], url=to)
        await self.connection.execute(its.values(feed=moved, address=folded(to)))
        return True

    async def marks(self, feed_ids: Collection[str]) -> dict[str, bytes]:
        """What tells the items of feeds' last documents, where anything does."""
        rows = await self.connection.execute(_MARKS, {"ids": as_list(feed_ids)})
        return {row.feed_id: row.marks for row in rows}

    async def keep_marks(self, new: Mapping[str, bytes]) -> None:
        """Keep what tells the items of the last documents, by their feeds' ids."""
        rows = [{"feed_id": feed_id, "marks": known} for feed_id, known in new.items()]
        await upsert_all(self.connection, marks, rows, key=["feed_id"])

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


def due(state: FeedState, now: datetime) -> bool:
    """Whether a feed may be asked now; also where the clock was far ahead when it was asked."""
    return state.next_poll_at <= now or _astray(now) < state.next_poll_at < NEVER


_FAILING = NoticeKind.FAILING
_LEARNT = ("state", "next_poll_at", "ailing", "ailing_since")
_SAVED = (
    sa.update(feeds)
    .where(feeds.c.id == sa.bindparam("its_id"))
    .values({name: sa.bindparam(name) for name in _LEARNT})
)
_LENT = sa.update(feeds).where(listed(feeds.c.id, "ids")).values(next_poll_at=sa.bindparam("until"))
_TAKEN = sa.select(feeds.c.feed, feeds.c.state).where(listed(feeds.c.id, "ids")).with_for_update()
_MARKS = sa.select(marks.c.feed_id, marks.c.marks).where(listed(marks.c.feed_id, "ids"))
_WITH_STATE = sa.select(feeds.c.feed, feeds.c.state, feeds.c.next_poll_at)


def _read(row: Sequence[Any]) -> tuple[Feed, FeedState]:
    feed, state, next_poll_at = row
    # The column is ahead of the value while a poll's lease runs.
    return feed, replace(state, next_poll_at=next_poll_at)


def _is_due(now: datetime) -> sa.ColumnElement[bool]:
    at = feeds.c.next_poll_at
    return sa.or_(at <= now, sa.and_(at > _astray(now), at < NEVER))


def _astray(now: datetime) -> datetime:
    """No schedule goes beyond this: what is due later was written by a clock that was wrong."""
    return now + _LONGEST


def _held(state: FeedState, now: datetime) -> FeedState:
    hold = state.hold or _HOLD
    return replace(
        state,
        last_attempt_at=now,
        next_poll_at=now + hold,
        next_poll_reason="asked; should its answer be lost, it is asked again then",
    )


def _learnt(state: FeedState) -> dict[str, Any]:
    return {
        "its_id": state.feed_id,
        "state": state,
        "next_poll_at": state.next_poll_at,
        "ailing": _ailing(state),
        "ailing_since": state.failing_since,
    }


def _ailing(state: FeedState) -> NoticeKind | None:
    if state.gone:
        return NoticeKind.GONE
    if state.failing_since is None or state.last_attempt_at is None:
        return None
    # One failure, and then days in which nobody asked, are no failure of days.
    return _FAILING if state.last_attempt_at - state.failing_since >= _SEEN else None


def _described(
    before: Feed, state: FeedState, feed: Feed, *, now: datetime
) -> tuple[Feed, FeedState]:
    """A feed under its new description, and what of its state still holds."""
    if feed.url == before.url:
        return feed, state
    if feed.url in state.moved_from:
        return replace(feed, url=before.url), state
    fresh = FeedState(
        feed_id=feed.id,
        next_poll_at=now if state.gone else state.next_poll_at,
        first_polled_at=state.first_polled_at,
        last_success_at=state.last_success_at,
        last_change_at=state.last_change_at,
        # It is back when the new address has answered, not before.
        failing_since=state.failing_since,
        last_attempt_at=state.last_attempt_at,
    )
    return feed, fresh
