"""What the tests of this folder share: a feed server, a Fetcher that may reach it, a Reader."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest_asyncio

from bot.ingest.children import Reader
from bot.ingest.fetch import Fetcher, Limits, user_agent
from bot.ingest.guard import Guard
from tests.servers.feeds import FeedServer

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)


@pytest_asyncio.fixture
async def server() -> AsyncIterator[FeedServer]:
    """A feed server on loopback."""
    async with FeedServer() as server:
        yield server


@pytest_asyncio.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    """A Fetcher that may reach loopback and gives up after a second."""
    async with Fetcher(
        user_agent=user_agent(version="1.2", contact="https://tocsin.example/about"),
        clock=lambda: NOW,
        guard=Guard(allow_private_networks=True),
        limits=Limits(seconds=1.0),
    ) as fetcher:
        yield fetcher


@pytest_asyncio.fixture
async def reader() -> AsyncIterator[Reader]:
    """A Reader with one warm child, whose documents have two seconds."""
    async with Reader(warm=1, seconds=2.0) as reader:
        yield reader
