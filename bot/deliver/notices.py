"""What chats are told of the feeds they follow: down for a day, gone, back; each once."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.model.channel import Channel, Delivery, Form
from bot.model.feed import Feed
from bot.model.notice import Notice, NoticeKind
from bot.model.scale import Severity
from bot.ports import Ailing, Transaction

#: A feed that has failed for so long is worth a word.
_PATIENCE = timedelta(hours=24)
#: Feeds told of at once; the rest at the next tick.
_AT_ONCE = 200


async def tell_of_feeds(tx: Transaction, *, now: datetime) -> list[str]:
    """Write what is to be told of feeds into the outbox; the ids of the deliveries.

    What was told is remembered in the same transaction, so that nothing is told twice, whatever
    crashes. A chat that follows several of the feeds gets one message for all of them.
    """
    found = await tx.feeds.untold(now=now, after=_PATIENCE, limit=_AT_ONCE)
    told: dict[Channel, list[Notice]] = {}
    for ailing in found:
        await tx.feeds.tell(ailing.feed.id, ailing.kind)
        for channel in await followers_of(tx, ailing.feed):
            told.setdefault(channel, []).append(_notice(ailing, now))
    rows = [notice_delivery(channel, notices, now=now) for channel, notices in told.items()]
    await tx.deliveries.add(rows)
    return [row.id for row in rows]


async def followers_of(tx: Transaction, feed: Feed) -> list[Channel]:
    """The channels that hear of a feed: who follows it, or, of a common one, who has a wish."""
    if not feed.shared:
        return await tx.following.followers(feed.id)
    wishing = [wish.channel for wish in await tx.subscriptions.active()]
    ruling = [rule.channel for rule in await tx.rules.active()]
    return list(dict.fromkeys([*wishing, *ruling]))


def explained(delivery: Delivery, feed: Feed, *, now: datetime) -> Delivery:
    """A digest that says why it is one: so much was new in the feed at once."""
    if delivery.form is not Form.DIGEST:
        return delivery
    notice = Notice(
        kind=NoticeKind.FLOOD,
        feed_id=feed.id,
        feed=feed.name,
        at=now,
        count=len(delivery.alert_ids),
    )
    return replace(delivery, notices=(notice,))


def notice_delivery(channel: Channel, notices: Sequence[Notice], *, now: datetime) -> Delivery:
    """The outbox row of one message about feeds."""
    seed = [str(channel), *(f"{each.feed_id} {each.kind} {each.at}" for each in notices)]
    return Delivery(
        id=hashlib.sha256("\n".join(seed).encode()).hexdigest()[:16],
        channel=channel,
        form=Form.NOTICE,
        notices=tuple(notices),
        severity=Severity.MINOR,
        created_at=now,
        due_at=now,
    )


def _notice(ailing: Ailing, now: datetime) -> Notice:
    state = ailing.state
    since = state.failing_since if ailing.kind is NoticeKind.FAILING else None
    return Notice(
        kind=ailing.kind,
        feed_id=ailing.feed.id,
        feed=ailing.feed.name,
        at=since or now,
        reason=state.last_error or "",
    )
