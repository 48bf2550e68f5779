"""One poll of one feed: what is stored, what is sent, and what stops at nothing."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from bot.detect import Packs, detect
from bot.errors import FeedGone, TocsinError, Unavailable
from bot.ingest.parse import parse
from bot.ingest.prune import parse_unread
from bot.model.channel import Channel, Delivery, Form
from bot.model.feed import Article, Feed, FirstAnswer, ParsedFeed, Response
from bot.model.incident import Reason, Silence
from bot.pipeline import Pipeline
from bot.ports import Heard, Transaction
from bot.track import telling_of
from tests.fakes.store import FakeStore
from tests.servers.feeds import item, rss

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
URL = "https://wire.example/rss"
FEED = Feed(id="wire", url=URL, name="Northern Wire")
CHANNEL = Channel(platform="console", chat="terminal")
RAID = (
    "Warplanes bombed an ammunition depot outside Tarvesh on the northern border late last night,"
    " killing at least 14 people, the provincial governor said."
)
MORE = (
    "The number of people killed when warplanes bombed an ammunition depot outside Tarvesh has"
    " risen to 21, the health ministry said on Monday."
)
CALM = "The harbour board opened a new quay for grain ships and praised the masons who built it."

TOWNS = ("Arvan", "Beltis", "Corvo", "Dremal", "Estrin", "Fondar", "Gulem", "Hestra")
LEASE = timedelta(minutes=2)


class Killed(BaseException):
    """The process ends while its request is on the way."""


class FakeWeb:
    """Answers what it was told to."""

    def __init__(self) -> None:
        self.answer: Response | TocsinError = Response(status=200, url=URL, body=rss().encode())
        self.asked: list[tuple[str, str | None]] = []
        self.killed = False

    async def get(
        self, url: str, *, etag: str | None = None, last_modified: str | None = None
    ) -> Response:
        """Note what was asked."""
        assert last_modified is None
        self.asked.append((url, etag))
        if self.killed:
            raise Killed
        if isinstance(self.answer, TocsinError):
            raise self.answer
        return self.answer

    def publish(self, *items: str, etag: str | None = None) -> None:
        """Answer with these items from now on."""
        headers = {"etag": etag} if etag else {}
        self.answer = Response(status=200, url=URL, body=rss(items).encode(), headers=headers)


@dataclass(frozen=True, slots=True)
class PlainReader:
    """Reads in this process; texts here are harmless."""

    packs: Packs

    async def hear(self, articles: Sequence[Article]) -> list[Heard | None]:
        """Detect here and now."""
        found = [(each, detect(each, self.packs)) for each in articles]
        return [Heard(finding=one, telling=telling_of(each, one)) for each, one in found]

    async def unread(self, body: bytes, *, content_type: str, url: str, marks: bytes) -> ParsedFeed:
        """Parse here and now what is not known."""
        return parse_unread(body, content_type=content_type, url=url, marks=marks)

    async def feed(self, body: bytes, *, content_type: str, url: str) -> ParsedFeed:
        """Parse here and now."""
        return parse(body, content_type=content_type, url=url)

    async def page(self, body: bytes, *, content_type: str, url: str) -> str:
        """Nothing here has a page."""
        raise AssertionError((body, content_type, url))

    async def text(self, html: str) -> str:
        """The text as it stands."""
        if "unreadable" in html:
            raise ZeroDivisionError("a fault of ours")
        return html


class Bench:
    """A pipeline on fakes."""

    def __init__(self, packs: Packs) -> None:
        self.now = NOW
        self.web = FakeWeb()
        self.store = FakeStore()
        self.pipeline = Pipeline(
            store=self.store,
            web=self.web,
            reader=PlainReader(packs),
            clock=lambda: self.now,
            jitter=lambda: 0.5,
        )

    def restarted(self) -> Pipeline:
        """Another process on the same store."""
        return replace(self.pipeline)

    async def poll(self, feed_id: str = "wire") -> list[Delivery]:
        """Poll a feed when it is due; the deliveries it led to."""
        if row := self.store.tables.feeds.get(feed_id):
            self.now = max(self.now, row[1].next_poll_at)
        ids = await self.pipeline.poll(feed_id)
        await self.pipeline.close()
        async with self.store.begin() as tx:
            found = [await tx.deliveries.get(each) for each in ids]
        return [each for each in found if each]


def entry(guid: str, title: str, text: str, *, age: timedelta = timedelta()) -> str:
    return item(title, text, guid=guid, date=format_datetime(NOW - age, usegmt=True))


async def test_a_strike_is_stored_and_sent(bench: Bench) -> None:
    bench.web.publish(entry("1", "Warplanes bomb depot, 14 killed", RAID), etag='"a"')

    [delivery] = await bench.poll()

    assert delivery.channel == CHANNEL
    async with bench.store.begin() as tx:
        alert = await tx.incidents.alert(delivery.alert_ids[0])
        found = await tx.feeds.get("wire")
    assert alert
    assert alert.reason is Reason.NEW
    assert found
    assert found[1].etag == '"a"'


def looked_at(*items: str, at: datetime = NOW, url: str = URL) -> FirstAnswer:
    """What a feed answered when somebody looked at it."""
    headers = {"etag": '"a"', "cache-control": "max-age=7200"}
    response = Response(status=200, url=url, body=rss(items).encode(), headers=headers)
    return FirstAnswer(url=url, at=at, response=response)


async def test_what_a_feed_answered_to_a_look_is_its_first_poll(bench: Bench) -> None:
    async with bench.store.begin() as tx:
        raid = entry("1", "Warplanes bomb depot, 14 killed", RAID)
        await tx.following.keep_answer("wire", looked_at(raid, at=NOW - timedelta(hours=1)))

    assert len(await bench.poll()) == 1
    assert bench.web.asked == []

    async with bench.store.begin() as tx:
        found = await tx.feeds.get("wire")
    assert found
    assert NOW + timedelta(hours=1) <= found[1].next_poll_at < NOW + timedelta(hours=2)
    await bench.poll()
    assert bench.web.asked == [(URL, '"a"')]


async def test_a_look_at_an_address_that_is_the_feeds_no_longer_is_no_poll(bench: Bench) -> None:
    async with bench.store.begin() as tx:
        await tx.following.keep_answer("wire", looked_at(url="https://old.example/rss"))
    await bench.poll()
    assert bench.web.asked == [(URL, None)]


async def test_the_next_poll_sends_what_the_server_gave(bench: Bench) -> None:
    bench.web.publish(entry("1", "A quay", CALM), etag='"a"')
    await bench.poll()

    bench.web.answer = Response(status=304, url=URL)
    await bench.poll()

    assert bench.web.asked[-1] == (URL, '"a"')


async def test_a_known_entry_is_not_told_again(bench: Bench) -> None:
    first = entry("1", "Warplanes bomb depot, 14 killed", RAID)
    bench.web.publish(first)
    assert len(await bench.poll()) == 1

    bench.web.publish(entry("2", "A new quay", CALM), first)

    assert await bench.poll() == []


async def test_a_risen_toll_updates_the_same_incident(bench: Bench) -> None:
    bench.web.publish(entry("1", "Warplanes bomb depot in Tarvesh, 14 killed", RAID))
    [first] = await bench.poll()
    bench.now += timedelta(hours=1)
    bench.web.publish(entry("2", "Toll of Tarvesh depot bombing rises to 21", MORE))

    [second] = await bench.poll()

    assert second.incident_id == first.incident_id


async def test_the_reason_for_silence_is_stored(bench: Bench) -> None:
    bench.web.publish(
        entry("1", "A new quay", CALM), entry("2", "Depot bombed", RAID, age=timedelta(days=9))
    )

    assert await bench.poll() == []

    async with bench.store.begin() as tx:
        quay = await tx.articles.find("quay", limit=5)
        old = await tx.articles.find("depot", limit=5)
    assert [verdict.silence for _, verdict in quay] == [Silence.NOT_ALERTABLE]
    assert [verdict.silence for _, verdict in old] == [Silence.TOO_OLD]


async def test_an_alert_nobody_asked_for_says_so(bench: Bench) -> None:
    async with bench.store.begin() as tx:
        await tx.subscriptions.remove("s")
    bench.web.publish(entry("1", "Warplanes bomb depot, 14 killed", RAID))

    assert await bench.poll() == []

    async with bench.store.begin() as tx:
        [(_, verdict)] = await tx.articles.find("depot", limit=5)
    assert verdict.silence is Silence.NO_SUBSCRIPTION
    assert verdict.alert_id


async def test_a_first_poll_sends_five_alerts_and_folds_the_rest(bench: Bench) -> None:
    bench.web.publish(
        *(
            entry(town, f"Shelling kills {n + 3} in {town}", _shelling(town, n + 3))
            for n, town in enumerate(TOWNS)
        )
    )

    sent = await bench.poll()

    assert [each.form for each in sent].count(Form.ALERT) == 5
    [digest] = [each for each in sent if each.form is Form.DIGEST]
    assert len(digest.alert_ids) == 3


async def test_an_unavailable_feed_is_noted_and_nothing_is_lost(bench: Bench) -> None:
    bench.web.answer = Unavailable("no answer", retry_after=600)

    assert await bench.poll() == []

    async with bench.store.begin() as tx:
        found = await tx.feeds.get("wire")
    assert found
    assert found[1].failures == 0
    assert found[1].last_error == "no answer"
    assert found[1].next_poll_at >= NOW + timedelta(seconds=600)


async def test_a_database_that_is_full_for_a_while_loses_nothing_of_an_answer(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.web.publish(entry("1", "Warplanes bomb depot, 14 killed", RAID))
    faults = iter(["full", "full", "", "full"])

    @asynccontextmanager
    async def begin() -> AsyncIterator[Transaction]:
        async with FakeStore.begin(bench.store) as tx:
            yield tx
            fault = next(faults, "") if bench.web.asked else ""
            if fault:
                raise Unavailable("the disk is full")

    monkeypatch.setattr(bench.store, "begin", begin)
    bench.pipeline = replace(bench.pipeline, waits=(0, 0, 0))
    [delivery] = await bench.poll()

    assert len(bench.web.asked) == 1
    assert list(bench.store.tables.deliveries) == [delivery.id]


async def test_an_entry_that_breaks_us_stops_no_other(bench: Bench) -> None:
    bench.web.publish(
        entry("1", "Odd", "unreadable"), entry("2", "Warplanes bomb depot, 14 killed", RAID)
    )

    assert len(await bench.poll()) == 1

    async with bench.store.begin() as tx:
        [(_, verdict)] = await tx.articles.find("odd", limit=5)
    assert verdict.silence is Silence.UNREADABLE


async def test_an_article_with_thousands_of_hits_is_bounded_and_still_told(bench: Bench) -> None:
    bench.web.publish(entry("1", "Warplanes bomb depot in Tarvesh", f"{RAID}\n\n" * 300))

    [delivery] = await bench.poll()

    async with bench.store.begin() as tx:
        alert = await tx.incidents.alert(delivery.alert_ids[0])
        [(article, _)] = await tx.articles.find("Tarvesh", limit=1)
        stored = await tx.articles.get(article.id)
    assert alert is not None
    assert alert.incident.toll.killed is not None
    assert len(alert.incident.reports[0].signals) <= 100
    assert stored is not None
    assert len(stored[1].signals) <= 100
    assert len(stored[1].claims) <= 100
    assert stored[1].truncated


async def test_a_feed_that_is_not_due_is_not_asked_whoever_wants_it(bench: Bench) -> None:
    bench.web.publish(entry("1", "A quay", CALM))
    await bench.poll()

    for _ in range(20):
        assert await bench.pipeline.poll("wire") == []

    assert len(bench.web.asked) == 1


async def test_twenty_processes_that_are_killed_in_the_middle_ask_once(bench: Bench) -> None:
    bench.web.killed = True
    with pytest.raises(Killed):
        await bench.pipeline.poll("wire")

    for _ in range(20):
        async with bench.store.begin() as tx:
            await tx.feeds.release()
            assert await tx.feeds.claim_due(now=bench.now, lease=LEASE, limit=9) == []
        assert await bench.restarted().poll("wire") == []
        bench.now += timedelta(seconds=3)

    assert len(bench.web.asked) == 1


async def test_two_workers_ask_once(bench: Bench) -> None:
    bench.web.publish(entry("1", "A quay", CALM))
    other = bench.restarted()

    await asyncio.gather(*(each.poll("wire") for each in (bench.pipeline, other) * 5))

    assert len(bench.web.asked) == 1


async def test_a_corrected_toll_under_the_same_id_updates_the_incident_once(bench: Bench) -> None:
    title = "Warplanes bomb depot in Tarvesh, 14 killed"
    bench.web.publish(entry("1", title, RAID), entry("2", "A quay", CALM))
    [first] = await bench.poll()

    corrected = RAID.replace("14", "21")
    bench.web.publish(entry("1", title.replace("14", "21"), corrected), entry("2", "A quay", CALM))
    [second] = await bench.poll()
    bench.web.publish(
        entry("1", title.replace("14", "21"), f"<b>{corrected}</b>"), entry("2", "A quay", CALM)
    )

    assert await bench.poll() == []
    assert second.incident_id == first.incident_id
    async with bench.store.begin() as tx:
        alert = await tx.incidents.alert(second.alert_ids[0])
    assert alert
    assert alert.reason in {Reason.REVISED, Reason.ESCALATED}
    assert alert.incident.toll.killed
    assert alert.incident.toll.killed.min == 21


async def test_an_edit_makes_an_old_entry_without_a_date_no_younger(bench: Bench) -> None:
    bench.web.publish(item("A quay", CALM, guid="1"))
    await bench.poll()
    bench.now += timedelta(days=5)

    bench.web.publish(item("Warplanes bomb depot in Tarvesh, 14 killed", RAID, guid="1"))

    assert await bench.poll() == []


async def test_a_feed_whose_every_id_changes_tells_nothing_twice(bench: Bench) -> None:
    towns = ("Arvan", "Beltis", "Corvo", "Dremal")
    for round_ in range(3):
        bench.web.publish(
            *(
                item(f"Shelling kills 9 in {town}", _shelling(town, 9), guid=f"{round_}-{town}")
                for town in towns
            )
        )
        sent = await bench.poll()
        assert len(sent) == (0 if round_ else 4)
        bench.now += timedelta(days=30)


async def test_a_feed_whose_every_id_and_text_change_sends_five_alerts_and_one_digest(
    bench: Bench,
) -> None:
    bench.web.publish(entry("0", "A quay", CALM))
    await bench.poll()
    bench.web.publish(
        *(
            entry(town, f"Shelling kills {n + 3} in {town}", _shelling(town, n + 3))
            for n, town in enumerate(TOWNS)
        )
    )

    sent = await bench.poll()

    assert [each.form for each in sent].count(Form.ALERT) == 5
    assert [each.form for each in sent].count(Form.DIGEST) == 1


async def test_a_headline_of_every_day_is_read_every_day(bench: Bench) -> None:
    for day in range(3):
        bench.web.publish(
            entry(f"new-{day}", f"Note {day}", CALM), entry(f"daily-{day}", "Daily news", "")
        )
        await bench.poll()

    async with bench.store.begin() as tx:
        assert len(await tx.articles.find("daily news", limit=9)) == 3


async def test_a_settled_redirect_changes_the_stored_address(bench: Bench) -> None:
    new = "https://wire.example/moved"
    for day in range(11):
        bench.web.publish(entry("1", f"Note {day}", CALM))
        assert isinstance(bench.web.answer, Response)
        bench.web.answer = replace(bench.web.answer, moved_to=new)
        await bench.poll()
        bench.now += timedelta(hours=17)
    assert [url for url, _ in bench.web.asked] == [URL] * 11

    bench.web.publish(entry("1", "Note", CALM))
    await bench.poll()

    assert bench.web.asked[-1] == (new, None)
    async with bench.store.begin() as tx:
        await tx.feeds.put(FEED, now=bench.now)
        feed, state = await tx.feeds.get("wire") or (None, None)
    assert feed
    assert state
    assert (feed.url, state.moved_from, state.moved_to) == (new, (URL,), None)


async def test_a_redirect_that_is_not_read_settles_nothing(bench: Bench) -> None:
    for _ in range(30):
        body = b"<html>Sign in</html>"
        bench.web.answer = Response(
            status=200, url=URL, body=body, moved_to="https://trap.example/"
        )
        await bench.poll()
        bench.now += timedelta(days=1)

    assert {url for url, _ in bench.web.asked} == {URL}


async def test_a_login_page_keeps_what_was_known_and_shows_as_failing(bench: Bench) -> None:
    bench.web.publish(entry("1", "A quay", CALM), etag='"a"')
    await bench.poll()
    bench.web.answer = Response(
        status=200, url=URL, body=b"<html>Sign in</html>", headers={"etag": '"login"'}
    )
    await bench.poll()

    state = bench.store.tables.feeds["wire"][1]
    assert (state.etag, state.failures) == ('"a"', 1)
    assert state.last_error == "the answer is a web page, not a feed"


async def test_a_feed_that_is_gone_is_asked_no_more(bench: Bench) -> None:
    bench.web.answer = FeedGone("the publisher removed it for good (410)")
    await bench.pipeline.poll("wire")
    await bench.pipeline.close()
    bench.now += timedelta(days=4000)

    assert await bench.pipeline.poll("wire") == []
    assert len(bench.web.asked) == 1
    assert bench.store.tables.feeds["wire"][1].gone


async def test_a_feed_that_was_removed_is_not_polled(bench: Bench) -> None:
    async with bench.store.begin() as tx:
        await tx.feeds.remove("wire")

    assert await bench.poll() == []
    assert bench.web.asked == []


def _shelling(town: str, dead: int) -> str:
    return (
        f"Artillery shells hit the market of {town} on Monday, killing {dead} people, police said."
    )
