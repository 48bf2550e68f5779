"""The contract of `bot.ports.Feeds`, on SQLite."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.model.feed import Feed, FeedState, Outlet
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


async def test_a_described_anew_feed_keeps_its_state(store: SqlStore) -> None:
    learnt = FeedState(
        feed_id="harbour-post",
        next_poll_at=NOW + timedelta(hours=1),
        next_poll_reason="publisher asks for 1 h",
        etag='W/"abc"',
        skip_hours=frozenset({1, 2}),
        ttl=timedelta(minutes=30),
    )
    async with store.begin() as tx:
        await tx.feeds.put(feed(), now=NOW)
        await tx.feeds.save(learnt)
        await tx.feeds.put(feed(url="https://harbour.example/new"), now=NOW + LEASE)
        assert await tx.feeds.get("harbour-post") == (
            feed(url="https://harbour.example/new"),
            learnt,
        )


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
