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
    # told once to the chats that follow a feed
    "notice.several": "News of {count} feeds",
    "notice.failing": "{feed} has not answered for a day.",
    "notice.failing.told": "It fails since {at}: {reason}. It is tried again, less and less often.",
    "notice.gone": "{feed} is gone for good.",
    "notice.gone.told": "Its publisher says that it was removed (410); it is asked no more.",
    "notice.back": "{feed} is back.",
    "notice.back.told": "It answers again since {at}; nothing needs to be done.",
    "notice.flood": "{feed} published very much at once.",
    "notice.flood.told.one": "1 entry was kept, and not sent as an alert of its own.",
    "notice.flood.told.other": "{count} entries were kept, and not sent as alerts of their own.",
    "button.feeds": "Feeds",
}

FEEDS: Mapping[str, str] = MappingProxyType(_FEEDS)
