"""The HTTP of the Bot API: what it tells about the connection, and no token in any log."""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from ssl import SSLContext
from typing import Any

from httpx import create_ssl_context
from telegram.error import NetworkError, TelegramError
from telegram.request import BaseRequest, HTTPXRequest, RequestData

#: Libraries that print addresses, and the token is part of every address.
_TALKATIVE = ("httpcore", "httpx", "telegram")
_FLOOD, _SERVER_FAULT = 429, 500
_TROUBLES = {
    401: "Telegram refuses the token",
    404: "Telegram refuses the token",
    409: "another program polls with the same token",
}


class Flooded(TelegramError):
    """429: this chat has to wait."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(f"Telegram asks to wait {seconds:g} s")


class ServerFault(NetworkError):
    """5xx: nothing happened."""


@dataclass(slots=True)
class Health:
    """How the connection is; for /status."""

    clock: Callable[[], datetime]
    #: When Telegram last answered.
    answered: datetime | None = None
    #: What was wrong last, None while all is well.
    trouble: str | None = None


class WatchedRequest(HTTPXRequest):
    """PTB's own HTTP client, which notes how each request went."""

    def __init__(self, health: Health, token: str, **options: Any) -> None:  # noqa: ANN401 # HTTPXRequest's own
        super().__init__(httpx_kwargs={"verify": _trusted()}, **options)
        self._health = health
        self._token = token

    async def do_request(  # noqa: PLR0913, PLR0917 # as the base class has it
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401 # PTB's marker or seconds
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401 # the same
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401 # the same
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401 # the same
    ) -> tuple[int, bytes]:
        """Ask, and raise what the status means where PTB would lose it."""
        try:
            code, body = await super().do_request(
                url,
                method,
                request_data,
                read_timeout=read_timeout,
                write_timeout=write_timeout,
                connect_timeout=connect_timeout,
                pool_timeout=pool_timeout,
            )
        except TelegramError as error:
            self._health.trouble = str(error).replace(self._token, "…")
            raise
        if code >= _SERVER_FAULT:
            self._health.trouble = f"Telegram answers {code}"
            raise ServerFault(f"Telegram answers {code}")
        self._health.answered = self._health.clock()
        self._health.trouble = _TROUBLES.get(code)
        if code == _FLOOD:
            raise Flooded(_wait(body))
        return code, body


class Discretion(logging.Filter):
    """Takes the token out of whatever the libraries below log."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self._token = token

    def filter(self, record: logging.LogRecord) -> bool:
        """Let the record pass without the token."""
        try:
            said = record.getMessage()
        except (TypeError, ValueError):
            said = str(record.msg)
        if record.exc_info and record.exc_info[1] is not None:
            said = f"{said}: {record.exc_info[1]!r}"
        record.msg, record.args = said.replace(self._token, "…"), None
        record.exc_info = record.exc_text = None
        return True

    def begin(self) -> None:
        """Stand at every logger that would tell."""
        for logger in _loggers():
            logger.addFilter(self)

    def end(self) -> None:
        """Leave."""
        for logger in _loggers():
            logger.removeFilter(self)


def _loggers() -> list[logging.Logger]:
    """A filter sees what is logged at its own logger only: each of the family needs it."""
    names = [*logging.root.manager.loggerDict, *_TALKATIVE]
    return [logging.getLogger(name) for name in names if name.partition(".")[0] in _TALKATIVE]


def _wait(body: bytes) -> float:
    try:
        return float(json.loads(body)["parameters"]["retry_after"])
    except (ValueError, KeyError, TypeError):
        return 1.0


@cache
def _trusted() -> SSLContext:
    """Whose certificates are believed: each reading of the list takes 25 ms and its own memory."""
    return create_ssl_context()
