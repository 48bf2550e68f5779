"""Stages: each handler with an audience that says what it sees."""

import asyncio
import io
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Protocol, TypeAlias

from bot.model.channel import Channel
from bot.ports import Handler
from handlers.console import ConsoleHandler
from handlers.telegram.text import JOINER
from tests.fakes.database import empty_store
from tests.fakes.nouns import TERMINAL
from tests.handlers.slack import conftest as slack_conftest
from tests.handlers.telegram.conftest import ANNA, House
from tests.servers.slack.server import SlackServer
from tests.servers.slack.sight import seen
from tests.servers.telegram.server import TelegramServer


class Stage(Protocol):
    """A handler, a channel of its platform, and what people see there."""

    handler: Handler
    channel: Channel

    def shown(self) -> list[str]:
        """The texts of all messages as they stand now, oldest first."""


#: Sets a stage up in a folder of its own, and takes it down.
Setting: TypeAlias = Callable[[Path], AbstractAsyncContextManager[Stage]]


class Terminal:
    """A terminal that keeps what was printed."""

    channel = TERMINAL

    def __init__(self) -> None:
        self.stream = io.StringIO()
        self.handler: Handler = ConsoleHandler(self.stream)

    def shown(self) -> list[str]:
        """Messages end with an empty line."""
        return [text for text in self.stream.getvalue().split("\n\n") if text.strip()]


class Telegram:
    """A private chat on the test server."""

    channel = Channel(platform="telegram", chat=str(ANNA))

    def __init__(self, server: TelegramServer, handler: Handler) -> None:
        self.server = server
        self.handler = handler

    def shown(self) -> list[str]:
        """What the server keeps of each message after reading its markup, as the eye sees it."""
        return [message["text"].replace(JOINER, "") for message in self.server.messages(ANNA)]


class Slack:
    """A channel on the test server."""

    channel = slack_conftest.place(slack_conftest.DESK)

    def __init__(self, server: SlackServer, handler: Handler) -> None:
        self.server = server
        self.handler = handler

    def shown(self) -> list[str]:
        """Each message's blocks as the eye sees them."""
        return [seen(message) for message in self.server.messages(slack_conftest.DESK)]


@asynccontextmanager
async def terminal(_folder: Path) -> AsyncIterator[Stage]:
    """The terminal needs nothing."""
    yield Terminal()


@asynccontextmanager
async def telegram(folder: Path) -> AsyncIterator[Stage]:
    """A Bot API server with one person, who started the bot."""
    async with TelegramServer() as server, empty_store(folder) as store:
        server.people.person(ANNA, "Anna")
        house = House(server, store)
        await house.handler.start()
        await asyncio.wait_for(server.world.updates.polling.wait(), 5)
        yield Telegram(server, house.handler)
        server.world.updates.hold = 0
        await house.handler.stop()


@asynccontextmanager
async def slack(folder: Path) -> AsyncIterator[Stage]:
    """A workspace with a channel that the bot is in."""
    async with SlackServer() as server, empty_store(folder) as store:
        slack_conftest.furnish(server)
        house = slack_conftest.House(server, store)
        await house.start()
        yield Slack(server, house.handler)
        await house.handler.stop()


STAGES: dict[str, Setting] = {"console": terminal, "slack": slack, "telegram": telegram}
