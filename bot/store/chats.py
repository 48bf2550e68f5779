"""A chat and its topics: several channels, one place."""

from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.channel import Channel


async def channels_of_chat(
    connection: AsyncConnection, table: sa.Table, platform: str, chat: str
) -> list[Channel]:
    """The channels of one chat that a table knows: the chat itself and its topics."""
    like = table.c.channel.startswith(str(Channel(platform=platform, chat=chat)), autoescape=True)
    names = await connection.execute(sa.select(table.c.channel).where(like).distinct())
    known = [Channel.parse(name) for name in names.scalars()]
    # The prefix only narrows the search: "-100" is no topic of "-1", and SQLite's LIKE has no case.
    return sorted(
        (each for each in known if (each.platform, each.chat) == (platform, chat)), key=str
    )


async def move_chat(
    connection: AsyncConnection, table: sa.Table, *, platform: str, chat: str, to: str
) -> int:
    """Give a chat's rows its new id, topics kept; the number that moved."""
    moved = 0
    for old in await channels_of_chat(connection, table, platform, chat):
        its = sa.update(table).where(table.c.channel == str(old))
        moved += (await connection.execute(its.values(channel=str(replace(old, chat=to))))).rowcount
    return moved
