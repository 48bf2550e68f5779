"""What the store keeps of the chats: wishes, rules of their own, and the outbox."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.model.channel import Channel, Delivery, DeliveryState, Subscription
from bot.model.chat_rule import ChatRule
from bot.model.scale import Severity


class Subscriptions(Protocol):
    """Who wishes what; every change is audited.

    A channel's own rules pause, resume and move with its subscriptions; they are not counted.
    """

    async def put(self, subscription: Subscription) -> None:
        """Insert or replace a subscription."""

    async def remove(self, subscription_id: str) -> bool:
        """Forget a subscription; False when there was none."""

    async def of(self, channel: Channel) -> list[Subscription]:
        """The subscriptions of a channel, paused ones too, oldest first."""

    async def active(self) -> list[Subscription]:
        """All subscriptions that are not paused."""

    async def pause(self, channel: Channel, reason: str) -> int:
        """Pause a channel's subscriptions; the number that changed."""

    async def resume(self, channel: Channel) -> int:
        """Resume a channel's subscriptions; the number that changed."""

    async def channels(self, platform: str, chat: str) -> list[Channel]:
        """The channels of one chat that have wishes or rules: the chat itself and its topics."""

    async def move(self, platform: str, chat: str, *, to: str) -> int:
        """Give a chat's subscriptions its new id, topics kept; the number that moved."""

    async def audit(self, *, channel: Channel, who: str, what: str, at: datetime) -> None:
        """Record who changed what, and when."""


class ChatRules(Protocol):
    """The rules that chats made for themselves; they rest and move with the subscriptions."""

    async def put(self, rule: ChatRule) -> None:
        """Add a rule, or replace the channel's rule of that name."""

    async def remove(self, channel: Channel, name: str) -> bool:
        """Forget a rule; False when there was none."""

    async def of(self, channel: Channel) -> list[ChatRule]:
        """The rules of a channel, paused ones too, oldest first."""

    async def active(self) -> list[ChatRule]:
        """All rules that are not paused."""

    async def count(self, chat: Channel | None = None) -> int:
        """How many rules a chat has in all of its topics; all chats together without one."""

    async def tell(self, channel: Channel, story: str, *, at: datetime) -> bool:
        """Remember that a channel is told of a story; False when it was within a week."""


class Deliveries(Protocol):
    """The outbox."""

    async def add(self, deliveries: Sequence[Delivery]) -> None:
        """Write outbox rows."""

    async def get(self, delivery_id: str) -> Delivery | None:
        """One delivery."""

    async def due(
        self, *, now: datetime, limit: int, channel: Channel | None = None
    ) -> list[Delivery]:
        """Pending and unknown deliveries that are due: most severe first, then oldest.

        Of one incident in one channel only the oldest unfinished delivery is due: an update never
        overtakes the message that it edits. With a channel, only those of that channel.
        """

    async def heads(self, *, now: datetime, limit: int) -> list[Delivery]:
        """Of each channel the one delivery that is due first, most severe first, then oldest.

        However many wait for one channel, the others are in the list too.
        """

    async def take(self, delivery_id: str, *, now: datetime, lease: timedelta) -> Delivery | None:
        """Start an attempt (→ sending, attempt + 1); None when it is not due: taken, done, early.

        A delivery taken from `unknown` comes back with `possible_repeat` set and `repeats` + 1.
        """

    async def settle(self, delivery: Delivery) -> bool:
        """Write the outcome; False, and nothing written, when its attempt is not the newest."""

    async def expire(self, *, now: datetime) -> int:
        """Make `sending` deliveries whose lease ran out `unknown`; their number."""

    async def reset(self) -> int:
        """At start: make every `sending` delivery of the dead process `unknown`; their number."""

    async def hold(self, channel: Channel, *, until: datetime) -> int:
        """Nothing of this channel is due before then; the number of deliveries that wait."""

    async def told(self, incident_id: str) -> dict[Channel, Severity]:
        """The channels that were or will be told of an incident, and the severity then said.

        Digests count; what failed or was given up does not.
        """

    async def threads(self, incident_id: str) -> dict[Channel, str]:
        """By channel, the incident whose message tells of this one; mostly its own.

        Another's where a chat was told of the same story by a feed of its own before, or after.
        """

    async def message_of(self, channel: Channel, incident_id: str) -> str | None:
        """What the platform calls the incident's message in this channel, if one was sent."""

    async def move(self, platform: str, chat: str, *, to: str) -> int:
        """Give a chat's deliveries its new id, in whatever state; the number that moved.

        A later `settle` of a delivery that was taken before the move keeps the new id.
        """

    async def listing(self, states: Collection[DeliveryState], *, limit: int) -> list[Delivery]:
        """Deliveries in these states, newest first."""

    async def counts(self) -> dict[DeliveryState, int]:
        """How many deliveries are in each state."""
