"""What a child does with a job, without the process around it."""

import os
import socket

import pytest

from bot.ingest import child
from bot.ingest.wire import HEADER, KILL, Job, framed
from tests.servers.feeds import item, rss


def job(kind: str, body: bytes) -> Job:
    return Job(kind=kind, body=body, content_type="text/xml", url="http://a.example/", seconds=5)


def test_each_kind_of_job_has_its_reply() -> None:
    feed = child.answer(job("feed", rss([item("A raid")]).encode())).feed
    assert feed is not None
    assert feed.entries[0].title == "A raid"
    assert child.answer(job("page", b"")).text == ""
    assert child.answer(job("text", b"<b>A</b> raid")).text == "A raid"


def test_an_unreadable_body_is_a_reply_with_the_reason() -> None:
    assert child.answer(job("feed", b" ")).unreadable == "the answer is empty"


def test_whatever_feedparser_raises_is_a_reply(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "page_text", lambda body, **_: body["no key"])
    assert child.answer(job("page", b"a")).unreadable == "it cannot be read (TypeError)"


def test_a_job_without_memory_is_the_childs_last(monkeypatch: pytest.MonkeyPatch) -> None:
    def starve(html: str) -> str:
        raise MemoryError(html)

    monkeypatch.setattr(child, "fragment_text", starve)
    reply, last = child._answered(job("text", b"a"), None)  # noqa: SLF001 - else it takes 512 MB to see
    assert (reply.unreadable, last) == ("reading it took more than 512 MB", True)


def test_a_frame_comes_through_a_socket_in_pieces() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        frame = framed(job("text", b"a" * 70_000))
        child._write(ours.fileno(), frame)  # noqa: SLF001 - the process around it cannot be measured
        assert child._read_frame(theirs.fileno()) == frame[HEADER.size :]  # noqa: SLF001 - the same
        ours.close()
        assert child._read_frame(theirs.fileno()) is None  # noqa: SLF001 - the same


def test_a_nursery_kills_only_what_it_forked() -> None:
    ours, theirs = socket.socketpair()
    wake, _ = pipe = os.pipe()
    with ours, theirs:
        ours.send(KILL.pack(b"K", os.getpid()))
        assert child._turn(theirs, wake, set(), None)  # noqa: SLF001 - the process cannot be measured
        ours.close()
        assert not child._turn(theirs, wake, set(), None)  # noqa: SLF001 - the same
    for descriptor in pipe:
        os.close(descriptor)
