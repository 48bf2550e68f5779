"""A chat in which somebody asks, at a fixed time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from bot.command.answer import answer
from bot.command.request import Feeding, Request
from bot.model.channel import Channel
from bot.model.incident import Alert
from bot.report.message import Message
from tests.fakes.nouns import NOW, TERMINAL
from tests.fakes.store import FakeStore

#: A lexicon of three names.
NAMES: Mapping[str, tuple[str, str]] = {
    "karsa": ("place", "Karsa"),
    "delta front": ("actor", "Delta Front"),
    "islamic state": ("actor", "Islamic State"),
}


def resolve(words: str, /) -> tuple[str, str] | None:
    """Names as a lexicon would give them."""
    return NAMES.get(words.casefold())


@dataclass
class Chat:
    """Asks in one channel and keeps the store in sight."""

    store: FakeStore = field(default_factory=FakeStore)
    channel: Channel = TERMINAL
    admin: bool = True
    now: datetime = NOW + timedelta(hours=1)
    feeding: Feeding | None = None
    asked_of: list[tuple[str, str]] = field(default_factory=list)

    async def ask(self, text: str) -> Message:
        """Send a text and wait for the answer."""
        request = Request(channel=self.channel, user_id="u1", user_name="ann", text=text)
        return await answer(
            request,
            store=self.store,
            may_change=self._may_change,
            now=self.now,
            resolve=resolve,
            feeding=self.feeding,
        )

    async def read(self, text: str) -> str:
        """The answer as plain text."""
        return (await self.ask(text)).plain

    async def tell(self, *alerts: Alert) -> None:
        """Store alerts with their incidents."""
        async with self.store.begin() as tx:
            for alert in alerts:
                await tx.incidents.save(alert.incident)
                await tx.incidents.add_alert(alert)

    async def _may_change(self, channel: Channel, user_id: str) -> bool:
        self.asked_of.append((str(channel), user_id))
        return self.admin


@pytest.fixture
def chat() -> Chat:
    """An empty house with one admin in it."""
    return Chat()
