"""A thousand alerts to two hundred chats: never faster than Telegram takes, hardly slower."""

import asyncio
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial

import pytest

from bot.command.request import Request
from bot.deliver.outbox import Outbox
from bot.deliver.pace import SENDING, Pace, customary
from bot.deliver.parcel import Wording
from bot.model.channel import Channel, Delivery, DeliveryState
from bot.model.scale import Severity
from bot.ports import Store
from bot.report.alert import alert_message, digest_message, update_message
from bot.report.message import Message
from handlers.telegram import TelegramHandler
from tests.fakes.nouns import alert, incident
from tests.servers.telegram.faults import Kind
from tests.servers.telegram.log import Limits
from tests.servers.telegram.server import TelegramServer
from tests.servers.telegram.thread import TelegramThread

CHATS, ALERTS = 200, 5
#: Seconds that the limits themselves ask for: 30 messages a second.
LEAST = CHATS * ALERTS / 30


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def telegram() -> Iterator[TelegramThread]:
    """A server with a loop of its own: what the bot does delays no stamp of its log."""
    with TelegramThread() as telegram:
        yield telegram


def chats(telegram: TelegramThread) -> list[Channel]:
    """Half of them people, half of them groups."""
    return telegram.do(lambda: _chats(telegram.server))


def _chats(server: TelegramServer) -> list[Channel]:
    people, found = server.people, []
    for number in range(1000, 1000 + CHATS):
        if number % 2:
            people.person(number, f"Person{number}")
        else:
            people.group(-1_000_000_000_000 - number, f"Group{number}")
        chat = number if number % 2 else -1_000_000_000_000 - number
        found.append(Channel(platform="telegram", chat=str(chat)))
    return found


async def due(store: Store, channels: list[Channel]) -> list[str]:
    """Alerts for every channel; the ids of each channel's first delivery."""
    made = [alert(incident(number)) for number in range(1, 1 + ALERTS)]
    rows = [
        Delivery(
            id=f"{each.incident.id}-{channel.chat}",
            channel=channel,
            alert_ids=(each.id,),
            incident_id=each.incident.id,
            severity=Severity.SEVERE,
            created_at=now(),
            due_at=now(),
        )
        for each in made
        for channel in channels
    ]
    async with store.begin() as tx:
        for each in made:
            await tx.incidents.save(each.incident)
            await tx.incidents.add_alert(each)
        await tx.deliveries.add(rows)
    return [row.id for row in rows[: len(channels)]]


async def _no_answer(_request: Request) -> Message:
    raise NotImplementedError


@pytest.mark.slow
@pytest.mark.timeout(180)
async def test_a_thousand_alerts_keep_every_limit_and_lose_no_time(
    telegram: TelegramThread, store: Store
) -> None:
    channels, server = chats(telegram), telegram.server
    first = await due(store, channels)
    handler = TelegramHandler(
        token=server.token,
        api_base_url=server.url,
        store=store,
        answer=_no_answer,
        turn=Pace(limits=partial(customary, margin=SENDING), late=0.02).turn,
        clock=now,
    )
    await handler.start()
    await asyncio.to_thread(telegram.until, lambda: len(server.log.of("setMyCommands")) == 4)
    outbox = Outbox(
        store=store,
        handlers={"telegram": handler},
        wording=Wording(alert=alert_message, update=update_message, digest=digest_message),
        clock=now,
    )
    # One of them is told to wait: the others are not to notice.
    flooded = channels[1]
    server.faults.add(Kind.FLOOD, chat=int(flooded.chat), seconds=600)
    start = time.monotonic()
    await asyncio.gather(*(outbox.deliver(each) for each in first))
    took = time.monotonic() - start
    server.world.updates.hold = 0
    await handler.stop()
    posted = {channel: len(server.messages(int(channel.chat))) for channel in channels}
    assert posted.pop(flooded) < ALERTS
    assert set(posted.values()) == {ALERTS}
    assert server.log.broken_limits(Limits()) == []
    async with store.begin() as tx:
        counts = await tx.deliveries.counts()
    assert set(counts) <= {DeliveryState.SENT, DeliveryState.PENDING}
    assert took < 1.15 * LEAST
