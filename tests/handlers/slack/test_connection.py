"""The connection: wrong tokens, lost websockets, refresh, repeats, and no token in any log."""

import asyncio
import logging
import time

import pytest

from bot.errors import Misconfigured
from bot.ports import Store
from tests.handlers.slack.conftest import ANNA, DESK, WIRE, House
from tests.servers.faults import Kind
from tests.servers.slack.server import SlackServer
from tests.servers.slack.sight import seen

#: Seconds that Slack gives for an acknowledgement.
THREE = 3.0


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ({"bot_token": "xoxb-another"}, "slack.bot_token"),
        ({"app_token": "xapp-another"}, "slack.app_token"),
    ],
)
async def test_a_token_that_slack_does_not_know_is_one_clear_line(
    server: SlackServer, store: Store, given: dict[str, str], key: str
) -> None:
    handler = House(server, store).connect(**given)
    with pytest.raises(Misconfigured) as caught:
        await handler.start()
    assert f"{key}: Slack says invalid_auth" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "another" not in str(caught.value)


@pytest.mark.parametrize("token", ["", "nonsense", "xoxp-1-a", "xoxb-a b", "xoxb-é", "xapp-1"])
async def test_what_cannot_be_a_token_is_refused_without_asking(
    server: SlackServer, store: Store, token: str
) -> None:
    with pytest.raises(Misconfigured):
        House(server, store).connect(bot_token=token)
    with pytest.raises(Misconfigured):
        House(server, store).connect(app_token="xoxb-1")  # noqa: S106 # no secret
    assert server.log.calls == []


async def test_scopes_that_the_app_lacks_are_named_from_the_start(
    server: SlackServer, store: Store
) -> None:
    server.world.scopes -= {"users:read", "groups:history"}
    house = House(server, store)
    await house.start()
    assert house.handler.status().endswith("missing scope: groups:history, users:read")
    await house.handler.stop()


async def test_an_unreachable_server_is_tried_until_it_is_there(
    server: SlackServer, store: Store
) -> None:
    house = await out_of_reach(server, store)
    assert "cannot be reached" in house.handler.status()
    await server.open()
    await house.shows("connected as tocsin in Crisis Desk")
    await house.commanded(ANNA, DESK, "help")
    await house.handler.stop()


async def test_a_token_that_turns_out_wrong_later_is_said_by_name(
    server: SlackServer, store: Store
) -> None:
    house = await out_of_reach(server, store)
    server.world.token_error = "account_inactive"  # noqa: S105 # an error's name
    await server.open()
    await house.shows("account_inactive")
    await house.handler.stop()


@pytest.mark.slow
async def test_a_server_that_hangs_delays_the_start_by_seconds_at_most(
    server: SlackServer, store: Store
) -> None:
    house = House(server, store)
    server.faults.add(Kind.SLOW, method="auth.test", seconds=30)
    start = time.monotonic()
    await house.handler.start()
    assert time.monotonic() - start < 6
    assert house.handler.status() == "connecting"
    await house.handler.stop()


async def test_a_dropped_websocket_comes_back_and_loses_nothing(house: House) -> None:
    server = house.server
    server.sockets.drop()
    await server.until(lambda: server.sockets.connections == 0)
    sent = await server.people.command(ANNA, DESK, "help")
    assert sent.went == []
    await house.whispered(0)
    await server.until(lambda: sent.acked)
    assert len(house.requests) == 1


async def test_a_websocket_that_fails_to_open_is_tried_with_a_fresh_address(
    house: House,
) -> None:
    house.server.sockets.refusing = 2
    house.server.sockets.drop()
    await house.server.until(lambda: not house.server.sockets.refusing)
    await house.commanded(ANNA, DESK, "help")


async def test_the_first_websocket_may_fail_too(server: SlackServer, store: Store) -> None:
    server.sockets.refusing = 1
    house = House(server, store)
    await house.start()
    await house.commanded(ANNA, DESK, "help")
    await house.handler.stop()


async def test_what_was_not_seen_acknowledged_comes_again_and_runs_once(house: House) -> None:
    server = house.server
    sent = [
        await server.people.command(ANNA, DESK, "subscribe iraq"),
        await server.people.mention(ANNA, WIRE, "subscribe syria"),
    ]
    await server.until(lambda: server.world.ephemeral and server.messages(WIRE))
    again = [await server.sockets.again(envelope) for envelope in sent]
    await server.until(lambda: all(envelope.acked for envelope in again))
    await house.commanded(ANNA, DESK, "list")
    assert len(house.requests) == len(sent) + 1
    assert [len(await house.wishes(channel)) for channel in (DESK, WIRE)] == [1, 1]


async def test_a_refresh_opens_a_new_websocket_and_loses_nothing(house: House) -> None:
    server = house.server
    opened = server.sockets.opened
    await server.sockets.refresh()
    sent = [await server.people.command(ANNA, DESK, "help") for _ in range(3)]
    await server.until(lambda: all(envelope.acked for envelope in sent))
    assert server.sockets.opened == opened + 1
    await server.until(lambda: len(server.world.ephemeral) == len(sent))
    assert len(house.requests) == len(sent)


async def test_of_two_connections_each_command_takes_one(house: House, store: Store) -> None:
    server = house.server
    other = House(server, store)
    await other.start()
    assert server.sockets.connections == 2
    for _ in range(4):
        await server.people.command(ANNA, DESK, "help")
    await server.until(lambda: len(server.world.ephemeral) == 4)
    assert (len(house.requests), len(other.requests)) == (2, 2)
    # One process goes: the other does the rest.
    await other.handler.stop()
    await house.commanded(ANNA, DESK, "help")
    assert len(house.requests) == 3


async def test_a_hundred_commands_are_acknowledged_in_time_while_a_summary_is_made(
    house: House,
) -> None:
    server = house.server
    house.awake.clear()
    await server.people.command(ANNA, DESK, "summary 7d")
    await server.until(lambda: house.requests)
    channels = [DESK, WIRE]
    sent = [await server.people.command(ANNA, channels[n % 2], "help") for n in range(100)]
    await server.until(lambda: all(envelope.acked for envelope in sent), within=10)
    waits = [(each.acked or 0) - (each.sent or 0) for each in sent]
    assert max(waits) < THREE
    assert server.world.ephemeral == []
    house.awake.set()
    await server.until(lambda: len(server.world.ephemeral) == 101, within=20)
    assert [each for each in server.world.ephemeral if "7 days" in seen(each)]
    assert len(house.requests) == 101


async def test_an_uninstalled_app_says_so_and_sends_no_more(house: House) -> None:
    await house.server.people.event({"type": "app_uninstalled"})
    await house.shows("app_uninstalled")


async def test_a_revoked_token_is_shown(house: House) -> None:
    people = house.server.people
    sent = await people.event({"type": "tokens_revoked", "tokens": {"oauth": ["U1"]}})
    await house.server.until(lambda: sent.acked)
    assert "connected" in house.handler.status()
    await house.server.people.event({"type": "tokens_revoked", "tokens": {"bot": ["U0TOCSIN"]}})
    await house.shows("token_revoked")


async def test_no_token_reaches_a_log_however_much_is_logged(
    server: SlackServer, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    house = House(server, store)
    await house.start()
    await house.commanded(ANNA, DESK, "help")
    server.sockets.drop()
    await server.close()
    await asyncio.wait_for(_reconnects(caplog), 5)
    await house.handler.stop()
    ours = [record for record in caplog.records if record.name != "aiohttp.access"]
    text = "\n".join(caplog.handler.format(record) for record in ours)
    assert "slack_bolt.tocsin" in {record.name for record in ours}
    assert "test-token-for-a-server" not in text
    assert "ticket=" not in text.replace("ticket=…", "")


async def _reconnects(caplog: pytest.LogCaptureFixture) -> None:
    while "Failed to" not in caplog.text:  # noqa: ASYNC110 # a log has no event
        await asyncio.sleep(0.02)


@pytest.mark.slow
async def test_stopping_is_quick_and_leaves_nothing_running(
    server: SlackServer, store: Store
) -> None:
    before = asyncio.all_tasks()
    house = House(server, store)
    await house.start()
    house.awake.clear()
    await server.people.command(ANNA, DESK, "help")
    await server.until(lambda: house.requests)
    start = time.monotonic()
    await house.handler.stop()
    assert time.monotonic() - start < 4
    left = {task.get_name() for task in asyncio.all_tasks() - before}
    assert not [name for name in left if name.startswith("slack")]


async def test_stopping_what_never_connected_is_fine(server: SlackServer, store: Store) -> None:
    house = House(server, store)
    await server.close()
    await house.handler.start()
    await house.handler.stop()
    await server.open()


async def out_of_reach(server: SlackServer, store: Store) -> House:
    """A handler that was started while its server could not be reached, and tries often."""
    house = House(server, store)
    await server.close()
    house.handler = house.connect(pause=0.05)
    await house.handler.start()
    return house
