"""What passes between the application and a reading child: jobs, replies and their frames."""

import struct

import msgspec

from bot.model.feed import Article, ParsedFeed
from bot.ports import Heard

#: Every frame is its length in bytes, then that many bytes of MessagePack.
HEADER = struct.Struct(">I")
#: Bytes of one frame: a body of 5 MB and what it may become.
MAX_FRAME = 64_000_000
#: To the nursery, five bytes each: "fork a child that reads from this socket" …
FORK = b"F\0\0\0\0"
#: … or "kill the child of this process id", which fills the last four.
KILL = struct.Struct(">cI")


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to read: `kind` is "feed", "page", "text", "links" or "articles".

    Attributes:
        seconds: after which the child ends itself, should nobody else do so.
    """

    kind: str
    body: bytes = b""
    content_type: str = ""
    url: str = ""
    #: Of the document that was read last; see `bot/ingest/prune.py`.
    marks: bytes = b""
    articles: tuple[Article, ...] = ()
    seconds: float


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a job; in `unreadable` why nothing did."""

    feed: ParsedFeed | None = None
    text: str = ""
    links: tuple[str, ...] = ()
    heard: tuple[Heard, ...] = ()
    unreadable: str | None = None


def framed(message: Job | Reply) -> bytes:
    """A message as a frame."""
    payload = msgspec.msgpack.encode(message)
    return HEADER.pack(len(payload)) + payload
