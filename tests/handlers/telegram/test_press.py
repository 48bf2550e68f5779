"""Buttons: at once, in their own chat, once."""

import asyncio
from typing import Any

from bot.model.channel import Delivery, DeliveryState
from bot.model.scale import Severity
from bot.report.alert import alert_message
from bot.report.message import Button, Message
from tests.fakes.nouns import alert
from tests.handlers.telegram.conftest import ANNA, BORIS, FORUM, GROUP, NOW, House
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


async def told(house: House, chat: int) -> dict[str, Any]:
    """An incident was alerted in a chat; its message there."""
    made = alert()
    receipt = await house.handler.post(place(chat), alert_message(made), delivery_id="d")
    sent = Delivery(
        id="d",
        channel=place(chat),
        alert_ids=(made.id,),
        incident_id=made.incident.id,
        severity=Severity.SEVERE,
        state=DeliveryState.SENT,
        created_at=NOW,
        due_at=NOW,
        message_id=receipt.message_id,
    )
    async with house.store.begin() as tx:
        await tx.incidents.save(made.incident)
        await tx.incidents.add_alert(made)
        await tx.deliveries.add([sent])
    return house.server.messages(chat)[0]


async def test_an_acknowledged_alert_shows_by_whom(house: House) -> None:
    message = await told(house, GROUP)
    await house.pressed(ANNA, message, "Ack")
    await house.server.until(lambda: "Acknowledged by" in message["text"])
    assert "@anna" in message["text"].replace("\u2060", "")
    assert message["reply_markup"]["inline_keyboard"]


async def test_mute_story_keeps_the_story_out_of_this_chat(house: House) -> None:
    message = await told(house, ANNA)
    await house.asked(ANNA, "/subscribe")
    await house.pressed(ANNA, message, "Mute story")
    await house.server.until(lambda: "is muted" in house.server.messages(ANNA)[-1]["text"])
    [wish] = await house.wishes(ANNA)
    assert wish.without


async def test_why_and_sources_answer_in_reply_to_the_alert(house: House) -> None:
    message = await told(house, BORIS)
    for button, words in (("Why?", "Why #"), ("Sources 1", "Sources of #")):
        await house.pressed(BORIS, message, button)
        await house.server.until(
            lambda words=words: words in house.server.messages(BORIS)[-1]["text"]  # type: ignore[misc] # bound now
        )
        answer = house.server.messages(BORIS)[-1]
        assert answer["reply_to_message"]["message_id"] == message["message_id"]


async def test_an_acknowledged_alert_that_was_deleted_is_acknowledged_all_the_same(
    house: House,
) -> None:
    message = await told(house, GROUP)
    data = message["reply_markup"]["inline_keyboard"][1][0]["callback_data"]
    del house.server.world.chats[GROUP].messages[message["message_id"]]
    await house.pressed(ANNA, message, "Ack", data=data)
    async with asyncio.timeout(5), house.store.begin() as tx:
        known = await tx.incidents.get(alert().incident.id)
    assert known is not None
    assert [mark.by for mark in known.marks] == ["@anna"]


async def test_acknowledging_where_the_story_was_not_told_changes_no_message(house: House) -> None:
    await told(house, GROUP)
    await house.asked(ANNA, f"/ack #{alert().incident.id}")
    assert "Acknowledged" not in house.server.messages(GROUP)[0]["text"]


async def test_a_button_without_data_is_foreign(house: House) -> None:
    await house.handler.post(place(ANNA), OFFER, delivery_id="d")
    [message] = house.server.messages(ANNA)
    notice = await house.pressed(ANNA, message, "All", data=" ")
    assert "not made for this chat" in notice["text"]
