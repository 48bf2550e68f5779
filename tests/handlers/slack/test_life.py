"""Channels come and go: subscriptions pause with their reason, and go on."""

import pytest

from tests.handlers.slack.conftest import ANNA, DESK, House
from tests.servers.slack.sight import seen


async def paused(house: House, channel: str = DESK) -> list[str | None]:
    return [wish.paused for wish in await house.wishes(channel)]


async def test_a_removed_bot_pauses_and_an_invitation_resumes(house: House) -> None:
    await house.commanded(ANNA, DESK, "subscribe iraq")
    await house.server.people.remove(DESK)
    await house.commanded(ANNA, DESK, "list")
    assert await paused(house) == ["the bot was removed from the channel"]
    await house.server.people.invite(DESK, ANNA)
    assert "1 subscription of this channel" in seen(await house.posted(DESK, 0))
    assert await paused(house) == [None]


async def test_an_archived_channel_pauses_until_it_is_back(house: House) -> None:
    await house.commanded(ANNA, DESK, "subscribe iraq")
    await house.server.people.archive(DESK)
    await house.commanded(ANNA, DESK, "list")
    assert await paused(house) == ["the channel is archived"]
    await house.server.people.archive(DESK, undo=True)
    await house.posted(DESK, 0)
    assert await paused(house) == [None]


async def test_threads_pause_with_their_channel(house: House) -> None:
    thread = (await house.mentioned(ANNA, DESK, "list"))["thread_ts"]
    await house.mentioned(ANNA, DESK, "subscribe iraq", thread=thread)
    await house.server.people.event({"type": "channel_deleted", "channel": DESK})
    await house.commanded(ANNA, DESK, "list")
    [wish] = await house.wishes(DESK, thread)
    assert wish.paused == "the channel was deleted"


@pytest.mark.parametrize("text", ["", "start"])
async def test_start_resumes_what_was_paused(house: House, text: str) -> None:
    await house.commanded(ANNA, DESK, "subscribe iraq")
    await house.server.people.remove(DESK)
    await house.commanded(ANNA, DESK, text)
    assert await paused(house) == [None]


async def test_a_channel_without_subscriptions_is_left_in_peace(house: House) -> None:
    await house.server.people.invite(DESK, ANNA)
    event = {"type": "member_joined_channel", "user": ANNA, "channel": DESK}
    await house.server.people.event(event)
    await house.commanded(ANNA, DESK, "help")
    assert house.server.messages(DESK) == []
