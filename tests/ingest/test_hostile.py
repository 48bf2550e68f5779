"""Every hostile file through the real way: fetched from a server, read in a child."""

import asyncio
import time
from collections import Counter
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import feedparser
import psutil
import pytest

from bot.errors import FeedUnreadable, Rejected, TocsinError
from bot.ingest.children import Reader
from bot.ingest.clean import line
from bot.ingest.fetch import Fetcher, Limits
from bot.ingest.guard import Guard
from bot.ingest.identity import MAX_ENTRIES
from bot.model.feed import ParsedFeed
from tests.ingest.conftest import NOW
from tests.servers.feeds import Answer, FeedServer, item, rss

FOLDER = Path(__file__).parents[3] / "shared" / "hostile"
#: Files read at one time, each from an address of its own.
AT_ONCE = 6
#: Seconds; what takes longer is not read once more to be compared.
QUICK = 0.5
TYPES = {".json": "application/json", ".html": "text/html", ".xml": "application/xml"}


@dataclass(slots=True)
class Tally:
    """What came of the files."""

    outcome: Counter[tuple[str, str]] = field(default_factory=Counter)
    waits: list[float] = field(default_factory=list)
    read: list[tuple[Path, bytes, str, ParsedFeed | None]] = field(default_factory=list)

    def table(self) -> str:
        """The summary for people."""
        rows = [f"{'files':<20} {'parsed':>7} {'refused':>8} {'killed':>7}"]
        for corpus in sorted({corpus for corpus, _ in self.outcome}):
            counts = [self.outcome[corpus, kind] for kind in ("parsed", "refused", "killed")]
            rows.append(f"{corpus:<20} {counts[0]:>7} {counts[1]:>8} {counts[2]:>7}")
        rows.append(f"longest wait of another feed meanwhile: {max(self.waits):.2f} s")
        return "\n".join(rows)


@pytest.mark.slow
@pytest.mark.timeout(400)
@pytest.mark.skipif(not FOLDER.exists(), reason="shared/ is absent")
async def test_no_hostile_file_breaks_stalls_or_reaches_anything(
    capsys: pytest.CaptureFixture[str],
) -> None:
    files = sorted(path for path in FOLDER.rglob("*") if path.is_file())
    tally = Tally()
    before = psutil.Process().memory_info().rss
    async with (
        FeedServer() as server,
        FeedServer() as other,
        Fetcher(
            user_agent="Tocsin/1",
            clock=lambda: NOW,
            guard=Guard(allow_private_networks=True),
            limits=Limits(seconds=5),
        ) as fetcher,
        Reader(seconds=1.5) as reader,
    ):
        other.publish("/fine", rss([item("A fine feed")]))
        watch = asyncio.create_task(poll_on(other.url("/fine"), fetcher, reader, tally))
        queue = iter(enumerate(files))
        async with asyncio.TaskGroup() as group:
            for _ in range(AT_ONCE):
                group.create_task(work(queue, server, fetcher, reader, tally))
        watch.cancel()
    with capsys.disabled():
        print(f"\n{tally.table()}")  # noqa: T201 - the table is asked for
    assert sum(tally.outcome.values()) == len(files)
    assert {request.path for request in server.requests} == {f"/{n}" for n in range(len(files))}
    assert len(server.requests) == len(files)
    assert [path for path, body, kind, feed in tally.read if not same(feed, body, kind)] == []
    assert max(tally.waits) < 1.0
    assert psutil.Process().memory_info().rss - before < 200_000_000


async def work(
    queue: "enumerate[Path]",
    server: FeedServer,
    fetcher: Fetcher,
    reader: Reader,
    tally: Tally,
) -> None:
    for number, path in queue:
        body = await asyncio.to_thread(path.read_bytes)
        kind = TYPES.get(path.suffix, "text/plain")
        headers = {"Content-Type": kind}
        if path.suffix == ".gz":
            headers["Content-Encoding"] = "gzip"
        server.answer(f"/{number}", Answer(body=body, headers=headers))
        corpus = path.relative_to(FOLDER).parts[0]
        started = time.monotonic()
        outcome, feed = await read(server.url(f"/{number}"), fetcher, reader)
        tally.outcome[corpus, outcome] += 1
        quick = time.monotonic() - started < QUICK
        if outcome != "killed" and quick and path.suffix != ".gz":
            tally.read.append((path, body, kind, feed))


async def read(url: str, fetcher: Fetcher, reader: Reader) -> tuple[str, ParsedFeed | None]:
    try:
        response = await fetcher.get(url)
        kind = response.headers["content-type"]
        return "parsed", await reader.feed(response.body, content_type=kind, url=url)
    except FeedUnreadable as error:
        return ("killed" if "longer" in str(error) else "refused"), None
    except Rejected:
        return "refused", None


async def poll_on(url: str, fetcher: Fetcher, reader: Reader, tally: Tally) -> None:
    """A feed of somebody else, polled all the while."""
    while True:
        started = time.monotonic()
        try:
            _, feed = await read(url, fetcher, reader)
        except TocsinError as error:
            pytest.fail(f"the fine feed failed: {error}")
        assert feed is not None
        tally.waits.append(time.monotonic() - started)
        await asyncio.sleep(0.05)


def same(feed: ParsedFeed | None, body: bytes, kind: str) -> bool:
    """Whether plain feedparser reads the same entries: as many, with the same links."""
    if body.lstrip()[:1] == b"{":
        return True
    try:
        plain = feedparser.parse(BytesIO(body), response_headers={"content-type": kind}).entries
    except Exception:  # noqa: BLE001 - what plain feedparser cannot read, we may
        return True
    ours = feed.entries if feed else ()
    if len(plain) > MAX_ENTRIES:
        return len(ours) == MAX_ENTRIES
    links = [line(str(dict.get(entry, "link") or "")) for entry in plain]
    return len(ours) == len(plain) and all(
        entry.url == link
        for entry, link in zip(ours, links, strict=True)
        if link.startswith(("http://", "https://"))
    )
