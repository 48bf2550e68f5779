"""Buttons: at once, in their own chat, once."""

from bot.report.message import Button, Message
from tests.handlers.telegram.conftest import ANNA, BORIS, FORUM, GROUP, House
from tests.handlers.telegram.test_post import place

OFFER = Message(
    heading="Offer",
    buttons=(
        Button(text="All", command="subscribe"),
        Button(text="Why?", command="why #nothing"),
        Button(text="List", command="list"),
    ),
)


async def test_a_press_in_a_topic_acts_for_that_topic(house: House) -> None:
    await house.handler.post(place(FORUM, 42), OFFER, delivery_id="d")
    await house.pressed(ANNA, house.server.messages(FORUM)[0], "All")
    assert len(await house.wishes(FORUM, 42)) == 1
    answers = await house.server.until(lambda: house.server.messages(FORUM)[1:])
    assert answers[0]["message_thread_id"] == 42


async def test_a_refusal_shows_only_to_the_one_who_pressed(house: House) -> None:
    await house.handler.post(place(GROUP), OFFER, delivery_id="d")
    [message] = house.server.messages(GROUP)
    notice = await house.pressed(ANNA, message, "Why?")
    assert notice["show_alert"]
    assert "nothing" in notice["text"]
    assert len(house.server.messages(GROUP)) == 1


async def test_a_longer_answer_comes_as_a_message_in_reply(house: House) -> None:
    await house.handler.post(place(GROUP), OFFER, delivery_id="d")
    [message] = house.server.messages(GROUP)
    notice = await house.pressed(BORIS, message, "List")
    assert not notice["show_alert"]
    answers = await house.server.until(lambda: house.server.messages(GROUP)[1:])
    assert answers[0]["reply_to_message"]["message_id"] == message["message_id"]


async def test_a_press_that_telegram_repeats_is_not_done_twice(house: House) -> None:
    await house.handler.post(place(ANNA), OFFER, delivery_id="d")
    [message] = house.server.messages(ANNA)
    await house.pressed(ANNA, message, "All")
    await house.asked(ANNA, "/unsubscribe all")
    house.server.people.replay("1")
    notice = await house.server.until(lambda: house.server.world.callbacks["1"] or {})
    assert "before" in notice["text"]
    assert await house.wishes(ANNA) == []


async def test_a_button_of_another_chat_does_nothing_and_says_so(house: House) -> None:
    await house.handler.post(place(GROUP), OFFER, delivery_id="d")
    [theirs] = house.server.messages(GROUP)
    stolen = theirs["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await house.handler.post(place(BORIS), OFFER, delivery_id="d")
    notice = await house.pressed(BORIS, house.server.messages(BORIS)[0], "All", data=stolen)
    assert "not made for this chat" in notice["text"]
    assert await house.wishes(BORIS) == []
    assert await house.wishes(GROUP) == []


async def test_forged_data_does_nothing_and_says_so(house: House) -> None:
    await house.handler.post(place(ANNA), OFFER, delivery_id="d")
    [message] = house.server.messages(ANNA)
    for forged in ("subscribe", "x", "AAAAAAAAsubscribe", "é" * 20):
        notice = await house.pressed(ANNA, message, "All", data=forged)
        assert "not made for this chat" in notice["text"]
    assert await house.wishes(ANNA) == []


async def test_who_is_no_administrator_presses_in_vain(house: House) -> None:
    await house.handler.post(place(GROUP), OFFER, delivery_id="d")
    [message] = house.server.messages(GROUP)
    notice = await house.pressed(BORIS, message, "All")
    assert "admins" in notice["text"]
    assert await house.wishes(GROUP) == []


async def test_a_message_too_old_to_be_shown_still_has_its_buttons(house: House) -> None:
    await house.handler.post(place(ANNA), OFFER, delivery_id="d")
    [message] = house.server.messages(ANNA)
    data = message["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    del house.server.world.chats[ANNA].messages[message["message_id"]]
    await house.pressed(ANNA, message, "All", data=data)
    assert len(await house.wishes(ANNA)) == 1


async def test_a_press_too_old_to_be_answered_is_done_all_the_same(house: House) -> None:
    await house.handler.post(place(ANNA), OFFER, delivery_id="d")
    [message] = house.server.messages(ANNA)
    house.server.world.expired_callbacks.add("1")
    house.server.people.press(ANNA, ANNA, message["message_id"], "All")
    await house.server.until(lambda: house.server.messages(ANNA)[1:])
    assert len(await house.wishes(ANNA)) == 1
