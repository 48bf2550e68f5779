"""A Slack server with people and channels; a plain client; a handler."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeAlias

import aiohttp
import pytest

from bot.command.answer import answer
from bot.command.request import Request
from bot.model.channel import Channel, Subscription
from bot.ports import Store
from bot.report.message import Message
from handlers.slack import SlackHandler
from tests.fakes.database import empty_store
from tests.servers.slack.server import TEAM, SlackServer
from tests.servers.slack.world import Json

#: `await ask("chat.postMessage", channel="C1", text="x")` → the answer's body.
Ask: TypeAlias = Callable[..., Coroutine[Any, Any, dict[str, Any]]]

NOW = datetime(2026, 11, 22, 21, 0, tzinfo=UTC)
ANNA, BORIS, GUEST, STRANGER = "U0ANNA", "U0BORIS", "U0GUEST", "U0STRANGER"
DESK, WIRE, PRIVATE, OUTSIDE, DM = "C0DESK", "C0WIRE", "G0PRIVATE", "C0OUTSIDE", "D0ANNA"


@pytest.fixture
async def server() -> AsyncIterator[SlackServer]:
    async with SlackServer() as server:
        furnish(server)
        yield server


def furnish(server: SlackServer) -> None:
    """People and channels, and the time."""
    server.world.now = (NOW + timedelta(minutes=1)).timestamp
    people = server.people
    people.person(ANNA, "Anna", is_admin=True)
    people.person(BORIS, "Boris")
    people.person(GUEST, "Guest", is_restricted=True)
    people.person(STRANGER, "Stranger", team="T0OTHER", is_stranger=True)
    everybody = (ANNA, BORIS, GUEST, STRANGER)
    people.channel(DESK, "desk", *everybody)
    people.channel(WIRE, "wire", *everybody)
    people.channel(PRIVATE, "private", ANNA, kind="group")
    people.channel(OUTSIDE, "outside", *everybody).members.discard(server.world.bot.id)
    people.channel(DM, "", ANNA, kind="im")


@pytest.fixture
async def ask(server: SlackServer) -> AsyncIterator[Ask]:
    async with aiohttp.ClientSession() as session:

        async def ask(method: str, token: str = server.bot_token, **asked: Any) -> dict[str, Any]:  # noqa: ANN401 # whatever the API takes
            bearer = {"Authorization": f"Bearer {token}"}
            url = f"{server.url}{method}"
            async with session.post(url, json=asked, headers=bearer) as answer:
                body: dict[str, Any] = await answer.json()
                return body

        yield ask


class House:
    """A handler on a real store, with the house's commands behind it."""

    def __init__(self, server: SlackServer, store: Store) -> None:
        self.server = server
        self.store = store
        #: Every channel that waited for its turn, in order.
        self.turns: list[Channel] = []
        #: Every request that was answered, in order.
        self.requests: list[Request] = []
        #: Raised by the next commands, where it is not empty.
        self.errors: list[Exception] = []
        #: A command is answered only while it is set.
        self.awake = asyncio.Event()
        self.awake.set()
        self.handler = self.connect()

    def connect(self, **options: Any) -> SlackHandler:  # noqa: ANN401 # the handler's own
        """Another handler on the same server and store, not started."""
        given = {
            "bot_token": self.server.bot_token,
            "app_token": self.server.app_token,
            "api_base_url": self.server.url,
            "store": self.store,
            "answer": self._answer,
            "turn": self._turn,
            "clock": lambda: NOW,
            "pause": 0.2,
        }
        return SlackHandler(**(given | options))  # type: ignore[arg-type] # by name

    async def start(self) -> None:
        """Start the handler, until it listens."""
        opened = self.server.sockets.opened
        await self.handler.start()
        await self.server.until(lambda: self.server.sockets.opened > opened)
        await self.shows("connected as")

    async def commanded(self, user: str, channel: str, text: str, **how: Any) -> Json:  # noqa: ANN401 # as `command` takes it
        """Somebody uses a slash command; what only they see."""
        known = len(self.server.world.ephemeral)
        await self.server.people.command(user, channel, text, **how)
        return await self.whispered(known)

    async def pressed(self, user: str, channel: str, message: Json, button: str) -> Json:
        """Somebody presses a button; what only they see."""
        known = len(self.server.world.ephemeral)
        await self.server.people.press(user, channel, message, button)
        return await self.whispered(known)

    async def whispered(self, known: int) -> Json:
        """The next message that only one person sees."""
        rows = await self.server.until(lambda: self.server.world.ephemeral[known:])
        return rows[0]

    async def mentioned(self, user: str, channel: str, text: str, **where: Any) -> Json:  # noqa: ANN401 # as `mention` takes it
        """Somebody mentions the bot; its answer to the channel."""
        known = len(self.server.messages(channel))
        await self.server.people.mention(user, channel, text, **where)
        return await self.posted(channel, known)

    async def told(self, user: str, text: str) -> Json:
        """Somebody writes a direct message; the bot's answer."""
        known = len(self.server.messages(DM))
        await self.server.people.tell(user, DM, text)
        return await self.posted(DM, known)

    async def posted(self, channel: str, known: int) -> Json:
        """The next message of the bot in a channel."""
        rows = await self.server.until(lambda: self.server.messages(channel)[known:])
        return rows[0]

    async def shows(self, words: str, *, within: float = 5.0) -> None:
        """Wait until the connection's state holds these words."""
        async with asyncio.timeout(within):
            while words not in self.handler.status():  # noqa: ASYNC110 # a state has no event
                await asyncio.sleep(0.01)

    async def wishes(self, channel: str, thread: str | None = None) -> list[Subscription]:
        """A channel's subscriptions."""
        async with self.store.begin() as tx:
            return await tx.subscriptions.of(place(channel, thread))

    async def _answer(self, request: Request) -> Message:
        self.requests.append(request)
        await self.awake.wait()
        if self.errors:
            raise self.errors.pop(0)
        return await answer(
            request,
            store=self.store,
            may_change=self.handler.may_change,
            now=NOW,
            connections={"Slack": self.handler.status()},
        )

    async def _turn(self, channel: Channel) -> None:
        self.turns.append(channel)


def place(channel: str, thread: str | None = None) -> Channel:
    """A channel of the test workspace."""
    return Channel(platform="slack", chat=f"{TEAM}/{channel}", topic=thread)


def section(text: str) -> Json:
    """A block of mrkdwn."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def rich(*texts: str) -> Json:
    """A block of rich text."""
    elements = [{"type": "text", "text": text} for text in texts]
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": elements}],
    }


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with empty_store(tmp_path) as store:
        yield store


@pytest.fixture
async def house(server: SlackServer, store: Store) -> AsyncIterator[House]:
    house = House(server, store)
    await house.start()
    yield house
    house.awake.set()
    await house.handler.stop()
