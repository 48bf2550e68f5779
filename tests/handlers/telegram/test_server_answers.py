"""The Bot API server by itself: what it takes, keeps and logs, and the faults it plays."""

import asyncio
import json
import time

import aiohttp
import pytest

from tests.handlers.telegram.conftest import ANNA, BORIS, CHANNEL, FORUM, GROUP, Ask
from tests.servers.faults import Kind
from tests.servers.telegram.log import Call, Limits, Log
from tests.servers.telegram.server import TelegramServer
from tests.servers.thread import ServerThread


async def test_entities_count_utf16_units(ask: Ask) -> None:
    text = '🇮🇶 <b>Qaim</b> <a href="https://a.example/?a=1&amp;b=2">x</a> @anna'
    _, body = await ask("sendMessage", chat_id=ANNA, text=text, parse_mode="HTML")
    assert body["result"]["text"] == "🇮🇶 Qaim x @anna"
    assert body["result"]["entities"] == [
        {"type": "bold", "offset": 5, "length": 4},
        {"type": "text_link", "offset": 10, "length": 1, "url": "https://a.example/?a=1&b=2"},
        {"type": "mention", "offset": 12, "length": 5},
    ]


async def test_texts_are_trimmed_and_cleaned_with_their_entities(ask: Ask) -> None:
    text = "  a\u202e\x07<i>b</i>\r\n<b>c</b>  "
    _, body = await ask("sendMessage", chat_id=ANNA, text=text, parse_mode="HTML")
    assert body["result"]["text"] == "a b\nc"
    assert [(one["offset"], one["length"]) for one in body["result"]["entities"]] == [
        (2, 1),
        (4, 1),
    ]


@pytest.mark.parametrize("form", ["query", "urlencoded", "multipart", "json"])
async def test_every_way_of_asking_is_taken(server: TelegramServer, form: str) -> None:
    asked = {"chat_id": str(ANNA), "text": "x", "reply_parameters": json.dumps({"message_id": 0})}
    url = f"{server.url}/bot{server.token}/SENDmessage"
    multipart = aiohttp.MultipartWriter("form-data")
    for key, value in asked.items():
        part = multipart.append(value)
        part.set_content_disposition("form-data", name=key)
    ways: dict[str, dict[str, object]] = {
        "query": {"params": asked},
        "urlencoded": {"data": asked},
        "multipart": {"data": multipart},
        "json": {"json": asked},
    }
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, **ways[form]) as answer,  # type: ignore[arg-type] # one of four ways
    ):
        assert answer.status == 200
    assert [message["text"] for message in server.messages(ANNA)] == ["x"]


async def test_a_message_goes_to_its_topic_and_answers_its_parent(
    server: TelegramServer, ask: Ask
) -> None:
    where = {"chat_id": FORUM, "message_thread_id": 42}
    _, first = await ask("sendMessage", text="parent", **where)
    parent = first["result"]["message_id"]
    await ask("sendMessage", text="child", reply_parameters={"message_id": parent}, **where)
    gone = {"message_id": 999, "allow_sending_without_reply": True}
    await ask("sendMessage", text="orphan", reply_parameters=gone, **where)
    _, child, orphan = server.messages(FORUM)
    assert child["message_thread_id"] == 42
    assert child["reply_to_message"]["message_id"] == parent
    assert "reply_to_message" not in orphan


async def test_an_edit_replaces_text_and_buttons(server: TelegramServer, ask: Ask) -> None:
    buttons = {"inline_keyboard": [[{"text": "Why?", "callback_data": "why"}]]}
    _, body = await ask("sendMessage", chat_id=ANNA, text="old", reply_markup=buttons)
    edit = {"chat_id": ANNA, "message_id": body["result"]["message_id"]}
    await ask("editMessageText", text="new", **edit)
    message = server.messages(ANNA)[0]
    assert message["text"] == "new"
    assert message["edit_date"] >= message["date"]
    assert "reply_markup" not in message
    await ask("editMessageReplyMarkup", reply_markup=buttons, **edit)
    assert server.messages(ANNA)[0]["reply_markup"] == buttons
    await ask("deleteMessage", **edit)
    assert server.messages(ANNA) == []


async def test_a_press_is_answered_once_and_can_be_played_again(
    server: TelegramServer, ask: Ask
) -> None:
    buttons = {"inline_keyboard": [[{"text": "Why?", "callback_data": "why #1"}]]}
    _, body = await ask("sendMessage", chat_id=ANNA, text="x", reply_markup=buttons)
    query = server.people.press(ANNA, ANNA, body["result"]["message_id"], "Why?")
    pressed = (await ask("getUpdates"))[1]["result"][0]["callback_query"]
    assert (pressed["data"], pressed["chat_instance"]) == ("why #1", f"-{ANNA}")
    await ask("answerCallbackQuery", callback_query_id=query, text="so", show_alert=True)
    assert server.world.callbacks[query] == {"text": "so", "show_alert": True}
    server.people.replay(query)
    assert server.world.updates.pending == 2
    server.world.expired_callbacks.add(query)
    assert (await ask("answerCallbackQuery", callback_query_id=query))[0] == 400


async def test_members_and_administrators_are_as_they_are_now(
    server: TelegramServer, ask: Ask
) -> None:
    async def status(chat: int, user: int) -> str:
        return str((await ask("getChatMember", chat_id=chat, user_id=user))[1]["result"]["status"])

    assert await status(GROUP, ANNA) == "administrator"
    server.people.join(GROUP, ANNA, "member")
    assert await status(GROUP, ANNA) == "member"
    _, body = await ask("getChatAdministrators", chat_id=CHANNEL)
    assert [row["user"]["first_name"] for row in body["result"]] == ["Tocsin", "Anna"]
    assert (await ask("getChat", chat_id="@wire"))[1]["result"]["id"] == CHANNEL
    assert (await ask("getChatAdministrators", chat_id=BORIS))[0] == 400


async def test_commands_are_kept_by_scope_and_language(ask: Ask) -> None:
    commands = [{"command": "list", "description": "what this chat asked for"}]
    scope = {"type": "all_group_chats"}
    assert (await ask("setMyCommands", commands=commands, scope=scope))[0] == 200
    assert (await ask("getMyCommands", scope=scope))[1]["result"] == commands
    assert (await ask("getMyCommands"))[1]["result"] == []
    bad = [{"command": "List", "description": "x"}]
    assert (await ask("setMyCommands", commands=bad))[0] == 400


async def test_a_broken_connection_before_acceptance_posts_nothing(
    server: TelegramServer, ask: Ask
) -> None:
    server.faults.add(Kind.RESET_BEFORE, place=ANNA)
    with pytest.raises(aiohttp.ClientError):
        await ask("sendMessage", chat_id=ANNA, text="x")
    assert server.messages(ANNA) == []


async def test_a_broken_connection_after_acceptance_has_posted(
    server: TelegramServer, ask: Ask
) -> None:
    server.faults.add(Kind.RESET_AFTER, method="sendMessage")
    with pytest.raises(aiohttp.ClientError):
        await ask("sendMessage", chat_id=ANNA, text="x")
    assert [message["text"] for message in server.messages(ANNA)] == ["x"]


async def test_a_slow_answer_comes_after_the_message(server: TelegramServer, ask: Ask) -> None:
    server.faults.add(Kind.SLOW, seconds=0.3)
    start = time.monotonic()
    asked = asyncio.create_task(ask("sendMessage", chat_id=ANNA, text="x"))
    await server.until(lambda: server.messages(ANNA))
    assert not asked.done()
    await asked
    assert time.monotonic() - start >= 0.3


async def test_a_gateway_error_hits_as_often_as_scripted(server: TelegramServer) -> None:
    server.faults.add(Kind.STATUS, status=503, times=2)
    url = f"{server.url}/bot{server.token}/getMe"
    seen = []
    for _ in range(3):
        async with aiohttp.request("GET", url) as answer:
            seen.append(answer.status)
    assert seen == [503, 503, 200]


async def test_the_log_knows_what_was_asked_and_when(server: TelegramServer, ask: Ask) -> None:
    before = time.monotonic()
    await ask("sendMessage", chat_id=ANNA, text="x")
    await ask("sendMessage", chat_id=404, text="y")
    good, bad = server.log.of("sendMessage")
    assert before <= good.at <= bad.at <= time.monotonic()
    assert (good.accepted, bad.accepted) == (True, False)
    assert bad.description == "Bad Request: chat not found"


def test_the_log_finds_every_broken_limit() -> None:
    def log(times: list[float], chat: int) -> Log:
        asked = {"chat_id": str(chat)}
        return Log([Call(at=at, method="sendmessage", asked=asked, status=200) for at in times])

    assert log([0, 1, 2], 5).broken_limits(Limits()) == []
    assert "chat 5: 2 in 1 s" in log([0, 0.9], 5).broken_limits(Limits())[0]
    crowd = [index * 2.9 for index in range(21)]
    assert log(crowd, 5).broken_limits(Limits()) == []
    assert "group -5: 21 in 60 s" in log(crowd, -5).broken_limits(Limits())[0]
    assert log([0, 0.9], 5).broken_limits(Limits(second=0.5)) == []


async def test_it_refuses_connections_while_closed_and_comes_back(
    server: TelegramServer, ask: Ask
) -> None:
    await server.close()
    with pytest.raises(aiohttp.ClientConnectorError):
        await ask("getMe")
    await server.open()
    assert (await ask("getMe"))[1]["result"]["is_bot"]


def test_it_runs_in_a_thread_of_its_own() -> None:
    with ServerThread(TelegramServer) as telegram:
        telegram.do(lambda: telegram.server.people.person(ANNA, "Anna"))

        async def post() -> None:
            url = f"{telegram.url}/bot{telegram.server.token}/sendMessage"
            async with aiohttp.request("POST", url, data={"chat_id": ANNA, "text": "x"}):
                pass

        asyncio.run(post())
        assert telegram.until(lambda: telegram.server.messages(ANNA))[0]["text"] == "x"
        telegram.down()
        with pytest.raises(aiohttp.ClientConnectorError):
            asyncio.run(post())
        telegram.up()
        asyncio.run(post())
