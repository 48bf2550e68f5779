"""The server in a process of its own, for tests that measure: it takes no time from the bot."""

import asyncio
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Self, TypeVar, cast

from tests.servers.telegram.server import TelegramServer

T = TypeVar("T")


class TelegramProcess:
    """`with TelegramProcess() as telegram:` serves until the block ends.

    `do` runs a function of a module on the server over there; what it gives must be a plain value.
    """

    def __init__(self) -> None:
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True)

    def __enter__(self) -> Self:
        self._process.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pipe.close()
        self._process.join(10)
        self._process.close()

    @property
    def url(self) -> str:
        """Where it listens."""
        return self.do(_url)

    def do(self, act: Callable[[TelegramServer], T]) -> T:
        """Run a function on the server; its value."""
        self._pipe.send(act)
        return cast("T", self._pipe.recv())


def _url(server: TelegramServer) -> str:
    return server.url


def _serve(pipe: "Connection[object, Callable[[TelegramServer], object]]") -> None:
    asyncio.run(_answer(pipe))


async def _answer(pipe: "Connection[object, Callable[[TelegramServer], object]]") -> None:
    """Serve, and do what comes through the pipe until it is closed."""
    ended = asyncio.Event()
    async with TelegramServer() as server:

        def do_next() -> None:
            try:
                pipe.send(pipe.recv()(server))
            except EOFError:
                ended.set()

        loop = asyncio.get_running_loop()
        loop.add_reader(pipe.fileno(), do_next)
        await ended.wait()
        loop.remove_reader(pipe.fileno())
