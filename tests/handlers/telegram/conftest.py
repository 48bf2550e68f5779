"""A Bot API server with people, a group, a forum and a channel; a plain client; a handler."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeAlias

import aiohttp
import pytest

from bot.command.answer import answer
from bot.command.request import Request
from bot.model.channel import Channel, Subscription
from bot.ports import Store
from bot.report.message import Message
from handlers.telegram import TelegramHandler
from tests.fakes.database import empty_store
from tests.servers.telegram.server import TelegramServer

#: `await ask("sendMessage", chat_id=1, text="x")` → (HTTP status, body).
Ask: TypeAlias = Callable[..., Coroutine[Any, Any, tuple[int, dict[str, Any]]]]

NOW = datetime(2026, 11, 22, 21, 0, tzinfo=UTC)
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


class House:
    """A handler on a real store, with the house's commands behind it."""

    def __init__(self, server: TelegramServer, store: Store) -> None:
        self.server = server
        self.store = store
        #: Every channel that waited for its turn, in order.
        self.turns: list[Channel] = []
        #: Commands are answered once it is set, where there is one.
        self.gate: asyncio.Event | None = None
        #: Raised by the next commands, where it is not empty.
        self.errors: list[Exception] = []
        self.handler = self.connect(server.token)

    def connect(self, token: str, **options: Any) -> TelegramHandler:  # noqa: ANN401 # the handler's own
        """Another handler on the same server and store, not started."""
        return TelegramHandler(
            token=token,
            api_base_url=self.server.url,
            store=self.store,
            answer=self._answer,
            turn=self._turn,
            clock=lambda: NOW,
            **options,
        )

    async def asked(self, user: int, text: str, **where: Any) -> dict[str, Any]:  # noqa: ANN401 # as `say` takes it
        """Somebody writes; the bot's answer."""
        chat = where.get("chat_id") or user
        known = len(self.server.messages(chat))
        self.server.people.say(user, text, **where)
        answers = await self.server.until(lambda: self.server.messages(chat)[known:])
        return answers[0]

    async def silent(self, user: int, text: str, **where: Any) -> bool:  # noqa: ANN401 # as `say` takes it
        """Somebody writes, then says something else in private: whether only that was answered."""
        chats = [chat for chat in self.server.world.chats if chat != user]
        before = [len(self.server.messages(chat)) for chat in chats]
        self.server.people.say(user, text, **where)
        await self.asked(user, "/help")
        return before == [len(self.server.messages(chat)) for chat in chats]

    async def pressed(
        self, user: int, message: dict[str, Any], button: str, *, data: str | None = None
    ) -> dict[str, Any]:
        """Somebody presses a button; the notice the bot shows them."""
        chat = message["chat"]["id"]
        query = self.server.people.press(user, chat, message["message_id"], button, data=data)
        return await self.server.until(lambda: self.server.world.callbacks[query] or {})

    async def shows(self, words: str, *, within: float = 5.0) -> None:
        """Wait until the connection's state holds these words."""
        async with asyncio.timeout(within):
            while words not in self.handler.status():  # noqa: ASYNC110 # a state has no event
                await asyncio.sleep(0.01)

    async def wishes(self, chat: int, topic: int | None = None) -> list[Subscription]:
        """A channel's subscriptions."""
        name = None if topic is None else str(topic)
        async with self.store.begin() as tx:
            return await tx.subscriptions.of(
                Channel(platform="telegram", chat=str(chat), topic=name)
            )

    async def _answer(self, request: Request) -> Message:
        if self.gate is not None:
            await self.gate.wait()
        if self.errors:
            raise self.errors.pop(0)
        return await answer(
            request,
            store=self.store,
            may_change=self.handler.may_change,
            now=NOW,
            connections={"Telegram": self.handler.status()},
        )

    async def _turn(self, channel: Channel) -> None:
        self.turns.append(channel)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with empty_store(tmp_path) as store:
        yield store


@pytest.fixture
async def house(server: TelegramServer, store: Store) -> AsyncIterator[House]:
    house = House(server, store)
    await house.handler.start()
    await asyncio.wait_for(server.world.updates.polling.wait(), 5)
    await server.until(lambda: len(server.log.of("setMyCommands")) == 4)
    yield house
    server.world.updates.hold = 0
    await house.handler.stop()
