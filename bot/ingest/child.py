"""The process in which hostile bytes are read: a nursery that forks children that read.

`python -m bot.ingest.child` is the nursery: standard input is a socket over which it is told to
fork and to kill. It has imported and warmed everything, so that a child costs a fork. A child
reads jobs from its own socket until that closes. It can open no file and no connection: once
warm, it gives its right to new file descriptors up.
"""

import contextlib
import gc
import importlib
import os
import pkgutil
import resource
import select
import signal
import socket
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from encodings import __path__ as encodings_path
from typing import TYPE_CHECKING, Any, NoReturn

import msgspec

from bot.errors import FeedUnreadable
from bot.ingest.extract import fragment_text, page_text
from bot.ingest.links import feed_links
from bot.ingest.parse import parse
from bot.ingest.prune import parse_unread
from bot.ingest.wire import FORK, HEADER, KILL, Job, Reply, framed
from bot.model.feed import Article, Entry, ParsedFeed
from bot.ports import Heard

if TYPE_CHECKING:
    from bot.detect import Packs

#: Bytes of address space of one child.
_MEMORY = 512 * 2**20
#: Characters of an entry that is read by itself, and seconds for the texts of all others.
_LONG, _TEXT_SECONDS = 200_000, 1.0
#: Rules, lexicon and severity table, each file with its name.
_RAW_PACKS = tuple[
    tuple[tuple[str, dict[str, Any]], ...],
    tuple[tuple[str, dict[str, Any]], ...],
    tuple[str, dict[str, Any]],
]
#: Things made before those that refer to each other are looked for; Python's own figure is 700.
_GARBAGE = 20_000
#: Seconds of grace before a child ends itself: the application should have killed it by then.
_GRACE = 1.0


def main() -> None:
    """Run the nursery until the application closes its socket; no child outlives it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    control = socket.socket(fileno=os.dup(0))
    with open(os.devnull, "rb") as nothing:  # noqa: PTH123 - a descriptor is wanted, not a path
        os.dup2(nothing.fileno(), 0)
    packs = _packs(_read_frame(control.fileno()) or b"")
    _warm(packs)
    living: set[int] = set()
    wake = _wake_on_death()
    try:
        while _turn(control, wake, living, packs):
            pass
    finally:
        for pid in living:
            os.kill(pid, signal.SIGKILL)
        for pid in living:
            os.waitpid(pid, 0)


def _packs(raw: bytes) -> "Packs | None":
    if not raw:
        return None
    # Who only reads feeds waits for no rule engine.
    from bot.detect import compile_packs  # noqa: PLC0415

    return compile_packs(*msgspec.json.decode(raw, type=_RAW_PACKS))


def _warm(packs: "Packs | None") -> None:
    """Do once what would open files later, so that children need not."""
    for module in pkgutil.iter_modules(encodings_path):
        with contextlib.suppress(ImportError):
            importlib.import_module(f"encodings.{module.name}")
    document = b'<?xml version="1.0"?><rss version="2.0"><channel><title>%s</title></channel></rss>'
    parse(document % b"a", content_type="application/xml", url="http://localhost/")
    parse(document % b"<a", content_type="text/xml", url="http://localhost/")
    paragraph = b"<p>Words enough to make a paragraph, and then some more of them.</p>"
    page_text(b"<html><body>%s</body></html>" % (paragraph * 9), content_type="text/html")
    if packs is not None:
        told = "Shelling killed four people in the town on Monday, the governor said."
        now = datetime.now(UTC)
        _heard(Article(id="", feed_id="", title=told, text=told, seen=now), packs)
    # feedparser looks each time for a parser that nobody has; where a package was installed since
    # the start, that look would read folders, which a child cannot.
    sys.meta_path.clear()
    gc.freeze()
    # feedparser leaves thousands of small things per document; they are looked through less often.
    gc.set_threshold(_GARBAGE)


def _wake_on_death() -> int:
    """A descriptor that becomes readable when a child has died."""
    wake, alarm = os.pipe()
    os.set_blocking(wake, False)
    os.set_blocking(alarm, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(alarm, warn_on_full_buffer=False)
    return wake


def _turn(control: socket.socket, wake: int, living: set[int], packs: "Packs | None") -> bool:
    """Wait for one thing to do and do it; False when the application has gone."""
    ready, _, _ = select.select([control.fileno(), wake], [], [])
    if wake in ready:
        os.read(wake, 4096)
        _reap(living)
    if control.fileno() not in ready:
        return True
    order, descriptors, _, _ = socket.recv_fds(control, KILL.size, 1)
    if order == FORK and descriptors:
        living.add(_fork(descriptors[0], control, packs))
    elif len(order) == KILL.size:
        _, pid = KILL.unpack(order)
        if pid in living:
            os.kill(pid, signal.SIGKILL)
    return bool(order)


def _reap(living: set[int]) -> None:
    while living:
        try:
            pid, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not pid:
            return
        living.discard(pid)


def _fork(descriptor: int, control: socket.socket, packs: "Packs | None") -> int:
    pid = os.fork()
    if pid:
        os.close(descriptor)
        return pid
    control.close()
    return serve(descriptor, packs)


def serve(descriptor: int, packs: "Packs | None" = None) -> NoReturn:
    """Be a child: read jobs until the socket closes; a job that runs out of memory is the last."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    with contextlib.suppress(OSError):
        os.write(descriptor, HEADER.pack(os.getpid()))
        while frame := _read_frame(descriptor):
            job = msgspec.msgpack.decode(frame, type=Job)
            # The default action of SIGALRM ends the process even inside a regular expression.
            signal.setitimer(signal.ITIMER_REAL, job.seconds + _GRACE)
            reply, last = _answered(job, packs)
            signal.setitimer(signal.ITIMER_REAL, 0)
            _write(descriptor, framed(reply))
            if last:
                break
    os._exit(0)


def _answered(job: Job, packs: "Packs | None") -> tuple[Reply, bool]:
    try:
        return answer(job, packs), False
    except MemoryError:
        return Reply(unreadable="reading it took more than 512 MB"), True


def answer(job: Job, packs: "Packs | None" = None) -> Reply:
    """Do one job."""
    try:
        return _done(job, packs)
    except FeedUnreadable as error:
        return Reply(unreadable=str(error))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - hostile bytes make libraries raise anything
        return Reply(unreadable=f"it cannot be read ({type(error).__name__})")


def _done(job: Job, packs: "Packs | None") -> Reply:
    if job.kind == "articles" and packs is not None:
        return Reply(heard=tuple(_heard(each, packs) for each in job.articles))
    if job.kind == "feed":
        feed = parse_unread(job.body, content_type=job.content_type, url=job.url, marks=job.marks)
        return Reply(feed=_with_texts(feed))
    if job.kind == "page":
        return Reply(text=page_text(job.body, content_type=job.content_type))
    if job.kind == "links":
        return Reply(links=feed_links(job.body, content_type=job.content_type, url=job.url))
    return Reply(text=fragment_text(job.body.decode("utf-8", "replace")))


def _heard(article: Article, packs: "Packs") -> Heard:
    from bot.detect import detect  # noqa: PLC0415 - as in _packs
    from bot.track import telling_of  # noqa: PLC0415 - the same

    finding = detect(article, packs)
    return Heard(finding=finding, telling=telling_of(article, finding))


def _with_texts(feed: ParsedFeed) -> ParsedFeed:
    """The feed with its entries' plain texts: while there is time, and but for huge ones.

    What is left is asked for entry by entry, where it can spoil no other.
    """
    until = time.perf_counter() + _TEXT_SECONDS
    return replace(feed, entries=tuple(_with_text(entry, until) for entry in feed.entries))


def _with_text(entry: Entry, until: float) -> Entry:
    if len(entry.html) > _LONG or time.perf_counter() > until:
        return entry
    try:
        return replace(entry, text=fragment_text(entry.html), html="")
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - hostile HTML makes lxml raise anything
        return replace(entry, text="", html="")


def _read_frame(descriptor: int) -> bytes | None:
    header = _read(descriptor, HEADER.size)
    return _read(descriptor, HEADER.unpack(header)[0]) if header else None


def _read(descriptor: int, size: int) -> bytes | None:
    """So many bytes; None when the other side has gone."""
    pieces = []
    while size:
        piece = os.read(descriptor, min(size, 1 << 20))
        if not piece:
            return None
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def _write(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


if __name__ == "__main__":
    main()
