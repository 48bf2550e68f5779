"""The Slack server's websocket and response_urls, asked by plain aiohttp."""

import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import aiohttp
import pytest

from tests.handlers.slack.conftest import ANNA, DESK, Ask
from tests.servers.slack.server import SlackServer
from tests.servers.thread import ServerThread

HELLO = {"type": "hello", "num_connections": 1}


class Client:
    """Opens connections as an app does."""

    def __init__(self, server: SlackServer, ask: Ask, session: aiohttp.ClientSession) -> None:
        self.server, self.ask, self.session = server, ask, session

    async def connect(self) -> aiohttp.ClientWebSocketResponse:
        """A connection after its hello."""
        opened = await self.ask("apps.connections.open", token=self.server.app_token)
        socket = await self.session.ws_connect(opened["url"])
        assert (await socket.receive_json())["type"] == "hello"
        return socket

    async def respond(self, url: str, **body: Any) -> tuple[int, str]:  # noqa: ANN401 # JSON
        """Post to a response_url."""
        async with self.session.post(url, json=body) as answer:
            return answer.status, await answer.text()


@pytest.fixture
async def client(server: SlackServer, ask: Ask) -> AsyncIterator[Client]:
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(aiohttp.ClientSession())
        yield Client(server, ask, session)


async def test_a_connection_needs_a_fresh_ticket_of_the_app_token(
    server: SlackServer, client: Client
) -> None:
    refused = await client.ask("apps.connections.open")
    assert refused["error"] == "not_allowed_token_type"
    opened = await client.ask("apps.connections.open", token=server.app_token)
    async with client.session.ws_connect(opened["url"]) as socket:
        hello = await socket.receive_json()
        assert {key: hello[key] for key in HELLO} == HELLO
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await client.session.ws_connect(opened["url"])


async def test_an_envelope_goes_to_one_connection_until_acked(
    server: SlackServer, client: Client
) -> None:
    first, second = await client.connect(), await client.connect()
    sent = [await server.people.command(ANNA, DESK, "list") for _ in range(2)]
    for socket in (first, second):
        envelope = await socket.receive_json()
        assert envelope["type"] == "slash_commands"
        assert envelope["accepts_response_payload"] is True
        assert envelope["payload"]["command"] == "/tocsin"
        await socket.send_json({"envelope_id": envelope["envelope_id"], "payload": {"text": "x"}})
    await server.until(lambda: all(envelope.acked for envelope in sent))
    assert sent[0].answer == {"text": "x"}
    assert sorted(line for envelope in sent for line in envelope.went) == [1, 2]
    await first.close()
    await second.close()


async def test_what_nobody_acked_comes_again_on_the_next_connection(
    server: SlackServer, client: Client
) -> None:
    socket = await client.connect()
    sent = await server.people.mention(ANNA, DESK, "list")
    first = await socket.receive_json()
    assert "retry_attempt" not in first
    server.sockets.drop()
    await server.until(lambda: server.sockets.connections == 0)
    again = await (await client.connect()).receive_json()
    assert again["envelope_id"] == sent.id
    assert again["retry_attempt"] == 1
    assert again["payload"]["event"]["text"] == "<@U0TOCSIN> list"


async def test_what_is_sent_to_nobody_waits(server: SlackServer, client: Client) -> None:
    sent = await server.people.tell(ANNA, "D0ANNA", "list")
    assert sent.sent is None
    envelope = await (await client.connect()).receive_json()
    assert envelope["payload"]["event"]["channel_type"] == "im"
    copy = await server.sockets.again(sent)
    assert copy.id != sent.id
    assert copy.payload["event_id"] == sent.payload["event_id"]


async def test_a_refresh_takes_the_connection_out_of_turn(
    server: SlackServer, client: Client
) -> None:
    old = await client.connect()
    await server.sockets.refresh()
    goodbye = await old.receive_json()
    assert goodbye == {"type": "disconnect", "reason": "refresh_requested"}
    new = await client.connect()
    sent = await server.people.command(ANNA, DESK, "list")
    assert (await new.receive_json())["envelope_id"] == sent.id
    await old.close()


async def test_a_response_url_takes_five_messages(server: SlackServer, client: Client) -> None:
    sent = await server.people.command(ANNA, DESK, "list")
    url = sent.payload["response_url"]
    assert await client.respond(url, text="only you") == (200, "ok")
    assert await client.respond(url, text="all", response_type="in_channel") == (200, "ok")
    assert await client.respond(url, delete_original=True) == (200, "ok")
    assert await client.respond(url) == (400, "no_text")
    assert await client.respond(url, text="x", blocks=[{}]) == (400, "invalid_blocks")
    assert await client.respond(url, text="one too many") == (404, "used_url")
    assert await client.respond(f"{url}x", text="x") == (404, "expired_url")
    [whispered] = server.world.ephemeral
    assert (whispered["to"], whispered["text"]) == (ANNA, "only you")
    assert [row["text"] for row in server.messages(DESK)] == ["all"]


async def test_a_press_tells_of_its_message_unless_it_was_for_one_person(
    server: SlackServer, client: Client
) -> None:
    button = {"type": "button", "text": {"type": "plain_text", "text": "Why"}, "action_id": "a"}
    blocks = [{"type": "actions", "elements": [{**button, "value": "why #1"}]}]
    await client.ask("chat.postMessage", channel=DESK, text="x", blocks=blocks)
    await client.ask("chat.postEphemeral", channel=DESK, user=ANNA, text="x", blocks=blocks)
    open_ = await server.people.press(ANNA, DESK, server.messages(DESK)[0], "Why")
    hidden = await server.people.press(ANNA, DESK, server.world.ephemeral[0], "Why")
    assert open_.payload["actions"][0]["value"] == "why #1"
    assert open_.payload["message"]["ts"] == open_.payload["container"]["message_ts"]
    assert "message" not in hidden.payload
    assert hidden.payload["container"]["is_ephemeral"] is True


def test_the_server_runs_in_a_thread_of_its_own_and_keeps_its_port() -> None:
    with ServerThread(SlackServer) as slack:
        url = slack.url
        slack.do(lambda: slack.server.people.channel(DESK, "desk"))
        slack.down()
        with pytest.raises(URLError):
            urlopen(f"{url}auth.test")  # noqa: S310 # loopback
        slack.up()
        with urlopen(f"{url}auth.test") as answer:  # noqa: S310 # loopback
            assert json.load(answer) == {"ok": False, "error": "not_authed"}
        [call] = slack.until(lambda: slack.server.log.of("auth.test"))
        assert not call.accepted
        sent = slack.wait(slack.server.people.event({"type": "app_uninstalled"}))
        assert sent.sent is None
