"""When a feed is polled next and why, after what its server said: pure."""

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.errors import FeedGone, TocsinError
from bot.ingest.answer import age, lifetime, seconds
from bot.ingest.clean import line
from bot.ingest.skips import not_skipped
from bot.model.feed import NEVER, Feed, FeedState, ParsedFeed, Response

#: Our own interval where the server gives validators, and where it gives none …
_VALIDATED, _BARE = timedelta(minutes=15), timedelta(minutes=60)
#: … and what they grow to while a feed stays quiet for a month.
_QUIET_VALIDATED, _QUIET_BARE = timedelta(hours=3), timedelta(hours=24)
_QUIET = timedelta(days=30)
#: A setting below this is an override that people are shown.
_POLITE = timedelta(minutes=5)
#: The longest that a server's wish is followed: for a cache lifetime, and for a pause.
_MOST_FRESH, _MOST_PAUSE = timedelta(days=7), timedelta(hours=24)
#: The longest wait between tries of a feed that fails.
_MOST_BACK_OFF = timedelta(hours=24)
#: Doublings after which every back-off has come to its longest.
_MOST_DOUBLINGS = 20
#: The share of an interval that chance adds, and the most it adds.
_JITTER, _MOST_JITTER = 0.1, timedelta(minutes=10)
_NOT_MODIFIED = 304
#: Identical permanent redirects, and their age, after which the new address is the feed's own.
_MOVED_ANSWERS, _MOVED_AGE = 10, timedelta(days=7)


def after_success(
    feed: Feed,
    state: FeedState,
    response: Response,
    parsed: ParsedFeed | None,
    *,
    now: datetime,
    jitter: float,
) -> FeedState:
    """The state of a feed after an answer was read and stored.

    Args:
        feed: as described.
        state: before the poll.
        response: 200, or 304.
        parsed: what was read; None on 304 and where the body was the same as before.
        now: when the answer came.
        jitter: chance, in [0, 1).
    """
    told = _of_answer(state, response, now=now)
    if parsed is not None:
        told |= _of_document(state, response, parsed, now=now)
    state = replace(state, **told)
    interval, reason = _interval(feed, state, response, now=now)
    due = now + interval + _spread(interval, jitter)
    allowed = not_skipped(due, state)
    if allowed != due:
        allowed += _MOST_JITTER * jitter
        reason = f"{reason}; publisher asks to skip hours until then"
    return replace(state, next_poll_at=allowed, next_poll_reason=reason, hold=interval)


def due_after(feed: Feed, response: Response, parsed: ParsedFeed, *, now: datetime) -> datetime:
    """When a feed that nobody follows yet may be asked again after this answer."""
    stranger = FeedState(feed_id=feed.id, next_poll_at=now)
    return after_success(feed, stranger, response, parsed, now=now, jitter=0.0).next_poll_at


def after_failure(
    feed: Feed, state: FeedState, error: TocsinError, *, now: datetime, jitter: float
) -> FeedState:
    """The state of a feed after a poll that failed: validators and all else are kept.

    A pause that the server asks for is no failure.

    Args:
        feed: as described.
        state: before the poll.
        error: what the poll raised; its words are shown to people.
        now: when it failed.
        jitter: chance, in [0, 1).
    """
    said = line(str(error), limit=300) or type(error).__name__
    state = replace(
        state,
        first_polled_at=state.first_polled_at or now,
        last_attempt_at=now,
        failing_since=state.failing_since or now,
        last_error=said,
    )
    pause = getattr(error, "retry_after", None)
    if pause is not None:
        return _after_pause(feed, state, pause, now=now, jitter=jitter)
    state = replace(state, failures=state.failures + 1)
    if isinstance(error, FeedGone):
        reason = f"never again: {said}"
        return replace(state, gone=True, next_poll_at=NEVER, next_poll_reason=reason)
    base, _ = _ours(feed, state, now=now)
    wait = _backed_off(base, state.failures, jitter)
    reason = f"{said}; failure {state.failures} in a row, next try after {_words(wait)}"
    return replace(state, next_poll_at=now + wait, next_poll_reason=reason, hold=wait)


def body_hash(body: bytes) -> str:
    """What tells one body from another: SHA-256 in hex."""
    return hashlib.sha256(body).hexdigest()


def _after_pause(
    feed: Feed, state: FeedState, pause: float, *, now: datetime, jitter: float
) -> FeedState:
    """A server that asks for pauses again and again is left alone longer each time."""
    base, _ = _ours(feed, state, now=now)
    base = min(base * 2 ** min(state.pauses, _MOST_DOUBLINGS), _MOST_PAUSE)
    wait, reason = _paused(base, pause, state.last_error or "")
    return replace(
        state,
        pauses=state.pauses + 1,
        paused_until=now + wait,
        next_poll_at=now + wait + _spread(wait, jitter),
        next_poll_reason=reason,
        hold=wait,
    )


def _backed_off(base: timedelta, failures: int, jitter: float) -> timedelta:
    wait: timedelta = base * float(2 ** min(failures - 1, _MOST_DOUBLINGS))
    return min(wait + _spread(wait, jitter), _MOST_BACK_OFF * (1 - _JITTER * jitter))


def settled_address(state: FeedState, *, now: datetime) -> str | None:
    """The address a feed has moved to for good: ten identical answers over seven days."""
    if state.moved_since is None or state.moved_answers < _MOVED_ANSWERS:
        return None
    return state.moved_to if now - state.moved_since >= _MOVED_AGE else None


def _of_answer(state: FeedState, response: Response, *, now: datetime) -> dict[str, Any]:
    """What any good answer tells: the newest validators, where the feed moves, that it lives."""
    headers = response.headers
    kept = response.status == _NOT_MODIFIED
    same = response.moved_to is not None and response.moved_to == state.moved_to
    return {
        "etag": headers.get("etag") or (state.etag if kept else None),
        "last_modified": headers.get("last-modified") or (state.last_modified if kept else None),
        "first_polled_at": state.first_polled_at or now,
        "last_attempt_at": now,
        "last_success_at": now,
        "failures": 0,
        "failing_since": None,
        "last_error": None,
        "pauses": 0,
        "paused_until": None,
        "lifetime": _lifetime(state, response, now=now),
        "gone": False,
        "moved_to": response.moved_to,
        "moved_since": state.moved_since if same else (now if response.moved_to else None),
        "moved_answers": state.moved_answers + 1 if same else int(response.moved_to is not None),
    }


def _of_document(
    state: FeedState, response: Response, parsed: ParsedFeed, *, now: datetime
) -> dict[str, Any]:
    digest = body_hash(response.body)
    return {
        "last_change_at": now if digest != state.body_hash else state.last_change_at,
        "body_hash": digest,
        "bozo": parsed.bozo,
        "faults": state.faults + parsed.bozo,
        "dropped": parsed.dropped,
        "ttl": parsed.ttl,
        "skip_hours": parsed.skip_hours,
        "skip_days": parsed.skip_days,
    }


def _interval(
    feed: Feed, state: FeedState, response: Response, *, now: datetime
) -> tuple[timedelta, str]:
    """The largest of what the server asks and what applies on our side, with its reason."""
    best, reason = _ours(feed, state, now=now)
    fresh = state.lifetime - age(response.headers) if state.lifetime is not None else None
    wishes = [(fresh, "cache lifetime"), (state.ttl, "ttl")]
    for wish, name in wishes:
        if wish is None or wish <= best:
            continue
        best = min(wish, _MOST_FRESH)
        reason = f"publisher asks for {_words(wish)} ({name})"
        if wish > best:
            reason = f"{reason}; we wait {_words(best)} at most"
    return best, reason


def _ours(feed: Feed, state: FeedState, *, now: datetime) -> tuple[timedelta, str]:
    if feed.interval is not None:
        words = f"the operator set {_words(feed.interval)}"
        under = f", an override under {_words(_POLITE)}"
        return feed.interval, words + (under if feed.interval < _POLITE else "")
    validated = bool(state.etag or state.last_modified)
    least, most = (_VALIDATED, _QUIET_VALIDATED) if validated else (_BARE, _QUIET_BARE)
    since = state.last_change_at or state.first_polled_at or now
    share = min(1.0, max(0.0, (now - since) / _QUIET))
    interval = least + (most - least) * share
    why = "server gives validators" if validated else "server gives no validators"
    if interval >= least + _POLITE:
        why = f"{why}, no news for {_words(now - since)}"
    return interval, f"every {_words(interval)}: {why}"


def _lifetime(state: FeedState, response: Response, *, now: datetime) -> timedelta | None:
    """How long the answer may be kept; a 304 that says nothing of it leaves what held before."""
    headers = response.headers
    said = "cache-control" in headers or "expires" in headers
    kept = response.status == _NOT_MODIFIED and not said
    return state.lifetime if kept else lifetime(headers, now=now)


def _paused(base: timedelta, pause: float, said: str) -> tuple[timedelta, str]:
    asked = seconds(pause)
    wait = max(base, min(asked, _MOST_PAUSE))
    reason = f"{said} and asks for a pause of {_words(asked)}"
    if asked > _MOST_PAUSE:
        reason = f"{reason}; we wait {_words(_MOST_PAUSE)} at most"
    return wait, reason


def _spread(interval: timedelta, jitter: float) -> timedelta:
    return min(interval * _JITTER, _MOST_JITTER) * jitter


def _words(span: timedelta) -> str:
    """A time span for people, in its two largest units."""
    seconds = round(span.total_seconds())
    if seconds < 60:  # noqa: PLR2004 - seconds of a minute
        return f"{seconds} s"
    parts = []
    for size, name in ((86_400, "days"), (3_600, "h"), (60, "min")):
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{count} {'day' if name == 'days' and count == 1 else name}")
    return " ".join(parts[:2])
