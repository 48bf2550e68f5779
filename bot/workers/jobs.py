"""The two jobs: poll a feed, deliver what waits for a chat."""

from collections.abc import Awaitable, Callable, Sequence

from bot.workers.bus import Bus

POLL = "poll"
DELIVER = "deliver"

#: Polls and chats served side by side.
_POLLS_AT_ONCE = 1_000
_CHATS_AT_ONCE = 1_000


def register(
    bus: Bus,
    *,
    poll: Callable[[str], Awaitable[Sequence[str]]],
    deliver: Callable[[str], Awaitable[None]],
) -> None:
    """Tell the bus what its jobs do.

    Args:
        bus: where the jobs run.
        poll: polls a feed by its id and returns the ids of the deliveries it wrote; they are
            sent right after the commit, the relay finds what is lost between the two.
        deliver: sends a delivery by its id.
    """

    async def poll_and_deliver(feed_id: str) -> None:
        written = await poll(feed_id)
        await bus.enqueue(DELIVER, {delivery_id: delivery_id for delivery_id in written})

    bus.on(POLL, poll_and_deliver, at_once=_POLLS_AT_ONCE)
    bus.on(DELIVER, deliver, at_once=_CHATS_AT_ONCE)
