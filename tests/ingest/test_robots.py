"""Pages are fetched only where robots.txt lets us; it is asked for once a day."""

import asyncio
from datetime import timedelta

import pytest

from bot.errors import Rejected
from bot.ingest.fetch import Fetcher
from bot.ingest.robots import Robots, allowed, rules_for
from tests.ingest.conftest import NOW
from tests.servers.feeds import Answer, FeedServer

TEXT = """\ufeff# a comment
User-agent: Tocsin
User-agent: other
Disallow: /secret # why
Allow: /secret/open
Disallow:
Disallow: /*.pdf$
Disallow: /a*b*c

User-agent: *
Disallow: /
nonsense
"""


@pytest.mark.parametrize(
    ("path", "may"),
    [
        ("/", True),
        ("/secret", False),
        ("/secret/open/1", True),
        ("/%73ecret", False),
        ("/report.pdf", False),
        ("/report.pdf?x", True),
        ("/axxbxxc/d", False),
        ("/axxcxxb", True),
        ("/" + "a" * 5000, True),
    ],
)
def test_the_longest_rule_for_us_decides(path: str, may: bool) -> None:  # noqa: FBT001 - the expectation
    assert allowed(rules_for("tocsin", TEXT), path) is may


def test_rules_for_everybody_hold_where_we_are_not_named() -> None:
    assert not allowed(rules_for("somebody", TEXT), "/a")
    assert allowed(rules_for("tocsin", "Disallow: /"), "/a")
    assert allowed(rules_for("tocsin", "User-agent: *\nDisallow: /a\nAllow: /a"), "/a")
    assert not allowed(rules_for("tocsin", "User-agent: *\nDisallow: /a$"), "/a")
    assert allowed(rules_for("tocsin", "User-agent: *\nDisallow: /a$"), "/ab")


async def test_a_site_is_asked_once_a_day(server: FeedServer, fetcher: Fetcher) -> None:
    server.publish("/robots.txt", "User-agent: *\nDisallow: /no", content_type="text/plain")
    robots = Robots(fetcher)
    pages = [server.url("/no"), server.url("/yes"), server.url("/no?x")]
    may = await asyncio.gather(*(robots.allow(page, now=NOW) for page in pages))
    assert may == [False, True, False]
    assert len(server.asked("/robots.txt")) == 1
    assert await robots.allow(pages[1], now=NOW + timedelta(hours=25))
    assert len(server.asked("/robots.txt")) == 2


@pytest.mark.parametrize(("status", "may"), [(404, True), (403, True), (500, False), (429, False)])
async def test_no_robots_txt_allows_and_one_that_cannot_be_had_forbids(
    status: int,
    may: bool,  # noqa: FBT001 - the expectation
    server: FeedServer,
    fetcher: Fetcher,
) -> None:
    server.answer("/robots.txt", Answer(status=status))
    assert await Robots(fetcher).allow(server.url("/a"), now=NOW) is may


async def test_an_answer_is_forgotten_when_there_are_too_many(
    server: FeedServer, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.ingest.robots._MAX_ORIGINS", 1)
    robots = Robots(fetcher)
    async with FeedServer() as other:
        for one in (server, other, server):
            assert await robots.allow(one.url("/a"), now=NOW)
    assert len(server.asked("/robots.txt")) == 2


async def test_a_page_without_a_readable_address_is_rejected(fetcher: Fetcher) -> None:
    for url in ("http://[", "no address"):
        with pytest.raises(Rejected):
            await Robots(fetcher).allow(url, now=NOW)
