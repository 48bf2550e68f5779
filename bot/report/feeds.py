"""Feeds in words: what one holds, how it does, when it is asked next and why then."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.model.feed import Feed, FeedState, ParsedFeed
from bot.report.catalogue import say
from bot.report.quotes import shorten

#: A polling interval below this is shown as an override.
_POLITE = timedelta(minutes=5)
#: Characters of a reason.
_LONGEST = 160


def holds_words(parsed: ParsedFeed, *, now: datetime, language: str) -> str:
    """What a feed holds: "7 entries, newest 12 min ago"."""
    entries = say("feeds.entries", language, count=len(parsed.entries))
    dates = [entry.published for entry in parsed.entries if entry.published]
    if not parsed.entries:
        return entries
    if not dates:
        return say("feeds.undated", language, entries=entries)
    return say("feeds.newest", language, entries=entries, ago=ago_words(now - max(dates), language))


def ago_words(age: timedelta, language: str) -> str:
    """How long ago something was, short: "12 min ago", "3 d ago"."""
    minutes = max(0, int(age.total_seconds() // 60))
    for key, size in (("feeds.ago.days", 1440), ("feeds.ago.hours", 60)):
        if minutes >= 2 * size:
            return say(key, language, number=minutes // size)
    return say("feeds.ago.minutes", language, number=minutes)


def remarks(feed: Feed, state: FeedState, language: str) -> Sequence[str]:
    """What is out of the ordinary about a feed, the gravest first; nothing where all is well."""
    found = []
    if state.gone:
        found.append(say("feeds.gone", language))
    elif state.failures:
        reason = shorten(state.last_error or say("status.no_reason", language), _LONGEST)
        found.append(say("feeds.failures", language, count=state.failures, reason=reason))
    if not feed.enabled:
        found.append(say("feeds.off", language))
    if state.bozo:
        found.append(say("feeds.bozo", language))
    if state.dropped:
        found.append(say("feeds.dropped", language, count=state.dropped))
    if feed.interval is not None and feed.interval < _POLITE:
        seconds = f"{feed.interval.total_seconds():g}"
        found.append(say("feeds.override", language, seconds=seconds))
    if state.moved_to is not None:
        found.append(say("feeds.moving", language, to=state.moved_to))
    return found
