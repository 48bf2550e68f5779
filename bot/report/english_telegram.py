"""The English texts of the message catalogue: what only Telegram needs."""

from collections.abc import Mapping
from types import MappingProxyType

_TELEGRAM: dict[str, str] = {
    "telegram.back.one": "Back again: 1 subscription of this chat goes on.",
    "telegram.back.other": "Back again: {count} subscriptions of this chat go on.",
    "telegram.button.again": "This press was answered before; nothing was done.",
    "telegram.button.foreign": (
        "This button was not made for this chat; nothing was done. Write /help for what works here."
    ),
    "telegram.channel.unknown": (
        "I cannot see {name}. Add me to it as an administrator who may post, then try again."
    ),
    "telegram.channel.right": "Only administrators of {name} may manage it; ask one of them.",
    "telegram.channel.post": (
        "I may not post in {name}. Make me an administrator who may post, then try again."
    ),
    "telegram.failed": "That went wrong on our side, nothing was changed. Please try again soon.",
    "telegram.working": "Looking there; this may take a minute.",
    "telegram.unavailable": (
        "Telegram could not be asked just now, nothing was changed. Please try again soon."
    ),
}

TELEGRAM: Mapping[str, str] = MappingProxyType(_TELEGRAM)
