"""What a feed holds and what of it would have alerted, seen before anybody follows it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from bot.command.larder import Larder
from bot.command.scout import Sight, SiteScout
from bot.detect import Packs, detect
from bot.errors import Rejected
from bot.model.feed import Article, Feed, FirstAnswer, Response
from bot.ports import Heard
from bot.track import telling_of
from tests.fakes.packs import shipped
from tests.fakes.reader import PlainReader
from tests.servers.feeds import item, rss

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
URL = "https://valley.example/feed"
CALM = "The harbour board opened a new quay for grain ships and praised the masons who built it."


class FakeWeb:
    """One site of one feed."""

    def __init__(self, body: str) -> None:
        self.body = body
        self.site = ""
        self.asked = 0

    async def get(
        self, url: str, *, etag: str | None = None, last_modified: str | None = None
    ) -> Response:
        """The feed, or nothing."""
        assert (etag, last_modified) == (None, None)
        self.asked += 1
        if url not in {URL, self.site}:
            raise Rejected("the server answered 404")
        return Response(status=200, url=url, body=self.body.encode())


class TextReader(PlainReader):
    """Reads entries too."""

    async def text(self, html: str) -> str:
        """The text as it stands; one entry cannot be read."""
        if "unreadable" in html:
            raise Rejected("reading it broke a limit")
        return html


@dataclass(frozen=True, slots=True)
class PlainRules:
    """Detects in this process; one entry takes for ever."""

    packs: Packs

    async def hear(self, articles: Sequence[Article]) -> list[Heard | None]:
        """Detect here and now."""
        return [None if "endless" in each.text else self._heard(each) for each in articles]

    def _heard(self, article: Article) -> Heard:
        finding = detect(article, self.packs)
        return Heard(finding=finding, telling=telling_of(article, finding))


@pytest.fixture
def packs() -> Packs:
    return shipped()


def scout(packs: Packs, *items: str, title: str = "Valley Echo") -> SiteScout:
    web = FakeWeb(rss(items, title=title))
    return SiteScout(web=web, read=TextReader(), rules=PlainRules(packs), clock=lambda: NOW)


def entry(guid: str, title: str, text: str, *, age: timedelta) -> str:
    return item(title, text, guid=guid, date=format_datetime(NOW - age, usegmt=True))


def raid(town: str, *, age: timedelta) -> str:
    text = f"Artillery shells hit the market of {town} on Monday, killing 9 people, police said."
    return entry(town, f"Shelling kills 9 in {town}", text, age=age)


async def test_it_says_what_a_feed_holds_and_what_would_have_alerted(packs: Packs) -> None:
    look = scout(
        packs,
        entry("1", "A new quay", CALM, age=timedelta(minutes=12)),
        entry("2", "Odd", "unreadable", age=timedelta(minutes=20)),
        entry("3", "Odd, too", "endless", age=timedelta(minutes=30)),
        raid("Arvan", age=timedelta(days=3)),
        raid("Beltis", age=timedelta(days=4)),
    )

    [sight] = await look(URL)

    assert sight.feed.name == "Valley Echo"
    assert sight.feed.url == URL
    assert not sight.feed.shared
    assert sight.entries == 5
    assert sight.newest == NOW - timedelta(minutes=12)
    assert [each.incident.places[0].name for each in sight.alerts] == ["Beltis", "Arvan"]


async def test_a_story_told_twice_alerts_once(packs: Packs) -> None:
    again = raid("Arvan", age=timedelta(hours=1)).replace(">Arvan<", ">again<")

    [sight] = await scout(packs, again, raid("Arvan", age=timedelta(hours=2)))(URL)

    assert len(sight.alerts) == 1


async def test_a_long_feed_is_tried_by_its_newest_entries(packs: Packs) -> None:
    towns = [f"{chr(65 + n // 8)}orvan{chr(97 + n % 8)}l" for n in range(60)]
    items = [raid(town, age=timedelta(hours=n)) for n, town in enumerate(towns)]

    [sight] = await scout(packs, *items)(URL)

    assert sight.entries == 60
    assert 0 < len(sight.alerts) <= 30
    oldest = min(each.incident.reports[0].published or NOW for each in sight.alerts)
    assert oldest >= NOW - timedelta(hours=30)


async def test_a_publisher_is_asked_once_for_all_chats_that_look(packs: Packs) -> None:
    now = [NOW]
    web = FakeWeb(rss([raid("Arvan", age=timedelta())]))
    look = SiteScout(web=web, read=TextReader(), rules=PlainRules(packs), clock=lambda: now[0])

    first = await look(URL)
    assert await look("Valley.example/feed#top") is first
    assert web.asked == 1
    now[0] += timedelta(minutes=59)
    await look(URL)
    assert web.asked == 1  # without validators it is left alone for an hour
    now[0] += timedelta(minutes=11)
    await look(URL)
    assert web.asked == 2


async def test_of_many_who_look_at_once_one_is_sent(packs: Packs) -> None:
    web = FakeWeb(rss([raid("Arvan", age=timedelta())]))
    look = SiteScout(web=web, read=TextReader(), rules=PlainRules(packs), clock=lambda: NOW)

    seen = await asyncio.gather(*(look(spelt) for spelt in 25 * (URL, f"{URL}#top")))

    assert web.asked == 1
    assert {sights[0].feed.url for sights in seen} == {URL}


async def test_what_a_site_leads_to_is_not_asked_where_it_is_read_already(packs: Packs) -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="/feed">'
    web = FakeWeb(f"<html><head>{link}</head></html>")
    look = SiteScout(web=web, read=TextReader(), rules=PlainRules(packs), clock=lambda: NOW)
    read = Sight(feed=Feed(id="echo", url=URL, name="Echo"), due=NOW, entries=3)

    async def known(url: str) -> Sight | None:
        return read if url == URL else None

    web.site = "https://valley.example/"
    assert await look(web.site, known=known) == (read,)
    assert web.asked == 1


async def test_what_a_feed_answered_is_remembered_and_when_it_may_be_asked_again(
    packs: Packs,
) -> None:
    look = scout(packs, raid("Arvan", age=timedelta()))

    [sight] = await look(URL)

    assert sight.due == NOW + timedelta(hours=1)  # it gives no validators
    answer = look.answer("http://valley.example:80/feed")
    assert answer is not None
    assert answer.at == NOW
    assert b"Arvan" in answer.response.body
    assert look.answer("https://valley.example/other") is None


def test_of_too_many_answers_the_oldest_go() -> None:
    larder = Larder(room=10)
    for name in "abc":
        response = Response(status=200, url=f"https://{name}.example/", body=b"12345")
        answer = FirstAnswer(url=response.url, at=NOW, response=response)
        larder.keep(answer, due=NOW)

    assert larder.find("https://a.example/") is None
    assert larder.find("https://b.example/") is not None
    assert larder.find("https://c.example/") is not None


async def test_an_untitled_feed_is_called_by_its_address(packs: Packs) -> None:
    [sight] = await scout(packs, raid("Arvan", age=timedelta()), title="")(URL)

    assert sight.feed.name == URL


async def test_what_is_not_there_is_said(packs: Packs) -> None:
    with pytest.raises(Rejected, match="404"):
        await scout(packs)("https://valley.example/other")
