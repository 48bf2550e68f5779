"""Hops 6 and 7: findings join incidents, what is new is routed, and all of it is stored."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.deliver.notices import explained
from bot.deliver.route import fold
from bot.model.channel import Delivery, Subscription
from bot.model.feed import Article, Feed
from bot.model.incident import Incident, Reading, Silence, Verdict
from bot.pipeline.candidates import Candidates
from bot.pipeline.read import Read
from bot.pipeline.wanted import Wanted
from bot.pipeline.watch import Sighting, tell_sightings
from bot.ports import Transaction
from bot.track import (
    Tracked,
    kept_in,
    keys_of_own,
    passed_over,
    told_by_own,
    track,
)

#: Seconds of tracking before others get their turn.
_TURN = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What one poll of a feed brought."""

    feed: Feed
    #: Its fresh entries, oldest first.
    read: Sequence[Read]
    #: In which of them the rules that chats made themselves find something.
    seen: Sequence[Sighting]
    #: Alerts that a channel gets one by one; the rest is folded into one message.
    limit: int
    #: None of what the feed holds was ever read: what is folded says why it is.
    flood: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """Tells what editions bring, one after the other, in one transaction."""

    tx: Transaction
    now: datetime
    #: Incidents that nobody has reported on for longer are not looked at again.
    stale_after: timedelta

    async def tell(self, editions: Sequence[Edition]) -> list[list[Delivery]]:
        """Track articles in their order, store them, and write the deliveries they lead to."""
        telling = [each for each in editions if each.read]
        if not telling:
            return [[] for _ in editions]
        shared = [one for each in telling if each.feed.shared for one in each.read]
        common = self._candidates(shared)
        wishes = await self.tx.subscriptions.active()
        readings: list[Reading] = []
        told = []
        for each in editions:
            known = self._known(each, common)
            wanted = Wanted(await _wishes(self.tx, each.feed, wishes))
            readings += await self._tracked(each, known, wanted)
            if each.seen:
                await self.tx.articles.add(*readings)
                readings = []
            told.append(await self._written(each, wanted))
        await self.tx.articles.add(*readings)
        return told

    async def _tracked(self, edition: Edition, known: "_Known", wanted: Wanted) -> list[Reading]:
        readings = []
        loop = asyncio.get_running_loop()
        began = loop.time()
        for one in edition.read:
            readings.append(await self._track(edition.feed, one, known, wanted))
            if loop.time() - began > _TURN:
                await asyncio.sleep(0)
                began = loop.time()
        return readings

    async def _written(self, edition: Edition, wanted: Wanted) -> list[Delivery]:
        deliveries = fold(wanted.routed, limit=edition.limit)
        if edition.flood:
            deliveries = [explained(each, edition.feed, now=self.now) for each in deliveries]
        await self.tx.deliveries.add(deliveries)
        seen = await tell_sightings(self.tx, edition.seen, deliveries, now=self.now)
        return deliveries + seen

    def _known(self, edition: Edition, common: Candidates) -> "_Known":
        if edition.feed.shared:
            return _Known(own=common, common=common)
        own = self._candidates(edition.read, edition.feed)
        return _Known(own=own, common=self._candidates(edition.read))

    def _candidates(self, read: Sequence[Read], feed: Feed | None = None) -> Candidates:
        since = self.now - self.stale_after
        return Candidates(tx=self.tx, read=read, since=since, feed=feed)

    async def _track(self, feed: Feed, read: Read, known: "_Known", wanted: Wanted) -> Reading:
        if read.fault is not None:
            return _reading(read, _unreadable(read.article, read.fault, self.now))
        memory = await known.own.next()
        own = memory.candidates(read.telling.keys)
        common = own
        if not feed.shared:
            common = (await known.common.next()).candidates(read.telling.keys)
        if not own and not common and not read.finding.alertable:
            return _reading(read, passed_over(read.article, read.finding, now=self.now))
        same: Sequence[Incident] = ()
        if not feed.shared:
            heard = self._joined(feed, read, common)
            same = [each for each in common if each.id == heard.incident.id]
            if same and await _is_known(self.tx, feed, heard):
                return _reading(read, heard.verdict)
        tracked = self._joined(feed, read, own)
        if tracked.worth_keeping:
            memory.save(tracked.incident)
        tracked = kept_in(feed, tracked)
        if tracked.worth_keeping:
            await self.tx.incidents.save(tracked.incident)
        if feed.shared and tracked.alert is not None:
            same = await self._told_by_own(read)
        return _reading(read, await self._told(tracked, wanted, same))

    async def _told_by_own(self, read: Read) -> Sequence[Incident]:
        """The story as the feeds that chats added tell it."""
        keys = keys_of_own(read.telling.keys)
        since = self.now - self.stale_after
        found = await self.tx.incidents.candidates(keys, since=since) if keys else []
        return told_by_own(read.telling, read.finding, found, now=self.now)

    async def _told(self, tracked: Tracked, wanted: Wanted, same: Sequence[Incident]) -> Verdict:
        if tracked.alert is None:
            return tracked.verdict
        await self.tx.incidents.add_alert(tracked.alert)
        told = await wanted.route(self.tx, tracked.alert, now=self.now, same=same)
        return tracked.verdict if told else _unwanted(tracked.verdict)

    def _joined(self, feed: Feed, read: Read, found: Sequence[Incident]) -> Tracked:
        return track(
            read.article,
            read.finding,
            found,
            now=self.now,
            freshness=feed.freshness,
            telling=read.telling,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """Incidents that a feed may join, and those of the feeds that all chats get."""

    own: Candidates
    common: Candidates


async def _wishes(
    tx: Transaction, feed: Feed, wishes: Sequence[Subscription]
) -> Sequence[Subscription]:
    """Whose wishes count: of a chat's own feed only those of the chats that follow it."""
    if feed.shared:
        return wishes
    followers = set(await tx.following.followers(feed.id))
    return [wish for wish in wishes if wish.channel in followers]


async def _is_known(tx: Transaction, feed: Feed, heard: Tracked) -> bool:
    """Whether all who follow a chat's own feed were told this by the feeds that all chats get."""
    if heard.alert is not None:
        return False
    told = await tx.deliveries.told(heard.incident.id)
    return all(channel in told for channel in await tx.following.followers(feed.id))


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
