"""The contract of `bot.ports.Feeds`, on SQLite."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.model.feed import NEVER, Feed, FeedState, Outlet
from bot.model.notice import NoticeKind
from bot.store.database import SqlStore

NOW = datetime(2026, 3, 14, 9, 26, 53, 589793, tzinfo=UTC)
LEASE = timedelta(minutes=2)


def feed(name: str = "Harbour Post", **changes: object) -> Feed:
    made = Feed(
        id=name.casefold().replace(" ", "-"),
        url="https://harbour.example/feed",
        name=name,
        outlet=Outlet.NEWSPAPER,
        interval=timedelta(minutes=5),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


async def test_a_new_feed_is_due_at_once(store: SqlStore) -> None:
    async with store.begin() as tx:
        await tx.feeds.put(feed(), now=NOW)
        assert await tx.feeds.get("harbour-post") == (
            feed(),
            FeedState(feed_id="harbour-post", next_poll_at=NOW),
        )
        assert await tx.feeds.claim_due(now=NOW, lease=LEASE, limit=10) == ["harbour-post"]


LEARNT = FeedState(
    feed_id="harbour-post",
    next_poll_at=NOW + timedelta(hours=1),
    next_poll_reason="publisher asks for 1 h",
    etag='W/"abc"',
    last_success_at=NOW,
    skip_hours=frozenset({1, 2}),
    ttl=timedelta(minutes=30),
    hold=timedelta(hours=1),
)


async def test_a_described_anew_feed_keeps_its_state(store: SqlStore) -> None:
    async with store.begin() as tx:
        await tx.feeds.put(feed(), now=NOW)
        await tx.feeds.save(LEARNT)
        await tx.feeds.put(feed(region="gulf"), now=NOW + LEASE)
        assert await tx.feeds.get("harbour-post") == (feed(region="gulf"), LEARNT)


async def test_at_another_address_a_feed_is_a_stranger_and_not_asked_earlier(
    store: SqlStore,
) -> None:
    new = feed(url="https://harbour.example/new")
    async with store.begin() as tx:
        await tx.feeds.put(feed(), now=NOW)
        await tx.feeds.save(LEARNT)
        await tx.feeds.put(new, now=NOW + LEASE)
        found, state = await tx.feeds.get("harbour-post") or (None, None)
        assert found == new
        assert state == FeedState(
            feed_id="harbour-post", next_poll_at=LEARNT.next_poll_at, last_success_at=NOW
        )
        assert await tx.feeds.claim_due(now=NOW, lease=LEASE, limit=10) == []


async def test_a_new_address_brings_a_feed_back_that_was_gone(store: SqlStore) -> None:
    async with store.begin() as tx:
        await tx.feeds.put(feed(), now=NOW)
        await tx.feeds.save(replace(LEARNT, gone=True, next_poll_at=NEVER))
        await tx.feeds.put(feed(url="https://harbour.example/new"), now=NOW)
        assert await tx.feeds.claim_due(now=NOW, lease=LEASE, limit=10) == ["harbour-post"]


@pytest.mark.parametrize("gone", [True, False])
async def test_at_a_new_address_a_feed_is_back_once_it_has_answered(
    store: SqlStore, *, gone: bool
) -> None:
    ill = replace(LEARNT, gone=gone, failing_since=NOW - timedelta(days=2), last_attempt_at=NOW)
    now = NOW + timedelta(hours=2)
    async with store.begin() as tx:
        await tx.feeds.put(feed(), now=NOW)
        await tx.feeds.save(ill)
        await tx.feeds.tell("harbour-post", NoticeKind.GONE if gone else NoticeKind.FAILING)
        await tx.feeds.put(feed(url="https://harbour.example/new"), now=now)
        [(_, asked)] = await tx.feeds.take(["harbour-post"], now=now)
        assert await tx.feeds.untold(now=now, after=LEASE, limit=9) == []
        await tx.feeds.save(replace(asked, failing_since=None, last_attempt_at=now))
        [told] = await tx.feeds.untold(now=now, after=LEASE, limit=9)
    assert told.kind is NoticeKind.BACK


async def test_the_address_that_a_feed_moved_from_is_not_put_back(store: SqlStore) -> None:
    state = replace(LEARNT, moved_from=(feed().url,))
    async with store.begin() as tx:
        await tx.feeds.put(feed(), now=NOW)
        await tx.feeds.put(feed("Other", url="https://harbour.example/other"), now=NOW)
        assert not await tx.feeds.move("harbour-post", to="https://harbour.example/other")
        assert await tx.feeds.move("harbour-post", to="https://harbour.example/moved")
        assert not await tx.feeds.move("nobody", to="https://harbour.example/nowhere")
        await tx.feeds.save(state)
        await tx.feeds.put(feed(region="gulf"), now=NOW)
        found = await tx.feeds.get("harbour-post")
    assert found == (feed(region="gulf", url="https://harbour.example/moved"), state)


async def test_a_claimed_feed_is_pushed_on_by_the_lease(store: SqlStore) -> None:
    async with store.begin() as tx:
        await tx.feeds.put(feed(), now=NOW)
        await tx.feeds.claim_due(now=NOW, lease=LEASE, limit=10)
        found = await tx.feeds.get("harbour-post")
        assert found is not None
        assert found[1].next_poll_at == NOW + LEASE
        assert await tx.feeds.claim_due(now=NOW, lease=LEASE, limit=10) == []
        again = await tx.feeds.claim_due(now=NOW + LEASE, lease=LEASE, limit=10)
        assert again == ["harbour-post"]


async def test_the_longest_due_come_first_and_the_disabled_never(store: SqlStore) -> None:
    async with store.begin() as tx:
        await tx.feeds.put(feed("late"), now=NOW)
        await tx.feeds.put(feed("early"), now=NOW - timedelta(hours=1))
        await tx.feeds.put(feed("earliest"), now=NOW - timedelta(hours=2))
        await tx.feeds.put(feed("off", enabled=False), now=NOW - timedelta(hours=3))
        await tx.feeds.put(feed("future"), now=NOW + timedelta(seconds=1))
        claimed = await tx.feeds.claim_due(now=NOW, lease=LEASE, limit=2)
        assert claimed == ["earliest", "early"]
        assert await tx.feeds.claim_due(now=NOW, lease=LEASE, limit=2) == ["late"]


async def test_all_feeds_come_by_name(store: SqlStore) -> None:
    async with store.begin() as tx:
        for name in ("Zulu", "Alpha", "Mike"):
            await tx.feeds.put(feed(name), now=NOW)
        assert [each.name for each, _ in await tx.feeds.all()] == ["Alpha", "Mike", "Zulu"]


async def test_a_removed_feed_is_gone_and_its_late_poll_changes_nothing(store: SqlStore) -> None:
    async with store.begin() as tx:
        await tx.feeds.put(feed(), now=NOW)
        assert await tx.feeds.remove("harbour-post") is True
        assert await tx.feeds.remove("harbour-post") is False
        await tx.feeds.save(FeedState(feed_id="harbour-post", next_poll_at=NOW))
        assert await tx.feeds.get("harbour-post") is None
        assert await tx.feeds.all() == []


async def test_times_of_any_zone_come_back_as_the_same_moment_in_utc(store: SqlStore) -> None:
    tehran = NOW.astimezone(timezone(timedelta(hours=3, minutes=30)))
    async with store.begin() as tx:
        await tx.feeds.put(feed(), now=tehran)
        found = await tx.feeds.get("harbour-post")
    assert found is not None
    assert found[1].next_poll_at == NOW
    assert found[1].next_poll_at.utcoffset() == timedelta(0)


async def test_a_time_without_a_zone_is_refused(store: SqlStore) -> None:
    with pytest.raises(Exception, match="has no zone"):
        async with store.begin() as tx:
            await tx.feeds.put(feed(), now=NOW.replace(tzinfo=None))


async def test_a_poll_that_died_with_its_process_is_due_again_at_the_next_start(
    store: SqlStore,
) -> None:
    async with store.begin() as tx:
        await tx.feeds.put(feed(), now=NOW)
        await tx.feeds.put(feed("Later"), now=NOW + timedelta(hours=1))
        await tx.feeds.claim_due(now=NOW, lease=LEASE, limit=10)
    async with store.begin() as tx:
        assert await tx.feeds.release() == 1
        assert await tx.feeds.release() == 0
        assert await tx.feeds.claim_due(now=NOW, lease=LEASE, limit=10) == ["harbour-post"]


async def test_a_feed_that_was_asked_is_not_asked_again_by_the_next_process(
    store: SqlStore,
) -> None:
    async with store.begin() as tx:
        await tx.feeds.put(feed(), now=NOW)
        await tx.feeds.save(replace(LEARNT, next_poll_at=NOW))
        await tx.feeds.claim_due(now=NOW, lease=LEASE, limit=10)
        taken = await tx.feeds.take(["harbour-post", "nobody"], now=NOW)
        assert taken == [(feed(), replace(LEARNT, next_poll_at=NOW))]
    async with store.begin() as tx:
        assert await tx.feeds.release() == 0
        assert await tx.feeds.take(["harbour-post"], now=NOW + LEASE) == []
        assert await tx.feeds.claim_due(now=NOW + LEASE, lease=LEASE, limit=10) == []
        later = NOW + timedelta(hours=1)
        assert await tx.feeds.claim_due(now=later, lease=LEASE, limit=10) == ["harbour-post"]


async def test_a_disabled_feed_is_not_taken(store: SqlStore) -> None:
    async with store.begin() as tx:
        await tx.feeds.put(feed(enabled=False), now=NOW)
        assert await tx.feeds.take(["harbour-post"], now=NOW) == []


async def test_a_clock_that_was_years_ahead_silences_no_feed(store: SqlStore) -> None:
    async with store.begin() as tx:
        await tx.feeds.put(feed(), now=NOW + timedelta(days=400))
        await tx.feeds.put(feed("Gone"), now=NEVER)
        assert await tx.feeds.claim_due(now=NOW, lease=LEASE, limit=10) == ["harbour-post"]
        assert len(await tx.feeds.take(["harbour-post", "gone"], now=NOW)) == 1


async def test_a_clock_that_is_put_back_leaves_no_feed_unasked_and_asks_none_early(
    store: SqlStore,
) -> None:
    ahead = NOW + timedelta(days=3)
    async with store.begin() as tx:
        for name in ("Harbour Post", "Gone", "Slow"):
            await tx.feeds.put(feed(name), now=NOW)
        hold = timedelta(hours=2)
        await tx.feeds.save(
            FeedState(
                feed_id="harbour-post", hold=hold, last_attempt_at=ahead, next_poll_at=ahead + hold
            ),
            FeedState(feed_id="gone", last_attempt_at=ahead, next_poll_at=NEVER, gone=True),
            FeedState(feed_id="slow", last_attempt_at=NOW, next_poll_at=NOW + timedelta(days=6)),
        )
        assert await tx.feeds.set_right(now=NOW) == 1
        assert await tx.feeds.set_right(now=NOW + timedelta(minutes=1)) == 0
        assert await tx.feeds.claim_due(now=NOW + hold, lease=LEASE, limit=9) == ["harbour-post"]
        assert len(await tx.feeds.take(["harbour-post"], now=NOW + hold)) == 1


async def test_the_marks_of_a_document_are_kept(store: SqlStore) -> None:
    async with store.begin() as tx:
        assert await tx.feeds.marks(["harbour-post"]) == {}
        await tx.feeds.keep_marks({"harbour-post": b"\x00one", "gone": b"gone"})
        await tx.feeds.keep_marks({"harbour-post": b"\xfftwo"})
        await tx.feeds.keep_marks({})
        assert await tx.feeds.marks(["harbour-post", "new"]) == {"harbour-post": b"\xfftwo"}
