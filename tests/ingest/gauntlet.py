"""The gauntlet: documents sent the real way, fetched from a server and read in a child."""

import asyncio
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

from bot.errors import FeedUnreadable, Rejected, TocsinError
from bot.ingest.children import Reader
from bot.ingest.fetch import Fetcher, Limits
from bot.ingest.guard import Guard
from bot.model.feed import ParsedFeed
from tests.ingest.conftest import NOW
from tests.servers.feeds import Answer, FeedServer, item, rss

#: Documents read at one time, each from an address of its own.
AT_ONCE = 6
#: Seconds; what takes longer is not read once more to be compared.
QUICK = 0.5
_PACKED = "gzip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What a server sends."""

    corpus: str
    name: str
    body: bytes
    kind: str
    coding: str = ""


@dataclass(slots=True)
class Tally:
    """What came of the documents."""

    outcome: Counter[tuple[str, str]] = field(default_factory=Counter)
    #: Seconds that somebody else's feed took meanwhile, each time.
    waits: list[float] = field(default_factory=list)
    #: What was read or refused at once, to be compared.
    read: list[tuple[Document, ParsedFeed | None]] = field(default_factory=list)
    #: The paths that were asked for.
    asked: list[str] = field(default_factory=list)
    #: Files that this process opened, and addresses that it connected to.
    opened: set[str] = field(default_factory=set)
    contacted: set[str] = field(default_factory=set)
    #: Files and connections of the children, and what they might open more.
    children: list[object] = field(default_factory=list)

    def table(self) -> str:
        """The summary for people."""
        rows = [f"{'files':<20} {'parsed':>7} {'refused':>8} {'killed':>7}"]
        for corpus in sorted({corpus for corpus, _ in self.outcome}):
            counts = [self.outcome[corpus, kind] for kind in ("parsed", "refused", "killed")]
            rows.append(f"{corpus:<20} {counts[0]:>7} {counts[1]:>8} {counts[2]:>7}")
        rows.append(f"longest wait of another feed meanwhile: {max(self.waits):.2f} s")
        return "\n".join(rows)


async def run(documents: Iterable[Document], server: FeedServer) -> Tally:
    """Have a server send the documents to a reader that also reads a feed of somebody else."""
    tally = Tally()
    async with (
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
        await _read(other.url("/fine"), fetcher, reader)
        with _watched(tally):
            watch = asyncio.create_task(_poll_on(other.url("/fine"), fetcher, reader, tally))
            queue = iter(enumerate(documents))
            async with asyncio.TaskGroup() as group:
                for _ in range(AT_ONCE):
                    group.create_task(_work(queue, server, fetcher, reader, tally))
            watch.cancel()
        tally.children += _hands()
        assert server.url("") in tally.contacted, "the watcher sees nothing"
        tally.contacted -= {server.url(""), other.url("")}
    tally.asked += [request.target for request in server.requests]
    return tally


@contextmanager
def _watched(tally: Tally) -> Iterator[None]:
    """Note what this process opens; code of its own, and what the machine tells, count for nothing.

    Python forgets no such watcher: it is told to look away.
    """
    usual = ("/proc/", "/dev/", sys.prefix, sys.base_prefix, str(Path(__file__).parents[2] / "bot"))
    looking = True

    def look(event: str, args: tuple[object, ...]) -> None:
        if not looking:
            return
        if event == "open" and isinstance(args[0], str) and not args[0].startswith(usual):
            tally.opened.add(args[0])
        if event == "socket.connect" and isinstance(args[1], tuple):
            tally.contacted.add(f"http://{args[1][0]}:{args[1][1]}")

    sys.addaudithook(look)
    try:
        yield
    finally:
        looking = False


def _hands() -> list[object]:
    """What reading children have open, or could open; one that is let go meanwhile has nothing."""
    found: list[object] = []
    for nursery in psutil.Process().children():
        for child in nursery.children():
            with suppress(psutil.NoSuchProcess):
                found += [*child.open_files(), *child.net_connections()]
                found += filter(None, psutil.Process(child.pid).rlimit(psutil.RLIMIT_NOFILE))
    return found


async def _work(
    queue: "Iterator[tuple[int, Document]]",
    server: FeedServer,
    fetcher: Fetcher,
    reader: Reader,
    tally: Tally,
) -> None:
    for number, document in queue:
        headers = {"Content-Type": document.kind}
        if document.coding:
            headers["Content-Encoding"] = document.coding
        server.answer(f"/{number}", Answer(body=document.body, headers=headers))
        started = time.monotonic()
        outcome, feed = await _read(server.url(f"/{number}"), fetcher, reader)
        tally.outcome[document.corpus, outcome] += 1
        quick = time.monotonic() - started < QUICK
        if outcome != "killed" and quick and not document.coding:
            tally.read.append((document, feed))


async def _read(url: str, fetcher: Fetcher, reader: Reader) -> tuple[str, ParsedFeed | None]:
    try:
        response = await fetcher.get(url)
        kind = response.headers.get("content-type", "")
        return "parsed", await reader.feed(response.body, content_type=kind, url=url)
    except FeedUnreadable as error:
        return ("killed" if "longer" in str(error) else "refused"), None
    except Rejected:
        return "refused", None


async def _poll_on(url: str, fetcher: Fetcher, reader: Reader, tally: Tally) -> None:
    """A feed of somebody else, polled all the while."""
    while True:
        started = time.monotonic()
        try:
            _, feed = await _read(url, fetcher, reader)
        except TocsinError as error:
            pytest.fail(f"the fine feed failed: {error}")
        assert feed is not None
        tally.waits.append(time.monotonic() - started)
        await asyncio.sleep(0.05)
