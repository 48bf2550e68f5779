"""Which entries of a document are news: new ones, edited ones, and those under another id; pure."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.model.feed import Entry, KnownEntry

#: So many entries that were read before under other ids are no chance: the publisher's ids
#: changed. Fewer may be a headline that is used every day.
_RENAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Fresh:
    """An entry that is to be read."""

    entry: Entry
    digest: str
    #: It was read before, and said something else then.
    edited: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What a document holds that was not read before."""

    #: Oldest first; feeds put the newest on top.
    fresh: tuple[Fresh, ...]
    #: Digests of entries that were read when none were kept.
    noted: Mapping[str, str]
    #: None of the document's entries was ever read.
    strange: bool


def digest_of(entry: Entry) -> str:
    """What tells what an entry says from what it said before: its title and text, no markup."""
    said = f"{entry.title}\0{entry.text or ''}"
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:16]


def news_of(
    entries: Sequence[Entry],
    digests: Mapping[str, str],
    known: Mapping[str, KnownEntry],
    repeated: Collection[str],
    *,
    now: datetime,
) -> News:
    """Sort the entries of a document.

    Args:
        entries: as the document has them.
        digests: theirs, by id.
        known: what is kept of those that were read before, by id.
        repeated: the digests that entries of this feed had before, under whatever id.
        now: the moment, for entries without a date.
    """
    new = [entry for entry in entries if entry.id not in known]
    again = {entry.id for entry in new if digests[entry.id] in repeated}
    if len(again) < min(_RENAMED, len(entries)):
        again = set()
    fresh = [Fresh(entry=each, digest=digests[each.id]) for each in new if each.id not in again]
    fresh += [
        Fresh(entry=_dated(each, known[each.id]), digest=digests[each.id], edited=True)
        for each in entries
        if each.id in known and known[each.id].digest not in {None, digests[each.id]}
    ]
    fresh.reverse()
    fresh.sort(key=lambda each: each.entry.published or now)
    return News(
        fresh=tuple(fresh),
        noted={name: digests[name] for name, each in known.items() if each.digest is None},
        strange=not known and not again,
    )


def _dated(entry: Entry, known: KnownEntry) -> Entry:
    """An edit makes nothing younger: what has no date is as old as its first reading."""
    return entry if entry.published else replace(entry, published=known.seen)
