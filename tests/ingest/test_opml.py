"""Lists of feeds: written, read back, and no way to harm who reads one."""

import tracemalloc
from pathlib import Path

import pytest

from bot.errors import FeedUnreadable
from bot.ingest.opml import MAX_BYTES, read_opml, write_opml
from bot.model.feed import Feed

FEEDS = (
    Feed(id="a", url="https://a.example/?x=1&y=2", name='"Fish" & <Chips>', region="IQ"),
    Feed(id="b", url="https://b.example/feed", name="Journal d’été", language="fr", region="IQ"),
    Feed(id="c", url="https://c.example/feed", name="Quay News", region="middle_east"),
)
_SHARED = Path(__file__).parents[3] / "shared" / "hostile"


def test_what_is_written_is_read_back_the_same() -> None:
    found = read_opml(write_opml(FEEDS).encode())

    assert [(one.title, one.region, one.language, one.url) for one in found] == [
        (feed.name, feed.region, feed.language, feed.url) for feed in FEEDS
    ]


def test_folders_have_names_that_people_read() -> None:
    text = write_opml(FEEDS)

    assert '<outline text="Iraq">' in text
    assert '<outline text="Middle east">' in text


def test_a_list_of_another_reader_is_understood() -> None:
    body = b"""<?xml version="1.0" encoding="ISO-8859-1"?>
    <opml version="1.0"><head><title>mine</title></head><body>
      <outline text="News">
        <outline text="Lebanon"><outline text="\xc9t\xe9" xmlUrl="http://a.example/rss"/></outline>
        <outline title="Two words" xmlURL="https://b.example/rss" category="tech,/Boston"/>
      </outline>
      <outline text="Loose" type="rss" xmlUrl="https://c.example/rss" language="de-AT"/>
      <outline text="An empty folder"/>
    </body></opml>"""

    found = read_opml(body)

    assert [(one.title, one.region, one.url) for one in found] == [
        ("Été", "LB", "http://a.example/rss"),
        ("Two words", "news", "https://b.example/rss"),
        ("Loose", "world", "https://c.example/rss"),
    ]
    assert found[2].language == "de"
    assert found[0].line == 4


_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (f'<!DOCTYPE x [<!ENTITY l0 "ha">{_LAUGHS}]><opml><body>&l9;</body></opml>', "entities"),
        ('<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><opml>&f;</opml>', "entities"),
        ('<!DOCTYPE x [<!ENTITY % p SYSTEM "http://a.example/"> %p;]><opml/>', "entities"),
        ("<opml><body><outline></body></opml>", "line 1: it is no well-formed XML"),
        ("<html><body>Hello</body></html>", "it is no OPML, it begins with <html>"),
        ("", "no well-formed XML"),
        ("feeds, many feeds", "no well-formed XML"),
        ('<?xml version="1.0" encoding="klingon"?><opml/>', "encoding"),
        ("<opml>" + "<outline text='a'>" * 60, "folders inside each other"),
        ("<opml>" + "<outline xmlUrl='https://a.example'/>" * 10_001, "more than 10,000 feeds"),
    ],
    ids=range(10),
)
def test_a_bad_list_is_refused_in_a_line_that_says_why(body: str, said: str) -> None:
    with pytest.raises(FeedUnreadable) as refused:
        read_opml(body.encode())

    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_huge_file_is_refused_before_it_is_parsed() -> None:
    tracemalloc.start()
    with pytest.raises(FeedUnreadable, match="larger than 5 MB"):
        read_opml(b" " * (MAX_BYTES + 1))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 2 * MAX_BYTES


@pytest.mark.skipif(not _SHARED.exists(), reason="shared/ is absent")
def test_no_hostile_document_does_more_than_be_refused() -> None:
    files = [path for path in sorted(_SHARED.rglob("*.xml")) if path.stat().st_size < 1_000_000]

    for path in files:
        try:
            found = read_opml(path.read_bytes())
        except FeedUnreadable:
            continue
        assert found == (), path
    assert files
