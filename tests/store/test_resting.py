"""A chat's own feed that nobody can be told of is not asked for."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.model.channel import Channel, Subscription
from bot.model.chat_rule import ChatRule
from bot.model.feed import Feed
from bot.ports import Transaction
from bot.store.database import SqlStore

NOW = datetime(2026, 3, 14, 9, 26, tzinfo=UTC)
DESK = Channel(platform="telegram", chat="-100")
ROOM = Channel(platform="slack", chat="T0/C0")


async def follow(tx: Transaction, *channels: Channel, shared: bool = False) -> None:
    url = "https://quay.example/feed"
    await tx.feeds.put(Feed(id="quay", url=url, name="Quay", shared=shared), now=NOW)
    for channel in channels:
        await tx.following.follow("quay", channel, who="ann", at=NOW)


async def want(tx: Transaction, channel: Channel) -> None:
    name = f"{channel}"
    await tx.subscriptions.put(Subscription(id=name, channel=channel, created_at=NOW))


async def asked(tx: Transaction) -> list[str]:
    """What is claimed at this moment; it is due again afterwards."""
    return await tx.feeds.claim_due(now=NOW, lease=timedelta(0), limit=10)


async def test_a_feed_whose_only_follower_has_blocked_us_rests_until_it_is_back(
    store: SqlStore,
) -> None:
    async with store.begin() as tx:
        await follow(tx, DESK)
        await want(tx, DESK)
        assert await asked(tx) == ["quay"]
        await tx.subscriptions.pause(DESK, "the bot was blocked")
        assert await asked(tx) == []
        await tx.subscriptions.resume(DESK)
        assert await asked(tx) == ["quay"]


async def test_one_follower_who_hears_us_is_enough(store: SqlStore) -> None:
    async with store.begin() as tx:
        await follow(tx, DESK, ROOM)
        await want(tx, DESK)
        await want(tx, ROOM)
        await tx.subscriptions.pause(DESK, "the bot was blocked")
        assert await asked(tx) == ["quay"]
        await tx.subscriptions.pause(ROOM, "the channel is archived")
        assert await asked(tx) == []


async def test_a_rule_that_a_chat_made_counts_as_what_it_wants(store: SqlStore) -> None:
    rule = ChatRule(channel=DESK, name="quay", wanted="quay", created_by="ann", created_at=NOW)
    async with store.begin() as tx:
        await follow(tx, DESK)
        await tx.rules.put(rule)
        assert await asked(tx) == ["quay"]
        await tx.subscriptions.pause(DESK, "the bot was kicked")
        assert await asked(tx) == []


async def test_a_follower_that_wants_nothing_yet_has_not_blocked_us(store: SqlStore) -> None:
    async with store.begin() as tx:
        await follow(tx, DESK)
        assert await asked(tx) == ["quay"]


@pytest.mark.parametrize("channels", [(), (DESK,)], ids=["unfollowed", "followed"])
async def test_a_feed_of_all_chats_is_polled_whoever_blocked_us(
    store: SqlStore, channels: tuple[Channel, ...]
) -> None:
    async with store.begin() as tx:
        await follow(tx, *channels, shared=True)
        await want(tx, DESK)
        await tx.subscriptions.pause(DESK, "the bot was blocked")
        assert await asked(tx) == ["quay"]
