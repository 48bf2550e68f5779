"""Work that may block for ever, in a thread that holds up nobody: neither the loop nor its end."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from threading import Thread


def aside(work: Callable[[], None]) -> asyncio.Future[None]:
    """Start blocking work in a daemon thread.

    `asyncio.to_thread` will not do: a program waits for its threads when it ends, and a terminal
    that was paused with Ctrl-S never lets go.

    Returns:
        A future that ends with the work, with its error where it raised one.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[None] = loop.create_future()

    def settle(error: Exception | None) -> None:
        if done.done():
            return
        if error is None:
            done.set_result(None)
        else:
            done.set_exception(error)

    def run() -> None:
        error: Exception | None = None
        try:
            work()
        except Exception as raised:  # noqa: BLE001 (handed over to whoever awaits the future)
            error = raised
        # The loop may be closed by then: nobody is left to be told.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(settle, error)

    Thread(target=run, name="terminal", daemon=True).start()
    return done
