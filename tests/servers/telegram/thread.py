"""The server in a thread of its own, for tests that drive the real process from outside."""

import asyncio
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self, TypeVar

from tests.servers.telegram.server import TOKEN, TelegramServer

T = TypeVar("T")


class TelegramThread:
    """`with TelegramThread() as telegram:` serves until the block ends.

    `do` runs a function in the server's loop: everything that touches the server goes through it.
    """

    def __init__(self, *, token: str = TOKEN) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.server = self.do(lambda: TelegramServer(token=token))

    def __enter__(self) -> Self:
        self._wait(self.server.open())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._wait(self.server.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    @property
    def url(self) -> str:
        """Where it listens."""
        return self.server.url

    def do(self, act: Callable[[], T]) -> T:
        """Run a function in the server's loop; its value."""

        async def in_loop() -> T:
            return act()

        return self._wait(in_loop())

    def until(self, happened: Callable[[], T], *, within: float = 10.0) -> T:
        """Wait until the bot's calls make a condition true; its value."""
        return self._wait(self.server.until(happened, within=within))

    def down(self) -> None:
        """Refuse connections from now on."""
        self._wait(self.server.close())

    def up(self) -> None:
        """Listen again, on the same port."""
        self._wait(self.server.open())

    def _wait(self, work: "asyncio.Future[T] | object") -> T:
        future = asyncio.run_coroutine_threadsafe(work, self._loop)  # type: ignore[arg-type,var-annotated] # always a coroutine
        return future.result(60)  # type: ignore[no-any-return] # the coroutine's own type
