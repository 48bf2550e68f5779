"""A server in a thread of its own, for tests that drive the real process from outside."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from types import TracebackType
from typing import Any, Generic, Protocol, Self, TypeVar

T = TypeVar("T")


class Served(Protocol):
    """What can be served so: the servers of the chat platforms."""

    url: str

    async def open(self) -> None:
        """Listen, on the same port as before."""

    async def close(self) -> None:
        """Refuse connections."""

    async def until(self, happened: Callable[[], T], *, within: float = ...) -> T:
        """Wait for a condition."""


S = TypeVar("S", bound=Served)


class ServerThread(Generic[S]):
    """`with ServerThread(SlackServer) as slack:` serves until the block ends.

    `do` runs a function in the server's loop and `wait` a coroutine: everything that touches the
    server goes through them.
    """

    def __init__(self, make: Callable[[], S]) -> None:
        """Take what makes the server; it is called in the thread's loop."""
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.server = self.do(make)

    def __enter__(self) -> Self:
        self.up()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.down()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    @property
    def url(self) -> str:
        """The base address to give to Tocsin."""
        return self.server.url

    def do(self, act: Callable[[], T]) -> T:
        """Run a function in the server's loop; its value."""

        async def in_loop() -> T:
            return act()

        return self.wait(in_loop())

    def wait(self, work: Coroutine[Any, Any, T]) -> T:
        """Run a coroutine in the server's loop; its value."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(60)

    def until(self, happened: Callable[[], T], *, within: float = 60.0) -> T:
        """Wait until what the app does makes a condition true; its value."""
        return self.wait(self.server.until(happened, within=within))

    def down(self) -> None:
        """Refuse connections from now on."""
        self.wait(self.server.close())

    def up(self) -> None:
        """Listen, on the same port as before."""
        self.wait(self.server.open())
