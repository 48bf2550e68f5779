"""Which entry is which: GUIDs where they serve, hashes of link and title where they do not."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.model.feed import Entry

#: Entries of one document that are read; the newest stay.
MAX_ENTRIES = 1000
#: Characters of a GUID that is kept as it is; of a longer one its hash is kept.
_MAX_GUID = 200
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An entry as published, before it has an identity; `guid` is "" where there is none."""

    guid: str
    url: str | None
    title: str
    html: str
    published: datetime | None
    author: str | None


def identified(items: Sequence[Item]) -> tuple[tuple[Entry, ...], int]:
    """Entries with ids that are stable within the feed and differ within the document.

    A GUID that several items carry identifies none of them. Returns the newest `MAX_ENTRIES`, in
    the order of the document, and the number of those left out.
    """
    kept = _newest(items)
    guids = Counter(item.guid for item in kept)
    seen: Counter[str] = Counter()
    entries = []
    for item in kept:
        own = item.guid if guids[item.guid] == 1 else ""
        entry_id = _short(own) if own else _hash(item)
        seen[entry_id] += 1
        if seen[entry_id] > 1:
            entry_id = f"{entry_id}-{seen[entry_id]}"
        entries.append(
            Entry(
                id=entry_id,
                url=item.url,
                title=item.title,
                html=item.html,
                published=item.published,
                author=item.author,
            )
        )
    return tuple(entries), len(items) - len(kept)


def _newest(items: Sequence[Item]) -> list[Item]:
    if len(items) <= MAX_ENTRIES:
        return list(items)
    order = sorted(
        range(len(items)), key=lambda index: items[index].published or _LONG_AGO, reverse=True
    )
    return [items[index] for index in sorted(order[:MAX_ENTRIES])]


def _short(guid: str) -> str:
    return guid if len(guid) <= _MAX_GUID else _digest(guid)


def _hash(item: Item) -> str:
    parts = [item.guid, item.url or "", item.title]
    if not any(parts):
        parts.append(item.html)
    return _digest("\0".join(parts))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
