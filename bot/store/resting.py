"""Which feeds rest: what only chats follow that nothing can be sent to is not asked for."""

import sqlalchemy as sa

from bot.store.rules import chat_rules
from bot.store.tables import feeds, followers, subscriptions

#: All that chats want, and whether it rests at present.
_WISHES = sa.union_all(
    sa.select(subscriptions.c.channel, subscriptions.c.paused),
    sa.select(chat_rules.c.channel, chat_rules.c.paused),
).subquery("wishes")


def rests() -> sa.ColumnElement[bool]:
    """That a chat's own feed has followers, and all of them have blocked us or are gone.

    It is due as before, and polled at once when one of them comes back.
    """
    its = followers.c.feed_id == feeds.c.id
    own = sa.type_coerce(feeds.c.feed, sa.JSON)["shared"].as_boolean().is_(sa.false())
    return sa.and_(own, sa.exists().where(its), ~sa.exists().where(its, ~_is_deaf()))


def _is_deaf() -> sa.ColumnElement[bool]:
    """That a follower wants something, and gets nothing of it."""
    wishes = _WISHES.c.channel == followers.c.channel
    paused = sa.exists().where(wishes, _WISHES.c.paused.is_not(None))
    return sa.and_(paused, ~sa.exists().where(wishes, _WISHES.c.paused.is_(None)))
