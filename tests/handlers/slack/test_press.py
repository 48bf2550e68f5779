"""What a button does, and who sees it."""

from bot.report.alert import alert_message
from tests.fakes.nouns import alert, incident
from tests.handlers.alert import ALERT
from tests.handlers.slack.alerts import post, tell
from tests.handlers.slack.conftest import ANNA, DESK, House, place
from tests.servers.faults import Kind
from tests.servers.slack.sight import seen


async def test_a_button_answers_the_one_who_pressed_it(house: House) -> None:
    await post(house)
    [message] = house.server.messages(DESK)
    told = await house.pressed(ANNA, DESK, message, "Why")
    assert told["to"] == ANNA
    assert "k7f3qa" in seen(told)
    assert house.server.messages(DESK) == [message]


async def test_an_acknowledgement_is_shown_in_the_message(house: House) -> None:
    parent = (
        await house.handler.post(place(DESK), alert_message(alert()), delivery_id="d1")
    ).message_id
    await tell(house, parent)
    [message] = house.server.messages(DESK)
    told = await house.pressed(ANNA, DESK, message, "Ack")
    assert "Anna" in seen(told)
    await house.server.until(lambda: house.server.log.of("chat.update"))
    assert "Anna" in seen(house.server.messages(DESK)[0])
    again = await house.pressed(ANNA, DESK, message, "Ack")
    assert "nothing was changed" in seen(again)


async def test_a_mark_that_cannot_be_shown_is_kept(house: House) -> None:
    parent = (
        await house.handler.post(place(DESK), alert_message(alert()), delivery_id="d1")
    ).message_id
    await tell(house, parent)
    house.server.faults.add(Kind.REFUSE, method="chat.update", words="edit_window_closed")
    [message] = house.server.messages(DESK)
    await house.pressed(ANNA, DESK, message, "False alarm")
    await house.server.until(lambda: house.server.log.of("chat.update"))
    async with house.store.begin() as tx:
        about = await tx.incidents.get(incident().id)
    assert about is not None
    assert len(about.marks) == 1


async def test_a_press_on_an_answer_in_a_thread_is_answered_there(house: House) -> None:
    parent = await post(house)
    await house.handler.reply(place(DESK), parent, ALERT, delivery_id="d2", loud=False)
    reply = house.server.messages(DESK)[-1]
    told = await house.pressed(ANNA, DESK, reply, "Why")
    assert told["thread_ts"] == parent
    assert house.requests[-1].channel == place(DESK)


async def test_a_foreign_button_does_nothing_and_says_so(house: House) -> None:
    await post(house)
    known = len(house.server.world.ephemeral)
    [message] = house.server.messages(DESK)
    await house.server.people.press(ANNA, DESK, message, "Why", value="no separator")
    assert "not one of mine" in seen(await house.whispered(known))
    assert house.requests == []
