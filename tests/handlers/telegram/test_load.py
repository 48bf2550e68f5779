"""A thousand alerts to two hundred chats: never faster than Telegram takes, hardly slower."""

import asyncio
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

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
from tests.servers.faults import Kind
from tests.servers.telegram.log import Limits
from tests.servers.telegram.process import TelegramProcess
from tests.servers.telegram.server import TOKEN, TelegramServer

CHATS, ALERTS = 200, 5
#: Seconds that the limits themselves ask for: 30 messages a second.
LEAST = CHATS * ALERTS / 30
#: Seconds that other programs may take from this one on a machine that can keep time.
QUIET = 1.0


def now() -> datetime:
    return datetime.now(UTC)


def arranged(server: TelegramServer) -> list[int]:
    """Half of the chats are people, half are groups; one of them is told to wait."""
    people, found = server.people, []
    for number in range(1000, 1000 + CHATS):
        if number % 2:
            people.person(number, f"Person{number}")
        else:
            people.group(-1_000_000_000_000 - number, f"Group{number}")
        found.append(number if number % 2 else -1_000_000_000_000 - number)
    server.faults.add(Kind.FLOOD, place=found[1], seconds=600)
    server.world.updates.hold = 0
    return found


def posted(server: TelegramServer) -> dict[int, int]:
    """How many messages each chat got."""
    return {chat: len(server.messages(chat)) for chat in server.world.chats}


def broken(server: TelegramServer) -> list[str]:
    """The limits that were exceeded."""
    return server.log.broken_limits(Limits())


def far_broken(server: TelegramServer) -> list[str]:
    """The same with room for a machine that stops the bot between its clock and its socket."""
    room = Limits(per_second=40, chat_per_second=2, group_per_minute=21)
    return server.log.broken_limits(room)


@pytest.fixture
def telegram() -> Iterator[TelegramProcess]:
    with TelegramProcess() as telegram:
        yield telegram


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


def stolen() -> float:
    """Seconds for which this thread was ready and other programs had the processor (Linux)."""
    try:
        _, waited, _ = Path("/proc/self/schedstat").read_text().split()
    except OSError:
        return 0.0
    return int(waited) / 1e9


async def _no_answer(_request: Request) -> Message:
    raise AssertionError("nobody asks anything here")


@pytest.mark.slow
@pytest.mark.timeout(180)
async def test_a_thousand_alerts_keep_every_limit_and_lose_no_time(
    telegram: TelegramProcess, store: Store
) -> None:
    chats = telegram.do(arranged)
    first = await due(store, [Channel(platform="telegram", chat=str(chat)) for chat in chats])
    handler = TelegramHandler(
        token=TOKEN,
        api_base_url=telegram.url,
        store=store,
        answer=_no_answer,
        turn=Pace(limits=partial(customary, margin=SENDING), late=0.02).turn,
        clock=now,
    )
    await handler.start()
    outbox = Outbox(
        store=store,
        handlers={"telegram": handler},
        wording=Wording(alert=alert_message, update=update_message, digest=digest_message),
        clock=now,
    )
    start, busy = time.monotonic(), stolen()
    await asyncio.gather(*(outbox.deliver(each) for each in first))
    busy = stolen() - busy
    took = time.monotonic() - start - busy
    await handler.stop()
    counted = telegram.do(posted)
    # Who was told to wait waits, and the others did not notice.
    assert counted.pop(chats[1]) < ALERTS
    assert set(counted.values()) == {ALERTS}
    assert telegram.do(broken if busy < QUIET else far_broken) == []
    async with store.begin() as tx:
        counts = await tx.deliveries.counts()
    assert set(counts) <= {DeliveryState.SENT, DeliveryState.PENDING}
    assert took < 1.15 * LEAST
