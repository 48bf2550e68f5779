"""The workspace that the Slack server knows: its people, channels and messages."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from tests.servers.slack.errors import Refusal

Json: TypeAlias = dict[str, Any]

#: What the app was given when it was installed.
SCOPES = frozenset(
    {
        "app_mentions:read",
        "channels:history",
        "channels:read",
        "chat:write",
        "commands",
        "groups:history",
        "groups:read",
        "im:history",
        "im:read",
        "im:write",
        "users:read",
    }
)


@dataclass(kw_only=True)
class User:
    """A person or a bot."""

    id: str
    name: str
    team: str
    locale: str = "en-US"
    is_bot: bool = False
    is_admin: bool = False
    #: A guest of many channels, and of one.
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    #: Somebody of another workspace, in a channel that both share.
    is_stranger: bool = False
    deleted: bool = False

    def json(self) -> Json:
        """The user as users.info shows it."""
        row: Json = {
            "id": self.id,
            "team_id": self.team,
            "name": self.name,
            "deleted": self.deleted,
            "is_bot": self.is_bot,
            "profile": {"display_name": self.name, "real_name": self.name},
        }
        if self.is_stranger:
            return row | {"is_stranger": True}
        return row | {
            "is_admin": self.is_admin,
            "is_owner": False,
            "is_restricted": self.is_restricted,
            "is_ultra_restricted": self.is_ultra_restricted,
        }


@dataclass(kw_only=True)
class Conversation:
    """A channel, private channel or direct message with everything in it."""

    id: str
    name: str
    #: "channel", "group" (private) or "im".
    kind: str = "channel"
    members: set[str] = field(default_factory=set)
    archived: bool = False
    #: An error that every post meets, "restricted_action" say.
    refuses: str | None = None
    #: By ts, oldest first.
    messages: dict[str, Json] = field(default_factory=dict)

    def json(self, *, me: str) -> Json:
        """The channel as conversations.info shows it."""
        row: Json = {"id": self.id, "is_archived": self.archived}
        if self.kind == "im":
            person = next(iter(self.members - {me}), "")
            return row | {"is_im": True, "user": person, "is_channel": False}
        return row | {
            "name": self.name,
            "is_im": False,
            "is_channel": self.kind == "channel",
            "is_group": self.kind == "group",
            "is_private": self.kind == "group",
            "is_member": me in self.members,
        }


@dataclass(kw_only=True)
class World:
    """Everything the server knows; people change it in `people.py`, the app by its calls."""

    team: str
    bot: User
    bot_id: str = "B0TOCSIN"
    app_id: str = "A0TOCSIN"
    now: Callable[[], float] = time.time
    users: dict[str, User] = field(default_factory=dict)
    channels: dict[str, Conversation] = field(default_factory=dict)
    #: What only one person sees: channel, user, text, blocks, thread_ts.
    ephemeral: list[Json] = field(default_factory=list)
    scopes: set[str] = field(default_factory=lambda: set(SCOPES))
    #: The error that every call with the bot's token meets: "token_revoked" say.
    token_error: str | None = None
    #: Messages older than the workspace lets be edited.
    frozen: set[str] = field(default_factory=set)
    _last: int = 0

    def next_ts(self) -> str:
        """A fresh message id: a time, and never the same twice."""
        self._last = max(self._last + 1, int(self.now() * 1_000_000))
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"

    def channel(self, asked: object) -> Conversation:
        """The channel that a request names, if the bot may know of it.

        Raises:
            Refusal: there is none, or it is private and the bot is outside.
        """
        channel = self.channels.get(str(asked))
        if channel is None or (channel.kind != "channel" and self.bot.id not in channel.members):
            raise Refusal("channel_not_found")
        return channel

    def writable(self, asked: object) -> Conversation:
        """The channel that a request names, if the bot may write there.

        Raises:
            Refusal: with Slack's reason why it may not.
        """
        channel = self.channel(asked)
        if channel.archived:
            raise Refusal("is_archived")
        if self.bot.id not in channel.members:
            raise Refusal("not_in_channel")
        if channel.refuses is not None:
            raise Refusal(channel.refuses)
        return channel

    def need(self, scope: str) -> None:
        """Refuse where the app lacks a scope.

        Raises:
            Refusal: missing_scope, with what is needed and what is there.
        """
        if scope not in self.scopes:
            provided = ",".join(sorted(self.scopes))
            raise Refusal("missing_scope", needed=scope, provided=provided)
