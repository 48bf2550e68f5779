"""Serve the story on loopback and write the configuration that polls it."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from aiohttp import web

from bot.demo import publish
from bot.demo.story import Piece, Story, read_story
from bot.ports import Clock
from bot.settings import shipped

_CONFIG = """[general]
contact_url = "{base}/"
allow_private_networks = true
log_level = "error"

[polling]
allowed_ports = [{port}]

[console]
enabled = true
min_severity = "minor"
"""

_FEED = """[[feed]]
id = "{id}"
url = "{base}/feeds/{id}.xml"
name = "{name}"
region = "{region}"
outlet = "{outlet}"
reliability = "{reliability}"
reason = "{reason}"
interval = "{interval} s"
full_text = {full_text}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """A running demo: what `tocsin run` needs, and when the story is told."""

    config: Path
    #: A fresh folder, made by who writes to it first, gone when the demo ends.
    data: Path
    #: How long the story takes from the first poll.
    length: timedelta
    #: Set when the last piece was fetched by a poll.
    told: asyncio.Event


@asynccontextmanager
async def demo(
    *, clock: Clock, speed: float = 1.0, seeds: Path | None = None
) -> AsyncIterator[Demo]:
    """Serve the story until the block ends; it starts with the first poll.

    Args:
        clock: gives the time; pieces are dated by it.
        speed: how many times faster than written the story is told.
        seeds: the folder of the story; the shipped one where None.
    """
    story = read_story(seeds or shipped("seeds")).faster(speed)
    server = _Server(story, clock=clock)
    runner = web.AppRunner(server.application(), access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        port = runner.addresses[0][1]
        server.base = f"http://127.0.0.1:{port}"
        with TemporaryDirectory(prefix="tocsin-demo-") as folder:
            config, data = Path(folder, "config"), Path(folder, "data")
            _configure(config, story, base=server.base, port=port, interval=2 / speed)
            yield Demo(config=config, data=data, length=story.length, told=server.told)
    finally:
        await runner.cleanup()


class _Server:
    def __init__(self, story: Story, *, clock: Clock) -> None:
        self.base = ""
        self.told = asyncio.Event()
        self._clock = clock
        #: The first poll starts the story, so that a slow start of the program costs none of it.
        self._start: datetime | None = None
        self._story = story
        self._publishers = {each.id: each for each in story.publishers}

    def application(self) -> web.Application:
        application = web.Application()
        application.router.add_get("/feeds/{id}.xml", self._feed)
        application.router.add_get("/articles/{id}.html", self._page)
        return application

    async def _feed(self, request: web.Request) -> web.Response:
        publisher = self._publishers.get(request.match_info["id"])
        if publisher is None:
            raise web.HTTPNotFound
        start, out = self._out()
        mine = [piece for piece in out if piece.feed == publisher.id]
        if len(out) == len(self._story.pieces) and out[-1] in mine:
            self.told.set()
        text = publish.feed(publisher, mine, base=self.base, start=start)
        kind = "application/atom+xml" if publisher.format == "atom" else "application/rss+xml"
        return _answer(request, text, kind)

    async def _page(self, request: web.Request) -> web.Response:
        start, out = self._out()
        wanted = [piece for piece in out if piece.id == request.match_info["id"]]
        if not wanted:
            raise web.HTTPNotFound
        return _answer(request, publish.page(wanted[0], start=start), "text/html")

    def _out(self) -> tuple[datetime, list[Piece]]:
        now = self._clock()
        self._start = start = self._start or now
        return start, [piece for piece in self._story.pieces if start + piece.at <= now]


def _answer(request: web.Request, text: str, kind: str) -> web.Response:
    etag = f'"{hashlib.sha256(text.encode()).hexdigest()[:16]}"'
    if request.headers.get("If-None-Match") == etag:
        return web.Response(status=304, headers={"ETag": etag})
    return web.Response(text=text, content_type=kind, charset="utf-8", headers={"ETag": etag})


def _configure(folder: Path, story: Story, *, base: str, port: int, interval: float) -> None:
    feeds = [
        _FEED.format(
            base=base,
            interval=f"{interval:g}",
            full_text=str(each.format == "teasers").lower(),
            id=each.id,
            name=each.name,
            region=each.region,
            outlet=each.outlet,
            reliability=each.reliability,
            reason=each.reason,
        )
        for each in story.publishers
    ]
    folder.mkdir()
    (folder / "tocsin.toml").write_text(_CONFIG.format(base=base, port=port), "utf-8")
    (folder / "feeds.toml").write_text("\n".join(feeds), "utf-8")
