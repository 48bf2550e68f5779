"""Socket Mode: envelopes to one of the connections, acknowledgements, refresh, redelivery."""

import json
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any, TypeAlias

from aiohttp import WSMsgType, web

Json: TypeAlias = dict[str, Any]


@dataclass(kw_only=True)
class Envelope:
    """One envelope and what became of it."""

    id: str
    type: str
    payload: Json
    #: Seconds on a monotonic clock.
    sent: float | None = None
    acked: float | None = None
    #: What the acknowledgement carried.
    answer: Json | None = None
    attempts: int = 0
    #: Over which connections it went, by their numbers.
    went: list[int] = field(default_factory=list)

    def json(self) -> Json:
        """The envelope as it goes over the wire."""
        row: Json = {
            "envelope_id": self.id,
            "type": self.type,
            "payload": self.payload,
            "accepts_response_payload": self.type == "slash_commands",
        }
        if self.attempts > 1:
            row |= {"retry_attempt": self.attempts - 1, "retry_reason": "timeout"}
        return row


@dataclass(kw_only=True)
class _Line:
    """One open connection."""

    number: int
    socket: web.WebSocketResponse
    request: web.Request
    #: Told to go: it gets nothing more.
    leaving: bool = False
    carries: list[Envelope] = field(default_factory=list)


class Sockets:
    """The Socket Mode side of the server."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self.envelopes: list[Envelope] = []
        #: How many connections were ever opened.
        self.opened = 0
        #: Envelopes are sent to nobody while it is set.
        self.held = False
        #: So many connections are refused, and their tickets lost.
        self.refusing = 0
        self._changed = changed
        self._lines: list[_Line] = []
        self._waiting: list[Envelope] = []
        self._tickets: set[str] = set()
        self._turns = count()

    @property
    def connections(self) -> int:
        """How many connections are open now."""
        return sum(not line.leaving for line in self._lines)

    def ticket(self) -> str:
        """A ticket that opens one connection."""
        made = secrets.token_hex(8)
        self._tickets.add(made)
        return made

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One connection, from hello to its end."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=403, text="bad ticket")
        self._tickets.remove(ticket)
        if self.refusing:
            self.refusing -= 1
            return web.Response(status=503, text="try later")
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.opened += 1
        line = _Line(number=self.opened, socket=socket, request=request)
        self._lines.append(line)
        await socket.send_json(_hello(len(self._lines)))
        self._changed()
        try:
            await self._flush()
            await self._listen(line)
        finally:
            self._lines.remove(line)
            await self._lost(line)
        return socket

    async def send(self, kind: str, payload: Json) -> Envelope:
        """Send an envelope to one of the connections; without one it waits for the next."""
        envelope = Envelope(id=secrets.token_hex(8), type=kind, payload=payload)
        self.envelopes.append(envelope)
        self._waiting.append(envelope)
        await self._flush()
        return envelope

    async def again(self, envelope: Envelope) -> Envelope:
        """Send the same once more, as Slack does where no acknowledgement reached it."""
        copy = Envelope(
            id=secrets.token_hex(8), type=envelope.type, payload=envelope.payload, attempts=1
        )
        self.envelopes.append(copy)
        self._waiting.append(copy)
        await self._flush()
        return copy

    async def refresh(self, reason: str = "refresh_requested") -> None:
        """Ask every connection to be opened anew."""
        for line in self._lines:
            line.leaving = True
            await line.socket.send_json({"type": "disconnect", "reason": reason})

    def drop(self) -> None:
        """Break every connection without a word."""
        for line in self._lines:
            line.leaving = True
            if line.request.transport is not None:
                line.request.transport.abort()

    async def close(self) -> None:
        """End every connection."""
        for line in list(self._lines):
            line.leaving = True
            await line.socket.close()

    async def _listen(self, line: _Line) -> None:
        async for message in line.socket:
            if message.type is not WSMsgType.TEXT:
                continue
            said = json.loads(message.data)
            for envelope in line.carries:
                if envelope.id == said.get("envelope_id") and envelope.acked is None:
                    envelope.acked, envelope.answer = time.monotonic(), said.get("payload")
            self._changed()

    async def _flush(self) -> None:
        while self._waiting and not self.held:
            open_lines = [line for line in self._lines if not line.leaving]
            if not open_lines:
                return
            line = open_lines[next(self._turns) % len(open_lines)]
            envelope = self._waiting.pop(0)
            envelope.attempts += 1
            envelope.sent = envelope.sent or time.monotonic()
            envelope.went.append(line.number)
            line.carries.append(envelope)
            try:
                await line.socket.send_json(envelope.json())
            except ConnectionError:
                line.leaving = True  # its end brings the envelope back

    async def _lost(self, line: _Line) -> None:
        """What was not acknowledged goes to another connection, or to the next."""
        lost = [envelope for envelope in line.carries if envelope.acked is None]
        self._waiting = [*lost, *self._waiting]
        self._changed()
        await self._flush()


def _hello(connections: int) -> Json:
    return {
        "type": "hello",
        "num_connections": connections,
        "debug_info": {"host": "loopback", "approximate_connection_time": 18060},
        "connection_info": {"app_id": "A0TOCSIN"},
    }
