"""Known items cut out of a document before feedparser reads it, only where that changes nothing.

An item is known when its bytes are those of an item of the last document that was read. What
feedparser makes of it is then known too, as long as nothing around it can change its meaning.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace

from bot.ingest.identity import MAX_ENTRIES, Item, identified
from bot.ingest.jsonfeed import is_json_feed
from bot.ingest.parse import Document, document, parse
from bot.model.feed import ParsedFeed

_BEGIN = re.compile(rb"<(item|entry)(?=[\s>])")
_END = {name: re.compile(rb"</%s\s*>" % name) for name in (b"item", b"entry")}
_OPENING = re.compile(rb"<(?:[\w.-]+:)?(?:item|entry)(?=[\s/>])", re.IGNORECASE)
#: What stands before the items and gives them their meaning: declarations, the root, the channel.
_HEAD = re.compile(rb"<(?:channel|feed)\b[^>]*>")
_STRANGE = re.compile(rb"<!(?:DOCTYPE|ENTITY|doctype|entity)")
_ENCODING = re.compile(rb"encoding\s*=\s*[\"']([^\"']*)|charset\s*=\s*\"?([\w:.-]*)", re.IGNORECASE)
_UTF8 = frozenset({b"utf-8", b"utf8", b"us-ascii"})
#: Bytes of a hash.
_SIZE = 8


def parse_unread(body: bytes, *, content_type: str, url: str, marks: bytes) -> ParsedFeed:
    """Read what a document holds that the last one did not.

    Args:
        body: the document.
        content_type: as its server gave it.
        url: where it came from.
        marks: what `marks` was of the document that was read last; b"" for none.

    Raises:
        FeedUnreadable: it is no feed, or feedparser cannot cope with it.
    """
    blocks = _blocks(body, content_type)
    if blocks is None:
        return parse(body, content_type=content_type, url=url)
    if len(blocks) > 2 * MAX_ENTRIES:
        return _shortened(body, blocks, content_type=content_type, url=url)
    head = _digest(b"\0".join((url.encode(), content_type.encode(), _head(body, blocks))))
    known = _known(marks, head)
    hashes = [_digest(body[start:end]) for start, end in blocks]
    kept = [place for place, name in enumerate(hashes) if name not in known]
    if known and len(kept) < len(blocks) and _once(hashes):
        gone = [blocks[place] for place, name in enumerate(hashes) if name in known]
        found = document(_without(body, gone), content_type=content_type, url=url)
        if read := _pruned(found, [hashes[place] for place in kept], hashes, known):
            return replace(read[0], marks=head + read[1])
    found = document(body, content_type=content_type, url=url)
    names = _names(found.items)
    sound = not found.bozo and len(found.items) == len(blocks) <= MAX_ENTRIES
    if not (sound and names and _once(hashes)):
        return found.feed()
    return replace(found.feed(), marks=head + b"".join(map(bytes.__add__, hashes, names)))


def _blocks(body: bytes, content_type: str) -> list[tuple[int, int]] | None:
    """Where the items stand; None where they cannot be told by their bytes alone."""
    if (
        is_json_feed(body)
        or b"\0" in body
        or _STRANGE.search(body)
        or not _is_plain(body, content_type)
    ):
        return None
    found = _spans(body)
    opened = sum(1 for _ in _OPENING.finditer(body))
    return found if found and opened == len(found) else None


def _spans(body: bytes) -> list[tuple[int, int]]:
    """From the beginning of each item to its end; none where both kinds of items stand."""
    found: list[tuple[int, int]] = []
    names = set()
    place = 0
    while begin := _BEGIN.search(body, place):
        end = _END[begin[1]].search(body, begin.end())
        if end is None:
            break
        names.add(begin[1])
        place = end.end()
        found.append((begin.start(), place))
    return found if len(names) == 1 else []


def _is_plain(body: bytes, content_type: str) -> bool:
    """Whether every byte that reads as `<` is one: no tables of other meanings, no broken UTF-8."""
    said = _ENCODING.findall(content_type.encode("utf-8", "replace")) + _ENCODING.findall(
        body[:256]
    )
    names = {(one or other).strip().lower() for one, other in said}
    if names - _UTF8:
        return False
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


def _head(body: bytes, blocks: Sequence[tuple[int, int]]) -> bytes:
    found = _HEAD.search(body, 0, blocks[0][0])
    return body[: found.end()] if found else body[: blocks[0][0]]


def _known(marks: bytes, head: bytes) -> dict[bytes, bytes]:
    """The items of the last document, by their hashes, with the hashes of their entries' ids."""
    if not marks.startswith(head):
        return {}
    pairs = range(_SIZE, len(marks), 2 * _SIZE)
    return {
        marks[start : start + _SIZE]: marks[start + _SIZE : start + 2 * _SIZE] for start in pairs
    }


def _pruned(
    found: Document,
    kept: Sequence[bytes],
    hashes: Sequence[bytes],
    known: dict[bytes, bytes],
) -> tuple[ParsedFeed, bytes] | None:
    """The rest as it was read, and the marks of all; None where it may mean something else."""
    names = _names(found.items)
    if found.bozo or not len(found.items) == len(kept) == len(names):
        return None
    gone = {known[name] for name in hashes if name in known}
    if gone.intersection(names):
        return None
    every = known | dict(zip(kept, names, strict=True))
    marks = b"".join(name + every[name] for name in hashes)
    return replace(found.feed(), pruned=len(gone)), marks


def _names(items: Sequence[Item]) -> list[bytes]:
    """The hashes of the entries' ids; none where items share one: each may change the others'."""
    entries, _ = identified(items)
    names = [_digest(entry.id.encode("utf-8", "replace")) for entry in entries]
    guids = [item.guid for item in items if item.guid]
    return names if _once(guids) and _once(names) and _once(entries) else []


def _shortened(
    body: bytes, blocks: Sequence[tuple[int, int]], *, content_type: str, url: str
) -> ParsedFeed:
    """A document of very many items: its two ends are read, for the newest stand at one of them."""
    gone = blocks[MAX_ENTRIES:-MAX_ENTRIES]
    feed = parse(_without(body, gone), content_type=content_type, url=url)
    return replace(feed, dropped=feed.dropped + len(gone))


def _without(body: bytes, gone: Sequence[tuple[int, int]]) -> bytes:
    pieces, place = [], 0
    for start, end in gone:
        pieces.append(body[place:start])
        place = end
    return b"".join((*pieces, body[place:]))


def _once(values: Sequence[object]) -> bool:
    return len(set(values)) == len(values)


def _digest(value: bytes) -> bytes:
    return hashlib.blake2b(value, digest_size=_SIZE).digest()
