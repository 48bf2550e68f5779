"""The process: told to stop by a signal, and alone on its data folder."""

import asyncio
import fcntl
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import Fault, Misconfigured


@contextmanager
def stopping(stop: asyncio.Event) -> Iterator[None]:
    """Set an event when the process is told to end, by the terminal or by who started it."""
    loop = asyncio.get_running_loop()
    signals = (signal.SIGTERM, signal.SIGINT)
    for each in signals:
        loop.add_signal_handler(each, stop.set)
    try:
        yield
    finally:
        for each in signals:
            loop.remove_signal_handler(each)


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """Hold the data folder: a second process on it would doubt what the first is sending.

    Raises:
        Misconfigured: another process holds it.
    """
    with (data / "tocsin.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            wrong = "is in use by another `tocsin run`"
            right = "stop that one, or name another folder with --data"
            raise Misconfigured([Fault(str(data), "--data", wrong, right)]) from error
        yield
