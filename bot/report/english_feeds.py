"""The English texts of the message catalogue: feeds, and how they do."""

from collections.abc import Mapping
from types import MappingProxyType

_FEEDS: dict[str, str] = {
    # what a feed holds
    "feeds.entries.one": "1 entry",
    "feeds.entries.other": "{count} entries",
    "feeds.undated": "{entries}, none dated",
    "feeds.newest": "{entries}, newest {ago}",
    "feeds.ago.minutes": "{number} min ago",
    "feeds.ago.hours": "{number} h ago",
    "feeds.ago.days": "{number} d ago",
    # how it does
    "feeds.gone": "gone: its publisher removed it for good (410), it is asked no more",
    "feeds.failures.one": "failed once: {reason}",
    "feeds.failures.other": "failed {count} times in a row: {reason}",
    "feeds.off": "switched off",
    "feeds.bozo": "ill-formed, read as far as it goes",
    "feeds.dropped.one": "1 entry beyond the limits was not read",
    "feeds.dropped.other": "{count} entries beyond the limits were not read",
    "feeds.override": "asked every {seconds} s by the operator's override",
    "feeds.moving": "its server points to {to}",
}

FEEDS: Mapping[str, str] = MappingProxyType(_FEEDS)
