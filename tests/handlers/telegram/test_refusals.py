"""What errors mean that no server sends on purpose."""

import json
import logging

import httpx
import pytest
from telegram.error import ChatMigrated, InvalidToken, NetworkError, TelegramError, TimedOut

from bot.errors import TocsinError, Unavailable, Uncertain
from handlers.telegram.faults import named
from handlers.telegram.refusals import meaning
from handlers.telegram.wire import Discretion, Flooded, _wait

CASES: list[tuple[TelegramError, Exception | None, type[TocsinError]]] = [
    (NetworkError("x"), httpx.ConnectError("refused"), Unavailable),
    (NetworkError("x"), httpx.ReadError("cut"), Uncertain),
    (NetworkError("x"), httpx.RemoteProtocolError("cut"), Uncertain),
    (NetworkError("x"), httpx.WriteError("cut"), Uncertain),
    (NetworkError("x"), httpx.ProxyError("no"), Unavailable),
    (NetworkError("Request Entity Too Large"), None, Unavailable),
    (TimedOut(), httpx.ConnectTimeout("slow"), Unavailable),
    (TimedOut(), httpx.PoolTimeout("busy"), Unavailable),
    (TimedOut(), httpx.ReadTimeout("slow"), Uncertain),
    (TimedOut(), httpx.WriteTimeout("slow"), Uncertain),
    (ChatMigrated(-1009), None, Unavailable),
    (InvalidToken("x"), None, Unavailable),
    (Flooded(3), None, Unavailable),
    (TelegramError("Invalid server response"), None, Uncertain),
]


@pytest.mark.parametrize(("error", "cause", "means"), CASES)
def test_only_what_never_left_may_be_sent_again(
    error: TelegramError, cause: Exception | None, means: type[TocsinError]
) -> None:
    error.__cause__ = cause
    assert type(meaning(error)) is means


@pytest.mark.parametrize("body", [b"", b"<html>", b"{}", b'{"parameters":{"retry_after":"x"}}'])
def test_a_flood_that_names_no_wait_waits_a_second(body: bytes) -> None:
    assert _wait(body) == 1
    assert _wait(json.dumps({"parameters": {"retry_after": 9}}).encode()) == 9


def test_the_token_goes_from_arguments_and_from_errors() -> None:
    def said(message: object, *args: object, error: Exception | None = None) -> str:
        exc_info = (type(error), error, None) if error else None
        record = logging.LogRecord("httpx", 10, __file__, 1, message, args, exc_info)
        assert Discretion("123:secret").filter(record)
        return logging.Formatter().format(record)

    assert said("GET %s", "https://t.example/bot123:secret/getMe") == (
        "GET https://t.example/bot…/getMe"
    )
    assert "secret" not in said("broken %d", "123:secret")
    assert "secret" not in said("failed", error=InvalidToken("The token `123:secret` was rejected"))
    assert "InvalidToken" in said("failed", error=InvalidToken("x"))


def test_a_fault_names_its_place_and_nothing_else() -> None:
    def fail() -> None:
        raise KeyError("123:secret")

    assert named(KeyError("123:secret")) == "KeyError"
    with pytest.raises(KeyError) as caught:
        fail()
    assert named(caught.value).startswith("KeyError at ")
    assert "secret" not in named(caught.value)
