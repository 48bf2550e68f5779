"""Wrong inputs get a helpful answer; no traceback, nothing changed."""

import pytest

from tests.handlers.telegram.conftest import ANNA, BORIS, FORUM, GROUP, House

WRONG = [
    "/unknown",
    "/subscirbe iraq",
    "/",
    "//",
    "/ subscribe",
    "/subscribe min=",
    "/subscribe min=terrible",
    "/subscribe iraq min=severe min=what",
    "/subscribe kind=nonsense",
    "/subscribe colour=red",
    "/subscribe <b>iraq</b>",
    "/subscribe <script>alert(1)</script>",
    "/subscribe {} [] |",
    "/subscribe 🔥",
    "/subscribe 👨‍👩‍👧‍👦",
    "/subscribe " + "x" * 4000,
    "/subscribe " + "iraq " * 790,
    "/subscribe -",
    '/subscribe ""',
    "/unsubscribe",
    "/unsubscribe 99",
    "/unsubscribe #nope",
    "/unsubscribe -1",
    "/summary 25y",
    "/summary 0h",
    "/summary 99999999999d",
    "/summary 1h 24h",
    "/summary -24h",
    "/why",
    "/why #doesnotexist",
    "/why https://nowhere.example/article",
    "/why javascript:alert(1)",
    "/story",
    "/story 🇮🇶",
    "/sources #",
    "/mute",
    "/mute #nope",
    "/unmute #nope",
    "/ack #nope",
    "/falsealarm",
    "hello there",
    "مرحبا كيف حالك",
    "שלום",
    "🔥🔥🔥",
    "<b>bold</b> & <a href='tg://user?id=5'>x</a>",
    "\u200b\u200b",
    "/help nothing",
    "x" * 4096,
    "/subscribe @x",
    "/subscribe @notachannel iraq",
    "/list -100999999",
]


@pytest.mark.parametrize("text", WRONG, ids=range(len(WRONG)))
async def test_a_wrong_input_is_answered_with_help_and_changes_nothing(
    house: House, text: str, capfd: pytest.CaptureFixture[str]
) -> None:
    if text.startswith(("/subscribe min=", "/mute", "/unmute")):
        await house.asked(ANNA, "/subscribe syria")
    before = await house.wishes(ANNA)
    message = await house.asked(ANNA, text)
    assert await house.wishes(ANNA) == before
    assert len(message["text"]) > 10
    assert "our side" not in message["text"]
    assert "Traceback" not in "".join(capfd.readouterr())


async def test_a_sticker_is_answered_with_help(house: House) -> None:
    people, world = house.server.people, house.server.world
    message = people._message(world.chats[ANNA], {"from": world.users[ANNA].json()})  # noqa: SLF001 # no text at all
    world.updates.push("message", message)
    [answer] = await house.server.until(lambda: house.server.messages(ANNA))
    assert "/help" in answer["text"]


@pytest.mark.parametrize("text", ["/subscribe iraq", "/unsubscribe all", "/sub syria", "/mute #a"])
async def test_who_is_no_administrator_changes_nothing(house: House, text: str) -> None:
    await house.asked(ANNA, "/subscribe jordan", chat_id=FORUM, topic=43)
    before = await house.wishes(FORUM, 43)
    message = await house.asked(BORIS, text, chat_id=FORUM, topic=43)
    assert "admins" in message["text"]
    assert await house.wishes(FORUM, 43) == before


async def test_a_channel_that_speaks_in_a_group_is_nobody(house: House) -> None:
    people, world = house.server.people, house.server.world
    said = {"text": "/subscribe iraq", "sender_chat": {"id": -100555, "type": "channel"}}
    said["from"] = {"id": 136817688, "is_bot": True, "first_name": "Channel"}
    world.updates.push("message", people._message(world.chats[GROUP], said))  # noqa: SLF001 # no person does it
    await house.asked(ANNA, "/help")
    assert house.server.messages(GROUP) == []
    assert await house.wishes(GROUP) == []
