"""The feeds that come with Tocsin."""

from collections import Counter
from pathlib import Path

from bot.model.feed import Outlet
from bot.settings import load, shipped


def test_the_starter_pack_is_balanced_and_gives_reasons(tmp_path: Path) -> None:
    feeds = load(shipped("config"), tmp_path, {}, dotenv=tmp_path / ".env").feeds

    regions = Counter(feed.region for feed in feeds)
    assert 18 <= len(feeds) <= 30
    assert len(regions) >= 12
    assert len({feed.outlet for feed in feeds}) >= 6
    assert all(feed.reason for feed in feeds)
    assert all(feed.url.startswith("https://") for feed in feeds)


def test_state_media_say_whose_they_are(tmp_path: Path) -> None:
    feeds = load(shipped("config"), tmp_path, {}, dotenv=tmp_path / ".env").feeds

    state = [feed for feed in feeds if feed.outlet is Outlet.STATE_MEDIA]
    assert state
    assert all(feed.state_affiliated for feed in state)
