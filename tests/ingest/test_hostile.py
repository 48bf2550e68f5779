"""Hostile documents, found and made, the real way: fetched from a server, read in a child."""

import html
import re
from collections import Counter
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import urlsplit

import feedparser
import psutil
import pytest

from bot.ingest.clean import line
from bot.ingest.identity import MAX_ENTRIES
from bot.model.feed import Entry, ParsedFeed
from tests.ingest.gauntlet import Document, Tally, run
from tests.ingest.mutants import TITLES, WHOLE, mutants
from tests.servers.feeds import FeedServer

Record: TypeAlias = Callable[[str, object], None]

FOLDER = Path(__file__).parents[3] / "shared" / "hostile"
TYPES = {".json": "application/json", ".html": "text/html", ".xml": "application/xml"}
MUTANTS = 600
#: Characters of a GUID that serves as it is.
LONG = 200
#: The years that a date may lie in.
YEARS = range(1980, 9999)


@pytest.mark.slow
@pytest.mark.timeout(400)
@pytest.mark.skipif(not FOLDER.exists(), reason="shared/ is absent")
async def test_no_hostile_file_breaks_stalls_or_reaches_anything(
    server: FeedServer, record_property: Record
) -> None:
    before = psutil.Process().memory_info().rss
    files = sorted(path for path in FOLDER.rglob("*") if path.is_file())

    tally = await run(map(document, files), server)

    record_property("table", tally.table())
    assert sum(tally.outcome.values()) == len(files)
    assert {Path(name) for name in tally.opened} <= set(files)
    assert_harmless(tally)
    assert psutil.Process().memory_info().rss - before < 200_000_000


@pytest.mark.slow
async def test_no_document_that_chance_has_spoilt_does(
    server: FeedServer, record_property: Record
) -> None:
    spoilt = mutants(MUTANTS, canary=server.url("/canary"))

    tally = await run(
        (
            Document(corpus="spoilt by chance", name=f"{number}", body=body, kind=kind)
            for number, (body, kind) in enumerate(spoilt)
        ),
        server,
    )

    record_property("table", tally.table())
    assert sum(tally.outcome.values()) == MUTANTS
    assert tally.outcome["spoilt by chance", "parsed"] > MUTANTS / 3
    assert tally.opened == set()
    assert_harmless(tally)


async def test_what_is_not_spoilt_is_read_whole(server: FeedServer) -> None:
    whole = [
        Document(corpus="whole", name=name, body=body, kind="") for name, body in WHOLE.items()
    ]

    tally = await run(whole, server)

    read = {each.name: feed.entries for each, feed in tally.read if feed is not None}
    assert [entry.title for entry in read["rss"]] == list(TITLES)
    assert [len(read[name]) for name in ("atom", "rdf", "json")] == [4, 4, len(TITLES)]


def document(path: Path) -> Document:
    return Document(
        corpus=path.relative_to(FOLDER).parts[0],
        name=path.name,
        body=path.read_bytes(),
        kind=TYPES.get(path.suffix, "text/plain"),
        coding="gzip" if path.suffix == ".gz" else "",
    )


def assert_harmless(tally: Tally) -> None:
    """No other feed waited, nothing was asked for but the documents, and none was lost."""
    assert sorted(tally.asked) == sorted(f"/{n}" for n in range(len(tally.asked)))
    assert len(tally.asked) == sum(tally.outcome.values())
    assert tally.contacted == set()
    assert tally.children == []
    assert max(tally.waits) < 1.0
    assert [each.name for each, feed in tally.read if not same(feed, each)] == []


def same(feed: ParsedFeed | None, sent: Document) -> bool:
    """Whether plain feedparser reads the same entries, where it reads any at all."""
    if sent.body.lstrip()[:1] == b"{":
        return True
    headers = {"content-type": sent.kind} if sent.kind else {}
    try:
        plain = feedparser.parse(BytesIO(sent.body), response_headers=headers).entries
    except Exception:  # noqa: BLE001 - what plain feedparser cannot read, we may
        return True
    ours = feed.entries if feed else ()
    if len(plain) > MAX_ENTRIES:
        return len(ours) == MAX_ENTRIES
    ids = Counter(said(entry, "id") for entry in plain)
    return len(ours) == len(plain) and all(
        alike(entry, other, own=ids[said(other, "id")] == 1)
        for entry, other in zip(ours, plain, strict=True)
    )


def alike(entry: Entry, plain: Any, *, own: bool) -> bool:  # noqa: ANN401 - untyped there
    """Whether an entry is the one that plain feedparser gives: its id, link, title and date."""
    link, guid = said(plain, "link"), said(plain, "id")
    dated = dict.get(plain, "published_parsed") or dict.get(plain, "updated_parsed")
    return (
        (entry.url == link or not leads(link))
        and (entry.id == guid or not guid or not own or len(guid) > LONG)
        and letters(entry.title) == letters(said(plain, "title"))
        and (
            dated is None
            or dated[0] not in YEARS
            or (entry.published is not None and entry.published.timetuple()[:5] == dated[:5])
        )
    )


def leads(link: str) -> bool:
    """Whether a link is a whole address of the web."""
    try:
        return urlsplit(link).scheme in {"http", "https"} and "://" in link
    except ValueError:
        return False


def said(plain: Any, key: str) -> str:  # noqa: ANN401 - untyped there
    return line(str(dict.get(plain, key) or ""))


def letters(title: str) -> str:
    """A title without markup and signs."""
    return re.sub(r"[\W_]+", "", re.sub(r"<[^<>]*>", "", html.unescape(title)))
