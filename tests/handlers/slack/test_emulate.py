"""The Web API part against a Slack that is not ours: npm `emulate`."""

import logging
import os
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime

import pytest

from bot.errors import ChannelGone, Rejected
from bot.model.channel import Channel
from bot.ports import Store
from bot.report.alert import alert_message, update_message
from handlers.slack.find import Search
from handlers.slack.members import Members
from handlers.slack.post import Poster
from handlers.slack.wire import Health, Wire
from tests.fakes.nouns import alert, revised
from tests.servers.slack.emulate import Absent, emulated
from tests.servers.slack.sight import buttons, seen
from tests.servers.slack.world import Json

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where it listens; in CI it has to be there."""
    try:
        with emulated(tmp_path_factory.mktemp("emulate")) as url:
            yield url
    except Absent as error:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"no emulate 0.12.2: {error}")


class Desk:
    """A channel of it, and our parts that speak to it."""

    def __init__(self, wire: Wire, channel: Channel, me: str) -> None:
        self.wire, self.channel, self.me = wire, channel, me
        self.poster = Poster(wire, _at_once)

    async def messages(self) -> list[Json]:
        """What it keeps of the channel, oldest first."""
        id_ = self.channel.chat.partition("/")[2]
        page = await self.wire.read("conversations.history", channel=id_, limit="100")
        return list(reversed(page["messages"]))


async def _at_once(_channel: Channel) -> None:
    """It has no limits."""


@pytest.fixture
async def desk(address: str) -> AsyncIterator[Desk]:
    health = Health(clock=lambda: NOW)
    log = logging.getLogger("slack_bolt.tocsin")
    wire = Wire(token="xoxb-test", server=address, health=health, log=log)  # noqa: S106 # it takes any
    await wire.open()
    who = await wire.identify()
    found = (await wire.read("conversations.list"))["channels"][0]
    channel = Channel(platform="slack", chat=f"{who['team_id']}/{found['id']}")
    yield Desk(wire, channel, str(who["user_id"]))
    await wire.close()


async def test_an_alert_is_posted_and_brought_up_to_date(desk: Desk) -> None:
    posted = await desk.poster.post(desk.channel, alert_message(alert()), delivery_id="d1")
    await desk.poster.edit(desk.channel, posted.message_id, alert_message(revised()))
    message = (await desk.messages())[-1]
    assert message["ts"] == posted.message_id
    assert "Killed: 12 (Karsa hospital)" in seen(message)
    assert len(buttons(message)) == 5
    with pytest.raises(Rejected, match="message_not_found"):
        await desk.poster.edit(desk.channel, "1.1", alert_message(alert()))


async def test_an_answer_stands_in_its_thread(desk: Desk) -> None:
    parent = await desk.poster.post(desk.channel, alert_message(alert()), delivery_id="d1")
    update = update_message(revised())
    await desk.poster.reply(desk.channel, parent.message_id, update, delivery_id="d2", loud=True)
    id_ = desk.channel.chat.partition("/")[2]
    thread = await desk.wire.read("conversations.replies", channel=id_, ts=parent.message_id)
    assert [row.get("thread_ts") for row in thread["messages"][1:]] == [parent.message_id]
    assert "7 → 12" in seen(thread["messages"][1])


async def test_a_message_is_found_by_its_delivery(desk: Desk, store: Store) -> None:
    search = Search(wire=desk.wire, store=store)
    posted = await desk.poster.post(desk.channel, alert_message(alert()), delivery_id="d7")
    assert await search.find(desk.channel, "d7", since=NOW) == posted
    assert await search.find(desk.channel, "d8", since=NOW) is None


async def test_people_and_channels_are_known(desk: Desk) -> None:
    members = Members(wire=desk.wire)
    assert await members.may_change(desk.channel, desk.me) is True
    assert await members.may_change(desk.channel, "U0NOBODY") is False
    assert await members.inside(desk.channel) is True


async def test_an_unknown_channel_is_gone(desk: Desk) -> None:
    nowhere = Channel(platform="slack", chat="T/C0NONE")
    with pytest.raises(ChannelGone, match="channel_not_found"):
        await desk.poster.post(nowhere, alert_message(alert()), delivery_id="d1")
