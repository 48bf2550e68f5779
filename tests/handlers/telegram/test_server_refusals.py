"""The Bot API server by itself: every error row of the contract, with its text and parameters."""

from collections.abc import Callable
from typing import Any

import aiohttp
import pytest

from tests.handlers.telegram.conftest import ANNA, CHANNEL, FORUM, GROUP, Ask
from tests.servers.faults import Kind
from tests.servers.telegram.server import TelegramServer

Arrange = Callable[[TelegramServer], object]


def _nothing(server: TelegramServer) -> None:
    del server


def _deactivate(server: TelegramServer) -> None:
    server.world.chats[ANNA].deactivated = True


def _delete_group(server: TelegramServer) -> None:
    server.world.chats[GROUP].deleted = True


def _leave(server: TelegramServer) -> None:
    server.world.chats[FORUM].members.clear()


def _restrict(server: TelegramServer) -> None:
    server.people._status(FORUM, "restricted")  # noqa: SLF001 # the one act no person has a button for


def _demote(server: TelegramServer) -> None:
    server.people._status(CHANNEL, "member")  # noqa: SLF001 # the same


def _button(**button: str) -> dict[str, Any]:
    return {"reply_markup": {"inline_keyboard": [[button]]}}


ROWS: list[tuple[str, Arrange, dict[str, Any], int, str]] = [
    ("unknown chat", _nothing, {"chat_id": 404}, 400, "Bad Request: chat not found"),
    ("no chat", _nothing, {"chat_id": ""}, 400, "Bad Request: chat_id is empty"),
    (
        "blocked",
        lambda server: server.people.block(ANNA),
        {},
        403,
        "Forbidden: bot was blocked by the user",
    ),
    ("deactivated", _deactivate, {}, 403, "Forbidden: user is deactivated"),
    (
        "kicked from a group",
        lambda server: server.people.kick(ANNA, GROUP),
        {"chat_id": GROUP},
        403,
        "Forbidden: bot was kicked from the group chat",
    ),
    (
        "kicked from a channel",
        lambda server: server.people.kick(ANNA, CHANNEL),
        {"chat_id": CHANNEL},
        403,
        "Forbidden: bot was kicked from the channel chat",
    ),
    (
        "not a member",
        _leave,
        {"chat_id": FORUM},
        403,
        "Forbidden: bot is not a member of the supergroup chat",
    ),
    (
        "deleted group",
        _delete_group,
        {"chat_id": GROUP},
        403,
        "Forbidden: the group chat was deleted",
    ),
    (
        "may not write",
        _restrict,
        {"chat_id": FORUM},
        400,
        "Bad Request: not enough rights to send text messages to the chat",
    ),
    (
        "no administrator of the channel",
        _demote,
        {"chat_id": CHANNEL},
        400,
        "Bad Request: need administrator rights in the channel chat",
    ),
    (
        "answer to nothing",
        _nothing,
        {"reply_parameters": {"message_id": 999}},
        400,
        "Bad Request: message to be replied not found",
    ),
    (
        "unknown topic",
        _nothing,
        {"chat_id": FORUM, "message_thread_id": 99},
        400,
        "Bad Request: message thread not found",
    ),
    (
        "the General topic by number",
        _nothing,
        {"chat_id": FORUM, "message_thread_id": 1},
        400,
        "Bad Request: message thread not found",
    ),
    (
        "closed topic",
        lambda server: server.people.topic(ANNA, FORUM, 42, is_open=False),
        {"chat_id": FORUM, "message_thread_id": 42},
        400,
        "Bad Request: TOPIC_CLOSED",
    ),
    ("no text", _nothing, {"text": ""}, 400, "Bad Request: message text is empty"),
    ("only spaces", _nothing, {"text": " \n "}, 400, "Bad Request: message text is empty"),
    (
        "empty markup",
        _nothing,
        {"text": "<b></b>", "parse_mode": "HTML"},
        400,
        "Bad Request: message text is empty",
    ),
    (
        "too many bytes",
        _nothing,
        {"text": "<b>" + "é" * 16_383 + "</b>", "parse_mode": "HTML"},
        400,
        "Bad Request: text is too long",
    ),
    ("4097 characters", _nothing, {"text": "a" * 4097}, 400, "Bad Request: message is too long"),
    (
        "2049 flags' halves",
        _nothing,
        {"text": "🇮" * 2049},
        400,
        "Bad Request: message is too long",
    ),
    (
        "an open tag",
        _nothing,
        {"text": "<b>x", "parse_mode": "HTML"},
        400,
        "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\"",
    ),
    (
        "an unknown tag",
        _nothing,
        {"text": "a <foo>", "parse_mode": "html"},
        400,
        'Bad Request: can\'t parse entities: Unsupported start tag "foo" at byte offset 2',
    ),
    (
        "65 bytes of callback data",
        _nothing,
        _button(text="x", callback_data="é" * 32 + "a"),
        400,
        "Bad Request: BUTTON_DATA_INVALID",
    ),
    (
        "a button that does nothing",
        _nothing,
        _button(text="x"),
        400,
        (
            "Bad Request: can't parse inline keyboard button: "
            "Text buttons are unallowed in the inline keyboard"
        ),
    ),
]


@pytest.mark.parametrize(
    ("arrange", "asked", "status", "says"),
    [row[1:] for row in ROWS],
    ids=[row[0] for row in ROWS],
)
async def test_a_message_that_telegram_would_not_take_is_refused_in_its_words(
    server: TelegramServer,
    ask: Ask,
    arrange: Arrange,
    asked: dict[str, Any],
    status: int,
    says: str,
) -> None:
    arrange(server)
    answer = await ask("sendMessage", **({"chat_id": ANNA, "text": "x"} | asked))
    assert answer == (status, {"ok": False, "error_code": status, "description": says})


async def test_an_upgraded_group_names_its_new_id(server: TelegramServer, ask: Ask) -> None:
    server.people.upgrade(GROUP, -1009999)
    status, body = await ask("sendMessage", chat_id=GROUP, text="x")
    assert status == 400
    assert body["description"] == ("Bad Request: group chat was upgraded to a supergroup chat")
    assert body["parameters"] == {"migrate_to_chat_id": -1009999}
    assert (await ask("sendMessage", chat_id=-1009999, text="x"))[0] == 200


async def test_a_flood_names_the_wait_in_parameters_and_in_a_header(server: TelegramServer) -> None:
    server.faults.add(Kind.FLOOD, seconds=7)
    url = f"{server.url}/bot{server.token}/sendMessage"
    async with aiohttp.request("POST", url, data={"chat_id": ANNA, "text": "x"}) as answer:
        assert answer.status == 429
        assert answer.headers["Retry-After"] == "7"
        body = await answer.json()
    assert body["description"] == "Too Many Requests: retry after 7"
    assert body["parameters"] == {"retry_after": 7}
    assert server.messages(ANNA) == []


async def test_an_edit_that_changes_nothing_is_refused(ask: Ask) -> None:
    _, body = await ask("sendMessage", chat_id=ANNA, text="<b>x</b>", parse_mode="HTML")
    edit = {"chat_id": ANNA, "message_id": body["result"]["message_id"], "parse_mode": "HTML"}
    status, body = await ask("editMessageText", text="<b>x</b> ", **edit)
    assert status == 400
    assert body["description"].startswith("Bad Request: message is not modified: specified new")
    assert (await ask("editMessageText", text="<i>x</i>", **edit))[0] == 200


@pytest.mark.parametrize(
    ("method", "says"),
    [
        ("editMessageText", "Bad Request: message to edit not found"),
        ("editMessageReplyMarkup", "Bad Request: message to edit not found"),
        ("deleteMessage", "Bad Request: message to delete not found"),
    ],
)
async def test_a_message_that_is_not_there_cannot_be_touched(
    ask: Ask, method: str, says: str
) -> None:
    status, body = await ask(method, chat_id=ANNA, message_id=999, text="x")
    assert (status, body["description"]) == (400, says)


async def test_somebody_elses_message_cannot_be_edited(server: TelegramServer, ask: Ask) -> None:
    hers = server.people.say(ANNA, "hello")
    status, body = await ask("editMessageText", chat_id=ANNA, message_id=hers, text="x")
    assert (status, body["description"]) == (400, "Bad Request: message can't be edited")


async def test_a_caption_is_shorter_than_a_text(ask: Ask) -> None:
    assert (await ask("sendPhoto", chat_id=ANNA, caption="a" * 1024))[0] == 200
    status, body = await ask("sendPhoto", chat_id=ANNA, caption="a" * 1025)
    assert (status, body["description"]) == (400, "Bad Request: message caption is too long")


async def test_an_unknown_callback_query_is_too_old(ask: Ask) -> None:
    status, body = await ask("answerCallbackQuery", callback_query_id="1")
    assert status == 400
    assert body["description"] == (
        "Bad Request: query is too old and response timeout expired or query ID is invalid"
    )


@pytest.mark.parametrize(
    ("token", "method", "status", "says"),
    [
        ("nonsense", "getMe", 404, "Not Found"),
        ("123456:another-token-of-the-right-form", "getMe", 401, "Unauthorized"),
        (None, "getTea", 404, "Not Found: method not found"),
    ],
)
async def test_wrong_tokens_and_methods_are_refused(
    server: TelegramServer, token: str | None, method: str, status: int, says: str
) -> None:
    url = f"{server.url}/bot{token or server.token}/{method}"
    async with aiohttp.request("GET", url) as answer:
        assert answer.status == status
        assert await answer.json() == {"ok": False, "error_code": status, "description": says}
