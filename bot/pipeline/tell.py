"""Hops 6 and 7: findings join incidents, what is new is routed, and all of it is stored."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.deliver.notices import explained
from bot.deliver.route import fold, route
from bot.model.channel import Delivery, Subscription
from bot.model.feed import Article, Feed
from bot.model.incident import Alert, Incident, Reading, Silence, Verdict
from bot.pipeline.read import Read
from bot.ports import Clock, Transaction
from bot.track import Memory, Tracked, kept_in, keys_in, keys_of, known_in, track

#: Articles tracked before others get their turn.
_AT_ONCE = 10
#: Incidents that an article is compared with, and all articles of a poll: the newest.
_CANDIDATES, _MOST_CANDIDATES = 200, 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """What is done with the articles of one poll."""

    feed: Feed
    clock: Clock
    #: Incidents that nobody has reported on for longer are not looked at again.
    stale_after: timedelta
    #: Alerts that a channel gets one by one; the rest is folded into one message.
    limit: int
    #: None of what the feed holds was ever read: what is folded says why it is.
    flood: bool = False

    async def tell(self, tx: Transaction, read: Sequence[Read]) -> list[Delivery]:
        """Track articles in their order, store them, and write the deliveries they led to."""
        now = self.clock()
        known = await self._known(tx, read, now=now)
        wanted = _Wanted(await _wishes(tx, self.feed))
        readings = []
        for number, one in enumerate(read, start=1):
            readings.append(await self._track(tx, one, known, wanted, now=now))
            if number % _AT_ONCE == 0:
                await asyncio.sleep(0)
        await tx.articles.add(*readings)
        deliveries = fold(wanted.routed, limit=self.limit)
        if self.flood:
            deliveries = [explained(each, self.feed, now=now) for each in deliveries]
        await tx.deliveries.add(deliveries)
        return deliveries

    async def _known(self, tx: Transaction, read: Sequence[Read], *, now: datetime) -> "_Known":
        """The incidents that any of the articles may tell of, looked up once."""
        sound = [one for one in read if one.fault is None]
        keys = {key for one in sound for key in keys_of(one.article, one.finding)}
        most = min(_CANDIDATES * len(sound), _MOST_CANDIDATES)

        async def memory(wanted: Collection[str]) -> Memory:
            since = now - self.stale_after
            found = await tx.incidents.candidates(wanted, since=since, most=most) if wanted else []
            return _remembering(known_in(self.feed, found))

        own = await memory(keys_in(self.feed, keys))
        return _Known(own=own, common=own if self.feed.shared else await memory(keys))

    async def _track(
        self, tx: Transaction, read: Read, known: "_Known", wanted: "_Wanted", *, now: datetime
    ) -> Reading:
        article, finding = read.article, read.finding
        if read.fault is not None:
            return _reading(read, _unreadable(article, read.fault, now))
        keys, freshness = keys_of(article, finding), self.feed.freshness
        if not self.feed.shared:
            common = known.common.candidates(keys)
            heard = track(article, finding, common, now=now, freshness=freshness)
            if await _is_known(tx, self.feed, heard, common):
                return _reading(read, heard.verdict)
        found = known.own.candidates(keys)
        tracked = track(article, finding, found, now=now, freshness=freshness)
        if tracked.worth_keeping:
            known.own.save(tracked.incident)
        tracked = kept_in(self.feed, tracked)
        if tracked.worth_keeping:
            await tx.incidents.save(tracked.incident)
        return _reading(read, await _told(tx, tracked, wanted, now=now))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """Incidents that a feed may join, and those of the feeds that all chats get."""

    own: Memory
    common: Memory


def _remembering(incidents: Sequence[Incident]) -> Memory:
    memory = Memory()
    for incident in reversed(incidents):
        memory.save(incident)
    return memory


async def _wishes(tx: Transaction, feed: Feed) -> list[Subscription]:
    """Whose wishes count: of a chat's own feed only those of the chats that follow it."""
    wishes = await tx.subscriptions.active()
    if feed.shared:
        return wishes
    followers = set(await tx.following.followers(feed.id))
    return [wish for wish in wishes if wish.channel in followers]


async def _is_known(
    tx: Transaction, feed: Feed, heard: Tracked, common: Sequence[Incident]
) -> bool:
    """Whether all who follow a chat's own feed were told this by the feeds that all chats get."""
    if heard.alert is not None or heard.incident.id not in {each.id for each in common}:
        return False
    told = await tx.deliveries.told(heard.incident.id)
    return all(channel in told for channel in await tx.following.followers(feed.id))


async def _told(tx: Transaction, tracked: Tracked, wanted: "_Wanted", *, now: datetime) -> Verdict:
    if tracked.alert is None:
        return tracked.verdict
    await tx.incidents.add_alert(tracked.alert)
    told = await wanted.route(tx, tracked.alert, now=now)
    return tracked.verdict if told else _unwanted(tracked.verdict)


class _Wanted:
    """Who is told: everybody's wishes, and what this poll has routed so far."""

    def __init__(self, wishes: Sequence[Subscription]) -> None:
        self.routed: list[Delivery] = []
        self._wishes = wishes

    async def route(self, tx: Transaction, alert: Alert, *, now: datetime) -> bool:
        """Route an alert; hop 7. Whether anybody wants it."""
        told = await tx.deliveries.told(alert.incident.id)
        for row in self.routed:
            if row.incident_id == alert.incident.id:
                told[row.channel] = max(row.severity, told.get(row.channel, row.severity))
        new = route(alert, self._wishes, now=now, told=told)
        self.routed += new
        return bool(new)


def _reading(read: Read, verdict: Verdict) -> Reading:
    return Reading(
        entry_id=read.fresh.entry.id,
        digest=read.fresh.digest,
        article=read.article,
        finding=read.finding,
        verdict=verdict,
    )


def _unreadable(article: Article, fault: str, now: datetime) -> Verdict:
    return Verdict(
        article_id=article.id,
        at=now,
        silence=Silence.UNREADABLE,
        detail=f"the entry could not be read: {fault}",
    )


def _unwanted(verdict: Verdict) -> Verdict:
    detail = f"no subscription asks for it ({verdict.detail})"
    return replace(verdict, silence=Silence.NO_SUBSCRIPTION, detail=detail)
