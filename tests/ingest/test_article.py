"""An entry becomes an article: from the feed, from its page, or at least from its teaser."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.ingest.article import article_id, article_of, is_teaser
from bot.ingest.children import Reader as Children
from bot.ingest.fetch import Fetcher
from bot.ingest.origin import origin_of
from bot.ingest.robots import Robots
from bot.model.feed import Article, Entry, Feed, Reliability
from bot.ports import Reader
from tests.fakes.reader import NearReader
from tests.ingest.conftest import NOW
from tests.servers.feeds import Answer, FeedServer

FEED = Feed(
    id="news",
    url="http://news.example/rss",
    name="Example News",
    full_text=True,
    reliability=Reliability.B,
    state_affiliated="XX",
    language="fr",
)
ENTRY = Entry(id="1", url=None, title="A raid", html="<p>Two were hurt.</p>")
SENTENCE = "The town was shelled for the third night in a row, officials said. "
PARAGRAPHS = [f"Night {number}. {SENTENCE}".strip() for number in range(20)]
PAGE = f"<html><article><h1>A raid</h1><p>{'</p><p>'.join(PARAGRAPHS)}</p></article></html>"


@pytest.fixture
def reader() -> Reader:
    return NearReader()


@pytest.fixture
def site(server: FeedServer) -> FeedServer:
    """A site with one page."""
    server.publish("/story", PAGE, content_type="text/html; charset=utf-8")
    return server


async def made(entry: Entry, fetcher: Fetcher, reader: Reader, feed: Feed = FEED) -> Article:
    return await article_of(entry, feed, web=fetcher, reader=reader, now=NOW)


async def test_an_article_carries_what_is_known_of_its_source(
    fetcher: Fetcher, reader: Reader
) -> None:
    article = await made(ENTRY, fetcher, reader)
    assert article == Article(
        id=article_id("news", "1"),
        feed_id="news",
        title="A raid",
        text="Two were hurt.",
        seen=NOW,
        source="Example News",
        reliability=Reliability.B,
        state_affiliated="XX",
        language="fr",
    )


async def test_the_page_behind_a_teaser_is_fetched_once(
    site: FeedServer, fetcher: Fetcher, reader: Reader
) -> None:
    entry = replace(ENTRY, url=site.url("/story?utm_source=rss"))
    article = await made(entry, fetcher, reader)
    assert article.text == "\n".join(PARAGRAPHS)
    assert article.url == site.url("/story")
    assert [request.path for request in site.requests] == ["/robots.txt", "/story"]


async def test_a_text_that_is_whole_in_the_feed_fetches_nothing(
    site: FeedServer, fetcher: Fetcher, reader: Reader
) -> None:
    entry = replace(ENTRY, url=site.url("/story"), html=f"<p>{SENTENCE * 20}</p>")
    assert (await made(entry, fetcher, reader)).text == (SENTENCE * 20).strip()
    assert site.requests == []


async def test_a_feed_that_does_not_allow_it_fetches_nothing(
    site: FeedServer, fetcher: Fetcher, reader: Reader
) -> None:
    entry = replace(ENTRY, url=site.url("/story"))
    article = await made(entry, fetcher, reader, replace(FEED, full_text=False))
    assert (article.text, site.requests) == ("Two were hurt.", [])


async def test_robots_txt_is_heeded_and_remembered(
    site: FeedServer, fetcher: Fetcher, reader: Reader
) -> None:
    site.publish("/robots.txt", "User-agent: Tocsin\nDisallow: /story", content_type="text/plain")
    robots = Robots(fetcher)
    for _ in range(2):
        entry = replace(ENTRY, url=site.url("/story"))
        article = await article_of(entry, FEED, web=fetcher, reader=reader, now=NOW, robots=robots)
        assert article.text == "Two were hurt."
    assert [request.path for request in site.requests] == ["/robots.txt"]


@pytest.mark.parametrize(
    "answer",
    [
        Answer(status=500),
        Answer(status=404),
        Answer(body="<html><form>Log in</form></html>"),
        Answer(body=""),
        Answer(body=PAGE, delay=5),
    ],
    ids=["500", "404", "login", "empty", "slow"],
)
async def test_a_page_that_cannot_be_had_leaves_the_teaser(
    answer: Answer, site: FeedServer, fetcher: Fetcher, reader: Reader
) -> None:
    site.answer("/story", answer)
    article = await made(replace(ENTRY, url=site.url("/story")), fetcher, reader)
    assert article.text == "Two were hurt."


async def test_html_that_cannot_be_read_leaves_the_title(fetcher: Fetcher) -> None:
    closed = Children()
    article = await made(ENTRY, fetcher, closed)
    assert (article.title, article.text) == ("A raid", "")


async def test_an_entry_of_nothing_is_an_article_of_nothing(
    fetcher: Fetcher, reader: Reader
) -> None:
    article = await made(replace(ENTRY, title="", html=" "), fetcher, reader)
    assert (article.title, article.text) == ("", "")


@pytest.mark.parametrize(
    ("title", "clean"),
    [
        ("A  raid\n at night", "A raid at night"),
        ("A raid - Example News", "A raid"),
        ("A raid | Example", "A raid"),
        ("A raid - and its aftermath", "A raid - and its aftermath"),
        ("", "Two were hurt."),
        ("x" * 999, "x" * 300),
    ],
)
async def test_a_title_is_cleaned(title: str, clean: str, fetcher: Fetcher, reader: Reader) -> None:
    entry = replace(ENTRY, title=title, html="<p>Two were hurt. More later.</p>")
    assert (await made(entry, fetcher, reader)).title == clean


@pytest.mark.parametrize(
    ("ahead", "expected"),
    [
        (timedelta(hours=-3), timedelta(hours=-3)),
        (timedelta(hours=3), timedelta(0)),
        (timedelta(days=3), None),
    ],
)
async def test_a_date_in_the_future_is_now_or_nothing(
    ahead: timedelta, expected: timedelta | None, fetcher: Fetcher, reader: Reader
) -> None:
    article = await made(replace(ENTRY, published=NOW + ahead), fetcher, reader)
    assert article.published == (None if expected is None else NOW + expected)


async def test_what_publishing_software_adds_is_taken_off(fetcher: Fetcher, reader: Reader) -> None:
    html = "<p>Two were hurt.</p><p>The post <a>A raid</a> appeared first on <a>News</a>.</p>"
    assert (await made(replace(ENTRY, html=html), fetcher, reader)).text == "Two were hurt."


async def test_scripts_styles_and_captions_are_no_text(fetcher: Fetcher, reader: Reader) -> None:
    html = """<style>p {}</style><script>alert(1)</script><figure><img src=x onerror=alert(2)>
    <figcaption>An old photo</figcaption></figure><!-- no --><p>Two&nbsp;were <b>hurt</b>.<br>One
    died.</p><ul><li>a<li>b</ul><table><tr><td>c</td><td>d</td></tr></table>"""
    article = await made(replace(ENTRY, html=html), fetcher, reader)
    assert article.text == "Two were hurt.\nOne died.\na\nb\nc d"


async def test_plain_text_keeps_its_paragraphs(fetcher: Fetcher, reader: Reader) -> None:
    html = "Two were\nhurt &amp; one\r\n died.\n\n\nMore  later."
    article = await made(replace(ENTRY, html=html), fetcher, reader)
    assert article.text == "Two were hurt & one died.\nMore later."


async def test_the_agency_of_a_wire_story_is_named(fetcher: Fetcher, reader: Reader) -> None:
    entry = replace(ENTRY, html="<p>QAIM, Oct 31 (Reuters) - Two were hurt.</p>")
    assert (await made(entry, fetcher, reader)).origin == "Reuters"


@pytest.mark.parametrize(
    ("text", "author", "origin"),
    [
        ("QAIM (AP) — Two were hurt.", None, "AP"),
        ("QAIM, Oct. 31 (Xinhua) -- Two were hurt.", None, "Xinhua"),
        ("QAIM, October 31. /TASS/. Two were hurt.", None, "TASS"),
        ("AFP - Two were hurt.", None, "AFP"),
        ("Two were hurt. — AFP", None, "AFP"),
        ("Two were hurt. (Reuters)", None, "Reuters"),
        ("Two were hurt. Source: Xinhua News Agency", None, "Xinhua"),
        ("Two were hurt.", "Reuters", "Reuters"),
        ("Two were hurt.", "By Jane Doe, The Associated Press", "AP"),
        ("Two were hurt.", "agence france-presse", "AFP"),
        ("Two were hurt, Reuters reported.", None, None),
        ("Two were hurt, an official told AFP.", None, None),
        ("According to AP, two were hurt.", "Jane Doe", None),
        ("The FOREST (RAP) - music", "Ansamble", None),
        ("Two were hurt.", "Ani", None),
    ],
)
def test_an_agency_counts_where_it_signs_and_not_where_it_is_cited(
    text: str, author: str | None, origin: str | None
) -> None:
    assert origin_of(text, author=author, source="Example News") == origin


def test_a_wires_own_feed_has_no_other_origin() -> None:
    assert origin_of("(AP) - Two were hurt.", author=None, source="Japan Times") == "AP"
    assert origin_of("(Reuters) - Two were hurt.", author=None, source="Reuters World") is None


@pytest.mark.parametrize("ending", ["…", "...", "[…]", "Read more", "Continue reading →"])
def test_a_text_that_breaks_off_is_a_teaser(ending: str) -> None:
    assert is_teaser(SENTENCE * 50 + ending)
    assert not is_teaser(SENTENCE * 50)


def test_an_articles_id_is_the_same_every_time_and_anothers_differs() -> None:
    assert article_id("a", "bc") == article_id("a", "bc") != article_id("ab", "c")
