"""The hours and days in which publishers ask not to be polled: pure."""

from datetime import UTC, datetime, timedelta

from bot.model.feed import FeedState

#: As feeds write them.
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
#: Hours in eight days: within them a time is found that nobody asked to skip.
_SEARCH = 8 * 24
_HOUR = timedelta(hours=1)


def not_skipped(due: datetime, state: FeedState) -> datetime:
    """The first time from `due` on that lies in no hour or day to be skipped (in UTC)."""
    moment = due
    for _ in range(_SEARCH):
        utc = moment.astimezone(UTC)
        if utc.hour not in state.skip_hours and DAYS[utc.weekday()] not in state.skip_days:
            return moment
        moment = utc.replace(minute=0, second=0, microsecond=0) + _HOUR
    return due
