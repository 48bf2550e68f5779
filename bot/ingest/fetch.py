"""Hop 2: Feed → raw bytes, or "not modified"; polite to publishers, safe against hostile ones."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from aiohttp import (
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    TCPConnector,
)
from aiohttp.abc import AbstractResolver
from yarl import URL

from bot.errors import FeedGone, Rejected, Unavailable
from bot.ingest.answer import answered, headers_of, retry_after
from bot.ingest.cut_off import translated
from bot.ingest.decode import Decoder, too_large
from bot.ingest.guard import Guard, GuardedResolver
from bot.ingest.turns import Turns
from bot.ingest.url import address
from bot.model.feed import Response
from bot.ports import Clock

_PERMANENT = frozenset({301, 308})
_REDIRECTS = _PERMANENT | {302, 303, 307}
#: Worth another try by HTTP's own words; all of 5xx besides.
_PASSING = frozenset({408, 425, 429})
_TOO_MANY = 429
#: Where Retry-After is meant for the whole host.
_PAUSING = frozenset({_TOO_MANY, 503})
#: Seconds of a pause that is asked for without a length that can be read.
_OWN_PAUSE = 900.0
_NOT_MODIFIED = 304
_GONE = 410
_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, "
    "application/xml;q=0.9, text/xml;q=0.9, text/html;q=0.5, */*;q=0.1"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one fetch may cost; the figures of the plan.

    Attributes:
        body: bytes, packed and unpacked.
        seconds: of all redirects together, waiting for a turn not counted.
        redirects: hops after the first.
        headers: bytes of one answer's headers.
        concurrency: fetches at one time; there is never more than one per host and port.
    """

    body: int = 5_000_000
    seconds: float = 20.0
    redirects: int = 5
    headers: int = 64_000
    concurrency: int = 64


class Fetcher:
    """Polite, guarded HTTP over one session: implements `bot.ports.Web`.

    Use it as `async with`, or call `open` and `close`.

    Args:
        user_agent: as `user_agent()` builds it.
        clock: the time, for a Retry-After that is a date.
        trust_env: go through the proxies that the environment names.
        resolver: asked for names instead of the system's.
    """

    def __init__(
        self,
        *,
        user_agent: str,
        clock: Clock,
        guard: Guard | None = None,
        limits: Limits | None = None,
        trust_env: bool = False,
        resolver: AbstractResolver | None = None,
    ) -> None:
        self._guard = guard or Guard()
        self._limits = limits or Limits()
        self._user_agent = user_agent
        self._clock = clock
        self._trust_env = trust_env
        self._resolver = resolver
        self._session: ClientSession | None = None
        self._turns = Turns(concurrency=self._limits.concurrency)

    async def open(self) -> None:
        """Open the session."""
        connector = TCPConnector(
            resolver=GuardedResolver(self._guard, resolver=self._resolver),
            socket_factory=self._guard.socket,
            limit=self._limits.concurrency,
        )
        self._session = ClientSession(
            connector=connector,
            cookie_jar=DummyCookieJar(),
            headers={"User-Agent": self._user_agent, "Accept": _ACCEPT},
            timeout=ClientTimeout(total=None),
            auto_decompress=False,
            trust_env=self._trust_env,
        )

    async def close(self) -> None:
        """Close the session and its connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

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

    def pause(self, url: str, seconds: float) -> None:
        """Leave the host of an address in peace: what it asked for before the last restart."""
        self._turns.pause(address(url).authority, seconds)

    async def get(
        self, url: str, *, etag: str | None = None, last_modified: str | None = None
    ) -> Response:
        """Fetch one address under every limit; see `bot.ports.Web`."""
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in conditions.items() if value}
        target = address(url)
        permanent = True
        left = self._limits.seconds
        for hop in range(self._limits.redirects + 1):
            answer = await self._answer(target, headers, left)
            left -= answer.seconds
            if answer.status not in _REDIRECTS:
                moved_to = str(target) if hop and permanent else None
                return self._response(answer, target, moved_to=moved_to, asked=bool(headers))
            onward = _onward(target, answer)
            downgrade = target.scheme == "https" and onward.scheme != "https"
            permanent = permanent and answer.status in _PERMANENT and not downgrade
            target = onward
        raise Rejected(f"more than {self._limits.redirects} redirects")

    async def _answer(self, target: URL, headers: dict[str, str], left: float) -> "_Answer":
        """One hop: wait for a turn, ask, read."""
        self._guard.check_url(target)
        async with self._turns.turn(target.authority):
            started = asyncio.get_running_loop().time()
            try:
                async with asyncio.timeout(left):
                    answer = await self._ask(target, headers)
            except TimeoutError as error:
                seconds = self._limits.seconds
                raise Unavailable(f"no whole answer within {seconds:g} s") from error
            except (ClientError, OSError, ValueError) as error:
                raise translated(error, host=target.host or "") from error
            answer.seconds = asyncio.get_running_loop().time() - started
            if answer.status in _PAUSING:
                self._turns.pause(target.authority, self._wait(answer) or 0.0)
            return answer

    async def _ask(self, target: URL, headers: dict[str, str]) -> "_Answer":
        if self._session is None:
            raise RuntimeError("the Fetcher is not open")
        asked = {**headers, "Accept-Encoding": "gzip, deflate, br"}
        request = self._session.get(target, headers=asked, allow_redirects=False)
        async with request as response:
            if sum(len(k) + len(v) + 4 for k, v in response.raw_headers) > self._limits.headers:
                raise Rejected("the answer's headers are too large")
            answer = _Answer(status=response.status, headers=headers_of(response.raw_headers))
            if response.status // 100 == 2:  # noqa: PLR2004 - the class of success
                answer.body = await self._body(response, answer.headers)
            return answer

    async def _body(self, response: ClientResponse, headers: Mapping[str, str]) -> bytes:
        if (response.content_length or 0) > self._limits.body:
            raise too_large(self._limits.body)
        decoder = Decoder(headers.get("content-encoding", ""), limit=self._limits.body)
        async for piece in response.content.iter_any():
            decoder.feed(piece)
        return decoder.body()

    def _response(
        self, answer: "_Answer", target: URL, *, moved_to: str | None, asked: bool
    ) -> Response:
        """The final answer as a value, or the error that its status stands for."""
        status = answer.status
        if status == _NOT_MODIFIED and not asked:
            raise Unavailable("answered 304 to a request that set no condition")
        if status // 100 == 2 or status == _NOT_MODIFIED:  # noqa: PLR2004 - success
            return Response(
                status=status,
                url=str(target),
                body=answer.body,
                headers=answer.headers,
                moved_to=moved_to,
            )
        if status == _GONE:
            raise FeedGone("the publisher removed it for good (410)")
        if status in _PASSING or status >= 500:  # noqa: PLR2004 - the class of server errors
            raise Unavailable(answered(status), retry_after=self._wait(answer))
        raise Rejected(answered(status))

    def _wait(self, answer: "_Answer") -> float | None:
        """Seconds that an answer asks us to wait; 429, or an unreadable wish, gets our own."""
        asked = retry_after(answer.headers, now=self._clock())
        wished = answer.status == _TOO_MANY or (
            answer.status in _PAUSING and "retry-after" in answer.headers
        )
        return _OWN_PAUSE if asked is None and wished else asked


@dataclass(slots=True, kw_only=True)
class _Answer:
    """One hop's answer."""

    status: int
    headers: dict[str, str]
    body: bytes = b""
    seconds: float = 0.0


def user_agent(*, version: str, contact: str) -> str:
    """The name under which Tocsin asks, with an address where a publisher can complain."""
    return f"Tocsin/{version} (+{contact})"


def _onward(target: URL, answer: _Answer) -> URL:
    location = answer.headers.get("location")
    if not location:
        raise Rejected(f"the server answered {answer.status} without saying where to")
    try:
        return target.join(address(location))
    except ValueError as error:
        raise Rejected("the server redirects to an address that cannot be read") from error
