"""A small pool of warm children that read hostile bytes, and are killed when they take too long."""

import asyncio
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Self

import msgspec

from bot.errors import FeedUnreadable, Unavailable
from bot.ingest.nursery import Child, Nursery, Undelivered
from bot.ingest.wire import Job, Reply
from bot.model.feed import Article, ParsedFeed
from bot.model.finding import Finding
from bot.ports import Heard
from bot.settings.packs import RawPacks
from bot.track import Telling

#: Seconds after which a child counts no more as one that will soon be free, and one more is forked.
_PATIENCE = 0.1
#: Jobs after which a child is replaced: libraries' caches grow.
_MOST_JOBS = 500
#: Characters of articles that are read in one go: well within a child's time.
_LOAD = 100_000
#: What is heard where there is nothing to hear by.
_NOTHING = Heard(finding=Finding(), telling=Telling(terms=(), names=frozenset(), keys=()))


class Reader:
    """Hostile bytes to clean values: implements `bot.ports.SiteReader`.

    Use it as `async with`, or call `open` and `close`.

    Args:
        warm: children that are kept while nothing is to be read.
        most: children at one time; more than `warm` are forked while some of those are at one
            thing for long, so that a document that takes its full time holds nobody up. Where much
            is to be read, each in a moment, it waits: more children than cores read no faster.
        seconds: for one document; then its child is killed.
        packs: what articles are read by; without them nothing is found in any.
    """

    def __init__(
        self,
        *,
        warm: int = 2,
        most: int = 16,
        seconds: float = 5.0,
        packs: RawPacks | None = None,
    ) -> None:
        self._packs = _encoded(packs) if packs else b""
        self._warm = warm
        self._seconds = seconds
        self._room = asyncio.Semaphore(most)
        self._children: set[Child] = set()
        #: Children that are being forked.
        self._coming = 0
        self._idle: asyncio.LifoQueue[Child] = asyncio.LifoQueue()
        self._nursery: Nursery | None = None
        self._opening = asyncio.Lock()

    async def open(self) -> None:
        """Start the nursery and the first children.

        Raises:
            Unavailable: no child could be started.
        """
        self._nursery = await Nursery.start(self._packs)
        try:
            for _ in range(self._warm):
                self._idle.put_nowait(await self._fork())
        except BaseException:
            await self.close()
            raise

    async def close(self) -> None:
        """End all children; none is left when this returns."""
        nursery, self._nursery = self._nursery, None
        for child in tuple(self._children):
            self._let_go(child)
        if nursery is not None:
            await nursery.end()

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()

    async def feed(self, body: bytes, *, content_type: str, url: str) -> ParsedFeed:
        """Read a feed document; see `bot.ports.Reader`."""
        return await self.unread(body, content_type=content_type, url=url)

    async def unread(
        self, body: bytes, *, content_type: str, url: str, marks: bytes = b""
    ) -> ParsedFeed:
        """Read what a feed document holds that the last did not; see `bot.ports.NewsReader`."""
        job = Job(
            kind="feed",
            body=body,
            content_type=content_type,
            url=url,
            marks=marks,
            seconds=self._seconds,
        )
        return (await self._ask(job)).feed or ParsedFeed()

    async def page(self, body: bytes, *, content_type: str, url: str) -> str:
        """The article text of a web page; see `bot.ports.Reader`."""
        job = self._job("page", body, content_type=content_type, url=url)
        return (await self._ask(job)).text

    async def links(self, body: bytes, *, content_type: str, url: str) -> tuple[str, ...]:
        """The feeds that a web page names; see `bot.ports.SiteReader`."""
        job = self._job("links", body, content_type=content_type, url=url)
        return (await self._ask(job)).links

    async def text(self, html: str) -> str:
        """The plain text of an entry's HTML; see `bot.ports.Reader`.

        Raises:
            FeedUnreadable: reading it broke a limit.
        """
        return (await self._ask(self._job("text", html.encode("utf-8", "replace")))).text

    async def hear(self, articles: Sequence[Article]) -> list[Heard | None]:
        """What the rule engine says of articles; see `bot.ports.NewsReader`."""
        heard: list[Heard | None] = []
        for some in _loads(articles):
            heard += await self._hear(some)
        return heard

    async def _hear(
        self, articles: tuple[Article, ...], *, again: bool = False
    ) -> list[Heard | None]:
        if not self._packs:
            return [_NOTHING] * len(articles)
        try:
            job = Job(kind="articles", articles=articles, seconds=self._seconds)
            return list((await self._ask(job)).heard)
        except FeedUnreadable:
            if again:
                return [None]
        # One of them breaks the child: the others shall not go with it. One alone is tried again,
        # too: its child may have gone with the nursery, and what is given up is never read.
        return [one for each in articles for one in await self._hear((each,), again=True)]

    def _job(self, kind: str, body: bytes, *, content_type: str = "", url: str = "") -> Job:
        seconds = self._seconds
        return Job(kind=kind, body=body, content_type=content_type, url=url, seconds=seconds)

    async def _ask(self, job: Job) -> Reply:
        async with self._room:
            try:
                reply = await self._reply(await self._take(), job)
            except Undelivered:
                # It died after it was last looked at.
                reply = await self._reply(await self._fork(), job)
        if reply.unreadable is not None:
            raise FeedUnreadable(reply.unreadable)
        return reply

    async def _reply(self, child: Child, job: Job) -> Reply:
        whole = False
        try:
            async with asyncio.timeout(self._seconds):
                reply = await child.ask(job)
            whole = True
        except TimeoutError as error:
            raise FeedUnreadable(f"reading it took longer than {self._seconds:g} s") from error
        except (EOFError, OSError) as error:
            raise FeedUnreadable("reading it ended its process") from error
        finally:
            self._settle(child, whole=whole)
        return reply

    async def _take(self) -> Child:
        """A child that is free, or soon will be; a new one where too few will."""
        while True:
            if self._idle.empty() and self._brisk() < max(1, self._warm):
                return await self._fork()
            try:
                async with asyncio.timeout(_PATIENCE):
                    child = await self._idle.get()
            except TimeoutError:
                continue
            if child.alive:
                return child
            self._let_go(child)

    def _brisk(self) -> int:
        """How many children are not at one thing for long, those to come included."""
        long_ago = asyncio.get_running_loop().time() - _PATIENCE
        return self._coming + sum(child.since > long_ago for child in self._children)

    def _settle(self, child: Child, *, whole: bool) -> None:
        """Keep a child that answered, kill one that did not, let a surplus one go."""
        if not whole and self._nursery is not None:
            self._nursery.kill(child.pid)
        fresh = whole and child.jobs < _MOST_JOBS and self._nursery is not None
        if fresh and self._idle.qsize() < self._warm:
            self._idle.put_nowait(child)
        else:
            self._let_go(child)

    def _let_go(self, child: Child) -> None:
        """Let a child end: it does when its socket closes."""
        self._children.discard(child)
        child.writer.close()

    async def _fork(self) -> Child:
        self._coming += 1
        try:
            return await self._forked()
        finally:
            self._coming -= 1

    async def _forked(self) -> Child:
        async with self._opening:
            for _ in range(2):
                if self._nursery is None:
                    raise Unavailable("the reading processes are closed")
                try:
                    child = await self._nursery.fork()
                except (EOFError, OSError):
                    await self._nursery.end()
                    self._nursery = await Nursery.start(self._packs)
                else:
                    self._children.add(child)
                    return child
        raise Unavailable("no process to read with could be started")


def _encoded(packs: RawPacks) -> bytes:
    return msgspec.json.encode((packs.rules, packs.lexicon, packs.severity))


def _loads(articles: Sequence[Article]) -> Iterator[tuple[Article, ...]]:
    """Articles in portions that a child reads in one go."""
    load: list[Article] = []
    size = 0
    for each in articles:
        if load and size + len(each.text) > _LOAD:
            yield tuple(load)
            load, size = [], 0
        load.append(each)
        size += len(each.text)
    if load:
        yield tuple(load)
