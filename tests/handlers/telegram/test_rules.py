"""A chat's own rule, from the command to the message about an article."""

from tests.handlers.reading import published
from tests.handlers.telegram.conftest import ANNA, BORIS, FORUM, GROUP, NOW, House

NEWS = "Divers found the cable cut. The tanker Corinna lay near the quay."


async def test_what_a_rule_finds_is_posted_where_the_rule_was_made(house: House) -> None:
    await house.asked(ANNA, "/rule add ships tanker*", chat_id=FORUM, topic=42)
    assert await published(house.handler, house.store, "A quiet night", NEWS, now=NOW) == 1
    message = house.server.messages(FORUM)[-1]
    assert message["message_thread_id"] == 42
    assert message["text"].startswith("⬜ Your rule “ships” matched\nA quiet night\n")
    assert "The tanker Corinna lay near the quay." in message["text"]


async def test_only_an_administrator_gives_a_group_a_rule(house: House) -> None:
    await house.asked(BORIS, "/rule add ships tanker*", chat_id=GROUP)
    assert await published(house.handler, house.store, "A quiet night", NEWS, now=NOW) == 0


async def test_who_is_no_administrator_cannot_undo_a_rule_by_its_button(house: House) -> None:
    message = await house.asked(ANNA, "/rule add ships tanker*", chat_id=GROUP)
    [undo] = [
        button["text"]
        for row in message["reply_markup"]["inline_keyboard"]
        for button in row
        if "ndo" in button["text"]
    ]
    await house.pressed(BORIS, message, undo)
    assert await published(house.handler, house.store, "A quiet night", NEWS, now=NOW) == 1


async def test_a_rule_with_a_long_cyrillic_name_has_its_undo_button_and_it_works(
    house: House,
) -> None:
    name = "танкеры-в-черном-море-сегодня"
    message = await house.asked(ANNA, f"/rule add {name} tanker*", chat_id=GROUP)
    await house.pressed(ANNA, message, "Undo")
    assert await published(house.handler, house.store, "A quiet night", NEWS, now=NOW) == 0
