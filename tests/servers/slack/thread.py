"""The server in a thread of its own, for tests that drive the real process from outside."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from types import TracebackType
from typing import Any, Self, TypeVar

from tests.servers.slack.server import SlackServer

T = TypeVar("T")


class SlackThread:
    """`with SlackThread() as slack:` serves until the block ends.

    `do` runs a function in the server's loop and `wait` a coroutine: everything that touches the
    server goes through them.
    """

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.server = self.do(SlackServer)

    def __enter__(self) -> Self:
        self.wait(self.server.open())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.wait(self.server.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    @property
    def url(self) -> str:
        """Where its Web API listens, with `/api/`."""
        return self.server.url

    def do(self, act: Callable[[], T]) -> T:
        """Run a function in the server's loop; its value."""

        async def in_loop() -> T:
            return act()

        return self.wait(in_loop())

    def wait(self, work: Coroutine[Any, Any, T]) -> T:
        """Run a coroutine in the server's loop; its value."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(60)

    def until(self, happened: Callable[[], T], *, within: float = 10.0) -> T:
        """Wait until what the app does makes a condition true; its value."""
        return self.wait(self.server.until(happened, within=within))

    def down(self) -> None:
        """Refuse connections from now on."""
        self.wait(self.server.close())

    def up(self) -> None:
        """Listen again, on the same port."""
        self.wait(self.server.open())
