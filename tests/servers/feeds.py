"""A feed server for tests: real HTTP, programmable per path, with a log of what was asked."""

import asyncio
import hashlib
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from types import TracebackType
from typing import Protocol, Self

from aiohttp import web


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request, as it came."""

    at: float
    method: str
    path: str
    query: str
    #: Path and query as they stood in the request line.
    target: str
    #: Header names in lower case.
    headers: Mapping[str, str]
    #: Address and port of the asker: one connection keeps them.
    peer: tuple[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a path answers.

    Attributes:
        body: text is sent as UTF-8.
        headers: added to, and instead of, the usual ones.
        delay: seconds of silence before the answer.
        drip: bytes at a time, a tenth of a second apart; 0 sends all at once.
        endless: the body is sent again and again.
        reset: the connection is cut after the body's first half.
        raw: bytes written instead of an HTTP answer; the connection is closed behind them.
        validators: an ETag is made of the body, and honoured.
    """

    status: int = 200
    body: str | bytes = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    drip: int = 0
    endless: bool = False
    reset: bool = False
    raw: bytes | None = None
    validators: bool = True


class Judge(Protocol):
    """One who watches what a server is asked."""

    def asked(self, asked: Asked) -> None:
        """A request came."""

    def answered(self, asked: Asked, status: int, headers: Mapping[str, str]) -> None:
        """It was answered; the names of the headers are in lower case."""


class FeedServer:
    """Serves what was published, on loopback.

    `async with FeedServer() as server: server.publish("/a.xml", rss([item("A raid")]))`;
    for tests of a process of its own, `with FeedServer.in_thread() as server:`.
    """

    def __init__(self, *, host: str = "127.0.0.1", port: int = 0) -> None:
        self.requests: list[Asked] = []
        #: Is told of every request, and of what it was answered.
        self.judge: Judge | None = None
        self._host = host
        self._port = port
        self._answers: dict[str, Answer] = {}
        self._scripts: dict[str, list[Answer]] = {}
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=1 << 20)
        app.router.add_route("*", "/{path:.*}", self._handle)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self._host, self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    @classmethod
    @contextmanager
    def in_thread(cls, *, host: str = "127.0.0.1", port: int = 0) -> Iterator["FeedServer"]:
        """Serve from a thread with a loop of its own."""
        server = cls(host=host, port=port)
        loop = asyncio.new_event_loop()
        started, ended = threading.Event(), asyncio.Event()

        async def serve() -> None:
            async with server:
                started.set()
                await ended.wait()

        thread = threading.Thread(target=loop.run_until_complete, args=(serve(),), daemon=True)
        thread.start()
        if not started.wait(10):
            raise RuntimeError("the feed server did not start")
        try:
            yield server
        finally:
            loop.call_soon_threadsafe(ended.set)
            thread.join(10)
            loop.close()

    def url(self, path: str) -> str:
        """The address of a path."""
        return f"http://{self._host}:{self._port}{path}"

    def publish(
        self,
        path: str,
        body: str | bytes,
        *,
        content_type: str = "application/rss+xml; charset=utf-8",
        **headers: str,
    ) -> None:
        """Serve a body with validators from now on; `cache_control="…"` is a header."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answer(path, Answer(body=body, headers={"Content-Type": content_type, **named}))

    def answer(self, path: str, answer: Answer) -> None:
        """Answer so from now on."""
        self._answers[path] = answer

    def script(self, path: str, *answers: Answer) -> None:
        """Answer so, one after the other; then as before."""
        self._scripts.setdefault(path, []).extend(answers)

    def asked(self, path: str) -> list[Asked]:
        """The requests for a path, oldest first."""
        return [request for request in self.requests if request.path == path]

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        asked = Asked(
            at=time.monotonic(),
            method=request.method,
            path=request.path,
            query=request.query_string,
            target=request.raw_path,
            headers={name.lower(): value for name, value in request.headers.items()},
            peer=_peer(request),
        )
        self.requests.append(asked)
        if self.judge is not None:
            self.judge.asked(asked)
        response = await self._answered(request)
        if self.judge is not None:
            headers = {name.lower(): value for name, value in response.headers.items()}
            self.judge.answered(asked, response.status, headers)
        return response

    async def _answered(self, request: web.Request) -> web.StreamResponse:
        script = self._scripts.get(request.path)
        answer = script.pop(0) if script else self._answers.get(request.path)
        if answer is None:
            return web.Response(status=404, text="nothing here")
        await asyncio.sleep(answer.delay)
        if answer.raw is not None:
            return _raw(request, answer.raw)
        return await _send(request, answer)


def item(
    title: str,
    text: str = "",
    *,
    link: str | None = None,
    guid: str | None = None,
    date: str | None = None,
) -> str:
    """An RSS item; `date` as RFC 822 has it."""
    parts = {"title": title, "description": text, "link": link, "guid": guid, "pubDate": date}
    inner = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in parts.items() if value)
    return f"<item>{inner}</item>"


def rss(items: Iterable[str] = (), *, title: str = "Test feed", channel: str = "") -> str:
    """An RSS 2.0 document of items; `channel` is XML that joins the channel's own elements."""
    head = f"<title>{escape(title)}</title><link>http://feeds.example/</link>{channel}"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<rss version="2.0"><channel>{head}{"".join(items)}</channel></rss>'
    )


def _peer(request: web.Request) -> tuple[str, int]:
    name = request.transport.get_extra_info("peername") if request.transport else None
    return (str(name[0]), int(name[1])) if name else ("", 0)


def _raw(request: web.Request, data: bytes) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.write(data)
        request.transport.close()
    return web.Response()


async def _send(request: web.Request, answer: Answer) -> web.StreamResponse:
    body = answer.body.encode() if isinstance(answer.body, str) else answer.body
    etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"' if answer.validators and body else None
    headers = {"ETag": etag} if etag and answer.status == web.HTTPOk.status_code else {}
    headers.update(answer.headers)
    if "ETag" in headers and request.headers.get("If-None-Match") == headers["ETag"]:
        return web.Response(status=304, headers=headers)
    if not (answer.drip or answer.endless or answer.reset):
        return web.Response(status=answer.status, body=body, headers=headers)
    response = web.StreamResponse(status=answer.status, headers=headers)
    await response.prepare(request)
    await _pour(request, response, answer, body)
    return response


async def _pour(
    request: web.Request, response: web.StreamResponse, answer: Answer, body: bytes
) -> None:
    if answer.reset:
        await response.write(body[: len(body) // 2])
        if request.transport is not None:
            request.transport.abort()
        return
    step = answer.drip or len(body)
    while True:
        for start in range(0, len(body), step):
            await response.write(body[start : start + step])
            await asyncio.sleep(0.1 if answer.drip else 0)
        if not answer.endless:
            return
