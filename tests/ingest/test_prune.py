"""What is cut out of a document changes nothing in what is left: proven on others' own tests."""

import re
from pathlib import Path

import pytest

from bot.errors import FeedUnreadable
from bot.ingest.identity import MAX_ENTRIES
from bot.ingest.parse import parse
from bot.ingest.prune import parse_unread
from bot.model.feed import ParsedFeed
from tests.servers.feeds import item, rss

URL = "http://a.example/feed"
SHARED = Path(__file__).parents[3] / "shared" / "hostile"
#: Collections of ordinary and odd feeds; the others hold what kills a parser.
ORDINARY = ("gofeed", "miniflux", "lemon24-reader")
#: Of so many files one is tried here; all of them were when this was written.
SHARE = 5
BLOCK = re.compile(rb"<(item|entry)[\s>].*?</\1>", re.DOTALL)


def unread(body: str | bytes, marks: bytes = b"", *, kind: str = "application/xml") -> ParsedFeed:
    raw = body.encode() if isinstance(body, str) else body
    return parse_unread(raw, content_type=kind, url=URL, marks=marks)


def whole(body: str | bytes) -> ParsedFeed:
    raw = body.encode() if isinstance(body, str) else body
    return parse(raw, content_type="application/xml", url=URL)


def note(number: int, text: str = "All is quiet.") -> str:
    return item(f"Note {number}", text, guid=f"g-{number}", link=f"http://a.example/{number}")


FIRST = rss([note(2), note(1)])
MARKS = unread(FIRST).marks


def test_only_what_is_new_is_read() -> None:
    later = rss([note(4), note(3), note(2), note(1)])
    feed = unread(later, MARKS)
    assert feed.entries == whole(later).entries[:2]
    assert feed.pruned == 2
    assert unread(later, feed.marks).entries == ()


def test_what_was_edited_is_read_again() -> None:
    feed = unread(rss([note(2, "All is well."), note(1)]), MARKS)
    assert [(entry.id, entry.html) for entry in feed.entries] == [("g-2", "All is well.")]


@pytest.mark.parametrize(
    "later",
    [
        pytest.param(rss([note(2), note(2), note(1)]), id="one of them doubled"),
        pytest.param(rss([note(2), note(1), note(1, "Other.")]), id="a guid that two carry"),
        pytest.param(rss([note(3), note(2)], channel="<item/>"), id="an item without an end"),
        pytest.param(rss([note(3), note(2)]).replace("<rss ", '<rss x="" '), id="another root"),
        pytest.param(rss([note(3), note(2)]).replace("<item>", "<item", 1), id="ill-formed"),
        pytest.param(
            rss([note(3), note(2)]).replace("UTF-8", "utf-16").encode("utf-16"), id="UTF-16"
        ),
        pytest.param(
            rss([note(3), note(2)]).replace("UTF-8", "latin-1").encode("latin-1"), id="Latin-1"
        ),
        pytest.param(rss([note(3), note(2)]).encode() + b"<!-- \xff -->", id="broken UTF-8"),
        pytest.param(
            rss([note(3), note(2)]).replace("<rss", '<!DOCTYPE rss [<!ENTITY a "b">]><rss'),
            id="entities of its own",
        ),
        pytest.param(
            rss([f"<item><title><![CDATA[{note(2)}]]></title></item>", note(1)]),
            id="an item quoted",
        ),
    ],
)
def test_where_it_might_change_the_rest_everything_is_read(later: str | bytes) -> None:
    feed = unread(later, MARKS)
    assert feed.pruned == 0
    assert feed.entries == whole(later).entries


def test_of_more_new_items_than_are_kept_the_newest_are_read_though_some_are_known() -> None:
    later = rss([note(number) for number in range(MAX_ENTRIES + 50, 0, -1)])
    assert unread(later, MARKS).entries == whole(later).entries


def test_marks_are_of_one_address_only() -> None:
    later = rss([note(3), note(2)]).encode()
    feed = parse_unread(later, content_type="text/xml", url="http://b.example/", marks=MARKS)
    assert len(feed.entries) == 2


def test_where_items_share_a_guid_no_marks_are_made() -> None:
    assert unread(rss([note(1), note(1, "Other.")])).marks == b""
    assert unread(rss([note(1), note(1)])).marks == b""
    assert unread('{"version": "https://jsonfeed.org/version/1.1", "items": []}').marks == b""


def test_of_a_hundred_thousand_items_the_newest_are_read_and_the_rest_is_counted() -> None:
    items = [f"<item><guid>{number}</guid></item>" for number in range(100_000)]
    feed = unread(rss(items))
    assert len(feed.entries) == MAX_ENTRIES
    assert feed.dropped == 100_000 - MAX_ENTRIES


@pytest.mark.slow
@pytest.mark.skipif(not SHARED.exists(), reason="shared/ is absent")
def test_whatever_a_feed_is_like_the_outcome_is_that_of_reading_all() -> None:
    files = [path for name in ORDINARY for path in sorted((SHARED / name).rglob("*"))]
    pruned = 0
    for path in [path for path in files if path.is_file()][::SHARE]:
        body = path.read_bytes()
        try:
            first = unread(body)
        except FeedUnreadable:
            continue
        for later in (body, *changed(body)):
            try:
                expected = whole(later)
            except FeedUnreadable:
                continue
            found = unread(later, first.marks)
            pruned += bool(found.pruned)
            missing = [entry for entry in expected.entries if entry not in found.entries]
            assert set(missing) <= set(first.entries if found.pruned else ()), path
            assert [one for one in expected.entries if one not in missing] == list(found.entries)
            assert (found.title, found.ttl) == (expected.title, expected.ttl), path
    assert pruned > 100 / SHARE


def changed(body: bytes) -> list[bytes]:
    """The document with one more item, with the first one edited, and with the first one gone."""
    block = BLOCK.search(body)
    if block is None:
        return []
    start, end = block.span()
    other = re.sub(rb"([a-z])(</)", rb"\1x\2", block[0])
    return [
        body[:start] + other + body[start:],
        body[:start] + other + body[end:],
        body[:start] + body[end:],
    ]
