"""What happens to chats: subscriptions pause with their reason, resume, and move."""

import asyncio

from bot.model.channel import Subscription
from tests.handlers.alert import ALERT
from tests.handlers.telegram.conftest import ANNA, BORIS, CHANNEL, FORUM, GROUP, House
from tests.handlers.telegram.test_post import place


async def _settled(house: House) -> None:
    """Wait until the bot has acted on everything before."""
    await house.asked(BORIS, "/help")


async def _reasons(house: House, chat: int, topic: int | None = None) -> list[str | None]:
    return [wish.paused for wish in await house.wishes(chat, topic)]


async def _until_resumed(house: House, chat: int, topic: int | None = None) -> list[Subscription]:
    async with asyncio.timeout(5):
        while any(await _reasons(house, chat, topic)):
            await _settled(house)
    return await house.wishes(chat, topic)


async def test_a_blocked_bot_pauses_and_resumes_when_it_is_let_in_again(house: House) -> None:
    await house.asked(ANNA, "/subscribe iraq")
    house.server.people.block(ANNA)
    await _settled(house)
    [reason] = await _reasons(house, ANNA)
    assert "blocked" in str(reason)
    known = len(house.server.messages(ANNA))
    house.server.people.unblock(ANNA)
    answers = await house.server.until(lambda: house.server.messages(ANNA)[known:])
    assert "Back again: 1 subscription" in answers[0]["text"]
    assert await _reasons(house, ANNA) == [None]


async def test_start_resumes_too(house: House) -> None:
    await house.asked(ANNA, "/subscribe iraq")
    async with house.store.begin() as tx:
        await tx.subscriptions.pause(place(ANNA), "user is deactivated")
    await house.asked(ANNA, "/start")
    assert await _reasons(house, ANNA) == [None]


async def test_a_group_that_throws_the_bot_out_pauses_with_all_its_topics(house: House) -> None:
    await house.asked(ANNA, "/subscribe iraq", chat_id=FORUM)
    await house.asked(ANNA, "/subscribe syria", chat_id=FORUM, topic=42)
    house.server.people.kick(ANNA, FORUM)
    await _settled(house)
    assert "removed" in str(await _reasons(house, FORUM))
    assert "removed" in str(await _reasons(house, FORUM, 42))
    house.server.people.invite(ANNA, FORUM, old="kicked")
    await house.server.until(lambda: "2 subscriptions" in house.server.messages(FORUM)[-1]["text"])
    assert await _reasons(house, FORUM) == [None]
    assert await _reasons(house, FORUM, 42) == [None]


async def test_a_new_group_is_greeted(house: House) -> None:
    house.server.people.group(-88, "New", kind="group")
    house.server.people.invite(ANNA, -88)
    [greeting] = await house.server.until(lambda: house.server.messages(-88))
    assert "/subscribe" in greeting["text"]


async def test_a_silenced_bot_pauses(house: House) -> None:
    await house.asked(ANNA, "/subscribe iraq", chat_id=GROUP)
    house.server.people._me(ANNA, GROUP, old="member", new="restricted")  # noqa: SLF001 # an administrator does it
    await _settled(house)
    assert "may not write" in str(await _reasons(house, GROUP))


async def test_a_channel_that_demotes_the_bot_pauses(house: House) -> None:
    await house.asked(ANNA, "/subscribe @wire iraq")
    house.server.people._me(ANNA, CHANNEL, old="administrator", new="member")  # noqa: SLF001 # the same
    await _settled(house)
    assert "may not write" in str(await _reasons(house, CHANNEL))
    house.server.people._me(ANNA, CHANNEL, old="member", new="administrator")  # noqa: SLF001 # the same
    await _until_resumed(house, CHANNEL)


async def test_an_upgraded_group_keeps_everything(house: House) -> None:
    await house.asked(ANNA, "/subscribe iraq", chat_id=GROUP)
    house.server.people.upgrade(GROUP, -1009999)
    await _settled(house)
    async with asyncio.timeout(5):
        while not await house.wishes(-1009999):
            await _settled(house)
    assert await house.wishes(GROUP) == []
    await house.handler.post(place(-1009999), ALERT, delivery_id="d1")
    assert len(house.server.messages(-1009999)) == 1


async def test_a_closed_topic_pauses_alone_and_resumes_when_it_opens(house: House) -> None:
    await house.asked(ANNA, "/subscribe iraq", chat_id=FORUM, topic=42)
    await house.asked(ANNA, "/subscribe iraq", chat_id=FORUM, topic=43)
    house.server.people.topic(ANNA, FORUM, 42, is_open=False)
    async with asyncio.timeout(5):
        while await _reasons(house, FORUM, 42) == [None]:
            await _settled(house)
    assert await _reasons(house, FORUM, 42) == ["the topic is closed"]
    assert await _reasons(house, FORUM, 43) == [None]
    house.server.people.topic(ANNA, FORUM, 42, is_open=True)
    await _until_resumed(house, FORUM, 42)
