"""How many entries a feed publishes: counted by the days on which they were published."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.model.feed import Entry, FeedState

#: Days that are kept: a week, and today.
_KEPT = timedelta(days=7)


def counted(state: FeedState, entries: Iterable[Entry], *, now: datetime) -> FeedState:
    """The state with entries that were read for the first time; undated ones are of today."""
    days = Counter(dict(state.days))
    days.update((entry.published or now).astimezone(UTC).date() for entry in entries)
    first, today = (now - _KEPT).date(), now.date()
    kept = sorted((day, count) for day, count in days.items() if first <= day <= today)
    return replace(state, days=tuple(kept))
