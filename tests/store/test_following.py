"""The contract of `bot.ports.Following`, and of what chats are told of feeds."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.model.channel import Channel
from bot.model.feed import Feed, FeedState, FirstAnswer, Response
from bot.model.notice import NoticeKind
from bot.ports import Offer, Store, Transaction

NOW = datetime(2026, 3, 14, 9, 26, tzinfo=UTC)
DAY = timedelta(days=1)
DESK = Channel(platform="telegram", chat="-100", topic="7")
ROOM = Channel(platform="slack", chat="T0/C0")
OLD, NEW = (Channel(platform="telegram", chat=chat) for chat in ("-5", "-1005"))


def feed(name: str, **changes: object) -> Feed:
    made = Feed(id=name, url=f"https://{name}.example/feed", name=name.title(), shared=False)
    return replace(made, **changes)  # type: ignore[arg-type]


async def _put(tx: Transaction, *feeds: Feed) -> None:
    for each in feeds:
        await tx.feeds.put(each, now=NOW)


def _offer(name: str) -> Offer:
    return Offer(feed=feed(name), due=NOW + timedelta(minutes=15))


async def test_a_channel_follows_a_feed_once(store: Store) -> None:
    async with store.begin() as tx:
        await _put(tx, feed("a"))
        assert await tx.following.follow("a", DESK, who="ann", at=NOW)
        assert not await tx.following.follow("a", DESK, who="ben", at=NOW)
        assert await tx.following.followers("a") == [DESK]
        assert [each.id for each, _ in await tx.following.feeds(DESK)] == ["a"]
        assert await tx.following.feeds(ROOM) == []


async def test_two_chats_that_follow_one_feed_count_it_once(store: Store) -> None:
    async with store.begin() as tx:
        await _put(tx, feed("a"), feed("b"))
        await tx.following.follow("a", ROOM, who="ann", at=NOW + DAY)
        await tx.following.follow("a", DESK, who="ann", at=NOW)
        await tx.following.follow("b", DESK, who="ann", at=NOW - DAY)
        assert await tx.following.followers("a") == [DESK, ROOM]
        assert [each.id for each, _ in await tx.following.feeds(DESK)] == ["b", "a"]
        assert await tx.following.count() == 2
        assert await tx.following.count(replace(DESK, topic="8")) == 2
        assert await tx.following.count(ROOM) == 1


async def test_who_unfollows_hears_no_more(store: Store) -> None:
    async with store.begin() as tx:
        await _put(tx, feed("a"))
        await tx.following.follow("a", DESK, who="ann", at=NOW)
        assert await tx.following.unfollow("a", DESK)
        assert not await tx.following.unfollow("a", DESK)
        assert await tx.following.followers("a") == []
        assert await tx.following.count() == 0


async def test_a_feed_that_is_removed_leaves_no_followers(store: Store) -> None:
    async with store.begin() as tx:
        await _put(tx, feed("a"))
        await tx.following.follow("a", DESK, who="ann", at=NOW)
        await tx.feeds.remove("a")
        assert await tx.following.followers("a") == []
        assert await tx.following.count() == 0


async def test_an_offer_waits_for_a_day_in_its_own_channel(store: Store) -> None:
    async with store.begin() as tx:
        first, second = _offer("a"), _offer("b")
        await tx.following.offer(DESK, first, at=NOW)
        await tx.following.offer(DESK, second, at=NOW + timedelta(minutes=1))
        await tx.following.offer(ROOM, _offer("c"), at=NOW)
        assert await tx.following.offers(DESK, since=NOW) == [second, first]
        late = NOW + timedelta(seconds=1)
        assert await tx.following.offers(DESK, since=late) == [second]
        await tx.following.take(DESK)
        assert await tx.following.offers(DESK, since=NOW) == []
        await tx.following.offer(DESK, _offer("d"), at=NOW + 2 * DAY)
        assert await tx.following.offers(ROOM, since=NOW) == []


async def test_what_a_new_feed_answered_is_handed_out_once(store: Store) -> None:
    url = "https://a.example/feed"
    response = Response(status=200, url=url, body=b"\xff<rss>", headers={"etag": '"a"'})
    answer = FirstAnswer(url=url, at=NOW, response=response)
    async with store.begin() as tx:
        await tx.following.keep_answer("a", replace(answer, at=NOW - DAY))
        await tx.following.keep_answer("a", answer)
        assert await tx.following.answers(["b", "a"]) == {"a": answer}
        assert await tx.following.answers(["b", "a"]) == {}


async def test_a_group_that_moves_keeps_its_feeds_in_every_topic(store: Store) -> None:
    topic = replace(OLD, topic="3")
    async with store.begin() as tx:
        await _put(tx, feed("a"), feed("b"))
        for name, channel in (("a", OLD), ("b", OLD), ("a", topic), ("a", NEW)):
            await tx.following.follow(name, channel, who="ann", at=NOW)
        # The new group follows the first feed already: it is not doubled.
        assert await tx.following.move("telegram", "-5", to="-1005") == 2
        assert await tx.following.feeds(OLD) == []
        assert {each.id for each, _ in await tx.following.feeds(NEW)} == {"a", "b"}
        assert len(await tx.following.feeds(replace(NEW, topic="3"))) == 1


async def test_a_feed_is_found_by_any_spelling_of_its_address(store: Store) -> None:
    async with store.begin() as tx:
        await _put(tx, feed("a"), feed("z", url="http://A.example:80/feed", shared=True))
        found = await tx.feeds.at("A.EXAMPLE/x/../%66eed#top")
        assert found is not None
        assert found[0].id == "z"
        assert await tx.feeds.at("a.example/other") is None


def _failing(since: datetime, *, gone: bool = False) -> FeedState:
    return FeedState(
        feed_id="a",
        next_poll_at=NOW,
        failures=3,
        failing_since=since,
        last_attempt_at=since + timedelta(hours=13),
        last_error="the server answered 503",
        gone=gone,
    )


async def _kinds(tx: Transaction, now: datetime) -> list[NoticeKind]:
    return [each.kind for each in await tx.feeds.untold(now=now, after=DAY, limit=10)]


async def test_a_failure_is_told_after_a_day_and_its_end_once(store: Store) -> None:
    async with store.begin() as tx:
        await _put(tx, feed("a"))
        await tx.feeds.save(_failing(NOW))
        assert await _kinds(tx, NOW + DAY - timedelta(seconds=1)) == []
        assert await _kinds(tx, NOW + DAY) == [NoticeKind.FAILING]
        await tx.feeds.tell("a", NoticeKind.FAILING)
        await tx.feeds.save(_failing(NOW))
        assert await _kinds(tx, NOW + 9 * DAY) == []
        await tx.feeds.save(FeedState(feed_id="a", next_poll_at=NOW))
        assert await _kinds(tx, NOW + 9 * DAY) == [NoticeKind.BACK]
        await tx.feeds.tell("a", NoticeKind.BACK)
        assert await _kinds(tx, NOW + 9 * DAY) == []


async def test_a_feed_that_is_gone_is_told_at_once_also_after_it_failed(store: Store) -> None:
    async with store.begin() as tx:
        await _put(tx, feed("a"))
        await tx.feeds.tell("a", NoticeKind.FAILING)
        await tx.feeds.save(_failing(NOW, gone=True))
        assert await _kinds(tx, NOW) == [NoticeKind.GONE]
        await tx.feeds.tell("a", NoticeKind.GONE)
        assert await _kinds(tx, NOW + DAY) == []


async def test_a_short_failure_and_a_disabled_feed_are_not_told(store: Store) -> None:
    async with store.begin() as tx:
        await _put(tx, feed("a", enabled=False))
        await tx.feeds.save(_failing(NOW - DAY))
        assert await _kinds(tx, NOW) == []
        await _put(tx, feed("a"))
        await tx.feeds.save(FeedState(feed_id="a", next_poll_at=NOW))
        assert await _kinds(tx, NOW) == []
