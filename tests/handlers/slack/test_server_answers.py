"""The Slack server's own answers, asked by plain HTTP."""

import json
from typing import Any

import aiohttp
import pytest

from tests.handlers.slack.conftest import ANNA, DESK, DM, OUTSIDE, PRIVATE, WIRE, Ask, rich, section
from tests.servers.faults import Kind
from tests.servers.slack.server import SlackServer
from tests.servers.slack.sight import pinged, seen

METADATA = {"event_type": "tocsin_delivery", "event_payload": {"delivery_id": "d1"}}


@pytest.mark.parametrize("way", ["json", "form", "query", "get"])
async def test_arguments_are_taken_however_they_come(server: SlackServer, way: str) -> None:
    bearer = {"Authorization": f"Bearer {server.bot_token}"}
    asked = {"channel": DESK, "text": "hello", "blocks": json.dumps([section("hi")])}
    given: dict[str, Any] = {"json": asked} if way == "json" else {"data": asked}
    if way in {"query", "get"}:
        given = {"params": asked}
    verb = "GET" if way == "get" else "POST"
    async with aiohttp.ClientSession(headers=bearer) as session:
        url = f"{server.url}chat.postMessage"
        async with session.request(verb, url, **given) as answer:
            body = await answer.json()
    assert answer.status == 200
    assert body["ok"] is True
    assert body["channel"] == DESK
    assert body["message"]["blocks"] == [section("hi")]
    assert server.messages(DESK)[0]["ts"] == body["ts"]


@pytest.mark.parametrize(
    ("token", "error"),
    [("", "not_authed"), ("xoxb-other", "invalid_auth"), ("app", "not_allowed_token_type")],
)
async def test_a_wrong_token_is_refused_by_name(ask: Ask, token: str, error: str) -> None:
    given = "xapp-1-test-token-for-a-server-on-loopback" if token == "app" else token  # noqa: S105 # a case, no secret
    assert await ask("auth.test", token=given) == {"ok": False, "error": error}


async def test_a_revoked_token_is_refused_by_name(server: SlackServer, ask: Ask) -> None:
    server.world.token_error = "token_revoked"  # noqa: S105 # an error's name
    assert (await ask("chat.postMessage", channel=DESK, text="x"))["error"] == "token_revoked"


async def test_a_missing_scope_says_which(server: SlackServer, ask: Ask) -> None:
    server.world.scopes.discard("chat:write")
    answer = await ask("chat.postMessage", channel=DESK, text="x")
    assert (answer["error"], answer["needed"]) == ("missing_scope", "chat:write")
    assert "commands" in answer["provided"].split(",")


async def test_who_am_i(ask: Ask) -> None:
    answer = await ask("auth.test")
    assert (answer["team_id"], answer["user_id"], answer["user"]) == (
        "T0DESK",
        "U0TOCSIN",
        "tocsin",
    )


@pytest.mark.parametrize(
    ("channel", "error"), [("C0NONE", "channel_not_found"), (OUTSIDE, "not_in_channel")]
)
async def test_channels_that_take_nothing(ask: Ask, channel: str, error: str) -> None:
    assert (await ask("chat.postMessage", channel=channel, text="x"))["error"] == error


async def test_archived_and_restricted_channels_say_so(server: SlackServer, ask: Ask) -> None:
    server.world.channels[DESK].archived = True
    server.world.channels[WIRE].refuses = "restricted_action"
    assert (await ask("chat.postMessage", channel=DESK, text="x"))["error"] == "is_archived"
    assert (await ask("chat.postMessage", channel=WIRE, text="x"))["error"] == "restricted_action"


async def test_a_private_channel_is_unknown_to_who_is_outside(
    server: SlackServer, ask: Ask
) -> None:
    server.world.channels[PRIVATE].members.discard("U0TOCSIN")
    assert (await ask("conversations.info", channel=PRIVATE))["error"] == "channel_not_found"
    assert (await ask("conversations.info", channel=OUTSIDE))["channel"]["is_member"] is False
    assert (await ask("conversations.info", channel=DM))["channel"]["user"] == ANNA


async def test_a_flood_is_429_with_a_header(server: SlackServer) -> None:
    server.faults.add(Kind.FLOOD, method="chat.postMessage", seconds=7)
    async with aiohttp.ClientSession() as session:
        url = f"{server.url}chat.postMessage"
        async with session.post(url, json={"channel": DESK, "text": "x"}) as answer:
            assert (answer.status, answer.headers["Retry-After"]) == (429, "7")
            assert await answer.json() == {"ok": False, "error": "ratelimited"}
    assert server.messages(DESK) == []


@pytest.mark.parametrize("kind", [Kind.RESET_BEFORE, Kind.RESET_AFTER])
async def test_a_connection_may_break_before_or_after_the_act(
    server: SlackServer, ask: Ask, kind: Kind
) -> None:
    server.faults.add(kind, method="chat.postMessage")
    with pytest.raises(aiohttp.ClientError):
        await ask("chat.postMessage", channel=DESK, text="x")
    assert len(server.messages(DESK)) == (kind is Kind.RESET_AFTER)


async def test_an_error_may_hide_that_it_was_done(server: SlackServer, ask: Ask) -> None:
    server.faults.add(Kind.REFUSE_AFTER, words="fatal_error")
    assert (await ask("chat.postMessage", channel=DESK, text="x"))["error"] == "fatal_error"
    assert len(server.messages(DESK)) == 1


async def test_a_gateway_answers_without_json(server: SlackServer, ask: Ask) -> None:
    server.faults.add(Kind.STATUS, status=503)
    with pytest.raises(aiohttp.ContentTypeError):
        await ask("auth.test")


async def test_a_message_needs_text_or_blocks(ask: Ask) -> None:
    assert (await ask("chat.postMessage", channel=DESK))["error"] == "no_text"
    assert (await ask("chat.postMessage", channel=DESK, blocks=[section("x")]))["ok"]


async def test_text_above_40_000_is_stored_truncated(server: SlackServer, ask: Ask) -> None:
    answer = await ask("chat.postMessage", channel=DESK, text="x" * 40_001)
    assert answer["warning"] == "message_truncated"
    assert len(server.messages(DESK)[0]["text"]) == 40_000


async def test_an_update_without_blocks_keeps_them_and_an_empty_list_clears(
    server: SlackServer, ask: Ask
) -> None:
    first = await ask(
        "chat.postMessage", channel=DESK, text="a", blocks=[section("a")], metadata=METADATA
    )
    await ask("chat.update", channel=DESK, ts=first["ts"], text="b")
    [message] = server.messages(DESK)
    assert (seen(message), message["text"], message["metadata"]) == ("a", "b", METADATA)
    changed = {"event_type": "x", "event_payload": {}}
    await ask("chat.update", channel=DESK, ts=first["ts"], text="c", blocks=[], metadata=changed)
    [message] = server.messages(DESK)
    assert (seen(message), message["metadata"]) == ("c", changed)


async def test_updates_that_cannot_be(server: SlackServer, ask: Ask) -> None:
    await server.people.mention(ANNA, DESK, "hello")
    foreign = next(iter(server.world.channels[DESK].messages))
    own = (await ask("chat.postMessage", channel=DESK, text="x"))["ts"]
    server.world.frozen.add(own)
    for ts, error in (
        ("1.1", "message_not_found"),
        (foreign, "cant_update_message"),
        (own, "edit_window_closed"),
    ):
        assert (await ask("chat.update", channel=DESK, ts=ts, text="y"))["error"] == error


async def test_history_shows_metadata_only_if_asked_and_no_quiet_replies(
    server: SlackServer, ask: Ask
) -> None:
    start = server.world.now() - 1
    first = await ask("chat.postMessage", channel=DESK, text="a", metadata=METADATA)
    thread = {"channel": DESK, "thread_ts": first["ts"]}
    await ask("chat.postMessage", text="quiet", **thread)
    loud = await ask("chat.postMessage", text="loud", reply_broadcast=True, **thread)
    assert loud["message"]["subtype"] == "thread_broadcast"
    history = await ask("conversations.history", channel=DESK, oldest=str(start))
    assert [row["text"] for row in history["messages"]] == ["loud", "a"]
    assert "metadata" not in history["messages"][1]
    asked = {"channel": DESK, "include_all_metadata": "1", "inclusive": 1, "oldest": first["ts"]}
    history = await ask("conversations.history", **asked)
    assert history["messages"][1]["metadata"] == METADATA
    replies = await ask("conversations.replies", channel=DESK, ts=first["ts"])
    assert [row["text"] for row in replies["messages"]] == ["a", "quiet", "loud"]


async def test_history_comes_in_pages(ask: Ask) -> None:
    for text in "abc":
        await ask("chat.postMessage", channel=DESK, text=text)
    page = await ask("conversations.history", channel=DESK, limit=2)
    assert (len(page["messages"]), page["has_more"]) == (2, True)
    cursor = page["response_metadata"]["next_cursor"]
    rest = await ask("conversations.history", channel=DESK, limit=2, cursor=cursor)
    assert ([row["text"] for row in rest["messages"]], rest["has_more"]) == (["a"], False)
    assert (await ask("conversations.history", channel=DESK, limit=0.5))["error"] == "invalid_limit"
    wrong = await ask("conversations.history", channel=DESK, cursor="x")
    assert wrong["error"] == "invalid_cursor"
    assert (await ask("conversations.history", channel=OUTSIDE))["error"] == "not_in_channel"


async def test_a_thread_that_is_not_there(ask: Ask) -> None:
    answer = await ask("chat.postMessage", channel=DESK, text="x", thread_ts="1.1")
    assert answer["error"] == "thread_not_found"
    answer = await ask("conversations.replies", channel=DESK, ts="1.1")
    assert answer["error"] == "thread_not_found"


async def test_an_ephemeral_message_is_for_one_member(server: SlackServer, ask: Ask) -> None:
    answer = await ask("chat.postEphemeral", channel=DESK, user=ANNA, text="psst", thread_ts="1.1")
    assert answer["ok"]
    assert server.messages(DESK) == []
    [row] = server.world.ephemeral
    assert (row["to"], row["text"], row["thread_ts"]) == (ANNA, "psst", "1.1")
    nobody = await ask("chat.postEphemeral", channel=DESK, user="U0NO", text="x")
    assert nobody["error"] == "user_not_in_channel"


async def test_people_and_unknown_methods(ask: Ask) -> None:
    guest = await ask("users.info", user="U0GUEST", include_locale="true")
    assert (guest["user"]["is_restricted"], guest["user"]["locale"]) == (True, "en-US")
    assert (await ask("users.info", user="U0STRANGER"))["user"]["is_stranger"] is True
    assert (await ask("users.info", user="U0NO"))["error"] == "user_not_found"
    assert (await ask("chat.sing"))["error"] == "unknown_method"


def test_a_ping_is_seen_wherever_it_stands() -> None:
    assert pinged({"text": "<!channel> <@U1> &lt;@U2&gt;"}) == ["<!channel>", "<@U1>"]
    assert pinged({"text": "", "blocks": [section("<!here>"), rich("<@U1> @here")]}) == ["<!here>"]
    assert seen({"text": "&lt;b&gt; <https://a.example/|a>"}) == "<b> a"


async def test_the_log_finds_two_messages_in_one_second(server: SlackServer, ask: Ask) -> None:
    for text in "ab":
        await ask("chat.postMessage", channel=DESK, text=text)
    assert len(server.log.broken_limits()) == 1
    assert server.log.broken_limits(second=0) == []
