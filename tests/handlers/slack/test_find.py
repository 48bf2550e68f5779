"""Looking for a message whose fate is unknown."""

from datetime import timedelta

import pytest

from bot.errors import ChannelGone, Unavailable, Uncertain
from tests.handlers.alert import ALERT
from tests.handlers.slack.alerts import post, tell
from tests.handlers.slack.conftest import DESK, NOW, OUTSIDE, House, place
from tests.servers.faults import Kind


async def test_what_was_posted_without_an_answer_is_found(house: House) -> None:
    house.server.faults.add(Kind.RESET_AFTER, method="chat.postMessage")
    with pytest.raises(Uncertain):
        await post(house)
    for number in range(3):
        await post(house, delivery_id=f"other-{number}")
    [first, *_] = house.server.messages(DESK)
    found = await house.handler.find(place(DESK), "d1", since=NOW)
    assert found is not None
    assert found.message_id == first["ts"]
    assert await house.handler.find(place(DESK), "d9", since=NOW) is None


async def test_the_search_reads_page_after_page_and_no_further_back(house: House) -> None:
    for number in range(205):
        await post(house, delivery_id=f"d{number}")
    assert await house.handler.find(place(DESK), "d0", since=NOW) is not None
    assert len(house.server.log.of("conversations.history")) == 2
    late = NOW + timedelta(days=40_000)
    assert await house.handler.find(place(DESK), "d0", since=late) is None


async def test_a_quiet_answer_is_found_in_the_thread_it_belongs_to(house: House) -> None:
    parent = await post(house)
    await tell(house, parent)
    quiet = await house.handler.reply(place(DESK), parent, ALERT, delivery_id="d2", loud=False)
    assert await house.handler.find(place(DESK), "d2", since=NOW) == quiet
    del house.server.world.channels[DESK].messages[parent]
    assert await house.handler.find(place(DESK), "d2", since=NOW) is None


async def test_in_a_subscribed_thread_only_the_thread_is_searched(house: House) -> None:
    root = await post(house)
    where = place(DESK, root)
    posted = await house.handler.post(where, ALERT, delivery_id="d2")
    assert await house.handler.find(where, "d2", since=NOW) == posted
    assert await house.handler.find(where, "d9", since=NOW) is None
    assert house.server.log.of("conversations.history") == []


async def test_a_search_that_slack_cannot_answer_now_is_made_later(house: House) -> None:
    house.server.faults.add(Kind.REFUSE, method="conversations.history", words="fatal_error")
    with pytest.raises(Unavailable, match="fatal_error"):
        await house.handler.find(place(DESK), "d1", since=NOW)


async def test_a_search_without_the_scope_is_no_answer(house: House) -> None:
    house.server.world.scopes.discard("channels:history")
    with pytest.raises(Uncertain, match="channels:history"):
        await house.handler.find(place(DESK), "d1", since=NOW)
    assert "missing scope: channels:history" in house.handler.status()


async def test_a_search_where_the_bot_was_removed_says_so(house: House) -> None:
    with pytest.raises(ChannelGone, match="not_in_channel"):
        await house.handler.find(place(OUTSIDE), "d1", since=NOW)
