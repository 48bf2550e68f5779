"""What chats' own rules found, as outbox rows."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from bot.model.channel import Channel, Delivery, Form
from bot.model.match import Match


def match_delivery(channel: Channel, matches: Sequence[Match], *, now: datetime) -> Delivery:
    """The outbox row of one message about articles in which a channel's rules found something."""
    seed = [str(channel), now.isoformat(), *(f"{each.title} {each.url}" for each in matches)]
    return Delivery(
        id=hashlib.sha256("\n".join(seed).encode("utf-8", "replace")).hexdigest()[:16],
        channel=channel,
        form=Form.MATCH,
        matches=tuple(matches),
        severity=max(each.severity for each in matches),
        created_at=now,
        due_at=now,
    )
