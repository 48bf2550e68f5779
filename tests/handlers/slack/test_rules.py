"""A channel's own rule, from the command to the message about an article."""

from tests.handlers.reading import published
from tests.handlers.slack.conftest import ANNA, DESK, NOW, House
from tests.servers.slack.sight import seen

NEWS = "Divers found the cable cut. The tanker Corinna lay near the quay."


async def test_what_a_rule_finds_is_posted_where_the_rule_was_made(house: House) -> None:
    await house.commanded(ANNA, DESK, "rule add ships tanker*")
    assert await published(house.handler, house.store, "A quiet night", NEWS, now=NOW) == 1
    message = house.server.messages(DESK)[-1]
    assert "Your rule “ships” matched" in seen(message)
    assert "The tanker Corinna lay near the quay." in seen(message)
