"""A port on loopback that keeps its number, and what a test waits for beside it."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from aiohttp import web

T = TypeVar("T")


class Port:
    """Where one server listens; closed and opened again it is the same port."""

    def __init__(self) -> None:
        self.number = 0
        self._runner: web.AppRunner | None = None

    async def open(self, app: web.Application) -> None:
        """Listen, with this app."""
        self._runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.number, reuse_address=True)
        await site.start()
        self.number = self._runner.addresses[0][1]

    async def close(self) -> None:
        """Stop listening; connections are refused from now on."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None


class Watch:
    """Wakes a test whenever something happened."""

    def __init__(self, told: Callable[[], object]) -> None:
        """Take what to show when a test waited in vain."""
        self._told = told
        self._changed = asyncio.Event()

    def tell(self) -> None:
        """Something happened."""
        self._changed.set()

    async def until(self, happened: Callable[[], T], *, within: float) -> T:
        """Wait until a condition is true; its value.

        Raises:
            TimeoutError: it did not come true in time.
        """
        try:
            async with asyncio.timeout(within):
                while not (value := happened()):
                    self._changed.clear()
                    await self._changed.wait()
        except TimeoutError as error:
            raise TimeoutError(f"not within {within} s; the last calls: {self._told()}") from error
        return value


def abort(request: web.Request) -> None:
    """Break the connection a request came by."""
    if request.transport is not None:
        request.transport.abort()


async def read(request: web.Request) -> dict[str, object]:
    """What a request asks, wherever it says so: in its query, as JSON or as a form."""
    words: dict[str, object] = dict(request.query)
    if request.content_type == "application/json":
        return words | (await request.json() if request.can_read_body else {})
    return words | dict(await request.post())
