"""Schedules that a wrong clock wrote are put right: nobody waits for an hour that is far away."""

from dataclasses import replace
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.feed import NEVER, FeedState
from bot.store.tables import feeds

#: What is due sooner comes by itself.
_SOON = timedelta(hours=1)
#: Clocks of machines that share a database may differ by so much.
_SLACK = timedelta(minutes=1)
#: How long a feed is left alone whose last answer named no time.
_HOLD = timedelta(minutes=15)


async def set_right(connection: AsyncConnection, *, now: datetime) -> int:
    """Feeds that were asked at a time yet to come are due as if asked now; their number."""
    at = feeds.c.next_poll_at
    late = sa.select(feeds.c.id, feeds.c.state).where(at > now + _SOON, at < NEVER)
    wrong = [row for row in await connection.execute(late) if _is_wrong(row.state, now)]
    for name, state in wrong:
        due = now + (state.hold or _HOLD)
        reason = "the clock was put back; asked as if it had been asked then"
        right = replace(state, last_attempt_at=now, next_poll_at=due, next_poll_reason=reason)
        its = sa.update(feeds).where(feeds.c.id == name)
        await connection.execute(its.values(state=right, next_poll_at=due))
    return len(wrong)


def _is_wrong(state: FeedState, now: datetime) -> bool:
    return state.last_attempt_at is not None and state.last_attempt_at > now + _SLACK
