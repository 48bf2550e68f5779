"""The nine items of the etiquette, by what a feed server sees: a server, a poller, their words."""

import random
from collections.abc import AsyncIterator, Callable

import pytest

from bot.report.feeds import feed_message
from tests.fakes.poller import Poller
from tests.servers.feeds import Answer, FeedServer, item, rss

BODY = rss([item("A new quay", "It opened.", guid="1")])
#: Seconds.
MINUTE, HOUR, DAY = 60, 3_600, 86_400
#: Two hours after the poller's first moment.
TWO_O_CLOCK = "Sun, 01 Nov 2026 14:00:00 GMT"


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with FeedServer() as server:
        server.publish("/feed", BODY)
        yield server


@pytest.fixture
async def poller(server: FeedServer) -> AsyncIterator[Poller]:
    async with Poller(server).running() as poller:
        yield poller


def bare(body: str = BODY, **headers: str) -> Answer:
    """An answer without validators of its own."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(body=body, headers=named, validators=False)


async def told(poller: Poller) -> str:
    """What people are told of the feed."""
    async with poller.store.begin() as tx:
        found = await tx.feeds.get("/feed")
    assert found is not None
    return feed_message(*found, now=poller.now, language="en").plain


def chance(seed: int) -> Callable[[], float]:
    """The same throws in every run."""
    return random.Random(seed).random  # noqa: S311 - keeps no secret
