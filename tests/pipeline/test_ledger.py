"""What many polls write shares a transaction, and a fault in one write spoils no other."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from structlog.testing import capture_logs

from bot.errors import Unavailable
from bot.model.feed import Feed, FeedState
from bot.pipeline.ledger import Group, Ledger
from bot.pipeline.works import Works
from bot.ports import Transaction
from tests.fakes.store import FakeStore

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


class Counted(FakeStore):
    """A store that counts its transactions, and can be full."""

    def __init__(self) -> None:
        super().__init__()
        self.begun = 0
        self.full = False

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Transaction]:
        """A transaction, counted."""
        self.begun += 1
        if self.full:
            raise Unavailable("the disk is full")
        async with super().begin() as tx:
            yield tx


@pytest.fixture
async def store() -> Counted:
    made = Counted()
    async with made.begin() as tx:
        for number in range(50):
            feed = Feed(id=f"{number}", url=f"http://a.example/{number}", name="A")
            await tx.feeds.put(feed, now=NOW)
    made.begun = 0
    return made


async def removed(tx: Transaction, feed_ids: Sequence[str]) -> list[bool]:
    """Remove feeds; one has a fault of its own."""
    gone = [await tx.feeds.remove(each) for each in feed_ids]
    if "7" in feed_ids:
        raise ZeroDivisionError
    return gone


REMOVE = Group(removed, most=20)


def opened(store: Counted) -> tuple[Ledger, Works]:
    works = Works(clock=lambda: NOW, stale_after=timedelta(hours=72))
    return Ledger(store, [*works.all, REMOVE]), works


async def test_what_comes_together_is_written_together(store: Counted) -> None:
    ledger, works = opened(store)
    taken = await asyncio.gather(*(ledger.ask(works.take, f"{n}") for n in range(50)))
    assert [found[0].id for found in taken if found] == [f"{number}" for number in range(50)]
    for number in range(50):
        due = NOW + timedelta(hours=1)
        state = FeedState(feed_id=f"{number}", next_poll_at=due, failures=number)
        ledger.leave(works.save, state)
    await ledger.close()
    assert store.begun == 2
    assert store.tables.feeds["49"][1].failures == 49


async def test_no_more_than_others_can_wait_for_shares_a_transaction(store: Counted) -> None:
    ledger, _ = opened(store)
    gone = [ledger.ask(REMOVE, f"{number}") for number in range(10, 50)]
    assert await asyncio.gather(*gone) == [True] * 40
    assert store.begun == 2


async def test_of_two_who_want_the_same_feed_one_gets_it(store: Counted) -> None:
    ledger, works = opened(store)
    first, second = await asyncio.gather(ledger.ask(works.take, "1"), ledger.ask(works.take, "1"))
    assert first
    assert second is None
    assert await ledger.ask(works.take, "1") is None
    assert await ledger.ask(works.take, "nobody") is None


async def test_what_fails_fails_alone_and_leaves_nothing(store: Counted) -> None:
    ledger, works = opened(store)
    good, bad = ledger.ask(REMOVE, "1"), ledger.ask(REMOVE, "7")
    taking = ledger.ask(works.take, "3")
    done, fault, taken = await asyncio.gather(good, bad, taking, return_exceptions=True)
    assert done is True
    assert isinstance(fault, ZeroDivisionError)
    assert isinstance(taken, tuple)
    assert "1" not in store.tables.feeds
    assert "7" in store.tables.feeds


async def test_a_full_disk_is_told_to_those_who_wait_and_logged_for_the_rest(
    store: Counted,
) -> None:
    ledger, works = opened(store)
    store.full = True
    with pytest.raises(Unavailable, match="the disk is full"):
        await ledger.ask(works.take, "1")
    with capture_logs() as logs:
        ledger.leave(works.save, FeedState(feed_id="1", next_poll_at=NOW))
        await ledger.close()
    assert [each["event"] for each in logs] == ["poll.unrecorded"]
    store.full = False
    assert await ledger.ask(works.take, "1")


async def test_one_who_no_longer_waits_holds_nobody_up(store: Counted) -> None:
    ledger, works = opened(store)
    lost = asyncio.create_task(ledger.ask(works.take, "1"))
    await asyncio.sleep(0)
    lost.cancel()
    assert await ledger.ask(works.take, "2")
