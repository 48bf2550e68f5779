"""Notice: what chats are told of a feed itself, once."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class NoticeKind(StrEnum):
    """What has become of a feed."""

    #: It has failed for a day.
    FAILING = "failing"
    #: Its publisher removed it for good.
    GONE = "gone"
    #: It answers again.
    BACK = "back"
    #: All of what it holds is new at once: the most severe was sent, the rest in one message.
    FLOOD = "flood"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One thing to tell of one feed."""

    kind: NoticeKind
    feed_id: str
    #: What people read.
    feed: str
    #: Since when it fails; when it went, came back, or flooded.
    at: datetime
    #: What its last failure said; "" where there was none.
    reason: str = ""
    #: Alerts that came in one message.
    count: int = 0
