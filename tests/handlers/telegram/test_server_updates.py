"""The Bot API server by itself: getUpdates."""

import asyncio
import time

import pytest

from tests.handlers.telegram.conftest import ANNA, BORIS, CHANNEL, FORUM, GROUP, Ask
from tests.servers.telegram.server import TelegramServer
from tests.servers.telegram.world import GROUP_ANONYMOUS_BOT


async def test_updates_come_again_until_an_offset_confirms_them(
    server: TelegramServer, ask: Ask
) -> None:
    for word in ("one", "two", "three"):
        server.people.say(ANNA, word)
    first = (await ask("getUpdates"))[1]["result"]
    again = (await ask("getUpdates", offset=first[0]["update_id"]))[1]["result"]
    rest = (await ask("getUpdates", offset=first[0]["update_id"] + 1))[1]["result"]
    assert [update["message"]["text"] for update in again] == ["one", "two", "three"]
    assert [update["message"]["text"] for update in rest] == ["two", "three"]
    assert server.world.updates.pending == 2


async def test_a_negative_offset_counts_from_the_end(server: TelegramServer, ask: Ask) -> None:
    for word in ("one", "two", "three"):
        server.people.say(ANNA, word)
    answer = (await ask("getUpdates", offset=-1))[1]["result"]
    assert [update["message"]["text"] for update in answer] == ["three"]


async def test_no_more_updates_come_than_asked_for(server: TelegramServer, ask: Ask) -> None:
    for _ in range(3):
        server.people.say(ANNA, "x")
    assert len((await ask("getUpdates", limit=2))[1]["result"]) == 2


async def test_the_same_offset_again_at_once_gets_one_update(
    server: TelegramServer, ask: Ask
) -> None:
    for _ in range(3):
        server.people.say(ANNA, "x")
    assert len((await ask("getUpdates", offset=1))[1]["result"]) == 3
    assert len((await ask("getUpdates", offset=1))[1]["result"]) == 1


async def test_a_long_poll_ends_when_something_happens(server: TelegramServer, ask: Ask) -> None:
    poll = asyncio.create_task(ask("getUpdates", timeout=30))
    await asyncio.wait_for(server.world.updates.polling.wait(), 2)
    server.people.say(ANNA, "now")
    _, body = await asyncio.wait_for(poll, 2)
    assert body["result"][0]["message"]["text"] == "now"


@pytest.mark.slow
async def test_asking_in_a_hurry_is_made_to_wait_three_seconds(
    server: TelegramServer, ask: Ask
) -> None:
    await ask("getUpdates", offset=1)
    start = time.monotonic()
    await ask("getUpdates", offset=1)
    assert 2.5 < time.monotonic() - start < 4
    assert not server.world.updates.polling.is_set()


async def test_the_older_of_two_pollers_is_told_of_the_conflict(
    server: TelegramServer, ask: Ask
) -> None:
    older = asyncio.create_task(ask("getUpdates", timeout=30))
    await asyncio.wait_for(server.world.updates.polling.wait(), 2)
    newer = asyncio.create_task(ask("getUpdates", timeout=30))
    status, body = await asyncio.wait_for(older, 2)
    assert status == 409
    assert body["description"].startswith("Conflict: terminated by other getUpdates request;")
    server.people.say(ANNA, "x")
    assert (await asyncio.wait_for(newer, 2))[0] == 200


async def test_polling_beside_a_webhook_is_a_conflict(ask: Ask) -> None:
    await ask("setWebhook", url="https://bot.example/hook")
    status, body = await ask("getUpdates")
    assert status == 409
    assert body["description"].startswith("Conflict: can't use getUpdates method while webhook")
    await ask("deleteWebhook")
    assert (await ask("getUpdates"))[0] == 200


async def test_the_kinds_of_updates_asked_for_are_remembered(
    server: TelegramServer, ask: Ask
) -> None:
    await ask("getUpdates", allowed_updates=["callback_query"])
    server.people.say(ANNA, "not wanted")
    assert server.world.updates.pending == 0
    await ask("getUpdates", offset=2, allowed_updates=[])
    server.people.say(ANNA, "wanted")
    assert server.world.updates.pending == 1


async def test_a_command_in_a_topic_has_its_entity_and_its_thread(
    server: TelegramServer, ask: Ask
) -> None:
    server.people.say(ANNA, "/summary@tocsin_test_bot syria", chat_id=FORUM, topic=42)
    message = (await ask("getUpdates"))[1]["result"][0]["message"]
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 24}]
    assert (message["message_thread_id"], message["is_topic_message"]) == (42, True)
    assert message["chat"]["is_forum"]


async def test_an_anonymous_administrator_writes_in_the_groups_name(
    server: TelegramServer, ask: Ask
) -> None:
    server.people.say(ANNA, "/list", chat_id=GROUP, anonymous=True)
    message = (await ask("getUpdates"))[1]["result"][0]["message"]
    assert message["from"]["id"] == GROUP_ANONYMOUS_BOT
    assert message["sender_chat"]["id"] == GROUP


async def test_a_channel_post_has_no_author(server: TelegramServer, ask: Ask) -> None:
    server.people.say(ANNA, "x", chat_id=CHANNEL)
    post = (await ask("getUpdates"))[1]["result"][0]["channel_post"]
    assert "from" not in post
    assert post["sender_chat"]["type"] == "channel"


async def test_blocking_and_unblocking_are_told_as_membership(
    server: TelegramServer, ask: Ask
) -> None:
    server.people.block(ANNA)
    server.people.unblock(ANNA)
    server.people.kick(BORIS, GROUP)
    server.people.invite(BORIS, GROUP)
    told = [update["my_chat_member"] for update in (await ask("getUpdates"))[1]["result"]]
    steps = [(one["old_chat_member"]["status"], one["new_chat_member"]["status"]) for one in told]
    assert steps == [
        ("member", "kicked"),
        ("kicked", "member"),
        ("member", "kicked"),
        ("left", "member"),
    ]
    assert told[0]["new_chat_member"]["until_date"] == 0


async def test_an_upgrade_is_told_in_both_chats(server: TelegramServer, ask: Ask) -> None:
    server.people.upgrade(GROUP, -1009999)
    told = [update["message"] for update in (await ask("getUpdates"))[1]["result"]]
    assert told[0]["migrate_to_chat_id"] == -1009999
    assert told[1]["migrate_from_chat_id"] == GROUP
    assert told[1]["chat"]["id"] == -1009999
