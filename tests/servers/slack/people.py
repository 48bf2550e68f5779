"""What people do in the workspace: join, write, command, press; what the app hears of it."""

import secrets
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from tests.servers.slack.sight import buttons
from tests.servers.slack.sockets import Envelope, Sockets
from tests.servers.slack.world import Conversation, Json, User, World

#: A `response_url` works so often, and half an hour. Source: Slack, handling interactions.
USES = 5

Flags: TypeAlias = dict[str, Any]


@dataclass(kw_only=True)
class Reply:
    """One response_url."""

    user: str
    channel: str
    uses: int = 0
    expired: bool = False


@dataclass(kw_only=True)
class People:
    """Everybody in the workspace."""

    world: World
    sockets: Sockets
    #: By the id in the address.
    replies: dict[str, Reply] = field(default_factory=dict)
    #: Where the server listens.
    url: str = ""

    def person(self, id_: str, name: str, **flags: Any) -> User:  # noqa: ANN401 # as User takes it
        """Somebody in the workspace."""
        user = User(id=id_, name=name, **{"team": self.world.team} | flags)
        self.world.users[id_] = user
        return user

    def channel(self, id_: str, name: str, *members: str, kind: str = "channel") -> Conversation:
        """A channel with its members; the bot is one of them."""
        inside = {self.world.bot.id, *members}
        made = Conversation(id=id_, name=name, kind=kind, members=inside)
        self.world.channels[id_] = made
        return made

    async def invite(self, channel: str, by: str) -> Envelope:
        """Somebody invites the bot."""
        self.world.channels[channel].members.add(self.world.bot.id)
        event = {
            "type": "member_joined_channel",
            "user": self.world.bot.id,
            "channel": channel,
            "channel_type": "C",
            "team": self.world.team,
            "inviter": by,
        }
        return await self.event(event)

    async def remove(self, channel: str) -> Envelope:
        """Somebody removes the bot."""
        self.world.channels[channel].members.discard(self.world.bot.id)
        return await self.event({"type": "channel_left", "channel": channel})

    async def archive(self, channel: str, *, undo: bool = False) -> Envelope:
        """Somebody archives a channel, or brings it back."""
        self.world.channels[channel].archived = not undo
        kind = "channel_unarchive" if undo else "channel_archive"
        return await self.event({"type": kind, "channel": channel, "user": "U0SOMEBODY"})

    async def mention(
        self, user: str, channel: str, text: str, *, thread: str | None = None
    ) -> Envelope:
        """Somebody writes to the bot in a channel."""
        said = f"<@{self.world.bot.id}> {text}"
        return await self._write("app_mention", user, channel, said, thread)

    async def tell(self, user: str, channel: str, text: str, **more: Any) -> Envelope:  # noqa: ANN401 # fields of the event
        """Somebody writes in a direct message."""
        return await self._write("message", user, channel, text, None, channel_type="im", **more)

    async def command(
        self, user: str, channel: str, text: str = "", *, name: str = "/tocsin"
    ) -> Envelope:
        """Somebody uses a slash command."""
        where = self.world.channels.get(channel)
        payload = {
            "team_id": self.world.team,
            "team_domain": "crisis-desk",
            "channel_id": channel,
            "channel_name": where.name if where else "privategroup",
            "user_id": user,
            "user_name": self.world.users[user].name,
            "command": name,
            "text": text,
            "api_app_id": self.world.app_id,
            "is_enterprise_install": "false",
            "response_url": self._reply_to(user, channel),
            "trigger_id": secrets.token_hex(8),
        }
        return await self.sockets.send("slash_commands", payload)

    async def press(
        self, user: str, channel: str, message: Json, button: str, *, value: str | None = None
    ) -> Envelope:
        """Somebody presses the button that shows these words."""
        action = next(each for each in buttons(message) if each["text"]["text"] == button)
        hidden = "to" in message
        payload = {
            "type": "block_actions",
            "user": {"id": user, "username": self.world.users[user].name, "team_id": "T"},
            "team": {"id": self.world.team, "domain": "crisis-desk"},
            "api_app_id": self.world.app_id,
            "container": {
                "type": "message",
                "message_ts": message["ts"],
                "channel_id": channel,
                "is_ephemeral": hidden,
            },
            "trigger_id": secrets.token_hex(8),
            "channel": {"id": channel, "name": "x"},
            "state": {"values": {}},
            "response_url": self._reply_to(user, channel),
            "actions": [
                {
                    "type": "button",
                    "action_id": action["action_id"],
                    "block_id": "b",
                    "text": action["text"],
                    "value": action.get("value") if value is None else value,
                    "action_ts": self.world.next_ts(),
                }
            ],
        }
        # Of a message that one person sees, the app is told no more than where it stands.
        return await self.sockets.send(
            "interactive", payload if hidden else payload | {"message": message}
        )

    async def event(self, event: Json) -> Envelope:
        """Something happens that the app hears of."""
        now = self.world.next_ts()
        payload = {
            "token": "verification",
            "team_id": self.world.team,
            "api_app_id": self.world.app_id,
            "event": {"event_ts": now} | event,
            "type": "event_callback",
            "event_id": f"Ev{secrets.token_hex(5)}",
            "event_time": int(float(now)),
            "authorizations": [
                {
                    "team_id": self.world.team,
                    "user_id": self.world.bot.id,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
        }
        return await self.sockets.send("events_api", payload)

    async def _write(
        self,
        kind: str,
        user: str,
        channel: str,
        text: str,
        thread: str | None,
        **more: Any,  # noqa: ANN401 # fields of the event
    ) -> Envelope:
        ts = self.world.next_ts()
        row: Json = {"type": "message", "user": user, "text": text, "ts": ts}
        if thread:
            row["thread_ts"] = thread
        self.world.channels[channel].messages[ts] = row
        return await self.event(
            row | {"type": kind, "channel": channel, "team": self.world.team} | more
        )

    def _reply_to(self, user: str, channel: str) -> str:
        made = secrets.token_hex(8)
        self.replies[made] = Reply(user=user, channel=channel)
        return f"{self.url}/response/{made}"
