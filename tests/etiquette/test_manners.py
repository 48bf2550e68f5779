"""Items 6 to 9: who asks, how often in all, how it is asked, and pages behind teasers."""

from collections import Counter
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

import pytest

from bot import __version__, app
from bot.command.answer import answer
from bot.command.request import Feeding, Request
from bot.command.scout import SiteScout
from bot.model.channel import Channel
from bot.settings import load
from tests.e2e.process import configure
from tests.etiquette.conftest import BODY, bare, chance
from tests.fakes.database import empty_store
from tests.fakes.poller import AGENT, Poller
from tests.servers.feeds import Answer, FeedServer, item, rss


async def test_6_restarts_workers_chats_and_spellings_make_no_early_and_no_double_request(
    server: FeedServer, tmp_path: Path
) -> None:
    here = server.url("").removeprefix("http://")
    spellings = ("/feed", "/./feed", "/%66eed", "/feed#top", "/a/../feed")
    async with empty_store(tmp_path) as store:
        poller = Poller(server, store)
        async with poller.running():
            scout = SiteScout(
                web=poller.web, read=poller.reader, rules=poller.reader, clock=lambda: poller.now
            )
            feeding = Feeding(scout=scout, per_chat=2, in_all=9)
            chats = [Channel(platform="console", chat=f"{number}") for number in range(50)]
            for number, chat in enumerate(chats):
                scheme = ("http", "HTTP")[number % 2]
                wish = f"feeds add {scheme}://{here}{spellings[number % 5]}"
                await _say(poller, wish, chat, feeding)
            for chat in chats:
                await _say(poller, "yes", chat, feeding)
        assert len(server.requests) == 1
        async with store.begin() as tx:
            [(feed, _)] = await tx.feeds.all()
        for _ in range(20):
            async with poller.running():
                for feed_id in await poller.due():
                    await poller.poll_side_by_side(feed_id)
            poller.now += timedelta(seconds=3)
        assert len(server.requests) == 1
        async with poller.running():
            await poller.poll(feed.id)
    assert len(server.requests) == 2
    assert poller.publisher.complaints() == {}


async def _say(poller: Poller, text: str, channel: Channel, feeding: Feeding) -> None:
    request = Request(channel=channel, user_id="u1", user_name="ann", text=text)
    await answer(request, store=poller.store, may_change=_anybody, now=poller.now, feeding=feeding)


async def _anybody(_channel: Channel, _user: str) -> bool:
    return True


async def test_7_a_request_tells_who_asks_and_nothing_else(
    server: FeedServer, tmp_path: Path
) -> None:
    cookie = {"Set-Cookie": "reader=1; Path=/", "Location": "/moved", "Refresh": "1"}
    server.answer("/feed", Answer(status=302, headers=cookie))
    server.answer("/moved", bare(set_cookie="reader=2; Path=/", etag='"a"'))
    settings = load(configure(tmp_path, {"Wire": server.url("/feed")}), None, {})
    async with app.fetcher(settings) as web:
        for etag in (None, '"a"'):
            await web.get(server.url("/feed"), etag=etag)

    assert [each.target for each in server.requests] == ["/feed", "/moved"] * 2
    for each in server.requests:
        assert each.method == "GET"
        assert each.headers["user-agent"] == f"Tocsin/{__version__} (+http://127.0.0.1/)"
        assert not {"cookie", "referer", "origin", "authorization"} & each.headers.keys()


async def test_8_polls_are_conditional_and_packed_and_keep_their_connection(
    poller: Poller, server: FeedServer
) -> None:
    await poller.follow()
    await poller.poll(times=20)

    assert poller.publisher.counts == {"/feed": {"unconditional": 1, "conditional": 19}}
    assert len({each.peer for each in server.requests}) == 1
    for each in server.requests:
        assert each.headers["accept-encoding"] == "gzip, deflate, br"


async def test_8_a_host_answers_one_request_at_a_time_and_all_hosts_a_bounded_number() -> None:
    async with AsyncExitStack() as stack:
        hosts = [FeedServer(host=f"127.0.0.{number}") for number in range(2, 8)]
        for host in hosts:
            await stack.enter_async_context(host)
        poller = Poller(hosts[0], concurrency=3)
        await stack.enter_async_context(poller.running())
        for host in hosts:
            host.judge = poller.publisher
            for number in range(3):
                path = f"/{number}"
                host.answer(path, Answer(body=BODY, delay=0.02))
                await poller.follow(host.url(path), url=host.url(path))
        await poller.poll(
            *(f"{host.url('')}/{number}" for host in hosts[:1] for number in range(3))
        )
        assert poller.publisher.most_at_once == 1
        await poller.poll(*(f"{host.url('')}/{number}" for host in hosts for number in range(3)))
    assert poller.publisher.most_at_once == 3


async def test_8_feeds_that_were_asked_together_are_spread_in_time(poller: Poller) -> None:
    poller.chance = chance(8)
    paths = [f"/{number}" for number in range(60)]
    for path in paths:
        poller.server.publish(path, BODY)
        await poller.follow(path)
    await poller.poll(*paths)

    due = [(await poller.state(path)).next_poll_at for path in paths]
    assert max(due) - min(due) > timedelta(minutes=1)
    assert max(Counter(each.replace(microsecond=0) for each in due).values()) <= 4


@pytest.mark.parametrize(
    ("full_text", "text", "robots", "asked"),
    [
        (True, "Only a beginning …", "", ["/robots.txt", "/more", "/story"]),
        (False, "Only a beginning …", "", []),
        (True, "A whole report, to its end. " * 90, "", []),
        (True, "Only a beginning …", "User-agent: Tocsin\nDisallow: /", ["/robots.txt"]),
    ],
    ids=["teaser", "not allowed", "whole", "robots"],
)
async def test_9_a_page_is_fetched_once_and_only_where_it_is_needed_and_allowed(
    *, full_text: bool, text: str, robots: str, asked: list[str], poller: Poller
) -> None:
    server = poller.server
    entries = [
        item("A new quay", text, guid=path, link=server.url(path)) for path in ("/story", "/more")
    ]
    page = (
        f"<html><body><article><p>{'Ships came to the new quay. ' * 90}</p></article></body></html>"
    )
    server.answer("/robots.txt", Answer(body=robots))
    for path in ("/story", "/more"):
        server.answer(path, Answer(body=page, headers={"Set-Cookie": "reader=1"}))
    for number in range(3):
        server.script("/feed", bare(rss([*entries, item("Other news", "x" * number, guid="2")])))
    await poller.follow(full_text=full_text)
    await poller.poll(times=3)

    others = [each for each in server.requests if each.path != "/feed"]
    assert [each.path for each in others] == asked
    for each in others:
        assert each.headers["user-agent"] == AGENT
        assert not {"cookie", "referer"} & each.headers.keys()
