"""When a feed is polled next, and what people are told about it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import FeedGone, FeedUnreadable, Rejected, TocsinError, Unavailable
from bot.ingest.schedule import after_failure, after_success, body_hash, settled_address
from bot.model.feed import Feed, FeedState, ParsedFeed, Response

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
FEED = Feed(id="a", url="http://a.example/", name="A")
FRESH = FeedState(feed_id="a", next_poll_at=NOW)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def answer(status: int = 200, *, moved_to: str | None = None, **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    body = b"<rss/>" if status == 200 else b""
    return Response(
        status=status, url="http://a.example/", body=body, headers=named, moved_to=moved_to
    )


def polled(
    response: Response,
    parsed: ParsedFeed | None = None,
    *,
    feed: Feed = FEED,
    state: FeedState = FRESH,
    now: datetime = NOW,
) -> FeedState:
    return after_success(feed, state, response, parsed, now=now, jitter=0.0)


def failed(error: TocsinError, *, feed: Feed = FEED, state: FeedState = FRESH) -> FeedState:
    return after_failure(feed, state, error, now=NOW, jitter=0.0)


def wait(state: FeedState) -> timedelta:
    return state.next_poll_at - NOW


@pytest.mark.parametrize(
    ("headers", "expected", "reason"),
    [
        ({"etag": '"a"'}, 15 * MINUTE, "every 15 min: server gives validators"),
        ({"last_modified": "x"}, 15 * MINUTE, "every 15 min: server gives validators"),
        ({}, HOUR, "every 1 h: server gives no validators"),
        ({"cache_control": "public, max-age=7200"}, 2 * HOUR, "asks for 2 h (cache lifetime)"),
        ({"cache_control": 'MAX-AGE="7200"', "age": "600"}, 110 * MINUTE, "1 h 50 min (cache"),
        ({"cache_control": "max-age=7200", "age": "junk"}, 2 * HOUR, "2 h"),
        ({"cache_control": "max-age=60"}, HOUR, "no validators"),
        ({"cache_control": "s-maxage=90000"}, HOUR, "no validators"),
        ({"cache_control": "max-age=7200", "age": "9000"}, HOUR, "no validators"),
        ({"expires": "Sun, 01 Nov 2026 15:00:00 GMT"}, 3 * HOUR, "3 h (cache lifetime)"),
        (
            {
                "expires": "Sun, 01 Nov 2026 15:00:00 GMT",
                "date": "Sun, 01 Nov 2026 13:00:00 GMT",
            },
            2 * HOUR,
            "2 h (cache lifetime)",
        ),
        (
            {"cache_control": "max-age=7200", "expires": "Sun, 01 Nov 2026 15:00:00 GMT"},
            2 * HOUR,
            "2 h (cache lifetime)",
        ),
        ({"expires": "0"}, HOUR, "no validators"),
        ({"expires": "Sun, 01 Nov 1990 15:00:00 GMT"}, HOUR, "no validators"),
        (
            {"cache_control": "max-age=31536000"},
            7 * DAY,
            "asks for 365 days (cache lifetime); we wait 7 days at most",
        ),
        ({"cache_control": "max-age=999999999999"}, 7 * DAY, "at most"),
    ],
)
@pytest.mark.parametrize("status", [200, 304])
def test_the_interval_is_the_largest_that_anybody_asks_for(
    headers: dict[str, str], expected: timedelta, reason: str, status: int
) -> None:
    state = polled(answer(status, **headers))
    assert wait(state) == expected
    assert reason in state.next_poll_reason


def test_what_a_document_asks_holds_on_a_304_too() -> None:
    state = polled(answer(etag="x"), ParsedFeed(ttl=2 * HOUR, skip_hours=frozenset({14, 15})))
    again = polled(answer(304), state=state)
    for one in (state, again):
        assert one.next_poll_at == datetime(2026, 11, 1, 16, tzinfo=UTC)
        assert one.next_poll_reason == (
            "publisher asks for 2 h (ttl); publisher asks to skip hours until then"
        )


def test_days_to_skip_are_skipped() -> None:
    parsed = ParsedFeed(skip_days=frozenset({"Sunday", "Monday"}))
    assert polled(answer(), parsed).next_poll_at == datetime(2026, 11, 3, tzinfo=UTC)


def test_hours_and_days_that_leave_nothing_are_passed_over() -> None:
    parsed = ParsedFeed(skip_hours=frozenset(range(24)))
    assert wait(polled(answer(), parsed)) == HOUR


@pytest.mark.parametrize(
    ("interval", "reason"),
    [
        (10 * MINUTE, "the operator set 10 min"),
        (timedelta(seconds=2), "the operator set 2 s, an override under 5 min"),
    ],
)
def test_an_operators_setting_stands_for_our_own(interval: timedelta, reason: str) -> None:
    feed = replace(FEED, interval=interval)
    state = polled(answer(cache_control="max-age=1"), feed=feed)
    assert (wait(state), state.next_poll_reason) == (interval, reason)


def test_an_operators_setting_is_never_earlier_than_the_publisher_allows() -> None:
    feed = replace(FEED, interval=timedelta(seconds=2))
    assert wait(polled(answer(cache_control="max-age=600"), feed=feed)) == 10 * MINUTE


@pytest.mark.parametrize(
    ("quiet", "headers", "expected"),
    [
        (timedelta(0), {"etag": "x"}, 15 * MINUTE),
        (15 * DAY, {"etag": "x"}, 97.5 * MINUTE),
        (30 * DAY, {"etag": "x"}, 3 * HOUR),
        (300 * DAY, {"etag": "x"}, 3 * HOUR),
        (30 * DAY, {}, 24 * HOUR),
    ],
)
def test_a_feed_that_grows_quiet_is_polled_less(
    quiet: timedelta, headers: dict[str, str], expected: timedelta
) -> None:
    state = replace(FRESH, last_change_at=NOW - quiet)
    state = polled(answer(304, **headers), state=state)
    assert wait(state) == expected
    assert ("no news for" in state.next_poll_reason) == bool(quiet)


def test_the_newest_validators_are_kept() -> None:
    state = polled(answer(etag="1", last_modified="a"), ParsedFeed())
    assert (state.etag, state.last_modified) == ("1", "a")
    state = polled(answer(304, etag="2"), state=state)
    assert (state.etag, state.last_modified) == ("2", "a")
    state = polled(answer(200, last_modified="b"), state=state)
    assert (state.etag, state.last_modified) == (None, "b")


def test_a_success_ends_a_row_of_failures_and_tells_what_was_read() -> None:
    state = replace(FRESH, failures=4, last_error="x", gone=True)
    state = polled(answer(), ParsedFeed(bozo=True, dropped=3), state=state)
    assert (state.failures, state.last_error, state.gone) == (0, None, False)
    assert (state.bozo, state.dropped, state.body_hash) == (True, 3, body_hash(b"<rss/>"))
    assert state.first_polled_at == state.last_success_at == state.last_change_at == NOW


def test_a_body_that_did_not_change_is_no_news() -> None:
    state = polled(answer(), ParsedFeed())
    later = polled(answer(), ParsedFeed(), state=state, now=NOW + HOUR)
    assert (later.last_change_at, later.last_success_at) == (NOW, NOW + HOUR)
    assert later.first_polled_at == NOW


def test_failures_in_a_row_are_tried_less_and_less_up_to_a_day() -> None:
    state = FRESH
    waits = []
    for _ in range(40):
        state = failed(Rejected("the server answered 404"), state=state)
        waits.append(wait(state))
    assert waits[:4] == [HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR]
    assert max(waits) == waits[-1] == DAY
    assert state.last_error == "the server answered 404"
    assert state.next_poll_reason == (
        "the server answered 404; failure 40 in a row, next try after 1 day"
    )


def test_a_failure_keeps_what_was_known() -> None:
    state = polled(answer(etag="1"), ParsedFeed(ttl=HOUR))
    after = failed(FeedUnreadable("the answer is empty"), state=state)
    assert (after.etag, after.body_hash, after.ttl) == ("1", state.body_hash, HOUR)
    assert after.last_success_at == NOW


@pytest.mark.parametrize(
    ("seconds", "expected", "reason"),
    [
        (0.0, HOUR, "asks for a pause of 0 s"),
        (7200.0, 2 * HOUR, "the server answered 429 and asks for a pause of 2 h"),
        (31_536_000.0, DAY, "a pause of 365 days; we wait 1 day at most"),
        (1e300, DAY, "at most"),
    ],
)
def test_a_pause_that_the_server_asks_for_is_made_and_shown(
    seconds: float, expected: timedelta, reason: str
) -> None:
    state = failed(Unavailable("the server answered 429", retry_after=seconds))
    assert wait(state) == expected
    assert reason in state.next_poll_reason


def test_a_pause_is_no_failure_and_ends_with_the_next_answer() -> None:
    state = failed(Unavailable("the server answered 429", retry_after=7200.0))
    assert (state.failures, state.pauses) == (0, 1)
    assert (state.failing_since, state.paused_until) == (NOW, NOW + 2 * HOUR)
    assert state.last_error == "the server answered 429"
    state = polled(answer(304), state=state)
    assert (state.pauses, state.paused_until, state.failing_since) == (0, None, None)


def test_a_server_that_goes_on_asking_for_pauses_is_left_alone_longer_up_to_a_day() -> None:
    state, waits = FRESH, []
    for _ in range(8):
        state = failed(Unavailable("the server answered 429", retry_after=900.0), state=state)
        waits.append(wait(state))
    assert waits[:4] == [HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR]
    assert max(waits) == DAY
    assert state.failures == 0


def test_what_an_answer_said_of_its_lifetime_holds_on_a_304_that_says_nothing() -> None:
    state = polled(answer(etag="a", cache_control="max-age=7200", age="600"), ParsedFeed())
    assert wait(polled(answer(304), state=state)) == 2 * HOUR
    assert wait(polled(answer(304, cache_control="no-cache"), state=state)) == 15 * MINUTE
    assert wait(polled(answer(200), ParsedFeed(), state=state)) == HOUR


def test_a_feed_is_held_back_as_long_as_its_last_answer_would_have_it() -> None:
    assert polled(answer(cache_control="max-age=7200")).hold == 2 * HOUR
    assert failed(Rejected("x")).hold == HOUR


def test_ill_formed_documents_are_counted() -> None:
    state = polled(answer(), ParsedFeed(bozo=True))
    state = polled(answer(), ParsedFeed(bozo=True), state=state)
    state = polled(answer(), ParsedFeed(), state=state)
    assert (state.bozo, state.faults) == (False, 2)


def test_a_feed_that_is_gone_is_left_alone() -> None:
    state = failed(FeedGone("the publisher removed it for good (410)"))
    assert state.gone
    assert wait(state) > 3000 * DAY
    assert state.next_poll_reason == "never again: the publisher removed it for good (410)"


def test_an_error_without_words_is_named() -> None:
    assert failed(Rejected()).last_error == "Rejected"


def test_chance_delays_and_never_hastens() -> None:
    for jitter in (0.0, 0.5, 0.999):
        late = after_success(FEED, FRESH, answer(), None, now=NOW, jitter=jitter)
        assert HOUR <= wait(late) <= HOUR + 10 * MINUTE
        pause = Unavailable("x", retry_after=7200)
        assert wait(after_failure(FEED, FRESH, pause, now=NOW, jitter=jitter)) >= 2 * HOUR
        many = replace(FRESH, failures=50)
        back = after_failure(FEED, many, Rejected("x"), now=NOW, jitter=jitter)
        assert 0.9 * DAY <= wait(back) <= DAY


def test_a_new_address_is_settled_after_ten_answers_over_seven_days() -> None:
    state = FRESH
    for number in range(10):
        assert settled_address(state, now=NOW + 30 * DAY) is None
        state = polled(answer(304, moved_to="http://b.example/"), state=state)
        assert state.moved_answers == number + 1
    assert settled_address(state, now=NOW + 6 * DAY) is None
    assert settled_address(state, now=NOW + 7 * DAY) == "http://b.example/"


def test_another_answer_begins_the_count_again() -> None:
    state = replace(FRESH, moved_to="http://b.example/", moved_since=NOW - DAY, moved_answers=9)
    other = polled(answer(304, moved_to="http://c.example/"), state=state)
    assert (other.moved_to, other.moved_since, other.moved_answers) == ("http://c.example/", NOW, 1)
    back = polled(answer(304), state=state)
    assert (back.moved_to, back.moved_since, back.moved_answers) == (None, None, 0)


def test_a_thousand_polls_are_never_early_and_never_doubled() -> None:
    """A feed with a cache lifetime and a pause now and then, on a clock that jumps to each due."""
    state, now, allowed = FRESH, NOW, NOW
    for number in range(1000):
        assert now >= allowed
        jitter = number % 10 / 10
        if number % 50 == 49:
            error = Unavailable("the server answered 503", retry_after=5400)
            state, least = after_failure(FEED, state, error, now=now, jitter=jitter), 5400
        else:
            response = answer(304, etag="x", cache_control="max-age=1800", age="300")
            state = after_success(FEED, state, response, None, now=now, jitter=jitter)
            least = 1500
        allowed = now + timedelta(seconds=least)
        assert state.next_poll_at > now
        now = state.next_poll_at
