"""The real process between a feed server and a Bot API server."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.process import ROOT, tocsin
from tests.e2e.story import RAID, RAID_TEXT, TOLL, TOLL_TEXT, dated, site
from tests.servers.faults import Kind
from tests.servers.feeds import FeedServer, rss
from tests.servers.telegram.server import TOKEN, TelegramServer
from tests.servers.thread import ServerThread

pytestmark = pytest.mark.slow

ANNA, BORIS, CLARA = 5, 6, 7
GROUP, SUPERGROUP = -77, -1000077


@pytest.fixture
def telegram() -> Iterator[ServerThread[TelegramServer]]:
    with ServerThread(TelegramServer) as running:
        people = running.server.people
        for user, name in ((ANNA, "Anna"), (BORIS, "Boris"), (CLARA, "Clara")):
            running.do(lambda user=user, name=name: people.person(user, name))  # type: ignore[misc]  # bound now
        running.do(lambda: people.group(GROUP, "Desk", kind="group"))
        running.do(lambda: people.join(GROUP, ANNA, "administrator"))
        yield running


def variables(telegram: ServerThread[TelegramServer], token: str = TOKEN) -> dict[str, str]:
    return {"TELEGRAM_BOT_TOKEN": token, "TOCSIN_TELEGRAM__API_BASE_URL": telegram.url}


def ask(
    telegram: ServerThread[TelegramServer], user: int, text: str, chat: int | None = None
) -> dict[str, Any]:
    """Somebody writes; the bot's next message in that chat."""
    where = chat or user
    known = telegram.do(lambda: len(telegram.server.messages(where)))
    telegram.do(lambda: telegram.server.people.say(user, text, chat_id=chat))
    return telegram.until(lambda: _answers(telegram, where)[known:])[0]


def _answers(telegram: ServerThread[TelegramServer], chat: int) -> list[dict[str, Any]]:
    """The messages of a chat without the word that a look takes longer: it becomes the answer."""
    rows = telegram.server.messages(chat)
    return [row for row in rows if not row["text"].startswith("Looking there")]


def having(
    telegram: ServerThread[TelegramServer], chat: int, words: str
) -> Callable[[], dict[str, Any] | None]:
    def found() -> dict[str, Any] | None:
        rows = telegram.server.messages(chat)
        return next((row for row in rows if words in row["text"]), None)

    return found


def test_from_subscribe_to_the_alert_its_update_the_summary_and_why(
    telegram: ServerThread[TelegramServer],
    feeds: FeedServer,
    second: FeedServer,
    words: tuple[str | Path, ...],
) -> None:
    with tocsin("run", *words, env=variables(telegram)) as running:
        understood = ask(telegram, ANNA, "/subscribe iraq min=severe")["text"]
        assert "Iraq" in understood
        assert "severe" in understood.casefold()

        feeds.publish("/a.xml", rss([dated(RAID, RAID_TEXT, "1")]))
        alert = telegram.until(having(telegram, ANNA, RAID))
        assert alert is not None
        assert "at least 14" in alert["text"]

        second.publish("/b.xml", rss([dated(TOLL, TOLL_TEXT, "2")]))
        update = telegram.until(having(telegram, ANNA, "→ 21"))
        assert update is not None
        assert update["reply_to_message"]["message_id"] == alert["message_id"]
        edited = telegram.do(
            lambda: telegram.server.world.chats[ANNA].messages[alert["message_id"]]
        )
        assert "21" in edited["text"]

        summary = ask(telegram, ANNA, "/summary 24h iraq")["text"]
        assert "21" in summary
        assert "2 sources" in summary

        why = press(telegram, ANNA, edited, "Why?")
        assert "governor said" in why
        assert "strike." in why
        assert TOKEN not in "\n".join(running.errors)


@pytest.mark.parametrize(("point", "copies"), [("committed", 1), ("posted", 2)])
def test_killed_at_either_point_telegram_gets_it_and_only_a_marked_second_copy(
    telegram: ServerThread[TelegramServer],
    feeds: FeedServer,
    words: tuple[str | Path, ...],
    point: str,
    copies: int,
) -> None:
    env = variables(telegram) | {"TOCSIN_CONSOLE__ENABLED": "false"}
    with tocsin("run", *words, env=env) as asked:
        ask(telegram, ANNA, "/subscribe iraq")
        asked.terminate()
    feeds.publish("/a.xml", rss([dated(RAID, RAID_TEXT, "1")]))
    dying = ROOT / "tests" / "e2e" / "dying.py"
    with tocsin(point, "run", *words, env=env, program=[dying]) as killed:
        assert killed.ended() < 0

    with tocsin("run", *words, env=env) as running:
        running.wait_error("delivery.sent")
        running.terminate()

    rows = [row["text"] for row in telegram.server.messages(ANNA) if RAID in row["text"]]
    assert len(rows) == copies
    assert ["ossible repeat" in text for text in rows] == [False, True][:copies]


def test_a_blocked_chat_a_flood_and_a_migration_disturb_nobody_else(
    telegram: ServerThread[TelegramServer], feeds: FeedServer, words: tuple[str | Path, ...]
) -> None:
    server = telegram.server
    with tocsin("run", *words, env=variables(telegram)) as running:
        for user in (ANNA, BORIS, CLARA):
            ask(telegram, user, "/subscribe iraq")
        ask(telegram, ANNA, "/subscribe iraq", chat=GROUP)
        telegram.do(lambda: server.people.block(BORIS))
        telegram.do(lambda: server.people.upgrade(GROUP, SUPERGROUP, tell=False))
        telegram.do(
            lambda: server.faults.add(Kind.FLOOD, method="sendMessage", place=CLARA, seconds=4)
        )

        feeds.publish("/a.xml", rss([dated(RAID, RAID_TEXT, "1")]))
        telegram.until(having(telegram, ANNA, RAID))
        telegram.until(having(telegram, SUPERGROUP, RAID))
        assert telegram.do(having(telegram, CLARA, RAID)) is None
        telegram.until(having(telegram, CLARA, RAID))
        assert telegram.do(having(telegram, BORIS, RAID)) is None
        assert running.process.poll() is None

        telegram.do(lambda: server.people.unblock(BORIS))
        telegram.until(having(telegram, BORIS, "goes on"))
        assert "Iraq" in ask(telegram, BORIS, "/list")["text"]


def test_a_chats_own_feed_from_the_site_to_the_alert(
    telegram: ServerThread[TelegramServer], feeds: FeedServer, words: tuple[str | Path, ...]
) -> None:
    feeds.publish("/site", site("/valley.xml"), content_type="text/html")
    feeds.publish("/valley.xml", rss([dated(RAID, RAID_TEXT, "1")], title="Valley Echo"))
    with tocsin("run", *words, env=variables(telegram)):
        for user in (ANNA, BORIS):
            ask(telegram, user, "/subscribe iraq")

        offer = ask(telegram, ANNA, f"/feeds add {feeds.url('/site')}")
        assert "Follow Valley Echo?" in offer["text"]
        assert "1 would have alerted" in offer["text"]
        assert "Valley Echo is followed here" in press(telegram, ANNA, offer, "Follow")

        assert telegram.until(having(telegram, ANNA, RAID))
        assert "last read" in ask(telegram, ANNA, "/feeds")["text"]
        assert "Valley Echo" not in ask(telegram, BORIS, "/feeds")["text"]
        assert telegram.do(having(telegram, BORIS, RAID)) is None
        # Asked once: the look is the first poll, whatever was pressed and asked.
        assert len(feeds.asked("/valley.xml")) == 1


def test_a_wrong_token_is_one_line_and_the_terminal_goes_on(
    telegram: ServerThread[TelegramServer], feeds: FeedServer, words: tuple[str | Path, ...]
) -> None:
    feeds.publish("/a.xml", rss([dated(RAID, RAID_TEXT, "1")]))
    wrong = "99:wrong-token-of-nobody"

    with tocsin("run", *words, env=variables(telegram, wrong)) as running:
        running.wait_for(lambda text: RAID in text)
        lines = [line for line in running.errors if "telegram.token" in line]
        assert len(lines) == 1
        assert wrong not in "\n".join(running.errors)

    env = variables(telegram, wrong) | {"TOCSIN_CONSOLE__ENABLED": "false"}
    with tocsin("run", *words, env=env) as alone:
        assert alone.ended() == 2
        assert len(alone.errors) == 1


def test_telegram_out_of_reach_is_tried_again(
    telegram: ServerThread[TelegramServer], feeds: FeedServer, words: tuple[str | Path, ...]
) -> None:
    telegram.down()
    with tocsin("run", *words, env=variables(telegram)) as running:
        feeds.publish("/a.xml", rss([dated(RAID, RAID_TEXT, "1")]))
        running.wait_for(lambda text: RAID in text)
        assert running.terminate() < 5


def press(
    telegram: ServerThread[TelegramServer], user: int, message: dict[str, Any], button: str
) -> str:
    """Somebody presses a button; all that the bot then says, as a notice or a message."""
    server, chat = telegram.server, message["chat"]["id"]
    known = telegram.do(lambda: len(server.messages(chat)))
    query = telegram.do(lambda: server.people.press(user, chat, message["message_id"], button))
    notice = telegram.until(lambda: server.world.callbacks[query] or {})
    if notice.get("show_alert"):
        return str(notice["text"])
    return str(telegram.until(lambda: server.messages(chat)[known:])[0]["text"])
