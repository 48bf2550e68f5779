"""A proxy that the environment names is gone through only where the operator says so."""

import pytest

from bot.errors import Rejected
from bot.ingest.fetch import Fetcher
from bot.ingest.guard import Guard
from tests.ingest.conftest import NOW
from tests.servers.feeds import FeedServer, rss


@pytest.fixture(autouse=True)
def _proxy(server: FeedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, server.url(""))
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)


async def _asked(server: FeedServer, other: FeedServer, *, trust_env: bool) -> list[str]:
    """What the proxy is asked while we fetch from another server."""
    async with Fetcher(
        user_agent="Tocsin/1.2",
        clock=lambda: NOW,
        guard=Guard(allow_private_networks=True),
        trust_env=trust_env,
    ) as web:
        try:
            await web.get(other.url("/a.xml"))
        except Rejected:  # the feed server serves no other host's pages
            assert trust_env
    return [asked.target for asked in server.requests]


async def test_proxies_of_the_environment_are_passed_by(server: FeedServer) -> None:
    async with FeedServer() as other:
        other.publish("/a.xml", rss())
        assert await _asked(server, other, trust_env=False) == []
        assert len(other.requests) == 1


async def test_an_operator_may_have_them_used(server: FeedServer) -> None:
    async with FeedServer() as other:
        [target] = await _asked(server, other, trust_env=True)
        assert target == other.url("/a.xml")
        assert other.requests == []
