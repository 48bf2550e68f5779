"""Two outlets on hosts of their own, and the words that let `tocsin run` follow them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.process import configure
from tests.servers.feeds import FeedServer, rss


@pytest.fixture
def feeds() -> Iterator[FeedServer]:
    with FeedServer.in_thread() as running:
        running.publish("/a.xml", rss())
        yield running


@pytest.fixture
def second() -> Iterator[FeedServer]:
    with FeedServer.in_thread(host="127.0.0.2") as running:
        running.publish("/b.xml", rss())
        yield running


@pytest.fixture
def words(tmp_path: Path, feeds: FeedServer, second: FeedServer) -> tuple[str | Path, ...]:
    config = configure(
        tmp_path / "config",
        {"Northern Wire": feeds.url("/a.xml"), "Harbour Post": second.url("/b.xml")},
    )
    return ("--config", config, "--data", tmp_path / "data")
