"""ChatRule: words or a pattern that a chat looks for beside the rules of all."""

from dataclasses import dataclass
from datetime import datetime

from bot.model.channel import Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatRule:
    """What one channel looks for beside the rules of all; it alerts that channel alone."""

    channel: Channel
    #: The chat's word for it, in small letters; one of a kind within the channel.
    name: str
    #: As typed: `/a pattern/`, or phrases with commas between.
    wanted: str
    created_at: datetime
    created_by: str = ""
