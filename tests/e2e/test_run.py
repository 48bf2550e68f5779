"""The real `tocsin run` as a process, against a feed server on loopback."""

import gzip
import json
import re
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import psutil
import pytest

from tests.e2e.process import ROOT, configure, tocsin
from tests.servers.feeds import Answer, FeedServer, item, rss

pytestmark = pytest.mark.slow

RAID = "Warplanes bomb depot in Tarvesh, 14 killed"
TEXT = (
    "Warplanes bombed an ammunition depot outside Tarvesh on the northern border late last night,"
    " killing at least 14 people, the provincial governor said. Rescue workers were still digging"
    " through the rubble this morning, and hospitals asked for blood."
)
#: Seconds from a poll's request to the alert on the screen.
SOON = 5.0


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with FeedServer.in_thread() as running:
        yield running


@pytest.fixture
def bad() -> Iterator[FeedServer]:
    """Another host: one host's feeds wait for each other, as publishers ask."""
    with FeedServer.in_thread(host="127.0.0.2") as running:
        yield running


@pytest.fixture
def slow() -> Iterator[FeedServer]:
    with FeedServer.in_thread(host="127.0.0.3") as running:
        running.answer("/slow.xml", Answer(body=rss(), delay=60))
        yield running


def dated(title: str, text: str, guid: str) -> str:
    return item(title, text, guid=guid, date=format_datetime(datetime.now(UTC), usegmt=True))


def publish_raid(server: FeedServer, path: str = "/wire.xml") -> None:
    server.publish(path, rss([dated(RAID, TEXT, "raid-1")]))


def test_an_alert_shows_within_five_seconds_of_the_poll(server: FeedServer, tmp_path: Path) -> None:
    server.publish("/wire.xml", rss())
    config = configure(tmp_path / "config", {"Northern Wire": server.url("/wire.xml")})

    with tocsin("run", "--config", config, "--data", tmp_path / "data") as running:
        running.wait_error("app.started")
        assert any("private_networks_allowed" in line for line in running.errors)
        publish_raid(server)
        seen = running.wait_for(lambda text: RAID in text)

        published = [each for each in server.asked("/wire.xml") if each.at < seen]
        assert seen - published[-1].at < SOON
        running.wait_for(lambda text: "Northern Wire" in text)
        assert "14" in running.text
        assert "governor" in running.text


def test_killed_between_commit_and_send_nothing_is_lost_and_nothing_repeated(
    server: FeedServer, tmp_path: Path
) -> None:
    publish_raid(server)
    config = configure(tmp_path / "config", {"Wire": server.url("/wire.xml")})
    words = ("--config", config, "--data", tmp_path / "data")
    with tocsin("committed", "run", *words, program=[ROOT / "tests/e2e/dying.py"]) as dying:
        assert dying.ended() < 0
        assert RAID not in dying.text

    with tocsin("run", *words) as running:
        running.wait_error("delivery.sent")
        running.terminate()

        assert running.text.count(RAID) == 1
        assert "ossible repeat" not in running.text
    assert outbox(*words) == ["sent"]


def test_killed_between_send_and_receipt_the_second_copy_is_marked(
    server: FeedServer, tmp_path: Path
) -> None:
    publish_raid(server)
    config = configure(tmp_path / "config", {"Wire": server.url("/wire.xml")})
    words = ("--config", config, "--data", tmp_path / "data")
    with tocsin("posted", "run", *words, program=[ROOT / "tests/e2e/dying.py"]) as dying:
        assert dying.ended() < 0
        assert dying.text.count(RAID) == 1
        [first] = re.findall(r"#(\w+)", dying.text)

    with tocsin("run", *words) as running:
        running.wait_error("delivery.sent")
        running.terminate()

        assert running.text.count(RAID) == 1
        assert "Possible repeat" in running.text
        assert f"({first}-1)" in running.text
    assert outbox(*words) == ["sent"]


def test_a_broken_a_slow_and_a_hostile_feed_delay_nobody_else(
    server: FeedServer, bad: FeedServer, slow: FeedServer, tmp_path: Path
) -> None:
    feeds = {"Good": server.url("/good.xml")}
    server.publish("/good.xml", rss())
    bad.publish("/broken.xml", "<rss><channel><item><title>cut off in the")
    bad.answer("/reset.xml", Answer(body=rss() * 50, reset=True))
    feeds |= {name: bad.url(f"/{name}.xml") for name in ("broken", "reset")}
    for name, body in hostile_bodies():
        coding = {"content_encoding": "gzip"} if name == "bomb" else {}
        bad.publish(f"/{name}.xml", body, **coding)
        feeds[name] = bad.url(f"/{name}.xml")
    feeds["slow"] = slow.url("/slow.xml")
    config = configure(tmp_path / "config", feeds)

    with tocsin("run", "--config", config, "--data", tmp_path / "data") as running:
        running.wait_error("app.started")
        wait(lambda: bool(bad.asked("/bomb.xml") and slow.asked("/slow.xml")))
        publish_raid(server, "/good.xml")
        published = time.monotonic()
        seen = running.wait_for(lambda text: RAID in text, seconds=30)

        polled = [each.at for each in server.asked("/good.xml") if published <= each.at < seen]
        assert polled
        assert seen - polled[0] < SOON


def test_sigterm_ends_it_within_five_seconds_with_nothing_left(
    server: FeedServer, slow: FeedServer, tmp_path: Path
) -> None:
    publish_raid(server)
    feeds = {"Slow": slow.url("/slow.xml"), "Wire": server.url("/wire.xml")}
    config = configure(tmp_path / "config", feeds)

    with tocsin("run", "--config", config, "--data", tmp_path / "data") as running:
        running.wait_for(lambda text: RAID in text)
        wait(lambda: bool(slow.asked("/slow.xml")))
        children = psutil.Process(running.process.pid).children(recursive=True)
        assert children

        assert running.terminate() < SOON
        assert running.process.returncode == 0
        psutil.wait_procs(children, timeout=10)
        assert not [child for child in children if child.is_running()]
        assert "Traceback" not in "\n".join(running.errors)


def test_a_second_process_on_the_same_data_is_refused_in_one_line(
    server: FeedServer, tmp_path: Path
) -> None:
    server.publish("/wire.xml", rss())
    config = configure(tmp_path / "config", {"Wire": server.url("/wire.xml")})
    words = ("run", "--config", config, "--data", tmp_path / "data")

    with tocsin(*words) as first:
        first.wait_error("app.started")
        with tocsin(*words) as second:
            assert second.ended() == 2
            assert len(second.errors) == 1
            assert "another `tocsin run`" in second.errors[0]


def hostile_bodies() -> list[tuple[str, bytes]]:
    """A decompression bomb and entity bombs of our own, and the collection where it is there."""
    bomb = gzip.compress(b"<rss>" + b" " * 100_000_000)
    levels = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 20}">' for n in range(8))
    laughs = f'<!DOCTYPE r [<!ENTITY l0 "ha">{levels}]><rss><channel><title>&l8;</title>'
    found = [("bomb", bomb), ("laughs", laughs.encode())]
    folder = ROOT.parent / "shared" / "hostile" / "synthetic"
    names = ("quadratic_50KBx1000.xml", "author_redos_40k.xml", "loose_amp_x200000.xml")
    return found + [
        (path.stem.lower().replace("_", "-"), path.read_bytes())
        for path in (folder / name for name in names)
        if path.is_file()
    ]


def outbox(*words: str | Path) -> list[str]:
    """The state of every delivery."""
    with tocsin("deliveries", "--json", *words) as listing:
        assert listing.ended() == 0
    return [row["state"] for row in json.loads(listing.text)]


def wait(condition: Callable[[], bool], *, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "the condition never came true"
        time.sleep(0.02)
