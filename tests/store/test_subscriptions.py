"""The contract of `bot.ports.Subscriptions`, on SQLite."""

from dataclasses import replace
from datetime import timedelta

import sqlalchemy as sa

from bot.model.channel import Channel, Subscription
from bot.model.scale import Severity
from bot.store.database import SqlStore
from bot.store.tables import audits
from tests.fakes.nouns import NOW

DESK = Channel(platform="telegram", chat="-100123", topic="42")
ROOM = Channel(platform="slack", chat="T0AB/C0CD")


def wish(name: str = "one", channel: Channel = DESK, **changes: object) -> Subscription:
    made = Subscription(
        id=name,
        channel=channel,
        places=("iq", "karsa"),
        without=("football",),
        min_severity=Severity.MODERATE,
        created_at=NOW,
        created_by="user-1",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


async def test_a_channel_has_its_subscriptions_oldest_first(store: SqlStore) -> None:
    async with store.begin() as tx:
        await tx.subscriptions.put(wish("young", created_at=NOW + timedelta(hours=1)))
        await tx.subscriptions.put(wish("old"))
        await tx.subscriptions.put(wish("other", ROOM))
        await tx.subscriptions.put(wish("old", words=("raid",)))
        found = await tx.subscriptions.of(DESK)
    assert found == [wish("old", words=("raid",)), wish("young", created_at=found[1].created_at)]


async def test_pausing_is_of_one_channel_and_says_why(store: SqlStore) -> None:
    async with store.begin() as tx:
        for name, channel in (("a", DESK), ("b", DESK), ("c", ROOM)):
            await tx.subscriptions.put(wish(name, channel))
        assert await tx.subscriptions.pause(DESK, "bot was blocked") == 2
        assert await tx.subscriptions.pause(DESK, "again") == 0
        assert [each.id for each in await tx.subscriptions.active()] == ["c"]
        assert [each.paused for each in await tx.subscriptions.of(DESK)] == ["bot was blocked"] * 2
        assert await tx.subscriptions.resume(DESK) == 2
        assert await tx.subscriptions.resume(DESK) == 0
        assert await tx.subscriptions.of(DESK) == [wish("a"), wish("b")]


async def test_a_subscription_can_be_forgotten_once(store: SqlStore) -> None:
    async with store.begin() as tx:
        await tx.subscriptions.put(wish())
        assert await tx.subscriptions.remove("one") is True
        assert await tx.subscriptions.remove("one") is False
        assert await tx.subscriptions.of(DESK) == []


async def test_a_chat_that_moves_takes_its_topics_along_and_nobody_elses(store: SqlStore) -> None:
    chat = Channel(platform="telegram", chat="-100")
    longer = Channel(platform="telegram", chat="-1001")
    async with store.begin() as tx:
        for channel in (chat, replace(chat, topic="7"), longer):
            await tx.subscriptions.put(wish(str(channel), channel))
        assert await tx.subscriptions.channels("telegram", "-100") == [
            chat,
            replace(chat, topic="7"),
        ]
        assert await tx.subscriptions.move("telegram", "-100", to="-999") == 2
        moved = await tx.subscriptions.of(Channel(platform="telegram", chat="-999", topic="7"))
        assert [each.channel.chat for each in moved] == ["-999"]
        assert await tx.subscriptions.channels("telegram", "-100") == []
        assert await tx.subscriptions.channels("telegram", "-1001") == [longer]


async def test_every_change_is_on_record(store: SqlStore) -> None:
    async with store.begin() as tx:
        await tx.subscriptions.audit(channel=DESK, who="user-1", what="subscribed one", at=NOW)
    async with store.engine.connect() as connection:
        rows = (await connection.execute(sa.select(audits))).all()
    assert [(row.channel, row.who, row.what, row.at) for row in rows] == [
        ("telegram:-100123:42", "user-1", "subscribed one", NOW)
    ]
