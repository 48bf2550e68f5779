"""The English texts of the message catalogue: what only Slack needs."""

from collections.abc import Mapping
from types import MappingProxyType

_SLACK: dict[str, str] = {
    "slack.back.one": "Back again: 1 subscription of this channel goes on.",
    "slack.back.other": "Back again: {count} subscriptions of this channel go on.",
    "slack.button.foreign": (
        "This button is not one of mine any more; nothing was done. Write {prefix}help for what"
        " works here."
    ),
    "slack.failed": "That went wrong on our side, nothing was changed. Please try again soon.",
    "slack.invite": (
        "I am not in this channel, so no alert could be posted here; nothing was changed. Write"
        " /invite @{name} first, then try again."
    ),
    "slack.share": "Share in channel",
    "slack.shared": "Shared by",
    "slack.shared_before": "This was shared before; nothing was done.",
    "slack.unavailable": (
        "Slack could not be asked just now, nothing was changed. Please try again soon."
    ),
}

SLACK: Mapping[str, str] = MappingProxyType(_SLACK)
