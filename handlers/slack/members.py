"""Who people are, and who may change a channel's subscriptions: asked of Slack at that moment."""

from dataclasses import dataclass

from bot.errors import ChannelGone, Rejected, TocsinError
from bot.model.channel import Channel
from handlers.slack.place import place_of
from handlers.slack.wire import Json, Wire

#: Guests, people of other workspaces, programs, and whoever has left.
_OUTSIDE = ("deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger")
_ADMIN = ("is_admin", "is_owner")


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """Asks Slack who somebody is."""

    wire: Wire
    #: Only admins and owners of the workspace may change anything.
    admins_only: bool = False

    async def may_change(self, channel: Channel, user_id: str) -> bool:
        """Whether this person may change this channel's subscriptions.

        In a direct message its person may; elsewhere members of the workspace, guests not.

        Raises:
            Unavailable: Slack could not be asked.
        """
        place = place_of(channel)
        if place.direct:
            return True
        try:
            user = await self._user(user_id)
        except Rejected:
            return False
        outside = any(user.get(flag) for flag in _OUTSIDE)
        if outside or user.get("team_id", place.team) != place.team:
            return False
        return not self.admins_only or any(user.get(flag) for flag in _ADMIN)

    async def name(self, user_id: str) -> str:
        """What a person calls themselves; "" where Slack does not say."""
        try:
            profile = (await self._user(user_id)).get("profile") or {}
        except TocsinError:
            return ""
        return str(profile.get("display_name") or profile.get("real_name") or "")

    async def inside(self, channel: Channel) -> bool:
        """Whether the bot is in a channel; where Slack does not say, the first post will tell.

        Raises:
            Unavailable: Slack could not be asked.
        """
        try:
            answer = await self.wire.read("conversations.info", channel=place_of(channel).id)
        except ChannelGone:
            return False
        except Rejected:
            return True
        about = answer.get("channel") or {}
        return bool(about.get("is_im") or about.get("is_member", True))

    async def _user(self, user_id: str) -> Json:
        answer = await self.wire.read("users.info", user=user_id)
        return answer.get("user") or {}
