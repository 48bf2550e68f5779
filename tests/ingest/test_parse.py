"""Feeds as they come: ids, dates, texts and everything that is wrong with them."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import FeedUnreadable
from bot.ingest.identity import MAX_ENTRIES
from bot.ingest.parse import parse
from bot.ingest.skips import DAYS
from bot.model.feed import Entry, ParsedFeed
from tests.servers.feeds import item, rss

URL = "http://news.example/feeds/world.xml"
DATE = "Sat, 31 Oct 2026 10:00:00 GMT"


def read(body: str | bytes, content_type: str = "application/xml") -> ParsedFeed:
    data = body.encode() if isinstance(body, str) else body
    return parse(data, content_type=content_type, url=URL)


def only(body: str | bytes) -> Entry:
    (entry,) = read(body).entries
    return entry


def test_an_entry_has_its_title_link_text_date_and_id() -> None:
    body = rss(
        [item("Shells & smoke", "<p>Two hurt.</p>", link="http://a.example/1", guid="g", date=DATE)]
    )
    assert only(body) == Entry(
        id="g",
        url="http://a.example/1",
        title="Shells & smoke",
        html="<p>Two hurt.</p>",
        published=datetime(2026, 10, 31, 10, tzinfo=UTC),
    )


def test_atom_is_read_with_the_longest_of_content_and_summary() -> None:
    body = """<feed xmlns="http://www.w3.org/2005/Atom">
    <title type="html">A &lt;b&gt;b&lt;/b&gt;</title>
    <entry><id>urn:1</id><title type="text">5 &lt; 6</title><link href="/story/1"/>
    <author><name>By  Somebody</name></author><updated>2026-10-31T12:00:00+02:00</updated>
    <summary>Short.</summary><content type="html">&lt;p&gt;The longer one.&lt;/p&gt;</content>
    </entry></feed>"""
    assert read(body).title == "A b"
    assert only(body) == Entry(
        id="urn:1",
        url="http://news.example/story/1",
        title="5 < 6",
        html="<p>The longer one.</p>",
        published=datetime(2026, 10, 31, 10, tzinfo=UTC),
        author="By Somebody",
    )


def test_text_that_is_no_html_is_not_taken_for_it() -> None:
    body = """<feed xmlns="http://www.w3.org/2005/Atom"><title>a</title><entry><id>1</id>
    <summary type="text">a &lt; b &amp;lt; c</summary></entry></feed>"""
    assert only(body).html == "a &lt; b &amp;lt; c"


def test_the_channels_wishes_are_read() -> None:
    channel = """<ttl>90</ttl><skipHours><hour>0</hour><hour> 23 </hour><hour>24</hour></skipHours>
    <skipDays><day>Saturday</day><day>sunday</day><day>Caturday</day></skipDays>"""
    feed = read(rss(channel=channel))
    assert feed.ttl == timedelta(minutes=90)
    assert feed.skip_hours == {0, 23}
    assert feed.skip_days == {"Saturday", "Sunday"}


def test_a_channel_that_wishes_never_to_be_read_is_read() -> None:
    hours = "".join(f"<hour>{hour}</hour>" for hour in range(24))
    days = "".join(f"<day>{day}</day>" for day in DAYS)
    wishes = f"<skipHours>{hours}</skipHours><skipDays>{days}</skipDays><ttl>soon</ttl>"
    feed = read(rss(channel=wishes))
    assert (feed.ttl, feed.skip_hours, feed.skip_days) == (None, frozenset(), frozenset())


@pytest.mark.parametrize(
    "date",
    [
        "Sat, 31 Dec 0000 00:00:00 -0000",
        "Fri, 31 Dec 9999 23:59:59 -1200",
        "Mon, 30 Feb 2026 10:00:00 GMT",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "yesterday",
        "2026-13-45T99:99:99Z",
    ],
)
def test_a_date_that_is_none_is_no_date(date: str) -> None:
    published = only(rss([item("a", date=date)])).published
    assert published is None or published.tzinfo is UTC
    assert published is None or published.year >= 1980


def test_an_entry_without_a_guid_is_known_by_link_and_title() -> None:
    first = only(rss([item("A", "text", link="http://a.example/1")]))
    assert only(rss([item("A", "other", link="http://a.example/1")])).id == first.id
    assert only(rss([item("B", "text", link="http://a.example/1")])).id != first.id


def test_a_guid_of_several_entries_identifies_none() -> None:
    items = [item(title, guid="same") for title in "ABAA"]
    ids = [entry.id for entry in read(rss(items)).entries]
    assert len(set(ids)) == 4
    assert "same" not in ids
    assert [entry.id for entry in read(rss(items[::-1])).entries if entry.title == "B"] == [ids[1]]


def test_an_entry_with_nothing_but_text_is_known_by_it() -> None:
    ids = [only(rss([item("", text)])).id for text in ("one", "two", "one")]
    assert ids[0] == ids[2] != ids[1]


def test_an_endless_guid_is_shortened() -> None:
    ids = [only(rss([item(title, guid="x" * 100_000)])).id for title in ("a", "a corrected")]
    assert ids[0] == ids[1]
    assert len(ids[0]) == 32


def test_a_feed_that_moves_keeps_the_ids_of_its_entries() -> None:
    body = rss([item("a", guid="42", link="story")]).encode()
    here = parse(body, content_type="", url="http://here.example/a").entries[0]
    there = parse(body, content_type="", url="http://there.example/b").entries[0]
    assert here.id == there.id == "42"
    assert here.url == "http://here.example/story"


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc", "mailto:a@b", "http://["])
def test_a_link_that_is_no_web_address_is_left_out(link: str) -> None:
    assert only(rss([item("a", link=link)])).url is None


def test_a_guid_that_is_an_address_serves_as_the_link() -> None:
    body = rss(['<item><guid isPermaLink="false">http://a.example/7</guid></item>'])
    assert only(body).url == "http://a.example/7"
    assert only(rss([item("a", guid="7")])).url is None


def test_of_too_many_entries_the_newest_are_read() -> None:
    day = datetime(2026, 1, 1, tzinfo=UTC)
    items = [
        item(f"n{number}", date=f"{day + timedelta(hours=number):%a, %d %b %Y %H:%M:%S GMT}")
        for number in range(MAX_ENTRIES + 200)
    ]
    feed = read(rss(items))
    assert feed.dropped == 200
    assert (feed.entries[0].title, feed.entries[-1].title) == ("n200", f"n{MAX_ENTRIES + 199}")


def test_a_huge_entry_is_cut() -> None:
    assert len(only(rss([item("a", "x" * 3_000_000)])).html) == 1_000_000


def test_control_characters_and_direction_tricks_are_cleaned_away() -> None:
    body = rss([item("R\u202eaid\u200b on\u2066 a market\u00ad", guid="\u200fg")])
    entry = only(body)
    assert (entry.title, entry.id) == ("Raid on a market", "g")


@pytest.mark.parametrize(
    ("body", "title"),
    [
        (b'<?xml version="1.0" encoding="undefined"?>' + rss([item("a")])[38:].encode(), "a"),
        (rss([item("X")]).replace("X", "a&#xD800;b").encode(), "ab"),
        (rss([item("X")]).replace("X", "a\0b").encode(), "ab"),
        (rss([item("café")]).encode("utf-16"), "café"),
        (rss([item("café")]).replace("UTF-8", "ISO-8859-1").encode("latin-1"), "café"),
        (rss([item("café")]).encode("latin-1"), "café"),
        (rss([item("a")])[:-20].encode(), "a"),
        (b"\xef\xbb\xbf\n\n" + rss([item("a")]).encode(), "a"),
    ],
    ids=["undefined", "surrogate", "nul", "utf16", "latin1", "undeclared", "cut off", "late"],
)
def test_a_document_that_is_wrong_is_read_all_the_same(body: bytes, title: str) -> None:
    assert only(body).title == title


def test_an_ill_formed_document_is_marked() -> None:
    assert read(rss([item("a")])[:-9]).bozo
    assert not read(rss([item("a")])).bozo
    assert not read(rss([item("a")]), content_type="text/plain").bozo


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("", "empty"),
        (" \n\t", "empty"),
        ("<!DOCTYPE html><html><title>Log in</title><form></form></html>", "a web page"),
        ("nothing of the kind", "no feed"),
        ("\x00\x01\x02", "no feed"),
        ('{"items": [', "broken JSON"),
        ("{}", "no JSON Feed"),
        ('{"version": "https://jsonfeed.org/version/1", "items": 5}', "no JSON Feed"),
        ('{"a":' * 100_000, "broken JSON"),
    ],
)
def test_what_is_no_feed_is_unreadable_and_says_what_it_is(body: str, words: str) -> None:
    with pytest.raises(FeedUnreadable, match=words):
        read(body)


def test_a_feed_without_entries_is_a_feed() -> None:
    assert read(rss()).entries == ()


def test_a_document_that_breaks_the_parser_twice_is_unreadable(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("feedparser.parse", broken)
    with pytest.raises(FeedUnreadable, match="cannot be read"):
        read(rss())


@pytest.mark.parametrize("times", [1, 2])
def test_a_parser_without_memory_is_no_unreadable_feed(
    times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    errors: list[Exception] = [MemoryError(), ValueError()]

    def broken(*_: object, **__: object) -> None:
        raise errors.pop(0 if times == 1 else -1)

    monkeypatch.setattr("feedparser.parse", broken)
    with pytest.raises(MemoryError):
        read(rss())


def test_a_json_feed_is_read() -> None:
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "News",
        "items": [
            {
                "id": 1,
                "url": "/a",
                "title": "A",
                "content_html": "<p>a</p>",
                "date_published": "2026-10-31T12:00:00+02:00",
                "authors": [{"name": "Somebody"}],
            },
            {"content_text": "5 < 6", "date_modified": "2026-10-31T10:00:00", "author": {}},
            {"id": "x", "external_url": "http://[", "authors": 5, "date_published": "soon"},
            "no item",
        ],
    }
    feed = read(b"\xef\xbb\xbf" + json.dumps(document).encode())
    first, second, third = feed.entries
    moment = datetime(2026, 10, 31, 10, tzinfo=UTC)
    assert feed.title == "News"
    assert first == Entry(
        id="1",
        url="http://news.example/a",
        title="A",
        html="<p>a</p>",
        published=moment,
        author="Somebody",
    )
    assert (second.html, second.published, second.author) == ("5 &lt; 6", moment, None)
    assert (third.id, third.url, third.published) == ("x", None, None)
