"""A word when a feed breaks, and one when it is back: once each, whatever restarts."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.deliver.notices import tell_of_feeds
from bot.errors import FeedGone, Rejected, TocsinError
from bot.ingest.schedule import after_failure, after_success
from bot.model.channel import Channel, DeliveryState, Form, Subscription
from bot.model.chat_rule import ChatRule
from bot.model.feed import Feed, Response
from bot.ports import Store
from bot.report.notices import notice_message
from bot.store.database import SqlStore, open_store
from bot.workers.bus import Bus
from bot.workers.ticks import Ticks
from tests.fakes.bench import Bench
from tests.fakes.clock import FakeClock
from tests.fakes.handler import FakeHandler
from tests.fakes.nouns import TERMINAL

ROOM, QUIET = (Channel(platform="console", chat=chat) for chat in ("room", "quiet"))
DAY = timedelta(days=1)
MISSING = Rejected("the server answered 404")


def feed(name: str, *, shared: bool = True) -> Feed:
    return Feed(id=name, url=f"https://{name}.example/f", name=name.title(), shared=shared)


def wish(channel: Channel, *, paused: str | None = None) -> Subscription:
    return Subscription(id=str(channel), channel=channel, created_at=FakeClock().now, paused=paused)


@pytest.fixture
async def bench(store: SqlStore) -> Bench:
    """A terminal and a room that follow all, a quiet room whose wishes are paused."""
    made = Bench(store=store, handler=FakeHandler(), clock=FakeClock())
    async with store.begin() as tx:
        for each in (wish(TERMINAL), wish(ROOM), wish(QUIET, paused="blocked")):
            await tx.subscriptions.put(each)
        await tx.feeds.put(feed("harbour"), now=made.clock.now)
    return made


async def fails(bench: Bench, error: TocsinError = MISSING, name: str = "harbour") -> None:
    async with bench.store.begin() as tx:
        found = await tx.feeds.get(name)
        assert found is not None
        await tx.feeds.save(after_failure(*found, error, now=bench.clock.now, jitter=0.5))


async def fails_for(
    bench: Bench, span: timedelta, error: TocsinError = MISSING, name: str = "harbour"
) -> None:
    """It fails, fails again after thirteen hours, and so much time goes by in all."""
    await fails(bench, error, name)
    began = bench.clock.now
    bench.clock.advance(timedelta(hours=13))
    await fails(bench, error, name)
    bench.clock.advance(span - (bench.clock.now - began))


async def answers(bench: Bench, name: str = "harbour") -> None:
    async with bench.store.begin() as tx:
        found = await tx.feeds.get(name)
        assert found is not None
        response = Response(status=304, url=found[0].url)
        state = after_success(*found, response, None, now=bench.clock.now, jitter=0.5)
        await tx.feeds.save(state)


async def told(bench: Bench, store: Store | None = None) -> list[tuple[str, str]]:
    """Whom a tick writes to, and what they will read."""
    found = []
    async with (store or bench.store).begin() as tx:
        for each in await tell_of_feeds(tx, now=bench.clock.now):
            row = await tx.deliveries.get(each)
            assert row is not None
            assert row.form is Form.NOTICE
            found.append((row.channel.chat, notice_message(row.notices).plain))
    return sorted(found)


async def test_a_feed_that_failed_for_a_day_is_told_once_to_who_follows_it(bench: Bench) -> None:
    await fails_for(bench, DAY - timedelta(minutes=1))
    assert await told(bench) == []

    bench.clock.advance(timedelta(minutes=1))
    [(first, text), (second, _)] = await told(bench)

    assert (first, second) == ("room", "terminal")
    assert text.splitlines() == [
        "Harbour has not answered for a day.",
        f"It fails since 14 Mar 2026 09:26 UTC: {MISSING}. It is tried again, less and less often.",
    ]
    for _ in range(3):
        bench.clock.advance(DAY)
        await fails(bench)
        assert await told(bench) == []


async def test_its_return_is_told_once_and_its_next_failure_again(bench: Bench) -> None:
    await fails_for(bench, DAY)
    await told(bench)
    await answers(bench)

    assert [text.splitlines()[0] for _, text in await told(bench)] == ["Harbour is back."] * 2
    assert await told(bench) == []

    await fails_for(bench, DAY)
    assert len(await told(bench)) == 2


async def test_a_short_failure_is_nobodys_business(bench: Bench) -> None:
    await fails_for(bench, DAY * 3 / 4)
    await answers(bench)
    bench.clock.advance(DAY)
    assert await told(bench) == []


async def test_a_failure_before_days_of_rest_is_none_of_days(bench: Bench) -> None:
    await fails(bench)
    bench.clock.advance(3 * DAY)
    assert await told(bench) == []
    await fails(bench)
    assert len(await told(bench)) == 2


async def test_a_feed_that_is_gone_is_told_at_once_and_once(bench: Bench) -> None:
    await fails(bench, FeedGone("the publisher removed it for good (410)"))

    assert "gone for good" in (await told(bench))[0][1]
    bench.clock.advance(2 * DAY)
    assert await told(bench) == []


async def test_a_chats_own_feed_is_told_to_that_chat_alone(bench: Bench) -> None:
    async with bench.store.begin() as tx:
        await tx.feeds.put(feed("own", shared=False), now=bench.clock.now)
        await tx.following.follow("own", QUIET, who="ann", at=bench.clock.now)
    await fails_for(bench, DAY, name="own")

    assert [chat for chat, _ in await told(bench)] == ["quiet"]


async def test_a_chat_that_only_has_a_rule_of_its_own_hears_of_it_too(bench: Bench) -> None:
    rule = ChatRule(channel=QUIET, name="quay", wanted="quay", created_at=bench.clock.now)
    async with bench.store.begin() as tx:
        await tx.rules.put(rule)
    await fails_for(bench, DAY)

    assert [chat for chat, _ in await told(bench)] == ["quiet", "room", "terminal"]


async def test_many_feeds_at_once_are_one_message_for_each_chat(bench: Bench) -> None:
    async with bench.store.begin() as tx:
        for number in range(30):
            await tx.feeds.put(feed(f"f{number:02}"), now=bench.clock.now)
    for hours in (0, 13):
        bench.clock.advance(timedelta(hours=hours))
        for number in range(30):
            await fails(bench, name=f"f{number:02}")
    bench.clock.advance(DAY)

    [(_, text), _] = await told(bench)

    assert text.splitlines()[0] == "News of 30 feeds"
    assert text.splitlines()[-1] == "and 15 more"


async def test_a_notice_is_written_with_what_was_told_or_not_at_all(
    bench: Bench, store: SqlStore
) -> None:
    await fails_for(bench, DAY)
    with pytest.raises(RuntimeError):
        await _dies_before_its_commit(bench)

    where = store.engine.url.render_as_string(hide_password=False)
    async with open_store(where) as restarted:
        assert len(await told(bench, restarted)) == 2
        assert await told(bench, restarted) == []


async def _dies_before_its_commit(bench: Bench) -> None:
    async with bench.store.begin() as tx:
        assert await tell_of_feeds(tx, now=bench.clock.now)
        raise RuntimeError("the process dies")


async def test_the_outbox_posts_a_notice_without_sound(bench: Bench) -> None:
    await fails_for(bench, DAY)
    async with bench.store.begin() as tx:
        [first, _] = await tell_of_feeds(tx, now=bench.clock.now)
    await bench.settled()

    async with bench.store.begin() as tx:
        sent = await tx.deliveries.get(first)
    assert sent is not None
    assert sent.state is DeliveryState.SENT
    headings = {each.message.heading for each in bench.handler.shown}
    assert headings == {"Harbour has not answered for a day."}
    assert all(each.message.silent for each in bench.handler.shown)


async def test_the_tick_tells_of_feeds_by_the_injected_clock(bench: Bench) -> None:
    ticks = Ticks(store=bench.store, bus=Bus(), clock=bench.clock)
    await fails_for(bench, DAY / 2 + timedelta(hours=2))
    await ticks.health()
    bench.clock.advance(DAY)
    await ticks.health()
    await ticks.health()

    async with bench.store.begin() as tx:
        waiting = await tx.deliveries.listing([DeliveryState.PENDING], limit=10)
    assert len(waiting) == 2


async def test_a_hostile_name_and_reason_are_cut_to_a_phones_size(bench: Bench) -> None:
    async with bench.store.begin() as tx:
        row = await tx.feeds.get("harbour")
        assert row is not None
        await tx.feeds.put(replace(row[0], name="N" * 5_000), now=bench.clock.now)
    await fails_for(bench, DAY, Rejected("R" * 5_000))

    [(_, text), _] = await told(bench)
    assert len(text) < 500
