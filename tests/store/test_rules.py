"""The contract of `bot.ports.ChatRules`, and how rules follow what becomes of their chat."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.deliver.matches import match_delivery
from bot.model.channel import Channel
from bot.model.chat_rule import ChatRule
from bot.model.match import Match
from bot.model.scale import Severity
from bot.ports import Store

NOW = datetime(2026, 3, 14, 9, 26, tzinfo=UTC)
DESK = Channel(platform="telegram", chat="-100", topic="7")
ROOM = Channel(platform="slack", chat="T0/C0")


def rule(name: str = "oil", *, channel: Channel = DESK, minutes: int = 0) -> ChatRule:
    at = NOW + timedelta(minutes=minutes)
    return ChatRule(channel=channel, name=name, wanted="oil rig*", created_at=at, created_by="ann")


async def test_a_channel_has_the_rules_it_made_oldest_first(store: Store) -> None:
    async with store.begin() as tx:
        for each in (rule("b", minutes=2), rule("a", minutes=1), rule(channel=ROOM)):
            await tx.rules.put(each)
    async with store.begin() as tx:
        assert await tx.rules.of(DESK) == [rule("a", minutes=1), rule("b", minutes=2)]
        assert len(await tx.rules.active()) == await tx.rules.count() == 3
        assert await tx.rules.count(replace(DESK, topic="another")) == 2


async def test_a_rule_is_replaced_and_removed_by_its_name(store: Store) -> None:
    async with store.begin() as tx:
        await tx.rules.put(rule())
        await tx.rules.put(rule(minutes=5))
        assert await tx.rules.of(DESK) == [rule(minutes=5)]
        assert not await tx.rules.remove(ROOM, "oil")
        assert await tx.rules.remove(DESK, "oil")
        assert not await tx.rules.remove(DESK, "oil")
        assert await tx.rules.of(DESK) == []


async def test_a_story_is_told_once_a_week(store: Store) -> None:
    async with store.begin() as tx:
        assert await tx.rules.tell(DESK, "k7", at=NOW)
        assert await tx.rules.tell(ROOM, "k7", at=NOW)
        assert not await tx.rules.tell(DESK, "k7", at=NOW + timedelta(days=6))
        assert await tx.rules.tell(DESK, "k7", at=NOW + timedelta(days=8))


async def test_rules_rest_and_wake_with_their_channel(store: Store) -> None:
    async with store.begin() as tx:
        await tx.rules.put(rule())
        await tx.rules.put(rule(channel=ROOM))
        await tx.subscriptions.pause(DESK, "the bot was removed")
        assert await tx.rules.active() == [rule(channel=ROOM)]
        assert await tx.rules.of(DESK) == [rule()]
        await tx.subscriptions.resume(DESK)
        assert len(await tx.rules.active()) == 2


async def test_rules_move_with_their_chat_and_keep_what_was_told(store: Store) -> None:
    new = Channel(platform="telegram", chat="-1005", topic="7")
    async with store.begin() as tx:
        await tx.rules.put(rule())
        await tx.rules.put(rule(channel=Channel(platform="telegram", chat="-1001")))
        await tx.rules.tell(DESK, "k7", at=NOW)
        assert await tx.subscriptions.channels("telegram", "-100") == [DESK]
        await tx.subscriptions.move("telegram", "-100", to="-1005")
        assert await tx.rules.of(new) == [rule(channel=new)]
        assert await tx.rules.of(DESK) == []
        assert await tx.rules.count() == 2
        assert not await tx.rules.tell(new, "k7", at=NOW)


async def test_a_rule_that_the_new_chat_has_already_stays_as_it_is(store: Store) -> None:
    new = Channel(platform="telegram", chat="-1005", topic="7")
    async with store.begin() as tx:
        await tx.rules.put(rule())
        await tx.rules.put(rule(channel=new, minutes=9))
        await tx.subscriptions.move("telegram", "-100", to="-1005")
        assert await tx.rules.of(new) == [rule(channel=new, minutes=9)]
        assert await tx.rules.of(DESK) == []


async def test_what_rules_found_comes_back_from_the_outbox_as_it_was_written(store: Store) -> None:
    match = Match(
        rules=("oil", "ships"),
        title="A quiet night",
        source="Northern Wire",
        url="https://wire.example/1",
        sentence="The tanker lay near the quay.",
        severity=Severity.UNKNOWN,
        at=NOW,
    )
    row = match_delivery(DESK, [match, replace(match, url=None, severity=Severity.MINOR)], now=NOW)
    async with store.begin() as tx:
        await tx.deliveries.add([row])
    async with store.begin() as tx:
        assert await tx.deliveries.get(row.id) == row
        taken = await tx.deliveries.take(row.id, now=NOW, lease=timedelta(minutes=1))
        assert taken
        assert (taken.severity, taken.matches) == (Severity.MINOR, row.matches)
