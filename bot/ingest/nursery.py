"""The nursery, from the application's side: it forks children that read, and kills them."""

import asyncio
import contextlib
import os
import socket
import sys
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

import bot
from bot.errors import FeedUnreadable
from bot.ingest.wire import FORK, HEADER, KILL, MAX_FRAME, Job, Reply, framed

#: Seconds in which a nursery must have come up and forked, on a machine that is busy.
_START = 30.0
#: Seconds in which a nursery must have ended once it was told to.
_END = 3.0
#: All that a child gets of the environment: no token, no proxy.
_ENVIRONMENT = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR")


class Nursery:
    """The process that forks and kills children; see `bot/ingest/child.py`."""

    def __init__(self, process: asyncio.subprocess.Process, control: socket.socket) -> None:
        self._process = process
        self._control = control

    @classmethod
    async def start(cls, packs: bytes = b"") -> "Nursery":
        """Start a nursery; it needs a moment, and takes orders from then on.

        Args:
            packs: raw rule packs in JSON, for children that say what articles report.

        Raises:
            OSError: the process cannot be started.
        """
        ours, theirs = socket.socketpair()
        with theirs:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-P",
                "-m",
                "bot.ingest.child",
                stdin=theirs.fileno(),
                stdout=asyncio.subprocess.DEVNULL,
                env=_environment(),
            )
        # It reads them once it is awake: nobody else shall wait for that. Where it never wakes,
        # the first fork tells.
        with contextlib.suppress(OSError):
            await asyncio.to_thread(ours.sendall, HEADER.pack(len(packs)) + packs)
        return cls(process, ours)

    async def fork(self) -> "Child":
        """A new child.

        Raises:
            EOFError: the nursery has ended.
            OSError: it cannot be reached, or does not answer.
        """
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                socket.send_fds(self._control, [FORK], [theirs.fileno()])
        except OSError:
            ours.close()
            raise
        reader, writer = await asyncio.open_connection(sock=ours, limit=1 << 20)
        try:
            async with asyncio.timeout(_START):
                (pid,) = HEADER.unpack(await reader.readexactly(HEADER.size))
        except BaseException:
            writer.close()
            raise
        return Child(pid=pid, reader=reader, writer=writer)

    def kill(self, pid: int) -> None:
        """Kill a child; one that has ended already is left in peace."""
        with contextlib.suppress(OSError):
            self._control.send(KILL.pack(b"K", pid))

    async def end(self) -> None:
        """End the nursery and with it all children."""
        self._control.close()
        try:
            async with asyncio.timeout(_END):
                await self._process.wait()
        except TimeoutError:
            self._process.kill()
            await self._process.wait()


class Undelivered(FeedUnreadable):
    """The child took no work: another one may be given it."""


@dataclass(slots=True, kw_only=True, eq=False)
class Child:
    """One child, from this side."""

    pid: int
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    jobs: int = 0
    #: When its last job began, by the loop's clock; a new child is about to be given one.
    since: float = field(default_factory=lambda: asyncio.get_running_loop().time())

    @property
    def alive(self) -> bool:
        """Whether nothing has been heard of its end."""
        ended = self.reader.at_eof() or self.reader.exception() is not None
        return not (ended or self.writer.is_closing())

    async def ask(self, job: Job) -> Reply:
        """Have a job done.

        Raises:
            Undelivered: the child had ended before.
            EOFError: the child ended.
            OSError: the connection broke.
        """
        self.jobs += 1
        self.since = asyncio.get_running_loop().time()
        try:
            self.writer.write(framed(job))
            await self.writer.drain()
        except OSError as error:
            raise Undelivered("reading it ended its process") from error
        (size,) = HEADER.unpack(await self.reader.readexactly(HEADER.size))
        if size > MAX_FRAME:
            raise EOFError
        return msgspec.msgpack.decode(await self.reader.readexactly(size), type=Reply)


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    root = str(Path(bot.__file__).parents[1])
    return {**kept, "PYTHONPATH": root, "PYTHONUTF8": "1", "PYTHONWARNINGS": "ignore"}
