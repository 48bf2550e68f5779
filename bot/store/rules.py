"""The rules that chats made for themselves, and the stories they were told of by them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.channel import Channel
from bot.model.chat_rule import ChatRule
from bot.store.chats import channels_of_chat
from bot.store.columns import UtcTime, Value
from bot.store.dialect import upsert
from bot.store.tables import metadata

chat_rules = sa.Table(
    "chat_rules",
    metadata,
    sa.Column("channel", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, primary_key=True),
    #: Why nothing is sent at present.
    sa.Column("paused", sa.Text, nullable=True),
    sa.Column("created_at", UtcTime, nullable=False),
    sa.Column("rule", Value(ChatRule), nullable=False),
)

#: What a channel was told by its rules: the same story is not told again.
stories = sa.Table(
    "chat_rule_stories",
    metadata,
    sa.Column("channel", sa.Text, primary_key=True),
    sa.Column("story", sa.Text, primary_key=True),
    sa.Column("at", UtcTime, nullable=False, index=True),
)

#: A story that comes again after so long is told again.
_REMEMBERED = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class SqlChatRules:
    """`bot.ports.ChatRules` on one connection."""

    connection: AsyncConnection

    async def put(self, rule: ChatRule) -> None:
        """Add a rule, or replace the channel's rule of that name."""
        values = {
            "channel": str(rule.channel),
            "name": rule.name,
            "paused": None,
            "created_at": rule.created_at,
            "rule": rule,
        }
        await upsert(self.connection, chat_rules, values, key=["channel", "name"])

    async def remove(self, channel: Channel, name: str) -> bool:
        """Forget a rule; False when there was none."""
        this = sa.and_(chat_rules.c.channel == str(channel), chat_rules.c.name == name)
        return (await self.connection.execute(sa.delete(chat_rules).where(this))).rowcount > 0

    async def of(self, channel: Channel) -> list[ChatRule]:
        """The rules of a channel, paused ones too, oldest first."""
        its = chat_rules.c.channel == str(channel)
        return _read(await self.connection.execute(_OLDEST_FIRST.where(its)))

    async def active(self) -> list[ChatRule]:
        """All rules that are not paused."""
        running = chat_rules.c.paused.is_(None)
        return _read(await self.connection.execute(_OLDEST_FIRST.where(running)))

    async def count(self, chat: Channel | None = None) -> int:
        """How many rules a chat has in all of its topics; all chats together without one."""
        number = sa.select(sa.func.count()).select_from(chat_rules)
        if chat is not None:
            name = (chat.platform, chat.chat)
            topics = await channels_of_chat(self.connection, chat_rules, *name)
            number = number.where(chat_rules.c.channel.in_([str(each) for each in topics]))
        return int((await self.connection.execute(number)).scalar_one())

    async def tell(self, channel: Channel, story: str, *, at: datetime) -> bool:
        """Remember that a channel is told of a story; False when it was within a week."""
        old = sa.delete(stories).where(stories.c.at < at - _REMEMBERED)
        await self.connection.execute(old)
        this = sa.and_(stories.c.channel == str(channel), stories.c.story == story)
        if (await self.connection.execute(sa.select(stories.c.at).where(this))).first() is not None:
            return False
        values = {"channel": str(channel), "story": story, "at": at}
        await upsert(self.connection, stories, values, key=["channel", "story"])
        return True


async def set_paused(connection: AsyncConnection, channel: Channel, reason: str | None) -> None:
    """Let a channel's rules rest, or look again (None)."""
    its = sa.update(chat_rules).where(chat_rules.c.channel == str(channel))
    await connection.execute(its.values(paused=reason))


async def move_rules(connection: AsyncConnection, platform: str, chat: str, *, to: str) -> None:
    """Give a chat's rules its new id, topics kept; a rule that the new chat has already stays."""
    for table in (chat_rules, stories):
        for old in await channels_of_chat(connection, table, platform, chat):
            new = replace(old, chat=to)
            (_, own) = table.primary_key.columns
            there = sa.select(own).where(table.c.channel == str(new)).scalar_subquery()
            here = table.c.channel == str(old)
            await connection.execute(sa.delete(table).where(here, own.in_(there)))
            await connection.execute(sa.update(table).where(here).values(channel=str(new)))


_OLDEST_FIRST = sa.select(chat_rules.c.rule, chat_rules.c.channel).order_by(
    chat_rules.c.created_at, chat_rules.c.name
)


def _read(rows: Iterable[Any]) -> list[ChatRule]:
    # The column is the truth: moving leaves the value as it was put.
    return [replace(row.rule, channel=Channel.parse(row.channel)) for row in rows]
