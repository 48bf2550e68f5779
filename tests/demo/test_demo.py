"""The demo serves the story as real feeds, item by item."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import feedparser
import pytest
from aiohttp import ClientSession

from bot.demo import Demo, demo
from bot.model.scale import Severity
from bot.settings import Settings, load

_START = datetime(2030, 5, 6, 7, 8, 9, tzinfo=UTC)


class _Clock:
    def __init__(self) -> None:
        self.now = _START

    def __call__(self) -> datetime:
        return self.now


def _settings(running: Demo) -> Settings:
    return load(running.config, running.data, {}, dotenv=running.data / ".env")


async def _read(session: ClientSession, settings: Settings) -> dict[str, list[str]]:
    titles = {}
    for feed in settings.feeds:
        async with session.get(feed.url) as answer:
            parsed = feedparser.parse(await answer.read())
        assert not parsed.bozo
        titles[feed.id] = [entry.title for entry in parsed.entries]
    return titles


async def test_the_demos_configuration_is_one_that_tocsin_run_takes() -> None:
    async with demo(clock=_Clock()) as running:
        settings = _settings(running)

    assert settings.general.allow_private_networks
    assert settings.console.min_severity is Severity.MINOR
    assert {feed.interval for feed in settings.feeds} == {timedelta(seconds=2)}
    assert [feed.full_text for feed in settings.feeds] == [False, False, True]
    assert not running.config.exists()


async def test_items_appear_at_their_time_and_the_first_poll_starts_the_story() -> None:
    clock = _Clock()
    async with demo(clock=clock) as running, ClientSession() as session:
        settings = _settings(running)
        clock.now += timedelta(minutes=10)

        before = await _read(session, settings)
        clock.now += timedelta(seconds=2)
        after = await _read(session, settings)

        assert not any("militia" in title for titles in before.values() for title in titles)
        assert "US jets strike" in after["meridian-wire"][0]


async def test_the_story_is_told_when_its_last_piece_was_fetched() -> None:
    clock = _Clock()
    async with demo(clock=clock) as running, ClientSession() as session:
        settings = _settings(running)
        await _read(session, settings)
        assert not running.told.is_set()

        clock.now += running.length
        titles = await _read(session, settings)

        assert running.told.is_set()
        assert sum(map(len, titles.values())) == 14


async def test_a_faster_demo_tells_the_same_story_in_less_time() -> None:
    clock = _Clock()
    async with demo(clock=clock, speed=10) as running, ClientSession() as session:
        settings = _settings(running)
        await _read(session, settings)
        clock.now += timedelta(seconds=6)

        assert sum(map(len, (await _read(session, settings)).values())) == 14
        assert {feed.interval for feed in settings.feeds} == {timedelta(seconds=0.2)}


async def test_an_unchanged_feed_is_not_sent_twice() -> None:
    async with demo(clock=_Clock()) as running, ClientSession() as session:
        url = _settings(running).feeds[0].url
        async with session.get(url) as first:
            etag = first.headers["ETag"]
        async with session.get(url, headers={"If-None-Match": etag}) as second:
            assert second.status == 304


async def test_a_teasers_page_holds_the_text_and_its_days() -> None:
    clock = _Clock()
    async with demo(clock=clock) as running, ClientSession() as session:
        settings = _settings(running)
        await _read(session, settings)
        base = settings.general.contact_url
        async with session.get(f"{base}articles/raid-toll.html") as early:
            assert early.status == 404
        clock.now += running.length

        async with session.get(f"{base}articles/raid-toll.html") as page:
            text = await page.text()
        async with session.get(f"{base}articles/raid.html") as page:
            raid = await page.text()

        assert "Nine people were killed" in text
        assert "{" not in text
        assert "late on Sunday" in raid
        assert raid.count("<h1>") == 1


@pytest.mark.parametrize("path", ["feeds/none.xml", "articles/none.html", "elsewhere"])
async def test_what_nobody_published_is_not_there(path: str) -> None:
    async with demo(clock=_Clock()) as running, ClientSession() as session:
        base = _settings(running).general.contact_url
        async with session.get(base + path) as answer:
            assert answer.status == 404


async def test_a_changed_figure_changes_the_feed(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    (seeds / "articles").mkdir(parents=True)
    (seeds / "story.toml").write_text(
        """
        [[feed]]
        id = "a"
        name = "A"
        format = "atom"
        outlet = "newspaper"
        reliability = "B"
        region = "world"
        reason = "made up"

        [[article]]
        id = "one"
        feed = "a"
        at = 0
        title = "Storm & <calm>"
        file = "one.txt"
        """,
        "utf-8",
    )
    (seeds / "articles" / "one.txt").write_text("Ten & more.\n\nNone.\n", "utf-8")

    async with (
        demo(clock=_Clock(), seeds=seeds) as running,
        ClientSession() as session,
        session.get(_settings(running).feeds[0].url) as answer,
    ):
        parsed = feedparser.parse(await answer.read())

    assert parsed.entries[0].content[0].value == "<p>Ten &amp; more.</p>\n<p>None.</p>"
    assert parsed.entries[0].title == "Storm & <calm>"
