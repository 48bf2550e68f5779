"""A feed server, a configuration that follows it, and a data folder of the test's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.process import configure
from tests.fakes.packs import compile_once
from tests.servers.feeds import FeedServer, item, rss


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with FeedServer.in_thread() as running:
        running.publish(
            "/wire.xml", rss([item("A new quay", "It opened.", guid="1")], title="Wire")
        )
        yield running


@pytest.fixture
def config(tmp_path: Path, server: FeedServer) -> Path:
    return configure(tmp_path / "config", {"Wire": server.url("/wire.xml")})


@pytest.fixture(autouse=True)
def _compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    compile_once(monkeypatch)


@pytest.fixture(autouse=True)
def _data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "200")
