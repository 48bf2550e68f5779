"""The real process between a feed server, a Slack server and a Bot API server."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.process import ROOT, tocsin
from tests.e2e.story import RAID, RAID_TEXT, TOLL, TOLL_TEXT, dated, site
from tests.servers.feeds import FeedServer, rss
from tests.servers.slack.server import APP_TOKEN, BOT_TOKEN, SlackServer
from tests.servers.slack.sight import seen
from tests.servers.telegram.server import TOKEN, TelegramServer
from tests.servers.thread import ServerThread

pytestmark = pytest.mark.slow

ANNA, DESK = "U0ANNA", "C0DESK"
PHONE = 5


@pytest.fixture
def slack() -> Iterator[ServerThread[SlackServer]]:
    with ServerThread(SlackServer) as running:
        people = running.server.people
        running.do(lambda: people.person(ANNA, "Anna", is_admin=True))
        running.do(lambda: people.channel(DESK, "desk", ANNA))
        yield running


@pytest.fixture
def telegram() -> Iterator[ServerThread[TelegramServer]]:
    with ServerThread(TelegramServer) as running:
        running.do(lambda: running.server.people.person(PHONE, "Anna"))
        yield running


def variables(
    slack: ServerThread[SlackServer], telegram: ServerThread[TelegramServer] | None = None
) -> dict[str, str]:
    found = {
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_APP_TOKEN": APP_TOKEN,
        "TOCSIN_SLACK__API_BASE_URL": slack.url,
        "TOCSIN_CONSOLE__ENABLED": "false",
    }
    if telegram is not None:
        found |= {"TELEGRAM_BOT_TOKEN": TOKEN, "TOCSIN_TELEGRAM__API_BASE_URL": telegram.url}
    return found


def command(slack: ServerThread[SlackServer], text: str, name: str = "/tocsin") -> str:
    """Anna uses a slash command in the channel; what only she sees."""
    world = slack.server.world
    known = slack.do(lambda: len(world.ephemeral))
    slack.until(lambda: slack.server.sockets.connections)
    slack.wait(slack.server.people.command(ANNA, DESK, text, name=name))
    return seen(slack.until(lambda: world.ephemeral[known:])[0])


def ask(telegram: ServerThread[TelegramServer], text: str) -> str:
    known = telegram.do(lambda: len(telegram.server.messages(PHONE)))
    telegram.do(lambda: telegram.server.people.say(PHONE, text))
    rows = telegram.until(lambda: telegram.server.messages(PHONE)[known:])
    return str(rows[0]["text"])


def posted(slack: ServerThread[SlackServer], words: str) -> Callable[[], dict[str, Any] | None]:
    def find() -> dict[str, Any] | None:
        rows = slack.server.messages(DESK)
        return next((row for row in rows if words in seen(row)), None)

    return find


def sent(telegram: ServerThread[TelegramServer], words: str) -> Callable[[], dict[str, Any] | None]:
    def find() -> dict[str, Any] | None:
        rows = telegram.server.messages(PHONE)
        return next((row for row in rows if words in row["text"]), None)

    return find


def test_one_item_is_one_alert_on_each_platform_updated_and_threaded(
    slack: ServerThread[SlackServer],
    telegram: ServerThread[TelegramServer],
    feeds: FeedServer,
    second: FeedServer,
    words: tuple[str | Path, ...],
) -> None:
    with tocsin("run", *words, env=variables(slack, telegram)):
        assert "Iraq" in command(slack, "subscribe iraq min=severe")
        assert "Iraq" in ask(telegram, "/subscribe iraq min=severe")

        feeds.publish("/a.xml", rss([dated(RAID, RAID_TEXT, "1")]))
        alert = slack.until(posted(slack, RAID))
        assert alert is not None
        assert "at least 14" in seen(alert)
        telegram.until(sent(telegram, RAID))

        second.publish("/b.xml", rss([dated(TOLL, TOLL_TEXT, "2")]))
        update = slack.until(posted(slack, "→ 21"))
        assert update is not None
        assert update["thread_ts"] == alert["ts"]
        telegram.until(sent(telegram, "→ 21"))
        parent = slack.do(lambda: slack.server.world.channels[DESK].messages[alert["ts"]])
        assert "21" in seen(parent)

        here, there = command(slack, "24h iraq", "/summary"), ask(telegram, "/summary 24h iraq")
        for summary in (here, there):
            assert "21" in summary
            assert "2 sources" in summary


@pytest.mark.parametrize("down", ["slack", "telegram"])
def test_a_platform_out_of_reach_does_not_delay_the_other(
    down: str,
    slack: ServerThread[SlackServer],
    telegram: ServerThread[TelegramServer],
    feeds: FeedServer,
    words: tuple[str | Path, ...],
) -> None:
    with tocsin("run", *words, env=variables(slack, telegram)):
        command(slack, "subscribe iraq")
        ask(telegram, "/subscribe iraq")
        (slack if down == "slack" else telegram).down()

        feeds.publish("/a.xml", rss([dated(RAID, RAID_TEXT, "1")]))
        if down == "telegram":
            slack.until(posted(slack, RAID))
        else:
            telegram.until(sent(telegram, RAID))
            slack.up()
            slack.until(posted(slack, RAID))


def test_a_channels_own_feed_from_the_site_to_the_alert(
    slack: ServerThread[SlackServer], feeds: FeedServer, words: tuple[str | Path, ...]
) -> None:
    feeds.publish("/site", site("/valley.xml"), content_type="text/html")
    feeds.publish("/valley.xml", rss([dated(RAID, RAID_TEXT, "1")], title="Valley Echo"))
    with tocsin("run", *words, env=variables(slack)):
        command(slack, "subscribe iraq")

        offer = command(slack, f"feeds add <{feeds.url('/site')}>")
        assert "Follow Valley Echo?" in offer
        assert "1 would have alerted" in offer
        assert "Valley Echo is followed here" in command(slack, "yes")

        assert slack.until(posted(slack, RAID))
        assert "last read" in command(slack, "feeds")


@pytest.mark.parametrize(("point", "known"), [("committed", False), ("posted", True)])
def test_killed_at_either_point_nothing_is_lost_and_nothing_doubled(
    slack: ServerThread[SlackServer],
    feeds: FeedServer,
    words: tuple[str | Path, ...],
    point: str,
    known: bool,  # noqa: FBT001  whether Slack had it before the kill
) -> None:
    with tocsin("run", *words, env=variables(slack)) as asked:
        command(slack, "subscribe iraq")
        asked.terminate()
    feeds.publish("/a.xml", rss([dated(RAID, RAID_TEXT, "1")]))
    dying = ROOT / "tests" / "e2e" / "dying.py"
    with tocsin(point, "run", *words, env=variables(slack), program=[dying]) as killed:
        assert killed.ended() < 0
    assert (slack.do(posted(slack, RAID)) is not None) is known

    with tocsin("run", *words, env=variables(slack)) as running:
        running.wait_error("delivery.sent")
        running.terminate()

    copies = [row for row in slack.server.messages(DESK) if RAID in seen(row)]
    assert len(copies) == 1
    assert "epeat" not in seen(copies[0])


def test_a_token_that_slack_refuses_is_one_line_by_name(
    slack: ServerThread[SlackServer], words: tuple[str | Path, ...]
) -> None:
    env = variables(slack) | {"SLACK_BOT_TOKEN": "xoxb-nobody-knows-this-one"}
    with tocsin("run", *words, env=env) as alone:
        assert alone.ended() == 2
        assert len(alone.errors) == 1
        assert "invalid_auth" in alone.errors[0]
