"""Who wishes what; every change is audited. A channel's rules rest and move with its wishes."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.channel import Channel, Subscription
from bot.store.chats import channels_of_chat, move_chat
from bot.store.dialect import upsert
from bot.store.rules import chat_rules, move_rules, set_paused
from bot.store.tables import audits, subscriptions


@dataclass(frozen=True, slots=True)
class SqlSubscriptions:
    """`bot.ports.Subscriptions` on one connection."""

    connection: AsyncConnection

    async def put(self, subscription: Subscription) -> None:
        """Insert or replace a subscription."""
        values = {
            "id": subscription.id,
            "channel": str(subscription.channel),
            "paused": subscription.paused,
            "created_at": subscription.created_at,
            "subscription": subscription,
        }
        await upsert(self.connection, subscriptions, values, key=["id"])

    async def remove(self, subscription_id: str) -> bool:
        """Forget a subscription; False when there was none."""
        this = subscriptions.c.id == subscription_id
        return (await self.connection.execute(sa.delete(subscriptions).where(this))).rowcount > 0

    async def of(self, channel: Channel) -> list[Subscription]:
        """The subscriptions of a channel, paused ones too, oldest first."""
        its = subscriptions.c.channel == str(channel)
        return _read(await self.connection.execute(_OLDEST_FIRST.where(its)))

    async def active(self) -> list[Subscription]:
        """All subscriptions that are not paused."""
        running = subscriptions.c.paused.is_(None)
        return _read(await self.connection.execute(_OLDEST_FIRST.where(running)))

    async def pause(self, channel: Channel, reason: str) -> int:
        """Pause a channel's subscriptions; the number that changed."""
        running = sa.and_(subscriptions.c.channel == str(channel), subscriptions.c.paused.is_(None))
        await set_paused(self.connection, channel, reason)
        paused = sa.update(subscriptions).where(running).values(paused=reason)
        return (await self.connection.execute(paused)).rowcount

    async def resume(self, channel: Channel) -> int:
        """Resume a channel's subscriptions; the number that changed."""
        resting = sa.and_(
            subscriptions.c.channel == str(channel), subscriptions.c.paused.is_not(None)
        )
        await set_paused(self.connection, channel, None)
        resumed = sa.update(subscriptions).where(resting).values(paused=None)
        return (await self.connection.execute(resumed)).rowcount

    async def channels(self, platform: str, chat: str) -> list[Channel]:
        """The channels of one chat that have wishes or rules: the chat itself and its topics."""
        found = {
            channel
            for table in (subscriptions, chat_rules)
            for channel in await channels_of_chat(self.connection, table, platform, chat)
        }
        return sorted(found, key=str)

    async def move(self, platform: str, chat: str, *, to: str) -> int:
        """Give a chat's subscriptions its new id, topics kept; the number that moved."""
        await move_rules(self.connection, platform, chat, to=to)
        return await move_chat(self.connection, subscriptions, platform=platform, chat=chat, to=to)

    async def audit(self, *, channel: Channel, who: str, what: str, at: datetime) -> None:
        """Record who changed what, and when."""
        change = sa.insert(audits).values(channel=str(channel), who=who, what=what, at=at)
        await self.connection.execute(change)


_OLDEST_FIRST = sa.select(
    subscriptions.c.subscription, subscriptions.c.paused, subscriptions.c.channel
).order_by(subscriptions.c.created_at, subscriptions.c.seq)


def _read(rows: Iterable[Any]) -> list[Subscription]:
    # The columns are the truth: pausing and moving leave the value as it was put.
    return [
        replace(row.subscription, paused=row.paused, channel=Channel.parse(row.channel))
        for row in rows
    ]
