"""Commands in private chats, groups, topics and for channels."""

import asyncio

import pytest

from bot.errors import Unavailable
from tests.handlers.telegram.conftest import ANNA, BORIS, CHANNEL, FORUM, GROUP, House
from tests.servers.faults import Kind


async def test_a_person_subscribes_and_is_told_what_was_understood(house: House) -> None:
    message = await house.asked(ANNA, "/subscribe iraq min=severe")
    assert "Iraq" in message["text"]
    assert "SEVERE" in message["text"]
    [wish] = await house.wishes(ANNA)
    assert wish.places == ("iq",)
    assert "reply_to_message" not in message


@pytest.mark.parametrize("alias", ["/sub iraq", "/SUBSCRIBE iraq", "/follow@tocsin_test_bot iraq"])
async def test_aliases_and_capitals_are_understood(house: House, alias: str) -> None:
    await house.asked(ANNA, alias)
    assert len(await house.wishes(ANNA)) == 1


async def test_start_offers_a_working_subscription_in_a_tap(house: House) -> None:
    message = await house.asked(BORIS, "/start")
    button = message["reply_markup"]["inline_keyboard"][0][0]["text"]
    await house.pressed(BORIS, message, button)
    assert len(await house.wishes(BORIS)) == 1


async def test_a_group_is_answered_in_reply_to_the_asker(house: House) -> None:
    message = await house.asked(BORIS, "/summary@tocsin_test_bot 24h", chat_id=GROUP)
    asked = house.server.world.chats[GROUP].messages
    assert asked[message["reply_to_message"]["message_id"]]["text"].startswith("/summary")


@pytest.mark.slow
@pytest.mark.parametrize("chat", [None, GROUP])
async def test_who_waits_long_is_told_so_in_a_message_that_becomes_the_answer(
    house: House, chat: int | None
) -> None:
    await house.handler.stop()
    house.handler = house.connect(house.server.token, patience=0.0)
    await house.handler.start()
    house.gate = asyncio.Event()
    where = chat or ANNA
    note = await house.asked(ANNA, "/feeds", chat_id=chat)
    assert note["text"] == "Looking there; this may take a minute."

    house.gate.set()
    number = note["message_id"]
    shown = house.server.world.chats[where].messages
    await house.server.until(lambda: shown[number]["text"].startswith("This chat has no feed"))
    assert len(house.server.messages(where)) == 1


@pytest.mark.slow
async def test_where_the_note_cannot_be_changed_the_answer_is_a_message_of_its_own(
    house: House,
) -> None:
    await house.handler.stop()
    house.handler = house.connect(house.server.token, patience=0.0)
    await house.handler.start()
    house.gate = asyncio.Event()
    note = await house.asked(ANNA, "/feeds")
    del house.server.world.chats[ANNA].messages[note["message_id"]]

    house.gate.set()
    answers = await house.server.until(lambda: house.server.messages(ANNA))
    assert answers[0]["text"].startswith("This chat has no feed")


async def test_a_topic_is_answered_in_that_topic(house: House) -> None:
    message = await house.asked(ANNA, "/subscribe syria", chat_id=FORUM, topic=42)
    assert message["message_thread_id"] == 42
    assert len(await house.wishes(FORUM, 42)) == 1
    assert await house.wishes(FORUM) == []


async def test_a_chain_of_replies_in_a_plain_group_is_no_topic(house: House) -> None:
    people, world = house.server.people, house.server.world
    number = people.say(ANNA, "hello", chat_id=GROUP)
    world.chats[GROUP].messages[number]["message_thread_id"] = number
    await house.asked(ANNA, "/subscribe syria", chat_id=GROUP)
    assert len(await house.wishes(GROUP)) == 1


@pytest.mark.parametrize("text", ["/list@another_bot", "good morning", "look at /list", "@anna hi"])
async def test_what_is_not_for_the_bot_is_left_alone_in_groups(house: House, text: str) -> None:
    assert await house.silent(ANNA, text, chat_id=GROUP)


async def test_a_mention_is_a_way_to_ask(house: House) -> None:
    message = await house.asked(ANNA, "@tocsin_test_bot status", chat_id=GROUP)
    assert "listening" in message["text"]


async def test_only_administrators_change_what_a_group_gets(house: House) -> None:
    message = await house.asked(BORIS, "/subscribe iraq", chat_id=GROUP)
    assert "admins" in message["text"]
    assert await house.wishes(GROUP) == []
    await house.asked(BORIS, "/summary", chat_id=GROUP)
    house.server.people.join(GROUP, BORIS, "administrator")
    await house.asked(BORIS, "/subscribe iraq", chat_id=GROUP)
    assert len(await house.wishes(GROUP)) == 1


async def test_a_demoted_administrator_changes_nothing_from_that_moment(house: House) -> None:
    await house.asked(ANNA, "/subscribe iraq", chat_id=GROUP)
    house.server.people.join(GROUP, ANNA, "member")
    await house.asked(ANNA, "/unsubscribe all", chat_id=GROUP)
    assert len(await house.wishes(GROUP)) == 1


async def test_an_anonymous_administrator_may_change_a_group(house: House) -> None:
    house.server.people.join(GROUP, ANNA, "creator", anonymous=True)
    await house.asked(ANNA, "/subscribe iraq", chat_id=GROUP, anonymous=True)
    [wish] = await house.wishes(GROUP)
    assert "1087968824" in wish.created_by


async def test_nobody_poses_as_an_anonymous_administrator_where_there_is_none(
    house: House,
) -> None:
    message = await house.asked(BORIS, "/subscribe iraq", chat_id=GROUP, anonymous=True)
    assert "admins" in message["text"]
    assert await house.wishes(GROUP) == []


async def test_a_channel_is_managed_from_a_private_chat(house: House) -> None:
    message = await house.asked(ANNA, "/subscribe @wire iraq min=extreme")
    assert "Iraq" in message["text"]
    assert message["chat"]["id"] == ANNA
    [wish] = await house.wishes(CHANNEL)
    assert wish.places == ("iq",)
    assert await house.wishes(ANNA) == []
    listed = await house.asked(ANNA, f"/list {CHANNEL}")
    assert "Iraq" in listed["text"]
    await house.asked(ANNA, "/unsubscribe @wire all")
    assert await house.wishes(CHANNEL) == []


async def test_a_channel_is_managed_by_its_administrators_only(house: House) -> None:
    message = await house.asked(BORIS, "/subscribe @wire iraq")
    assert "administrators of @" in message["text"]
    assert await house.wishes(CHANNEL) == []


async def test_a_channel_the_bot_does_not_see_is_named(house: House) -> None:
    message = await house.asked(ANNA, "/subscribe @elsewhere iraq")
    assert "elsewhere" in message["text"]
    assert "administrator" in message["text"]


async def test_a_channel_where_the_bot_may_not_post_is_refused(house: House) -> None:
    me = house.server.world.bot.id
    house.server.world.chats[CHANNEL].members[me].can_post = False
    message = await house.asked(ANNA, "/subscribe @wire iraq")
    assert "may not post" in message["text"]
    assert await house.wishes(CHANNEL) == []


async def test_posts_in_a_channel_are_not_answered(house: House) -> None:
    assert await house.silent(ANNA, "/list", chat_id=CHANNEL)


@pytest.mark.slow
async def test_an_answer_waits_for_its_chats_turn_and_for_floods(house: House) -> None:
    house.server.faults.add(Kind.FLOOD, seconds=1, place=ANNA)
    message = await house.asked(ANNA, "/help")
    assert "/subscribe" in message["text"]
    assert [channel.chat for channel in house.turns] == [str(ANNA)] * 2


async def test_a_fault_of_ours_is_told_and_changes_nothing(
    house: House, capfd: pytest.CaptureFixture[str]
) -> None:
    house.errors.append(RuntimeError("boom"))
    assert "our side" in (await house.asked(ANNA, "/list"))["text"]
    logged = "".join(capfd.readouterr())
    assert "RuntimeError at " in logged
    assert "Traceback" not in logged
    house.errors.append(Unavailable("Telegram is away"))
    assert "just now" in (await house.asked(ANNA, "/list"))["text"]
    assert "subscriptions" in (await house.asked(ANNA, "/list"))["text"]


async def test_the_commands_are_registered_for_each_scope(house: House) -> None:
    menus = {scope: {row["command"] for row in rows} for (scope, _), rows in _menus(house)}
    assert {"subscribe", "summary", "start"} <= menus["all_private_chats"]
    assert "subscribe" not in menus["all_group_chats"]
    assert "subscribe" in menus["all_chat_administrators"]
    assert "summary" in menus["default"]


async def test_status_says_how_the_connection_is(house: House) -> None:
    message = await house.asked(ANNA, "/status")
    assert "Telegram: connected as @" in message["text"]


async def test_answers_of_one_chat_keep_their_order(house: House) -> None:
    for number in range(5):
        house.server.people.say(ANNA, f"/why #nothing{number}")
    answers = await house.server.until(
        lambda: house.server.messages(ANNA) if len(house.server.messages(ANNA)) == 5 else None
    )
    found = [message["text"] for message in answers or []]
    assert [f"nothing{number}" in text for number, text in enumerate(found)] == [True] * 5


@pytest.mark.slow
async def test_who_floods_the_bot_is_passed_over_and_delays_nobody(house: House) -> None:
    # The first answer hangs: all the others of that chat have to wait for it.
    house.server.faults.add(Kind.SLOW, place=BORIS, method="sendMessage", seconds=2)
    for number in range(60):
        house.server.people.say(BORIS, f"/why #nothing{number}")
    await house.asked(ANNA, "/help")
    assert len(house.server.messages(BORIS)) <= 1
    await house.server.until(lambda: len(house.server.messages(BORIS)) >= 20)
    house.server.people.say(BORIS, "/help")
    await house.server.until(
        lambda: "/subscribe" in house.server.messages(BORIS)[-1]["text"], within=10
    )
    assert len(house.server.messages(BORIS)) < 40


async def test_where_telegram_does_not_say_who_is_admin_nothing_changes(house: House) -> None:
    house.server.faults.add(Kind.RESET_AFTER, method="getChatMember")
    message = await house.asked(ANNA, "/subscribe iraq", chat_id=GROUP)
    assert "nothing was changed" in message["text"]
    assert await house.wishes(GROUP) == []


async def test_an_answer_that_telegram_holds_up_for_minutes_is_let_go(house: House) -> None:
    house.server.faults.add(Kind.FLOOD, seconds=600, place=ANNA)
    house.server.people.say(ANNA, "/help")
    await house.server.until(lambda: house.server.log.of("sendMessage", ANNA))
    await house.asked(ANNA, "/list")
    assert len(house.server.messages(ANNA)) == 1


async def test_a_channel_that_threw_the_bot_out_cannot_be_managed(house: House) -> None:
    house.server.people.kick(ANNA, CHANNEL)
    message = await house.asked(ANNA, "/subscribe @wire iraq")
    assert "administrators" in message["text"]


def _menus(house: House) -> list[tuple[tuple[str, str], list[dict[str, str]]]]:
    return list(house.server.world.commands.items())
