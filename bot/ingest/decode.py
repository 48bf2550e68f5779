"""Content codings undone piece by piece, so that a bomb is stopped before it is unpacked."""

import zlib
from typing import Protocol

import brotli  # type: ignore[import-untyped]  # ships no types

from bot.errors import Rejected, Unavailable

#: More codings on top of each other than this are nobody's honest feed.
_MAX_CODINGS = 2
#: zlib's word for "gzip wrapper"; the largest window.
_GZIP = 16 + zlib.MAX_WBITS
#: Members that one gzip body may be joined from.
_MAX_MEMBERS = 64


class Stage(Protocol):
    """One coding."""

    def feed(self, data: bytes, room: int) -> bytes:
        """Decode a piece; what comes out is at most `room` bytes long."""

    def whole(self) -> bool:
        """Whether the coded stream has come to its end."""


class Decoder:
    """Undoes the codings of one body, up to a limit on every layer.

    Args:
        codings: the Content-Encoding header, "" for none.
        limit: bytes that may come in, and that may come out.

    Raises:
        Rejected: a coding that was not asked for.
    """

    def __init__(self, codings: str, *, limit: int) -> None:
        names = [name.strip().lower() for name in codings.split(",")]
        wanted = [name for name in names if name not in {"", "identity"}]
        if len(wanted) > _MAX_CODINGS:
            raise Rejected("the answer is packed more than twice")
        self._stages = [_stage(name) for name in reversed(wanted)]
        self._limit = limit
        self._sizes = [0] * (len(wanted) + 1)
        self._pieces: list[bytes] = []

    def feed(self, data: bytes) -> None:
        """Take a piece of the body.

        Raises:
            Rejected: the body is beyond the limit.
            Unavailable: the body is not what its header says.
        """
        self._count(0, data)
        for number, stage in enumerate(self._stages, start=1):
            try:
                data = stage.feed(data, self._limit + 1 - self._sizes[number])
            except (zlib.error, brotli.error) as error:
                raise Unavailable("the answer is packed wrongly") from error
            self._count(number, data)
        self._pieces.append(data)

    def body(self) -> bytes:
        """The decoded body.

        Raises:
            Unavailable: it was cut off.
        """
        if self._sizes[0] and not all(stage.whole() for stage in self._stages):
            raise Unavailable("the answer was cut off")
        return b"".join(self._pieces)

    def _count(self, number: int, data: bytes) -> None:
        self._sizes[number] += len(data)
        if self._sizes[number] > self._limit:
            raise too_large(self._limit)


def too_large(limit: int) -> Rejected:
    """The error for a body beyond the limit in bytes."""
    return Rejected(f"the answer is larger than {limit / 1_000_000:g} MB")


def _stage(name: str) -> Stage:
    if name in {"gzip", "x-gzip"}:
        return _Zip(_GZIP)
    if name == "deflate":
        return _Deflate()
    if name == "br":
        return _Brotli()
    raise Rejected("the answer is packed in a way that was not asked for")


class _Zip:
    """Gzip or zlib, of one member or several."""

    def __init__(self, window: int) -> None:
        self._window = window
        self._members = 1
        self._inner = zlib.decompressobj(window)

    def feed(self, data: bytes, room: int) -> bytes:
        pieces = []
        while data and room > 0:
            if self._inner.eof:
                self._next_member()
            piece = self._inner.decompress(data, room)
            pieces.append(piece)
            room -= len(piece)
            data = self._inner.unused_data
            if not data.strip(b"\0"):
                break
        return b"".join(pieces)

    def whole(self) -> bool:
        return self._inner.eof

    def _next_member(self) -> None:
        self._members += 1
        if self._members > _MAX_MEMBERS:
            raise zlib.error("too many members")
        self._inner = zlib.decompressobj(self._window)


class _Deflate:
    """Deflate: zlib by the standard, raw by the habit of many servers."""

    def __init__(self) -> None:
        self._inner: _Zip | None = None

    def feed(self, data: bytes, room: int) -> bytes:
        if self._inner is None and data:
            wrapped = data[0] & 0x0F == zlib.DEFLATED
            self._inner = _Zip(zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)
        return self._inner.feed(data, room) if self._inner else b""

    def whole(self) -> bool:
        return self._inner is not None and self._inner.whole()


class _Brotli:
    """Brotli (RFC 7932)."""

    def __init__(self) -> None:
        self._inner = brotli.Decompressor()

    def feed(self, data: bytes, room: int) -> bytes:
        if not data:
            return b""
        pieces = [bytes(self._inner.process(data, output_buffer_limit=room))]
        size = len(pieces[0])
        while size < room and not self._inner.can_accept_more_data():
            piece = bytes(self._inner.process(b"", output_buffer_limit=room - size))
            pieces.append(piece)
            size += len(piece)
        return b"".join(pieces)[:room]

    def whole(self) -> bool:
        return bool(self._inner.is_finished())
