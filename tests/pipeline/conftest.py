"""The shipped packs, and a pipeline whose one feed a chat follows from moderate up."""

import pytest

from bot.detect import Packs
from bot.model.channel import Subscription
from bot.model.scale import Severity
from tests.fakes.packs import shipped
from tests.pipeline.test_poll import CHANNEL, FEED, NOW, Bench


@pytest.fixture
def packs() -> Packs:
    return shipped()


@pytest.fixture
async def bench(packs: Packs) -> Bench:
    made = Bench(packs)
    async with made.store.begin() as tx:
        await tx.feeds.put(FEED, now=NOW)
        await tx.subscriptions.put(
            Subscription(id="s", channel=CHANNEL, min_severity=Severity.MODERATE, created_at=NOW)
        )
    return made
