"""A thousand polls by the whole pipeline, killed and begun again: publishers have no complaint."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta

import pytest

from bot.ingest.fetch import Fetcher, user_agent
from bot.ingest.guard import Guard
from bot.ingest.prune import parse_unread
from bot.ingest.turns import Turns
from bot.model.feed import Article, Feed, ParsedFeed
from bot.model.finding import Finding
from bot.pipeline import Pipeline
from bot.ports import Heard
from bot.track import telling_of
from tests.fakes.store import FakeStore
from tests.servers.feeds import Answer, FeedServer, item, rss
from tests.servers.publisher import Publisher

POLLS = 1_000
FEEDS = 20
#: A body changes, a pause is asked for, and the process dies, once in so many polls.
CHANGES, PAUSES, DEATHS = 7, 31, 50
LEASE = timedelta(minutes=2)


class PlainReader:
    """Reads in this process and finds nothing."""

    async def unread(self, body: bytes, *, content_type: str, url: str, marks: bytes) -> ParsedFeed:
        """Parse here and now."""
        return parse_unread(body, content_type=content_type, url=url, marks=marks)

    async def feed(self, body: bytes, *, content_type: str, url: str) -> ParsedFeed:
        """Not asked for here."""
        raise AssertionError((body, content_type, url))

    async def page(self, body: bytes, *, content_type: str, url: str) -> str:
        """Nothing here has a page."""
        raise AssertionError((body, content_type, url))

    async def text(self, html: str) -> str:
        """The text as it stands."""
        return html

    async def hear(self, articles: Sequence[Article]) -> list[Heard | None]:
        """Nothing."""
        nothing = Finding()
        return [Heard(finding=nothing, telling=telling_of(each, nothing)) for each in articles]


class World:
    """A publisher with its feeds, and a reader whose clock jumps from one due feed to the next."""

    def __init__(self, server: FeedServer) -> None:
        self.now = datetime(2026, 11, 1, 12, tzinfo=UTC)
        self.publisher = Publisher(lambda: self.now)
        self._server = server
        self.store = FakeStore()
        server.judge = self.publisher

    async def follow(self, number: int) -> None:
        """Let feeds be followed."""
        async with self.store.begin() as tx:
            for each in range(number):
                feed = Feed(id=f"{each}", url=self._server.url(f"/{each}"), name="A")
                await tx.feeds.put(feed, now=self.now)

    def publish(self, feed_id: str, poll: int) -> None:
        """Decide on what a feed answers next."""
        age = poll % 5 * 60
        body = rss([item(f"Note {poll // FEEDS // CHANGES}", guid="1")])
        fresh = {"Cache-Control": f"max-age={1800 + age}", "Age": f"{age}"}
        stamp = {"Last-Modified": f"odd stamp {poll // FEEDS // CHANGES}"}
        answer = Answer(body=body, headers=fresh | (stamp if int(feed_id) % 2 else {}))
        if poll % PAUSES == PAUSES - 1:
            answer = Answer(status=429, headers={"Retry-After": "4000"})
        self._server.answer(f"/{feed_id}", answer)

    async def run(self, pipeline: Pipeline, web: Fetcher, polls: range) -> None:
        """Poll what is due, one after the other; then die with the last request unanswered."""
        for poll in polls:
            async with self.store.begin() as tx:
                await tx.feeds.release()
                states = [state for _, state in await tx.feeds.all()]
                self.now = max(self.now, min(state.next_poll_at for state in states))
                [feed_id] = await tx.feeds.claim_due(now=self.now, lease=LEASE, limit=1)
            # A host's pause lasts in real time; the clock of this test has jumped over it.
            web._turns._pauses.clear()  # noqa: SLF001 - no other way to let an hour pass
            self.publish(feed_id, poll)
            if poll == polls[-1]:
                self._server.answer(f"/{feed_id}", Answer(delay=60))
                before = len(self._server.requests)
                dying = asyncio.create_task(pipeline.poll(feed_id))
                await self._heard(before)
                dying.cancel()
                await asyncio.wait({dying})
            else:
                await asyncio.gather(*(pipeline.poll(feed_id) for _ in range(3)))
            await pipeline.close()

    async def _heard(self, before: int) -> None:
        async with asyncio.timeout(10):
            while len(self._server.requests) == before:  # noqa: ASYNC110 - a list tells nobody
                await asyncio.sleep(0.005)


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with FeedServer() as server:
        yield World(server)


@pytest.mark.slow
async def test_a_thousand_polls_and_twenty_deaths_give_no_publisher_cause_to_complain(
    world: World,
) -> None:
    await world.follow(FEEDS)
    for start in range(0, POLLS, DEATHS):
        async with Fetcher(
            user_agent=user_agent(version="1", contact="https://tocsin.example"),
            clock=lambda: world.now,
            guard=Guard(allow_private_networks=True),
        ) as web:
            pipeline = Pipeline(
                store=world.store,
                web=web,
                reader=PlainReader(),
                clock=lambda: world.now,
                jitter=lambda: 0.5,
                turns=Turns(concurrency=8),
            )
            await world.run(pipeline, web, range(start, start + DEATHS))
    counts = world.publisher.counts
    assert world.publisher.complaints() == {}
    assert sum(each["conditional"] for each in counts.values()) > POLLS / 2


async def test_a_stored_address_that_leads_inside_is_refused_at_every_poll(world: World) -> None:
    """As a settled redirect, or a name that changed hands, would have it stored."""
    await world.follow(1)
    async with Fetcher(user_agent="Tocsin/1", clock=lambda: world.now) as web:
        pipeline = Pipeline(
            store=world.store,
            web=web,
            reader=PlainReader(),
            clock=lambda: world.now,
            jitter=lambda: 0.5,
        )
        for _ in range(2):
            await pipeline.poll("0")
            await pipeline.close()
            world.now += timedelta(days=2)
    state = world.store.tables.feeds["0"][1]
    assert state.failures == 2
    assert "is not fetched from" in (state.last_error or "")
    assert world.publisher.counts == {}
