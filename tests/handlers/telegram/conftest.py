"""A Bot API server with people, a group, a forum and a channel in it; a plain HTTP client."""

from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any, TypeAlias

import aiohttp
import pytest

from tests.servers.telegram.server import TelegramServer

#: `await ask("sendMessage", chat_id=1, text="x")` → (HTTP status, body).
Ask: TypeAlias = Callable[..., Coroutine[Any, Any, tuple[int, dict[str, Any]]]]

ANNA, BORIS = 5, 6
GROUP, FORUM, CHANNEL = -77, -1001234, -1009000


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as server:
        people = server.people
        people.person(ANNA, "Anna")
        people.person(BORIS, "Boris")
        people.group(GROUP, "Desk", kind="group")
        people.group(FORUM, "Forum", topics=(42, 43))
        people.group(CHANNEL, "Wire", kind="channel")
        for chat in (GROUP, FORUM, CHANNEL):
            people.join(chat, ANNA, "administrator")
            people.join(chat, BORIS)
        yield server


@pytest.fixture
async def ask(server: TelegramServer) -> AsyncIterator[Ask]:
    async with aiohttp.ClientSession() as session:

        async def ask(method: str, **asked: Any) -> tuple[int, dict[str, Any]]:  # noqa: ANN401 # whatever the API takes
            url = f"{server.url}/bot{server.token}/{method}"
            async with session.post(url, json=asked) as answer:
                return answer.status, await answer.json()

        yield ask
