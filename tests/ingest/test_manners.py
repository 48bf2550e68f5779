"""What a publisher counts against a reader, counted over a thousand polls on a clock that jumps."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

from bot.errors import Unavailable
from bot.ingest.fetch import Fetcher
from bot.ingest.schedule import after_failure, after_success, body_hash
from bot.model.feed import Feed, FeedState, ParsedFeed
from tests.ingest.conftest import NOW
from tests.servers.feeds import Answer, Asked, FeedServer, item, rss

POLLS = 1000
#: What the server does, poll by poll: a new body now and then, other cache lifetimes, a pause.
CHANGES, PAUSES = 40, 97


class Publisher:
    """Knows what each request should have looked like, and when it may come at the earliest."""

    def __init__(self, server: FeedServer) -> None:
        self.counts: Counter[str] = Counter()
        self._server = server
        self._etag: str | None = None
        self._allowed = NOW

    def prepare(self, number: int) -> None:
        """Decide on the next answer."""
        etag = f'W/"body {number // CHANGES}"'
        age = number % 7 * 60
        headers = {"ETag": etag, "Cache-Control": f"max-age={1200 + age}", "Age": str(age)}
        body = rss([item(f"News {number // CHANGES}")])
        if number % PAUSES == PAUSES - 1:
            self._server.script("/feed", Answer(status=429, headers={"Retry-After": "4000"}))
        else:
            self._server.script("/feed", Answer(body=body, headers=headers))

    def judge(self, asked: Asked, number: int, *, now: datetime) -> None:
        """Count what a publisher would."""
        sent = asked.headers.get("if-none-match")
        self.counts["conditional" if sent else "unconditional"] += 1
        self.counts["made up or stale"] += sent != self._etag
        self.counts["early"] += now < self._allowed
        self.counts["cookie"] += "cookie" in asked.headers
        self.counts["referrer"] += "referer" in asked.headers
        self.counts["query"] += bool(asked.query)
        self.counts["unnamed"] += not asked.headers["user-agent"].startswith("Tocsin/")
        paused = number % PAUSES == PAUSES - 1
        self._etag = self._etag if paused else f'W/"body {number // CHANGES}"'
        self._allowed = now + timedelta(seconds=4000 if paused else 1200)


async def test_a_thousand_polls_give_a_publisher_nothing_to_complain_of(
    server: FeedServer, fetcher: Fetcher
) -> None:
    publisher = Publisher(server)
    feed = Feed(id="a", url=server.url("/feed"), name="A")
    state = FeedState(feed_id="a", next_poll_at=NOW)
    for number in range(POLLS):
        now = state.next_poll_at
        publisher.prepare(number)
        # A host's pause lasts in real time; the clock of this test has jumped over it.
        fetcher._turns._pauses.clear()  # noqa: SLF001 - no other way to let an hour pass
        state = await poll(feed, state, fetcher, now=now, jitter=number % 10 / 10)
        publisher.judge(server.requests[-1], number, now=now)
    assert len(server.requests) == POLLS
    complaints = +publisher.counts
    assert complaints == {"conditional": POLLS - 1, "unconditional": 1}
    assert state.failures == 0


async def poll(
    feed: Feed, state: FeedState, fetcher: Fetcher, *, now: datetime, jitter: float
) -> FeedState:
    """A poll as the pipeline makes it, without reading what came."""
    try:
        response = await fetcher.get(feed.url, etag=state.etag, last_modified=state.last_modified)
    except Unavailable as error:
        return after_failure(feed, state, error, now=now, jitter=jitter)
    changed = response.body and body_hash(response.body) != state.body_hash
    parsed = ParsedFeed() if changed else None
    return after_success(feed, state, response, parsed, now=now, jitter=jitter)


async def test_a_changed_body_and_a_304_are_told_apart(
    server: FeedServer, fetcher: Fetcher
) -> None:
    feed = Feed(id="a", url=server.url("/feed"), name="A")
    state = FeedState(feed_id="a", next_poll_at=NOW)
    server.publish("/feed", rss([item("one")]))
    state = await poll(feed, state, fetcher, now=NOW, jitter=0.0)
    first = state
    state = await poll(feed, state, fetcher, now=NOW + timedelta(hours=1), jitter=0.0)
    assert (state.body_hash, state.last_change_at) == (first.body_hash, NOW)
    server.publish("/feed", rss([item("two")]))
    state = await poll(feed, state, fetcher, now=NOW + timedelta(hours=2), jitter=0.0)
    assert state.last_change_at == NOW + timedelta(hours=2)
    assert state != replace(first, body_hash=state.body_hash)
