"""An article on its way from a feed into a chat: read by the pipeline, sent by the outbox."""

from dataclasses import replace
from datetime import datetime

from bot.deliver.outbox import Outbox
from bot.deliver.pace import Pace
from bot.deliver.parcel import Wording
from bot.ports import Handler, Store
from bot.report.alert import alert_message, digest_message, update_message
from tests.fakes.packs import shipped
from tests.pipeline.test_poll import FEED, Bench
from tests.servers.feeds import item


async def published(handler: Handler, store: Store, title: str, text: str, *, now: datetime) -> int:
    """A feed publishes an article, and everybody is told; how many messages that took."""
    bench = Bench(shipped())
    bench.now = now
    async with store.begin() as tx:
        await tx.feeds.put(FEED, now=now)
    bench.web.publish(item(title, text, guid="1"))
    pipeline = replace(bench.pipeline, store=store)
    deliveries = await pipeline.poll(FEED.id)
    await pipeline.close()
    outbox = Outbox(
        store=store,
        handlers={handler.platform: handler},
        wording=Wording(alert=alert_message, update=update_message, digest=digest_message),
        clock=lambda: now,
        pace=Pace(limits=lambda _channel: ()),
    )
    for each in deliveries:
        await outbox.deliver(each)
    return len(deliveries)
