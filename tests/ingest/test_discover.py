"""From a site's address to its feeds, under the same limits as everything that is fetched."""

from datetime import UTC, datetime

import pytest

from bot.errors import AddressRefused, FeedUnreadable, Rejected, Unavailable
from bot.ingest.children import Reader
from bot.ingest.discover import Found, discover
from bot.ingest.fetch import Fetcher
from bot.ingest.guard import Guard
from bot.ingest.links import feed_links
from bot.ports import SiteReader
from tests.fakes.reader import PlainReader
from tests.servers.feeds import Answer, FeedServer, item, rss

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
HTML = "text/html; charset=utf-8"
PAGE = "https://planet.example/world/"


@pytest.fixture
def reader() -> SiteReader:
    return PlainReader()


def _page(*links: str, base: str = "") -> str:
    head = f"{base}{''.join(links)}"
    return f"<!DOCTYPE html><html><head>{head}</head><body><p>Welcome</p></body></html>"


def _link(href: str, kind: str = "application/rss+xml", rel: str = "alternate") -> str:
    return f'<link rel="{rel}" type="{kind}" href="{href}">'


def _links(html: str | bytes, *, content_type: str = HTML) -> tuple[str, ...]:
    body = html.encode() if isinstance(html, str) else html
    return feed_links(body, content_type=content_type, url=PAGE)


async def _discover(
    text: str, reader: SiteReader, *, guard: Guard | None = None
) -> tuple[Found, ...]:
    fetcher = Fetcher(
        user_agent="Tocsin/test (+http://127.0.0.1/)",
        clock=lambda: NOW,
        guard=guard or Guard(allow_private_networks=True),
    )
    async with fetcher as web:
        return await discover(text, web=web, read=reader, now=NOW)


def test_a_page_names_its_feeds_in_each_format() -> None:
    html = _page(
        _link("/rss.xml"),
        _link("atom.xml", "application/atom+xml; charset=utf-8"),
        _link("https://cdn.example/feed.json", "application/feed+json", rel="ALTERNATE home"),
        _link("/rss.xml#again"),
    )

    assert _links(html) == (
        "https://planet.example/rss.xml",
        "https://planet.example/world/atom.xml",
        "https://cdn.example/feed.json",
    )


def test_a_base_is_where_relative_addresses_begin() -> None:
    html = _page(_link("feed"), base='<base href="https://other.example/x/">')

    assert _links(html) == ("https://other.example/x/feed",)


@pytest.mark.parametrize(
    "html",
    [
        _page(_link("/style.css", "text/css", rel="stylesheet")),
        _page(_link("/de/", "text/html")),
        _page(_link("/wp-json/", "application/json")),
        _page(_link("javascript:alert(1)"), _link("file:///etc/passwd"), _link("http:///x")),
        _page(_link("http://[::1/")),
        "",
        "<",
        "no page at all",
    ],
)
def test_what_is_no_feed_is_not_named(html: str) -> None:
    assert _links(html) == ()


def test_a_page_in_another_charset_is_read() -> None:
    html = _page(_link("/f\xfcr")).encode("latin-1")

    assert _links(html, content_type="text/html; charset=latin-1") == (
        "https://planet.example/für",
    )
    assert len(_links(html, content_type="text/html; charset=klingon")) == 1


def test_a_page_of_a_thousand_links_is_bounded() -> None:
    assert len(_links(_page(*(_link(f"/{n}") for n in range(1000))))) == 20


async def test_a_feeds_own_address_is_the_feed(server: FeedServer, reader: SiteReader) -> None:
    server.publish("/a.xml", rss([item("x", guid="1")], title="Wire"))

    [found] = await _discover(server.url("/a.xml#top"), reader)

    assert found.url == server.url("/a.xml")
    assert found.parsed.title == "Wire"
    assert len(server.requests) == 1


async def test_a_sites_address_leads_to_the_feeds_that_its_page_names(
    server: FeedServer, reader: SiteReader
) -> None:
    links = (_link("/a.xml"), _link("/a.xml?utm_medium=feed"), _link("/gone.xml"), _link("b.xml"))
    server.publish("/", _page(*links), content_type=HTML)
    server.publish("/a.xml", rss([item("x", guid="1")], title="News"))
    server.publish("/b.xml", rss([item("y", guid="1")], title="Comments"))

    found = await _discover(server.url("/"), reader)

    assert [(one.url, one.parsed.title) for one in found] == [
        (server.url("/a.xml"), "News"),
        (server.url("/b.xml"), "Comments"),
    ]
    assert len(server.requests) == 4


async def test_no_more_than_four_feeds_of_a_site_are_asked_for(
    server: FeedServer, reader: SiteReader
) -> None:
    server.publish("/", _page(*(_link(f"/{n}.xml") for n in range(9))), content_type=HTML)
    for number in range(9):
        server.publish(f"/{number}.xml", rss([item("x", guid="1")]))

    assert len(await _discover(server.url("/"), reader)) == 4
    assert len(server.requests) == 5


async def test_a_customary_address_is_tried_where_a_page_names_none(
    server: FeedServer, reader: SiteReader
) -> None:
    server.publish("/", _page(), content_type=HTML)
    server.publish("/rss.xml", rss([item("x", guid="1")], title="Hidden"))

    [found] = await _discover(server.url("/"), reader)

    assert found.parsed.title == "Hidden"
    paths = [asked.path for asked in server.requests]
    assert paths == ["/", "/robots.txt", "/feed", "/rss.xml"]


async def test_a_site_in_trouble_is_asked_no_further_and_the_page_is_what_is_told_of(
    server: FeedServer, reader: SiteReader
) -> None:
    server.publish("/", _page(), content_type=HTML)
    server.answer("/feed", Answer(status=503))

    with pytest.raises(FeedUnreadable, match="web page, not a feed; no feed was found there"):
        await _discover(server.url("/"), reader)

    assert [asked.path for asked in server.requests] == ["/", "/robots.txt", "/feed"]


async def test_a_list_of_feeds_is_called_one(server: FeedServer, reader: SiteReader) -> None:
    body = '<opml version="2.0"><body><outline xmlUrl="http://a.example/"/></body></opml>'
    server.publish("/list", body, content_type="text/x-opml")

    with pytest.raises(FeedUnreadable, match=r"a list of feeds \(OPML\), not a feed"):
        await _discover(server.url("/list"), reader)


async def test_what_robots_may_not_guess_is_not_guessed(
    server: FeedServer, reader: SiteReader
) -> None:
    server.publish("/", _page(), content_type=HTML)
    server.publish("/robots.txt", "User-agent: *\nDisallow: /", content_type="text/plain")
    server.publish("/feed", rss([item("x", guid="1")]))

    with pytest.raises(FeedUnreadable, match="web page, not a feed; no feed was found there"):
        await _discover(server.url("/"), reader)

    assert [asked.path for asked in server.requests] == ["/", "/robots.txt"]


async def test_a_permanent_redirect_is_followed_to_the_feeds_own_address(
    server: FeedServer, reader: SiteReader
) -> None:
    for path, status in (("/old", 301), ("/passing", 302)):
        server.answer(path, Answer(status=status, headers={"Location": "/new.xml"}))
    server.publish("/new.xml", rss([item("x", guid="1")]))

    [moved] = await _discover(server.url("/old"), reader)
    [passing] = await _discover(server.url("/passing"), reader)

    assert moved.url == server.url("/new.xml")
    assert passing.url == server.url("/passing")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("file:///etc/passwd", AddressRefused),
        ("https://user:word@planet.example/feed", AddressRefused),
        ("http://2130706433/feed", AddressRefused),
        ("http://[::ffff:127.0.0.1]/feed", AddressRefused),
        ("", Rejected),
        ("two words", Rejected),
    ],
)
async def test_what_may_not_be_fetched_is_refused(
    text: str, kind: type[Exception], reader: SiteReader
) -> None:
    with pytest.raises(kind):
        await _discover(text, reader, guard=Guard())


async def test_a_page_leads_into_no_private_network(reader: SiteReader, server: FeedServer) -> None:
    """The page is public here, and what it names is not: the guard sees every single address."""
    server.publish("/", _page(_link("http://169.254.169.254/latest/feed")), content_type=HTML)

    with pytest.raises(AddressRefused):
        await _discover(server.url("/"), reader)


async def test_a_refusal_reads_the_same_whether_a_door_is_open_or_closed(
    server: FeedServer, reader: SiteReader
) -> None:
    said = set()
    for address in (server.url("/"), "http://127.0.0.1:9/", "http://10.1.2.3:80/"):
        with pytest.raises(AddressRefused) as refused:
            await _discover(address, reader, guard=Guard(ports=frozenset({80, 9, _port(server)})))
        said.add(str(refused.value))

    assert len(said) == 1
    assert server.requests == []


async def test_a_page_is_read_in_a_child(server: FeedServer) -> None:
    deep = "<div>" * 50_000
    server.publish("/", _page(_link("/a.xml")) + deep, content_type=HTML)
    server.publish("/a.xml", rss([item("x", guid="1")], title="Wire"))

    async with Reader(warm=1) as child:
        [found] = await _discover(server.url("/"), child)

    assert found.parsed.title == "Wire"


async def test_a_site_that_does_not_answer_says_so(server: FeedServer, reader: SiteReader) -> None:
    server.answer("/", Answer(status=503))

    with pytest.raises(Unavailable, match="503"):
        await _discover(server.url("/"), reader)


def _port(server: FeedServer) -> int:
    return int(server.url("").rpartition(":")[2])
