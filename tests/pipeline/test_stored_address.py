"""A stored address that leads inside: a redirect settled so, or the name changed hands."""

from datetime import timedelta

from bot.ingest.guard import Guard
from tests.fakes.poller import Poller
from tests.servers.feeds import FeedServer


async def test_it_is_refused_at_every_poll_and_nothing_is_contacted() -> None:
    async with FeedServer() as server, Poller(server, guard=Guard()).running() as poller:
        await poller.follow()
        for _ in range(2):
            state = await poller.poll()
            poller.now += timedelta(days=2)
    assert state.failures == 2
    assert "is not fetched from" in (state.last_error or "")
    assert server.requests == []
