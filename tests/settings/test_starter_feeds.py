"""The feeds that come with Tocsin."""

from collections import Counter
from pathlib import Path

import pytest
from yarl import URL

from bot.ingest.url import canonical
from bot.model.feed import Feed, Outlet, Reliability
from bot.settings import load, shipped

#: The parts of the world between which the pack keeps a balance, and what lies in them.
_PARTS = {
    "middle_east": {"middle_east", "IL", "PS", "LB", "SY", "IQ", "IR", "TR", "AE", "YE", "SA"},
    "europe": {"europe", "balkans", "caucasus", "central_asia", "UA", "RU", "GE", "GB"},
    "africa": {"africa", "LY", "SD", "SS", "ET", "NG", "CD", "BF", "ML"},
    "asia": {"asia", "PK", "AF", "MM", "KR", "KP", "TW", "PH", "CN"},
    "americas": {"latam", "US", "HT", "VE"},
    "world": {"world", "maritime"},
}
#: The fewest sources of a part, and the share of the pack that no part goes beyond.
_FEWEST, _LARGEST_SHARE = 6, 0.25
#: Names of parameters that make an address the answer to a search.
_SEARCHES = {"q", "query", "search", "s", "keyword", "keywords"}


@pytest.fixture(scope="module")
def feeds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Feed, ...]:
    folder: Path = tmp_path_factory.mktemp("data")
    return load(shipped("config"), folder, {}, dotenv=folder / ".env").feeds


def test_the_starter_pack_has_about_seventy_sources(feeds: tuple[Feed, ...]) -> None:
    assert 65 <= len(feeds) <= 75


def test_every_part_of_the_world_has_its_share(feeds: tuple[Feed, ...]) -> None:
    part_of = {region: part for part, regions in _PARTS.items() for region in regions}
    for some in (feeds, tuple(feed for feed in feeds if feed.enabled)):
        parts = Counter(part_of[feed.region] for feed in some)

        assert set(parts) == set(_PARTS)
        assert min(parts.values()) >= _FEWEST, parts
        assert max(parts.values()) <= _LARGEST_SHARE * len(some), parts


def test_every_source_has_a_grade_and_a_reason_of_its_own(feeds: tuple[Feed, ...]) -> None:
    assert all(len(feed.reason.split()) >= 5 for feed in feeds)
    assert len({feed.reason for feed in feeds}) == len(feeds)
    grades = Counter(feed.reliability for feed in feeds)
    # Nobody is beyond doubt, and whoever cannot be judged has no place in a starter pack.
    assert set(grades) == {Reliability.B, Reliability.C, Reliability.D}
    assert len({feed.outlet for feed in feeds}) >= 8


def test_no_address_is_there_twice_or_is_a_search(feeds: tuple[Feed, ...]) -> None:
    addresses = [URL(canonical(feed.url)) for feed in feeds]

    folded = {(url.host or "").removeprefix("www.") + url.path_qs.rstrip("/") for url in addresses}
    assert len(folded) == len(feeds)
    for url in addresses:
        assert not (url.host or "").startswith("news.google."), url
        assert not {name.lower() for name in url.query} & _SEARCHES, url


def test_only_one_publisher_is_asked_without_encryption(feeds: tuple[Feed, ...]) -> None:
    assert [feed.id for feed in feeds if not feed.url.startswith("https://")] == ["xinhua-world"]


def test_no_interval_is_shorter_than_the_publisher_asks_for(feeds: tuple[Feed, ...]) -> None:
    assert [feed.id for feed in feeds if feed.interval is not None] == []


def test_wires_come_through_their_own_feeds(feeds: tuple[Feed, ...]) -> None:
    wires = [feed for feed in feeds if feed.outlet is Outlet.WIRE]

    assert len(wires) >= 5
    assert len({URL(feed.url).host for feed in wires}) == len(wires)


def test_state_media_say_whose_they_are(feeds: tuple[Feed, ...]) -> None:
    state = [feed for feed in feeds if feed.outlet is Outlet.STATE_MEDIA]

    assert state
    assert all(feed.state_affiliated for feed in state)
    assert all(feed.reliability >= Reliability.C for feed in state)


def test_what_the_rules_cannot_read_is_not_asked_for(feeds: tuple[Feed, ...]) -> None:
    other = [feed for feed in feeds if feed.language != "en"]

    assert len({feed.language for feed in other}) >= 5
    assert not any(feed.enabled for feed in other)
    assert all(feed.enabled for feed in feeds if feed.language == "en")
