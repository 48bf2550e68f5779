"""Feeds in words: what one holds, how it does, when it is asked next and why then."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.model.feed import Feed, FeedState, ParsedFeed
from bot.report.catalogue import say
from bot.report.message import Line, Link, Message, Style, Text
from bot.report.quotes import shorten
from bot.report.wording import clock_words, time_words

#: A polling interval below this is shown as an override.
_POLITE = timedelta(minutes=5)
_WEEK = timedelta(days=7)
#: Characters of a reason, and of a name.
_LONGEST, _LONGEST_NAME = 160, 80


def is_ailing(feed: Feed, state: FeedState) -> bool:
    """Whether it should be read and is not."""
    return feed.enabled and (state.gone or state.failures > 0)


def feed_line(
    feed: Feed, state: FeedState, *, now: datetime, language: str, label: str | None = None
) -> Line:
    """A feed in one line of a list: its name and grade, and how it does."""
    said = list(remarks(feed, state, language))
    if not is_ailing(feed, state):
        last = state.last_success_at
        well = say("feeds.well", language, ago=ago_words(now - last, language)) if last else None
        said.insert(0, well or say("feeds.never", language))
    if feed.enabled and not state.gone:
        said.append(say("feeds.next", language, at=clock_words(state.next_poll_at)))
    grade = say("feeds.grade", language, grade=feed.reliability)
    told = " · ".join([grade, *said])
    name = Text(shorten(feed.name, _LONGEST_NAME), Style.STRONG)
    return Line(label=label, parts=(name, Text(f" · {told}")))


def feed_message(feed: Feed, state: FeedState, *, now: datetime, language: str) -> Message:
    """One feed in full: last success, last change, next poll and why then, what ails it."""
    source = [say(f"reliability.{feed.reliability}", language), feed.reason]
    rows = (
        ("feeds.label.source", " · ".join(filter(None, source))),
        ("feeds.label.success", _when(state.last_success_at, now, language)),
        ("feeds.label.change", _when(state.last_change_at, now, language)),
        ("feeds.label.next", _next(feed, state, language)),
        ("feeds.label.week", say("feeds.entries", language, count=entries_a_week(state, now=now))),
        ("feeds.label.state", "; ".join(remarks(feed, state, language)) or say("feeds.fine")),
    )
    address = Line(
        label=say("feeds.label.address", language),
        parts=(Link(shorten(feed.url, _LONGEST), feed.url),),
    )
    lines = [Line(label=say(key, language), parts=(Text(text),)) for key, text in rows]
    heading = shorten(feed.name, _LONGEST_NAME)
    return Message(heading=heading, lines=(address, *lines), private=True, language=language)


def _next(feed: Feed, state: FeedState, language: str) -> str:
    """When it is asked next, and why then."""
    if not feed.enabled or state.gone:
        return say("status.never", language)
    at, reason = time_words(state.next_poll_at, language), state.next_poll_reason
    return say("feeds.then", language, at=at, reason=shorten(reason, _LONGEST))


def holds_words(parsed: ParsedFeed, *, now: datetime, language: str) -> str:
    """What a feed holds: "7 entries, newest 12 min ago"."""
    dates = [entry.published for entry in parsed.entries if entry.published]
    newest = max(dates, default=None)
    return entries_words(len(parsed.entries), newest, now=now, language=language)


def entries_words(count: int, newest: datetime | None, *, now: datetime, language: str) -> str:
    """So many entries, and how old the newest dated one is."""
    entries = say("feeds.entries", language, count=count)
    if not count:
        return entries
    if newest is None:
        return say("feeds.undated", language, entries=entries)
    return say("feeds.newest", language, entries=entries, ago=ago_words(now - newest, language))


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
    elif state.paused_until is not None and state.pauses:
        reason = shorten(state.last_error or say("status.no_reason", language), _LONGEST)
        at = clock_words(state.paused_until)
        found.append(say("feeds.paused", language, reason=reason, at=at))
    if not feed.enabled:
        found.append(say("feeds.off", language))
    if state.bozo:
        found.append(say("feeds.bozo", language, count=max(1, state.faults)))
    if state.dropped:
        found.append(say("feeds.dropped", language, count=state.dropped))
    if feed.interval is not None and feed.interval < _POLITE:
        seconds = f"{feed.interval.total_seconds():g}"
        found.append(say("feeds.override", language, seconds=seconds))
    if state.moved_to is not None:
        found.append(say("feeds.moving", language, to=state.moved_to))
    return found


def entries_a_week(state: FeedState, *, now: datetime) -> int:
    """Entries of the last seven days, by the days on which they were published."""
    first = (now - _WEEK).date()
    return sum(count for day, count in state.days if day > first)


def _when(at: datetime | None, now: datetime, language: str) -> str:
    if at is None:
        return say("status.never", language)
    ago = ago_words(now - at, language)
    return say("feeds.when", language, at=time_words(at, language), ago=ago)
