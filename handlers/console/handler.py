"""Hop 9 for the terminal: print what is due, and note durably what was printed."""

import asyncio
import io
import json
import os
import sys
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TextIO

from rich.console import Console

from bot.errors import Unavailable, Uncertain
from bot.model.channel import Channel
from bot.ports import Receipt
from bot.report.message import Message
from handlers.console.aside import aside
from handlers.console.draw import draw


class ConsoleHandler:
    """A terminal (or any stream of text) as a chat platform.

    It cannot be edited: an incident's further messages are printed below, marked as updates. It
    cannot be asked what it has shown. Whoever sits before it may change everything.
    """

    platform = "console"

    def __init__(self, stream: TextIO | None = None, *, journal: Path | None = None) -> None:
        """Print to a stream.

        Args:
            stream: standard output when None.
            journal: a file that gets one JSON line for each printed message, after it was
                printed and before it counts as sent; None for no journal.
        """
        stream = sys.stdout if stream is None else stream
        self._stream = stream
        self._console = Console(file=stream)
        self._journal = journal
        self._turn = asyncio.Lock()

    async def post(self, channel: Channel, message: Message, *, delivery_id: str) -> Receipt:
        """Print a new message; the delivery's id is its name.

        Raises:
            Unavailable: the stream takes nothing.
        """
        text = self._drawn(message)
        await self._turn.acquire()
        printed = aside(partial(self._print, text, str(channel), delivery_id))
        printed.add_done_callback(self._next)
        # Given up or not, what is being printed is printed to its end before the next begins.
        await asyncio.shield(printed)
        return Receipt(message_id=delivery_id)

    async def edit(self, channel: Channel, message_id: str, message: Message) -> None:
        """Do nothing: what is printed stays."""

    async def reply(
        self,
        channel: Channel,
        message_id: str,  # noqa: ARG002 (the port's; nothing printed can be pointed at)
        message: Message,
        *,
        delivery_id: str,
        loud: bool,  # noqa: ARG002 (the port's; a terminal shows everything to everybody)
    ) -> Receipt:
        """Print an update below what was printed before.

        Raises:
            Unavailable: the stream takes nothing.
        """
        return await self.post(channel, message, delivery_id=delivery_id)

    async def find(
        self,
        channel: Channel,  # noqa: ARG002 (the port's; there is nothing to ask)
        delivery_id: str,  # noqa: ARG002 (the same)
        *,
        since: datetime,  # noqa: ARG002 (the same)
    ) -> Receipt | None:
        """Refuse: a terminal cannot be asked.

        Raises:
            Uncertain: always.
        """
        raise Uncertain("a terminal cannot be asked what it has shown")

    async def may_change(
        self,
        channel: Channel,  # noqa: ARG002 (the port's; there is one terminal)
        user_id: str,  # noqa: ARG002 (the port's; whoever sits there)
    ) -> bool:
        """Whoever sits at the terminal may."""
        return True

    def _drawn(self, message: Message) -> str:
        try:
            with self._console.capture() as drawn:
                draw(message, self._console)
        except (OSError, ValueError) as error:
            raise Unavailable(f"the terminal takes nothing: {error}") from error
        return drawn.get()

    def _print(self, text: str, channel: str, delivery_id: str) -> None:
        try:
            _write(self._stream, text)
        except (OSError, ValueError) as error:
            raise Unavailable(f"the terminal takes nothing: {error}") from error
        if self._journal is not None:
            _note(self._journal, {"channel": channel, "delivery_id": delivery_id})

    def _next(self, printed: asyncio.Future[None]) -> None:
        self._turn.release()
        if not printed.cancelled():
            printed.exception()  # seen, also where nobody waits for it any more


def _write(stream: TextIO, text: str) -> None:
    """Write past Python's buffer: a blocked write then holds no lock that the exit waits for."""
    stream.flush()
    try:
        descriptor = stream.fileno()
    except io.UnsupportedOperation:
        stream.write(text)
        return
    left = memoryview(text.encode(stream.encoding, errors="replace"))
    while left:
        left = left[os.write(descriptor, left) :]


def _note(journal: Path, row: dict[str, str]) -> None:
    """One line, on the disk before this returns."""
    with journal.open("a", encoding="utf-8") as file:
        file.write(json.dumps(row) + "\n")
        file.flush()
        os.fsync(file.fileno())
