"""What a feed server sees of us, and what a hostile one cannot do."""

import asyncio
import gzip
import time
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

import brotli  # type: ignore[import-untyped]  # ships no types
import pytest

from bot.errors import AddressRefused, FeedGone, Rejected, Unavailable
from bot.ingest.fetch import Fetcher, Limits
from bot.ingest.guard import Guard
from bot.ingest.turns import Turns
from tests.servers.feeds import Answer, FeedServer, item, rss

BODY = rss([item("Shells fall on a market")])


async def test_a_feed_comes_with_its_validators(server: FeedServer, fetcher: Fetcher) -> None:
    server.publish("/a.xml", BODY, Last_Modified="Sun, 01 Nov 2026 10:00:00 GMT")
    response = await fetcher.get(server.url("/a.xml"))
    assert (response.status, response.body.decode()) == (200, BODY)
    assert response.headers["last-modified"] == "Sun, 01 Nov 2026 10:00:00 GMT"
    assert response.url == server.url("/a.xml")
    assert response.moved_to is None


@pytest.mark.parametrize("etag", ['"a"', 'W/"a b"', "unquoted", '""', "'x'", '"é"', '"a","b"'])
async def test_validators_go_back_byte_for_byte(
    etag: str, server: FeedServer, fetcher: Fetcher
) -> None:
    date = "Sun,  1 Nov 2026 10:00:00 +0000 (odd)"
    server.answer("/a.xml", Answer(body=BODY, headers={"ETag": etag, "Last-Modified": date}))
    first = await fetcher.get(server.url("/a.xml"))
    again = await fetcher.get(
        server.url("/a.xml"),
        etag=first.headers["etag"],
        last_modified=first.headers["last-modified"],
    )
    assert (again.status, again.body) == (304, b"")
    sent = server.asked("/a.xml")[1].headers
    assert (sent["if-none-match"], sent["if-modified-since"]) == (etag, date)


async def test_a_validator_that_cannot_go_back_unchanged_is_left_out(
    server: FeedServer, fetcher: Fetcher
) -> None:
    server.answer("/a", Answer(raw=b'HTTP/1.1 200 OK\r\nETag: "\xe9"\r\nContent-Length: 0\r\n\r\n'))
    response = await fetcher.get(server.url("/a"))
    assert "etag" not in response.headers


async def test_a_request_tells_who_we_are_and_nothing_else(
    server: FeedServer, fetcher: Fetcher
) -> None:
    server.answer("/from", Answer(status=302, headers={"Location": "/a.xml?x=1"}))
    server.publish("/a.xml", BODY, Set_Cookie="id=1")
    for _ in range(2):
        await fetcher.get(server.url("/from"))
    assert {request.path for request in server.requests} == {"/from", "/a.xml"}
    for request in server.requests:
        agent = request.headers["user-agent"]
        assert agent == "Tocsin/1.2 (+https://tocsin.example/about)"
        assert request.headers["accept-encoding"] == "gzip, deflate, br"
        assert not {"cookie", "referer", "if-none-match", "pragma"} & set(request.headers)
    assert [request.query for request in server.asked("/a.xml")] == ["x=1", "x=1"]


async def test_an_address_is_asked_for_as_it_is_written(
    server: FeedServer, fetcher: Fetcher
) -> None:
    server.publish("/~a b.xml", BODY)
    await fetcher.get(server.url("/%7ea%20b.xml?sig=%2F+a%2f"))
    await fetcher.get(server.url("/~a b.xml#part"))
    assert len(server.asked("/~a b.xml")) == 2
    assert [request.target for request in server.requests] == [
        "/%7ea%20b.xml?sig=%2F+a%2f",
        "/~a%20b.xml",
    ]


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(BODY.encode(), mtime=0)),
        ("x-gzip", gzip.compress(b"<a>", mtime=0) + gzip.compress(b"</a>", mtime=0) + b"\0\0"),
        ("deflate", zlib.compress(BODY.encode())),
        ("deflate", zlib.compress(BODY.encode())[2:-4]),
        ("br", brotli.compress(BODY.encode())),
        ("gzip, br", brotli.compress(gzip.compress(BODY.encode(), mtime=0))),
        ("identity", BODY.encode()),
    ],
)
async def test_a_packed_body_is_unpacked(
    coding: str, packed: bytes, server: FeedServer, fetcher: Fetcher
) -> None:
    server.answer("/a", Answer(body=packed, headers={"Content-Encoding": coding}))
    body = (await fetcher.get(server.url("/a"))).body.decode()
    assert body == ("<a></a>" if coding == "x-gzip" else BODY)


@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("br", partial(brotli.compress, quality=1)),
        ("gzip, gzip", lambda plain: gzip.compress(gzip.compress(plain))),
        ("identity", bytes),
    ],
    ids=["gzip", "deflate", "br", "gzip in gzip", "plain"],
)
async def test_a_bomb_is_stopped_while_it_is_unpacked(
    coding: str, pack: Callable[[bytes], bytes], server: FeedServer, fetcher: Fetcher
) -> None:
    packed = pack(bytes(50_000_000 if coding != "identity" else 5_000_001))
    server.answer("/a", Answer(body=packed, headers={"Content-Encoding": coding}))
    with pytest.raises(Rejected, match="larger than 5 MB"):
        await fetcher.get(server.url("/a"))


@pytest.mark.parametrize(
    ("coding", "packed", "error", "words"),
    [
        ("gzip", b"no gzip at all", Unavailable, "packed wrongly"),
        ("br", b"no brotli at all", Unavailable, "packed wrongly"),
        ("gzip", gzip.compress(BODY.encode(), mtime=0)[:-9], Unavailable, "cut off"),
        ("br", brotli.compress(BODY.encode())[:-9], Unavailable, "cut off"),
        ("deflate", zlib.compress(BODY.encode())[:-9], Unavailable, "cut off"),
        ("gzip", gzip.compress(b"", mtime=0) * 100, Unavailable, "packed wrongly"),
        ("zstd", b"", Rejected, "not asked for"),
        ("gzip, gzip, gzip", b"", Rejected, "more than twice"),
    ],
)
async def test_a_body_that_is_packed_badly_is_no_answer(
    coding: str,
    packed: bytes,
    error: type[Exception],
    words: str,
    server: FeedServer,
    fetcher: Fetcher,
) -> None:
    server.answer("/a", Answer(body=packed, headers={"Content-Encoding": coding}))
    with pytest.raises(error, match=words):
        await fetcher.get(server.url("/a"))


async def test_an_empty_packed_body_is_an_empty_body(server: FeedServer, fetcher: Fetcher) -> None:
    server.answer("/a", Answer(headers={"Content-Encoding": "gzip"}))
    assert (await fetcher.get(server.url("/a"))).body == b""


async def test_an_endless_body_ends_at_the_limit(server: FeedServer, fetcher: Fetcher) -> None:
    server.answer("/a", Answer(body=bytes(100_000), endless=True))
    with pytest.raises(Rejected, match="larger than 5 MB"):
        await fetcher.get(server.url("/a"))


@pytest.mark.slow
@pytest.mark.parametrize(
    "answer",
    [Answer(body=BODY, delay=30), Answer(body=BODY, drip=1), Answer(body="x", delay=0.6, drip=9)],
    ids=["silent", "dripping", "both"],
)
async def test_a_slow_answer_is_given_up(
    answer: Answer, server: FeedServer, fetcher: Fetcher
) -> None:
    server.answer("/a", answer)
    server.answer("/from", Answer(status=302, delay=0.6, headers={"Location": "/a"}))
    path = "/from" if answer.body == "x" else "/a"
    started = time.monotonic()
    with pytest.raises(Unavailable, match="no whole answer within 1 s"):
        await fetcher.get(server.url(path))
    assert time.monotonic() - started < 3.0


@pytest.mark.parametrize(
    ("answer", "error", "words"),
    [
        (Answer(body=BODY, reset=True), Unavailable, "cut off"),
        (Answer(raw=b""), Unavailable, "cut off"),
        (Answer(raw=b"SSH-2.0-OpenSSH_9\r\n\r\n"), Unavailable, "no HTTP"),
        (Answer(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nab"), Unavailable, "cut off"),
        (Answer(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 9000000\r\n\r\n"), Rejected, "5 MB"),
        (Answer(raw=b"HTTP/1.1 200 OK\r\nA: " + b"b" * 70_000 + b"\r\n\r\n"), Rejected, "headers"),
        (
            Answer(raw=b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 20_000 + b"\r\n"),
            Rejected,
            "headers",
        ),
        (
            Answer(raw=b"HTTP/1.1 200 OK\r\n" + (b"A: " + b"b" * 999 + b"\r\n") * 90 + b"\r\n"),
            Rejected,
            "headers",
        ),
    ],
    ids=["reset", "nothing", "ssh", "cut off", "announced", "long header", "many", "large"],
)
async def test_an_answer_beyond_the_rules_of_http_is_an_error_of_ours(
    answer: Answer, error: type[Exception], words: str, server: FeedServer, fetcher: Fetcher
) -> None:
    server.answer("/a", answer)
    with pytest.raises(error, match=words):
        await fetcher.get(server.url("/a"))


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (404, Rejected),
        (403, Rejected),
        (401, Rejected),
        (410, FeedGone),
        (408, Unavailable),
        (429, Unavailable),
        (500, Unavailable),
        (503, Unavailable),
        (304, Unavailable),
        (300, Rejected),
    ],
)
async def test_a_status_decides_whether_to_try_again(
    status: int, error: type[Exception], server: FeedServer, fetcher: Fetcher
) -> None:
    server.answer("/a", Answer(status=status))
    with pytest.raises(error, match=str(status)):
        await fetcher.get(server.url("/a"))


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        ("31536000", 31_536_000),
        ("Sun, 01 Nov 2026 12:01:00 GMT", 60),
        ("Sun, 01 Nov 2026 12:01:00", 60),
        ("Sun, 01 Nov 2020 12:01:00 GMT", 0),
        ("Fri, 31 Dec 9999 23:59:59 -1200", 900),
        ("soon", 900),
        ("-5", 900),
        ("", 900),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
async def test_retry_after_is_understood_or_our_own_pause_is_made(
    value: str, seconds: float | None, status: int, server: FeedServer, fetcher: Fetcher
) -> None:
    server.answer("/a", Answer(status=status, headers={"Retry-After": value}))
    with pytest.raises(Unavailable) as caught:
        await fetcher.get(server.url("/a"))
    assert caught.value.retry_after == seconds


@pytest.mark.parametrize(("status", "seconds"), [(429, 900), (503, None), (500, None)])
async def test_too_many_requests_is_a_pause_also_where_nothing_is_said_of_its_length(
    status: int, seconds: float | None, server: FeedServer, fetcher: Fetcher
) -> None:
    server.answer("/a", Answer(status=status))
    with pytest.raises(Unavailable) as caught:
        await fetcher.get(server.url("/a"))
    assert caught.value.retry_after == seconds


async def test_a_pause_from_before_a_restart_is_kept(server: FeedServer, fetcher: Fetcher) -> None:
    fetcher.pause(server.url("/a"), 60)
    with pytest.raises(Unavailable, match="wants to be left alone") as caught:
        await fetcher.get(server.url("/b"))
    assert caught.value.retry_after == pytest.approx(60, abs=5)
    assert server.requests == []


async def test_the_other_feeds_of_a_host_wait_when_one_is_told_to(
    server: FeedServer, fetcher: Fetcher
) -> None:
    server.answer("/a", Answer(status=429, headers={"Retry-After": "60"}))
    server.publish("/b", BODY)
    with pytest.raises(Unavailable):
        await fetcher.get(server.url("/a"))
    with pytest.raises(Unavailable, match="wants to be left alone") as caught:
        await fetcher.get(server.url("/b"))
    assert 30 < (caught.value.retry_after or 0) <= 60
    assert server.asked("/b") == []
    async with FeedServer() as other:
        other.publish("/b", BODY)
        assert (await fetcher.get(other.url("/b"))).status == 200


async def test_a_pause_of_a_host_ends() -> None:
    turns = Turns(concurrency=1)
    turns.pause("a", 0.2)
    turns.pause("b", 1e9)
    async with asyncio.timeout(5):
        while True:
            try:
                async with turns.turn("a"):
                    break
            except Unavailable as error:
                await asyncio.sleep(error.retry_after or 0)
    with pytest.raises(Unavailable) as caught:
        async with turns.turn("b"):
            pytest.fail("the host asked for a pause")
    assert 3000 < (caught.value.retry_after or 0) <= 3600


async def test_a_turn_that_failed_is_followed_by_the_same_space_as_any() -> None:
    turns = Turns(concurrency=1, spacing=3600)
    with pytest.raises(ZeroDivisionError):
        async with turns.turn("a"):
            raise ZeroDivisionError
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05), turns.turn("a"):
            pytest.fail("the host had no hour of rest")


async def test_an_unbroken_permanent_chain_says_where_the_feed_moved(
    server: FeedServer, fetcher: Fetcher
) -> None:
    server.answer("/1", Answer(status=301, headers={"Location": "/2"}))
    server.answer("/2", Answer(status=308, headers={"Location": server.url("/3#top")}))
    server.publish("/3", BODY)
    response = await fetcher.get(server.url("/1"))
    assert response.moved_to == response.url == server.url("/3")


@pytest.mark.parametrize("status", [302, 303, 307])
async def test_a_passing_redirect_moves_nothing(
    status: int, server: FeedServer, fetcher: Fetcher
) -> None:
    server.answer("/1", Answer(status=301, headers={"Location": "/2"}))
    server.answer("/2", Answer(status=status, headers={"Location": "/3"}))
    server.publish("/3", BODY)
    response = await fetcher.get(server.url("/1"), etag='"x"')
    assert (response.status, response.moved_to) == (200, None)
    assert server.asked("/3")[0].headers["if-none-match"] == '"x"'


async def test_five_redirects_are_followed_and_no_sixth(
    server: FeedServer, fetcher: Fetcher
) -> None:
    for number in range(9):
        server.answer(f"/{number}", Answer(status=302, headers={"Location": f"/{number + 1}"}))
    server.publish("/6", BODY)
    assert (await fetcher.get(server.url("/1"))).status == 200
    with pytest.raises(Rejected, match="more than 5 redirects"):
        await fetcher.get(server.url("/0"))


@pytest.mark.parametrize(
    ("location", "error"),
    [
        (None, Rejected),
        ("http://[::bad/", Rejected),
        ("file:///etc/passwd", AddressRefused),
        ("http://user:secret@127.0.0.1/", AddressRefused),
        ("http://169.254.169.254/latest/meta-data/", AddressRefused),
    ],
)
async def test_a_redirect_leads_nowhere_that_an_address_may_not(
    location: str | None, error: type[Exception], server: FeedServer, fetcher: Fetcher
) -> None:
    server.answer("/a", Answer(status=302, headers={"Location": location} if location else {}))
    with pytest.raises(error):
        await fetcher.get(server.url("/a"))


async def test_a_host_is_asked_one_thing_at_a_time_and_others_meanwhile(
    server: FeedServer, fetcher: Fetcher
) -> None:
    server.answer("/slow", Answer(body=BODY, delay=0.2))
    server.publish("/quick", BODY)
    async with FeedServer() as other:
        other.publish("/quick", BODY)
        slow = asyncio.create_task(fetcher.get(server.url("/slow")))
        same = asyncio.create_task(fetcher.get(server.url("/quick")))
        await fetcher.get(other.url("/quick"))
        assert not slow.done()
        assert not same.done()
        await asyncio.gather(slow, same)
    assert [request.path for request in server.requests] == ["/slow", "/quick"]
    assert server.requests[1].at - server.requests[0].at >= 0.2


@pytest.mark.slow
async def test_waiting_for_a_turn_is_not_counted_against_a_feed(
    server: FeedServer, fetcher: Fetcher
) -> None:
    server.answer("/slow", Answer(body=BODY, delay=0.4))
    answers = await asyncio.gather(*(fetcher.get(server.url("/slow")) for _ in range(4)))
    assert [answer.status for answer in answers] == [200] * 4


async def test_no_more_hosts_than_the_bound_are_asked_at_once(server: FeedServer) -> None:
    async with (
        FeedServer() as other,
        Fetcher(
            user_agent="Tocsin/1",
            clock=lambda: datetime.now(UTC),
            guard=Guard(allow_private_networks=True),
            limits=Limits(concurrency=1),
        ) as fetcher,
    ):
        for one in (server, other):
            one.answer("/a", Answer(body=BODY, delay=0.2))
        await asyncio.gather(fetcher.get(server.url("/a")), fetcher.get(other.url("/a")))
        assert abs(server.requests[0].at - other.requests[0].at) >= 0.2


async def test_connections_are_kept_and_used_again(server: FeedServer, fetcher: Fetcher) -> None:
    server.publish("/a", BODY)
    await fetcher.get(server.url("/a"))
    await fetcher.get(server.url("/a"))
    assert "close" not in {request.headers.get("connection") for request in server.requests}
    assert len({request.peer for request in server.requests}) == 1


async def test_a_closed_port_is_unavailable_when_it_may_be_tried(fetcher: Fetcher) -> None:
    async with FeedServer() as gone:
        url = gone.url("/a")
    with pytest.raises(Unavailable, match="takes no connection"):
        await fetcher.get(url)


async def test_a_closed_fetcher_says_so(server: FeedServer, fetcher: Fetcher) -> None:
    await fetcher.close()
    await fetcher.close()
    with pytest.raises(RuntimeError, match="not open"):
        await fetcher.get(server.url("/a"))


async def test_an_address_that_cannot_be_read_is_rejected(fetcher: Fetcher) -> None:
    for url in ("http://[::bad/", "http://a:99999999/", "http://a.example\\@127.0.0.1/"):
        with pytest.raises(Rejected):
            await fetcher.get(url)


async def test_a_server_without_tls_is_unavailable_by_https(
    server: FeedServer, fetcher: Fetcher
) -> None:
    with pytest.raises(Unavailable, match="no valid certificate or speaks no TLS"):
        await fetcher.get(server.url("/a").replace("http:", "https:"))
