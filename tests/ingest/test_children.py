"""Children that read hostile bytes: killed, replaced, and gone when they should be."""

import asyncio
import os
import resource
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import feedparser
import psutil
import pytest

from bot.cli.options import settings
from bot.detect import compile_packs, detect
from bot.errors import FeedUnreadable, Unavailable
from bot.ingest.children import Reader
from bot.ingest.nursery import Child
from bot.ingest.wire import Job, Reply
from bot.model.feed import Article
from bot.model.finding import Finding
from bot.ports import Heard
from bot.track import Telling, telling_of
from tests.ingest.conftest import NOW
from tests.servers.feeds import item, rss

FEED = rss([item("A raid", "<p>Two lines.</p><p>Of text.</p>")]).encode()
#: feedparser looks for a mail address in an author, in quadratic time.
SLOW = rss([f"<item><author>{'a' * 300_000}</author></item>"]).encode()


HEARD = Heard(finding=Finding(), telling=Telling(terms=(), names=frozenset(), keys=(), again=False))


async def read(reader: Reader, body: bytes = FEED) -> list[str]:
    feed = await reader.feed(body, content_type="text/xml", url="http://a.example/")
    return [entry.title for entry in feed.entries]


#: Processes that other tests left to this one: not ours to count.
STRANGERS: set[int] = set()


@pytest.fixture(autouse=True)
def _strangers() -> None:
    STRANGERS.clear()
    STRANGERS.update(process.pid for process in psutil.Process().children(recursive=True))


def family() -> list[psutil.Process]:
    found = psutil.Process().children(recursive=True)
    return [process for process in found if process.pid not in STRANGERS]


async def until(true: Callable[[], bool], limit: float = 5.0) -> None:
    async with asyncio.timeout(limit):
        while not true():  # noqa: ASYNC110 - processes set no event
            await asyncio.sleep(0.01)


async def test_a_feed_a_page_and_a_fragment_are_read(reader: Reader) -> None:
    assert await read(reader) == ["A raid"]
    assert await reader.text("<p>Two lines.</p><p>Of text.</p>") == "Two lines.\nOf text."
    page = "<html><body><article>" + "<p>Words of an article, many of them.</p>" * 9
    text = await reader.page(page.encode(), content_type="text/html", url="http://a.example/")
    assert text.startswith("Words of an article, many of them.")


@pytest.mark.slow
async def test_a_document_that_takes_too_long_is_killed_and_its_child_replaced(
    reader: Reader,
) -> None:
    before = {process.pid for process in family()}
    started = time.monotonic()
    with pytest.raises(FeedUnreadable, match="took longer than 2 s"):
        await read(reader, SLOW)
    assert time.monotonic() - started < 4.0
    started = time.monotonic()
    assert await read(reader) == ["A raid"]
    assert time.monotonic() - started < 1.0
    await until(lambda: len(family()) == len(before))
    assert {process.pid for process in family()} != before


@pytest.mark.slow
async def test_documents_that_take_too_long_hold_up_no_other(reader: Reader) -> None:
    slow = [asyncio.create_task(read(reader, SLOW)) for _ in range(4)]
    await asyncio.sleep(0)
    waits = []
    for _ in range(5):
        started = time.monotonic()
        assert await read(reader) == ["A raid"]
        waits.append(time.monotonic() - started)
    assert max(waits) < 1.0
    results = await asyncio.gather(*slow, return_exceptions=True)
    assert {type(result) for result in results} == {FeedUnreadable}


async def test_a_child_may_take_512_mb_and_open_no_file_and_no_connection(reader: Reader) -> None:
    await read(reader)
    (child,) = grandchildren()
    assert child.net_connections() == []
    assert resource.prlimit(child.pid, resource.RLIMIT_AS) == (512 * 2**20, 512 * 2**20)
    assert resource.prlimit(child.pid, resource.RLIMIT_NOFILE) == (0, 0)


async def test_entities_inside_entities_blow_nothing_up(reader: Reader) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 100}">' for n in range(1, 7))
    bomb = f'<!DOCTYPE rss [<!ENTITY e0 "{"x" * 100}">{entities}]>' + rss([item("&e6;")])[38:]
    assert [len(title) < 1000 for title in await read(reader, bomb.encode())] == [True]
    assert await read(reader) == ["A raid"]


async def test_a_child_that_dies_at_its_work_is_an_unreadable_feed(reader: Reader) -> None:
    task = asyncio.create_task(read(reader, SLOW))
    await until(lambda: any(p.cpu_times().user > 0.1 for p in grandchildren()))
    os.kill(max(grandchildren(), key=lambda p: p.cpu_times().user).pid, signal.SIGKILL)
    with pytest.raises(FeedUnreadable, match="ended its process"):
        await task
    assert await read(reader) == ["A raid"]


@pytest.mark.slow
async def test_much_to_read_waits_for_the_warm_children_and_forks_no_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.ingest.children._PATIENCE", 0.2)
    forked: list[None] = []
    fork = Reader._fork  # noqa: SLF001  every child comes from there

    async def counted(self: Reader) -> Child:
        forked.append(None)
        return await fork(self)

    monkeypatch.setattr(Reader, "_fork", counted)
    whole = rss([item(f"Raid {number}", "Text.") for number in range(60)]).encode()
    async with Reader(warm=1, seconds=30.0) as reader:
        await asyncio.gather(*(read(reader, whole) for _ in range(60)))
    assert len(forked) == 1


def grandchildren() -> list[psutil.Process]:
    """The reading children: what the nursery has forked."""
    return [process for child in psutil.Process().children() for process in child.children()]


async def test_a_caller_that_gives_up_leaves_no_child_at_work(reader: Reader) -> None:
    task = asyncio.create_task(read(reader, SLOW))
    await until(lambda: any(p.cpu_times().user > 0.1 for p in grandchildren()))
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await until(lambda: not grandchildren())
    assert await read(reader) == ["A raid"]


async def test_a_nursery_that_died_is_started_again() -> None:
    async with Reader(warm=0, seconds=5.0) as reader:
        for process in psutil.Process().children():
            process.kill()
        assert await read(reader) == ["A raid"]


async def test_no_process_is_left_after_close() -> None:
    reader = Reader(warm=2, seconds=30.0)
    await reader.open()
    assert len(grandchildren()) == 2
    busy = asyncio.create_task(read(reader, SLOW))
    await until(lambda: any(p.cpu_times().user > 0.1 for p in grandchildren()))
    running = family()
    started = time.monotonic()
    await reader.close()
    assert time.monotonic() - started < 4.0
    assert [process for process in running if process.is_running()] == []
    with pytest.raises(FeedUnreadable):
        await busy
    with pytest.raises(Unavailable, match="closed"):
        await read(reader)
    await reader.close()


@pytest.mark.slow
async def test_children_end_when_the_application_is_killed(tmp_path: Path) -> None:
    """Even one that is deep inside a regular expression."""
    script = tmp_path / "application.py"
    script.write_text(
        "import asyncio\n"
        "from bot.ingest.children import Reader\n"
        "from tests.ingest.test_children import SLOW, read\n"
        "async def main():\n"
        "    async with Reader(warm=1, seconds=60.0) as reader:\n"
        "        await read(reader, SLOW)\n"
        "asyncio.run(main())\n"
    )
    application = await asyncio.create_subprocess_exec(
        sys.executable, str(script), env={**os.environ, "PYTHONPATH": str(Path.cwd())}
    )
    process = psutil.Process(application.pid)
    await until(
        lambda: any(p.cpu_times().user > 0.1 for c in process.children() for p in c.children()),
        20.0,
    )
    descendants = process.children(recursive=True)
    application.kill()
    await application.wait()
    await until(lambda: not any(one.is_running() for one in descendants))


async def test_an_interrupt_from_the_terminal_leaves_children_at_work(reader: Reader) -> None:
    for process in family():
        process.send_signal(signal.SIGINT)
    assert await read(reader) == ["A raid"]


async def test_a_child_gets_no_secret_of_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:secret")
    async with Reader(warm=1):
        assert all("TELEGRAM_BOT_TOKEN" not in process.environ() for process in family())


async def test_an_idle_child_that_died_is_not_given_work(reader: Reader) -> None:
    (child,) = grandchildren()
    child.kill()
    await until(lambda: not child.is_running())
    await asyncio.sleep(0)
    assert await read(reader) == ["A raid"]


async def test_a_child_that_died_unnoticed_has_its_work_given_to_another(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Child, "alive", True)
    (child,) = grandchildren()
    child.kill()
    await until(lambda: not child.is_running())
    await asyncio.sleep(0)
    assert await read(reader) == ["A raid"]


async def test_surplus_children_are_let_go(reader: Reader) -> None:
    await asyncio.gather(*(read(reader) for _ in range(6)))
    await until(lambda: len(grandchildren()) == 1)


async def test_a_child_is_replaced_after_many_jobs(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.ingest.children._MOST_JOBS", 2)
    (first,) = grandchildren()
    for _ in range(3):
        await read(reader)
    await until(lambda: not first.is_running())


async def test_a_reader_that_can_start_no_child_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.executable", "/bin/true")
    with pytest.raises(Unavailable, match="no process to read with"):
        await Reader(warm=1).open()
    assert family() == []


async def test_a_package_installed_meanwhile_stops_no_child_from_reading(reader: Reader) -> None:
    libraries = Path(feedparser.__file__).parents[1]
    os.utime(libraries)

    assert await read(reader) == ["A raid"]


@pytest.mark.slow
async def test_a_child_says_what_articles_report_and_by_the_same_packs() -> None:
    packs = settings(None).packs
    told = "Shelling killed four people in the town of Karsa on Monday, the governor said."
    articles = [
        Article(id=f"{n}", feed_id="a", title="Shelling", text=told * n, seen=NOW)
        for n in (1, 900, 900, 1)
    ]
    compiled = compile_packs(packs.rules, packs.lexicon, packs.severity)
    async with Reader(warm=1, packs=packs) as reader:
        found = [each for each in await reader.hear(articles) if each]
    assert [each.finding.packs for each in found] == [compiled.hash] * 4
    assert found[0].finding == detect(articles[0], compiled)
    assert found[0].telling == telling_of(articles[0], found[0].finding)


async def test_an_article_that_kills_its_child_takes_no_other_with_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    articles = [
        Article(id=name, feed_id="a", title="", text="", seen=NOW) for name in ("a", "bad", "c")
    ]

    async def ask(job: Job) -> Reply:
        if any(each.id == "bad" for each in job.articles):
            raise FeedUnreadable("reading it took longer than 5 s")
        return Reply(heard=tuple(HEARD for _ in job.articles))

    reader = Reader(packs=settings(None).packs)
    monkeypatch.setattr(reader, "_ask", ask)
    assert await reader.hear(articles) == [HEARD, None, HEARD]


async def test_an_article_whose_child_went_with_the_nursery_is_heard_by_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    faults = [FeedUnreadable("reading it ended its process")]

    async def ask(job: Job) -> Reply:
        if faults:
            raise faults.pop()
        return Reply(heard=tuple(HEARD for _ in job.articles))

    reader = Reader(packs=settings(None).packs)
    monkeypatch.setattr(reader, "_ask", ask)
    article = Article(id="1", feed_id="a", title="", text="", seen=NOW)
    assert await reader.hear([article]) == [HEARD]


async def test_without_packs_nothing_is_found() -> None:
    article = Article(id="1", feed_id="a", title="", text="", seen=NOW)
    assert await Reader().hear([article]) == [HEARD]
