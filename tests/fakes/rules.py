"""The rules that chats made for themselves, in memory."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.model.channel import Channel
from bot.model.chat_rule import ChatRule
from tests.fakes.tables import Tables


class FakeChatRules:
    """What channels look for, and what they were told."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    async def put(self, rule: ChatRule) -> None:
        """Add a rule, or replace the channel's rule of that name."""
        self._tables.rules[str(rule.channel), rule.name] = (rule, None)

    async def remove(self, channel: Channel, name: str) -> bool:
        """Forget a rule; False when there was none."""
        return self._tables.rules.pop((str(channel), name), None) is not None

    async def of(self, channel: Channel) -> list[ChatRule]:
        """The rules of a channel, paused ones too, oldest first."""
        return self._sorted([rule for rule, _ in self._tables.rules.values()], channel)

    async def active(self) -> list[ChatRule]:
        """All rules that are not paused."""
        return self._sorted([rule for rule, why in self._tables.rules.values() if why is None])

    async def count(self, chat: Channel | None = None) -> int:
        """How many rules a chat has in all of its topics; all chats together without one."""
        rules = [rule.channel for rule, _ in self._tables.rules.values()]
        if chat is None:
            return len(rules)
        return sum((each.platform, each.chat) == (chat.platform, chat.chat) for each in rules)

    async def tell(self, channel: Channel, story: str, *, at: datetime) -> bool:
        """Remember that a channel is told of a story; False when it was within a week."""
        known = self._tables.stories.items()
        self._tables.stories = {key: when for key, when in known if when >= at - timedelta(days=7)}
        fresh = (str(channel), story) not in self._tables.stories
        self._tables.stories.setdefault((str(channel), story), at)
        return fresh

    @staticmethod
    def _sorted(rules: list[ChatRule], channel: Channel | None = None) -> list[ChatRule]:
        found = [rule for rule in rules if channel in (None, rule.channel)]
        return sorted(found, key=lambda rule: (rule.created_at, rule.name))


def set_paused(tables: Tables, channel: Channel, reason: str | None) -> None:
    """Let a channel's rules rest, or look again (None)."""
    for key, (rule, _) in list(tables.rules.items()):
        if rule.channel == channel:
            tables.rules[key] = (rule, reason)


def move_rules(tables: Tables, platform: str, chat: str, *, to: str) -> None:
    """Give a chat's rules its new id, topics kept."""
    for key, (rule, why) in list(tables.rules.items()):
        if (rule.channel.platform, rule.channel.chat) == (platform, chat):
            del tables.rules[key]
            moved = replace(rule, channel=replace(rule.channel, chat=to))
            tables.rules.setdefault((str(moved.channel), rule.name), (moved, why))
    for (name, story), at in list(tables.stories.items()):
        channel = Channel.parse(name)
        if (channel.platform, channel.chat) == (platform, chat):
            del tables.stories[name, story]
            tables.stories.setdefault((str(replace(channel, chat=to)), story), at)
