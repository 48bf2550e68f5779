"""`tocsin feeds` as a person meets it."""

import asyncio
import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.program import tocsin
from bot.model.channel import Channel
from bot.model.feed import Feed, FirstAnswer
from bot.store.database import open_store
from tests.e2e.process import configure
from tests.fakes.few import few_packs
from tests.servers.feeds import FeedServer, item, rss


@pytest.fixture(autouse=True)
def _few(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    few_packs(tmp_path_factory.mktemp("shipped"), monkeypatch)


def run(*words: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(tocsin, ["feeds", *map(str, words)], input=stdin)


def test_a_feed_is_tried_added_listed_and_removed(server: FeedServer, config: Path) -> None:
    server.publish("/more.xml", rss([item("x", guid="1")], title="Harbour"))

    added = run("add", server.url("/more.xml"), "--config", config)
    listed = run("list", "--config", config)
    feeds = json.loads(run("list", "--json", "--config", config).stdout)
    own = next(row["feed"]["id"] for row in feeds if row["feed"]["name"] == "Harbour")
    removed = run("remove", own, "--config", config)
    again = run("remove", own, "--config", config)

    assert "1 entry" in added.stdout
    assert "Harbour" in listed.stdout
    assert "Wire" in listed.stdout
    assert removed.exit_code == 0
    assert again.exit_code == 1
    assert "there is no feed" in again.stderr


def test_what_is_wrong_with_an_address_is_said_with_the_address(
    server: FeedServer, config: Path
) -> None:
    missing = server.url("/nothing")
    result = run("discover", missing, "--config", config)
    empty = run("add", "", "--config", config)

    assert result.stderr == f"tocsin: {missing}: the server answered 404 (nothing is there)\n"
    assert empty.exit_code == 2
    assert "write the address of a feed or a site" in empty.stderr


def test_an_address_that_holds_no_feed_is_not_added(server: FeedServer, config: Path) -> None:
    server.publish("/page", "<html><body>Welcome</body></html>", content_type="text/html")

    result = run("add", server.url("/page"), "--config", config)

    assert result.exit_code == 1
    assert "it was not added" in result.stderr


def test_a_configured_feed_is_removed_where_it_stands(config: Path) -> None:
    result = run("remove", "wire", "--config", config)

    assert result.exit_code == 1
    assert "feeds.toml" in result.stderr


def test_check_of_feeds_tells_which_answer(server: FeedServer, tmp_path: Path) -> None:
    config = configure(
        tmp_path / "two", {"Wire": server.url("/wire.xml"), "Gone": server.url("/gone.xml")}
    )

    one = run("check", "wire", "--config", config)
    both = run("check", "--config", config)
    none = run("check", "nobody", "--config", config)

    assert one.exit_code == 0, one.stderr
    assert "1 entry" in one.stdout
    assert both.exit_code == 1
    assert "404" in both.stdout
    assert none.exit_code == 1
    assert "1 of 2 answer" in both.stderr


def test_check_says_what_we_have_so_that_nothing_is_sent_twice(
    server: FeedServer, config: Path, tmp_path: Path
) -> None:
    run("list", "--config", config)
    body = rss([item("A new quay", "It opened.", guid="1")], title="Wire").encode()
    asyncio.run(_know(tmp_path / "data", f'"{hashlib.sha256(body).hexdigest()[:16]}"'))

    [answer] = json.loads(run("check", "--json", "--config", config).stdout)

    assert answer["answers"]
    assert answer["told"] == "unchanged, last change 0 min ago"
    [asked] = server.asked("/wire.xml")
    assert "if-none-match" in asked.headers


def test_what_add_and_check_were_answered_is_the_first_poll_of_those_feeds(
    server: FeedServer, config: Path, tmp_path: Path
) -> None:
    server.publish("/more.xml", rss([item("x", guid="1")], title="Harbour"))

    run("add", server.url("/more.xml"), "--config", config)
    run("check", "wire", "--config", config)

    kept = asyncio.run(_kept(tmp_path / "data"))
    assert {each.url for each in kept.values()} == {
        server.url("/more.xml"),
        server.url("/wire.xml"),
    }
    assert len(server.requests) == 2


def test_a_publisher_who_asked_for_a_pause_has_it_from_the_commands_too(
    server: FeedServer, config: Path, tmp_path: Path
) -> None:
    run("list", "--config", config)
    asyncio.run(_pause(tmp_path / "data"))

    checked = run("check", "--config", config)
    found = run("discover", server.url("/"), "--config", config)

    assert "wants to be left alone for now" in checked.stdout
    assert "wants to be left alone for now" in found.stderr
    assert server.requests == []


def test_a_site_with_one_feed_is_added_by_its_address(server: FeedServer, config: Path) -> None:
    _site(server, "/more.xml")

    found = run("discover", server.url("/"), "--config", config)
    added = run("add", server.url("/"), "--config", config)

    assert "1 entry" in found.stdout
    assert added.exit_code == 0, added.stderr
    assert "More: 1 entry" in added.stdout
    assert [row["name"] for row in _listed(config)] == ["More", "Wire"]


def test_a_site_whose_feed_is_followed_already_has_it_asked_no_more(
    server: FeedServer, config: Path
) -> None:
    _site(server, "/wire.xml")

    result = run("add", server.url("/"), "--config", config)

    assert result.exit_code == 1
    assert "is followed already" in result.stderr
    assert server.asked("/wire.xml") == []


def test_of_a_site_with_several_feeds_one_must_be_named(server: FeedServer, config: Path) -> None:
    _site(server, "/more.xml", "/rest.xml")

    result = run("add", server.url("/"), "--config", config)

    assert result.exit_code == 1
    assert server.url("/rest.xml") in result.stderr
    assert len(_listed(config)) == 1


def test_the_same_feed_is_not_added_in_another_spelling(server: FeedServer, config: Path) -> None:
    result = run("add", server.url("/x/../%77ire.xml#top"), "--config", config)

    assert result.exit_code == 1
    assert "is followed already, as wire (Wire)" in result.stderr
    assert server.requests == []


def test_an_added_feed_is_removed_by_its_address_and_the_file_is_not_touched(
    server: FeedServer, config: Path
) -> None:
    _site(server, "/more.xml")
    before = (config / "feeds.toml").read_text()
    run("add", server.url("/more.xml"), "--config", config)

    removed = run("remove", server.url("/more.xml"), "--config", config)

    assert removed.exit_code == 0, removed.stderr
    assert [row["name"] for row in _listed(config)] == ["Wire"]
    assert (config / "feeds.toml").read_text() == before


def test_the_list_shows_how_each_feed_does_and_for_whom_it_is(config: Path, tmp_path: Path) -> None:
    run("list", "--config", config)
    asyncio.run(_ail(tmp_path / "data"))

    rows = [row.split("\t") for row in run("list", "--config", config).stdout.splitlines()]
    exported = run("export", "--config", config).stdout

    named = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    assert [row["name"] for row in named] == ["Valley", "Wire"]
    assert named[0]["for"] == "telegram:-100:7"
    assert named[1]["for"] == "all chats"
    assert named[1]["a week"] == "3"
    assert "failed 2 times in a row: the server answered 503" in named[1]["remarks"]
    assert "asked every 1 s by the operator's override" in named[1]["remarks"]
    assert "valley.example" not in exported


def test_an_address_that_feeds_toml_names_later_is_not_asked_twice(
    server: FeedServer, config: Path, tmp_path: Path
) -> None:
    _site(server, "/more.xml")
    run("add", server.url("/more.xml"), "--config", config)
    both = {"Wire": server.url("/wire.xml"), "Mine": server.url("/./more.xml")}
    later = configure(tmp_path / "later", both)

    assert [row["id"] for row in _listed(later)] == ["mine", "wire"]


def test_many_new_feeds_are_not_asked_all_at_once(server: FeedServer, tmp_path: Path) -> None:
    config = configure(tmp_path / "many", {f"F{n}": server.url(f"/{n}.xml") for n in range(40)})

    first, later = _due(config), _due(config)

    assert max(first) - min(first) > timedelta(seconds=1.5)
    assert later == first


def test_what_is_exported_is_imported_elsewhere_the_same(
    server: FeedServer, config: Path, tmp_path: Path
) -> None:
    file, elsewhere = tmp_path / "feeds.opml", configure(tmp_path / "empty", {})
    there = ("--config", elsewhere, "--data", tmp_path / "there")
    exported = run("export", file, "--config", config)

    tried = run("import", file, "--dry-run", *there)
    imported = run("import", file, *there)
    again = run("import", file, *there)

    assert exported.exit_code == 0, exported.stderr
    assert "1 would be added" in tried.stdout
    assert "1 added, 0 followed already" in imported.stdout
    assert "0 added, 1 followed already" in again.stdout
    assert run("export", *there).stdout == file.read_text()
    assert server.requests == []


def test_a_list_with_a_bad_address_is_taken_without_it(config: Path) -> None:
    body = b"""<opml><body>
      <outline text="Good" xmlUrl="https://good.example/feed"/>
      <outline text="Bad" xmlUrl="gopher://bad.example/feed"/>
    </body></opml>"""

    result = run("import", "-", "--config", config, stdin=body)

    assert result.exit_code == 1
    assert "1 added, 0 followed already, 1 not taken" in result.stdout
    assert "line 3: Bad: its address is no web address" in result.stderr
    assert [row["name"] for row in _listed(config)] == ["Good", "Wire"]


def test_a_bomb_of_a_list_is_one_line(config: Path, tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.opml"
    bomb.write_text('<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><opml>&b;</opml>')

    result = run("import", bomb, "--config", config)

    assert result.exit_code == 2
    assert "bomb.opml: it declares entities" in result.stderr
    assert len(result.stderr.splitlines()) == 1


async def _ail(data: Path) -> None:
    """A feed that fails, and one that a chat added."""
    async with open_store(data / "tocsin.db") as store, store.begin() as tx:
        [(_, state)] = await tx.feeds.all()
        now = datetime.now(UTC)
        said = "the server answered 503"
        days = ((now.date(), 3),)
        await tx.feeds.save(replace(state, failures=2, last_error=said, days=days))
        own = Feed(
            id="valley",
            url="https://valley.example/",
            name="Valley",
            added_by="telegram:-100:7",
            shared=False,
        )
        await tx.feeds.put(own, now=now)
        await tx.following.follow("valley", Channel.parse("telegram:-100:7"), who="ann", at=now)


async def _know(data: Path, etag: str) -> None:
    """What a poll would have stored."""
    async with open_store(data / "tocsin.db") as store, store.begin() as tx:
        [(_, state)] = await tx.feeds.all()
        await tx.feeds.save(replace(state, etag=etag))


def _site(server: FeedServer, *paths: str) -> None:
    """Publish a page that names feeds, and the feeds."""
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="{path}">' for path in paths
    )
    page = f"<!DOCTYPE html><html><head>{links}</head><body>Welcome</body></html>"
    server.publish("/", page, content_type="text/html")
    for path in paths:
        title = path.strip("/").removesuffix(".xml").capitalize()
        server.publish(path, rss([item("x", guid="1")], title=title))


def _listed(config: Path) -> list[dict[str, str]]:
    rows = json.loads(run("list", "--json", "--config", config).stdout)
    return [row["feed"] for row in rows]


async def _pause(data: Path) -> None:
    """The only feed's server has asked for a pause."""
    async with open_store(data / "tocsin.db") as store, store.begin() as tx:
        [(_, state)] = await tx.feeds.all()
        until = datetime.now(UTC) + timedelta(minutes=10)
        await tx.feeds.save(replace(state, pauses=1, paused_until=until))


def _due(config: Path) -> list[datetime]:
    rows = json.loads(run("list", "--json", "--config", config).stdout)
    return [datetime.fromisoformat(row["state"]["next_poll_at"]) for row in rows]


async def _kept(data: Path) -> dict[str, FirstAnswer]:
    """What is kept of feeds that were never polled."""
    async with open_store(data / "tocsin.db") as store, store.begin() as tx:
        return await tx.following.answers([feed.id for feed, _ in await tx.feeds.all()])
