"""Where things stand: a Channel's workspace, channel and thread, in Slack's ids."""

from dataclasses import dataclass

from bot.model.channel import Channel

PLATFORM = "slack"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A conversation of a workspace, and a thread in it."""

    team: str
    id: str
    thread: str | None = None

    @property
    def direct(self) -> bool:
        """Whether it is a direct message: its id says so."""
        return self.id.startswith("D")

    @property
    def channel(self) -> Channel:
        """The same as the house names it."""
        return Channel(platform=PLATFORM, chat=f"{self.team}/{self.id}", topic=self.thread)


def place_of(channel: Channel) -> Place:
    """Read a channel's name: `T0AB/C0CD`, and the ts of a thread."""
    team, _, id_ = channel.chat.partition("/")
    return Place(team=team, id=id_, thread=channel.topic)
