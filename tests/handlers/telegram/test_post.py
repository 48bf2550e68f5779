"""Posting, editing and answering, and what each of Telegram's refusals means."""

import pytest

from bot.errors import (
    ChannelGone,
    MarkupRefused,
    Rejected,
    TocsinError,
    Unavailable,
    Uncertain,
)
from bot.model.channel import Channel
from bot.report.message import Button, Message
from tests.handlers.alert import ALERT, SEEN
from tests.handlers.telegram.conftest import ANNA, CHANNEL, FORUM, GROUP, NOW, House
from tests.servers.faults import Kind


def place(chat: int, topic: int | None = None) -> Channel:
    return Channel(platform="telegram", chat=str(chat), topic=None if topic is None else str(topic))


async def test_an_alert_is_posted_with_its_buttons_in_rows(house: House) -> None:
    receipt = await house.handler.post(place(ANNA), ALERT, delivery_id="d1")
    [message] = house.server.messages(ANNA)
    assert message["text"] == SEEN
    rows = message["reply_markup"]["inline_keyboard"]
    assert [[button["text"] for button in row] for row in rows] == [
        ["Sources", "Why", "Mute"],
        ["Ack"],
    ]
    assert receipt.message_id == f"{ANNA}/{message['message_id']}"


async def test_an_alert_goes_to_its_topic(house: House) -> None:
    await house.handler.post(place(FORUM, 42), ALERT, delivery_id="d1")
    assert house.server.messages(FORUM)[0]["message_thread_id"] == 42


@pytest.mark.parametrize(("silent", "loud", "sound"), [(0, 0, 1), (1, 0, 0), (1, 1, 1)])
async def test_below_severe_messages_are_silent_unless_they_must_be_heard(
    house: House, silent: int, loud: int, sound: int
) -> None:
    message = Message(heading="x", silent=bool(silent))
    await house.handler.reply(place(ANNA), f"{ANNA}/1", message, delivery_id="d", loud=bool(loud))
    [call] = house.server.log.of("sendMessage")
    assert (call.asked.get("disable_notification") != "true") is bool(sound)


async def test_an_update_edits_the_message_and_answers_it(house: House) -> None:
    first = await house.handler.post(place(FORUM, 42), ALERT, delivery_id="d1")
    changed = Message(heading="changed")
    await house.handler.edit(place(FORUM, 42), first.message_id, changed)
    await house.handler.reply(
        place(FORUM, 42), first.message_id, Message(heading="12"), delivery_id="d2", loud=True
    )
    old, new = house.server.messages(FORUM)
    assert old["text"] == "changed"
    assert "reply_markup" not in old
    assert new["reply_to_message"]["message_id"] == old["message_id"]
    assert new["message_thread_id"] == 42


async def test_an_edit_that_changes_nothing_is_done(house: House) -> None:
    first = await house.handler.post(place(ANNA), ALERT, delivery_id="d1")
    await house.handler.edit(place(ANNA), first.message_id, ALERT)
    assert house.server.log.calls[-1].status in {200, 400}
    assert len(house.server.messages(ANNA)) == 1


async def test_a_deleted_message_cannot_be_edited_and_is_answered_without_reference(
    house: House,
) -> None:
    with pytest.raises(Rejected):
        await house.handler.edit(place(ANNA), f"{ANNA}/999", ALERT)
    await house.handler.reply(place(ANNA), f"{ANNA}/999", ALERT, delivery_id="d2", loud=False)
    assert "reply_to_message" not in house.server.messages(ANNA)[0]


async def test_refused_markup_is_tried_once_more_as_plain_text(house: House) -> None:
    refused = "Bad Request: can't parse entities: unexpected end"
    house.server.faults.add(Kind.REFUSE, method="sendMessage", status=400, words=refused)
    await house.handler.post(place(ANNA), ALERT, delivery_id="d1")
    [message] = house.server.messages(ANNA)
    assert message["text"] == SEEN
    assert message["entities"] == []


async def test_markup_that_is_refused_twice_is_an_error(house: House) -> None:
    refused = "Bad Request: can't parse entities: unexpected end"
    house.server.faults.add(Kind.REFUSE, status=400, words=refused, times=2)
    with pytest.raises(MarkupRefused):
        await house.handler.post(place(ANNA), ALERT, delivery_id="d1")
    assert len(house.server.log.of("sendMessage")) == 2


async def test_an_edit_with_refused_markup_is_made_in_plain_text(house: House) -> None:
    first = await house.handler.post(place(ANNA), ALERT, delivery_id="d1")
    refused = "Bad Request: can't parse entities: unexpected end"
    house.server.faults.add(Kind.REFUSE, status=400, words=refused)
    await house.handler.edit(place(ANNA), first.message_id, Message(heading="new"))
    assert house.server.messages(ANNA)[0]["text"] == "new"


@pytest.mark.parametrize(
    ("status", "says", "means"),
    [
        (400, "Bad Request: chat not found", ChannelGone),
        (400, "Bad Request: message thread not found", ChannelGone),
        (400, "Bad Request: TOPIC_CLOSED", ChannelGone),
        (400, "Bad Request: TOPIC_DELETED", ChannelGone),
        (400, "Bad Request: not enough rights to send text messages to the chat", ChannelGone),
        (400, "Bad Request: need administrator rights in the channel chat", ChannelGone),
        (400, "Bad Request: CHAT_WRITE_FORBIDDEN", ChannelGone),
        (400, "Bad Request: message is too long", Rejected),
        (400, "Bad Request: something new", Rejected),
        (403, "Forbidden: bot was blocked by the user", ChannelGone),
        (403, "Forbidden: user is deactivated", ChannelGone),
        (403, "Forbidden: bot was kicked from the supergroup chat", ChannelGone),
        (403, "Forbidden: bot is not a member of the channel chat", ChannelGone),
        (403, "Forbidden: the group chat was deleted", ChannelGone),
        (401, "Unauthorized", Unavailable),
        (409, "Conflict: terminated by other getUpdates request", Unavailable),
        (500, "Internal Server Error", Unavailable),
    ],
)
async def test_every_refusal_has_its_meaning(
    house: House, status: int, says: str, means: type[TocsinError]
) -> None:
    house.server.faults.add(Kind.REFUSE, status=status, words=says, times=2)
    with pytest.raises(TocsinError) as caught:
        await house.handler.post(place(ANNA), ALERT, delivery_id="d1")
    assert type(caught.value) is means


async def test_a_flood_names_the_wait(house: House) -> None:
    house.server.faults.add(Kind.FLOOD, seconds=17)
    with pytest.raises(Unavailable) as caught:
        await house.handler.post(place(ANNA), ALERT, delivery_id="d1")
    assert caught.value.retry_after == 17


@pytest.mark.parametrize("kind", [Kind.RESET_BEFORE, Kind.RESET_AFTER])
async def test_a_connection_that_broke_after_the_request_leaves_doubt(
    house: House, kind: Kind
) -> None:
    house.server.faults.add(kind)
    with pytest.raises(Uncertain):
        await house.handler.post(place(ANNA), ALERT, delivery_id="d1")


async def test_a_gateway_error_is_safe_to_try_again(house: House) -> None:
    house.server.faults.add(Kind.STATUS, status=502)
    with pytest.raises(Unavailable):
        await house.handler.post(place(ANNA), ALERT, delivery_id="d1")
    assert house.server.messages(ANNA) == []


@pytest.mark.slow
async def test_a_refused_connection_is_safe_to_try_again(house: House) -> None:
    await house.server.close()
    with pytest.raises(Unavailable):
        await house.handler.post(place(ANNA), ALERT, delivery_id="d1")
    await house.server.open()


async def test_a_group_that_moved_takes_what_waits_along(house: House) -> None:
    await house.asked(ANNA, "/subscribe iraq", chat_id=GROUP)
    house.server.people.upgrade(GROUP, -1009999, tell=False)
    with pytest.raises(Unavailable) as caught:
        await house.handler.post(place(GROUP), ALERT, delivery_id="d1")
    assert caught.value.retry_after == 0
    assert await house.wishes(GROUP) == []
    assert len(await house.wishes(-1009999)) == 1
    await house.handler.post(place(-1009999), ALERT, delivery_id="d1")
    assert len(house.server.messages(-1009999)) == 1


async def test_a_message_of_the_old_group_is_never_mistaken_for_one_of_the_new(
    house: House,
) -> None:
    first = await house.handler.post(place(GROUP), ALERT, delivery_id="d1")
    house.server.people.upgrade(GROUP, -1009999, tell=False)
    number = int(first.message_id.partition("/")[2])
    house.server.world.last_message_id = number - 1
    other = await house.handler.post(
        place(-1009999), Message(heading="another story"), delivery_id="d2"
    )
    assert other.message_id == f"-1009999/{number}"
    with pytest.raises(Rejected):
        await house.handler.edit(place(-1009999), first.message_id, ALERT)
    await house.handler.reply(
        place(-1009999), first.message_id, ALERT, delivery_id="d3", loud=False
    )
    story, answer = house.server.messages(-1009999)
    assert story["text"] == "another story"
    assert "reply_to_message" not in answer


async def test_telegram_cannot_be_asked_what_became_of_a_message(house: House) -> None:
    with pytest.raises(Uncertain):
        await house.handler.find(place(ANNA), "d1", since=NOW)


async def test_a_channel_post_is_posted(house: House) -> None:
    await house.handler.post(place(CHANNEL), ALERT, delivery_id="d1")
    assert len(house.server.messages(CHANNEL)) == 1


async def test_a_button_whose_command_is_too_long_is_left_out(house: House) -> None:
    buttons = (Button(text="long", command="x" * 60), Button(text="ok", command="help"))
    await house.handler.post(place(ANNA), Message(heading="x", buttons=buttons), delivery_id="d1")
    [[button]] = house.server.messages(ANNA)[0]["reply_markup"]["inline_keyboard"]
    assert button["text"] == "ok"
