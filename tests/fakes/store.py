"""A store in memory with the semantics of `bot.ports`: transactions roll back, copies are values.

Everything stored is frozen, so a shallow copy of each table is a snapshot.
"""

import asyncio
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta

from bot.model.address import folded
from bot.model.channel import Channel, Subscription
from bot.model.feed import Article, Feed, FeedState, KnownEntry
from bot.model.finding import Finding
from bot.model.incident import Alert, Incident, Reading, Verdict
from bot.model.notice import NoticeKind
from bot.ports import (
    Ailing,
    Articles,
    ChatRules,
    Deliveries,
    Feeds,
    Following,
    Incidents,
    Subscriptions,
    Transaction,
)
from bot.report.match import fold
from tests.fakes.following import FakeFollowing
from tests.fakes.outbox import FakeDeliveries
from tests.fakes.rules import FakeChatRules, move_rules, set_paused
from tests.fakes.tables import Tables


class FakeStore:
    """One transaction at a time, like SQLite's IMMEDIATE."""

    def __init__(self) -> None:
        self.tables = Tables()
        self._lock = asyncio.Lock()

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Transaction]:
        """A transaction: commits when the block ends, rolls back when it raises."""
        async with self._lock:
            before = self.tables.copy()
            try:
                yield FakeTransaction(self.tables)
            except BaseException:
                self.tables = before
                raise


class FakeTransaction:
    """One transaction over all tables."""

    def __init__(self, tables: Tables) -> None:
        self.feeds: Feeds = FakeFeeds(tables)
        self.following: Following = FakeFollowing(tables)
        self.rules: ChatRules = FakeChatRules(tables)
        self.articles: Articles = FakeArticles(tables)
        self.incidents: Incidents = FakeIncidents(tables)
        self.subscriptions: Subscriptions = FakeSubscriptions(tables)
        self.deliveries: Deliveries = FakeDeliveries(tables)


class FakeFeeds:
    """Feeds and what polling has learnt about them."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    async def put(self, feed: Feed, *, now: datetime) -> None:
        """Add a feed (due at once) or replace its description, keeping its state."""
        before, state = self._tables.feeds.get(feed.id, (feed, None))
        if state and feed.url in state.moved_from:
            feed = replace(feed, url=before.url)
        self._tables.feeds[feed.id] = (feed, state or FeedState(feed_id=feed.id, next_poll_at=now))

    async def remove(self, feed_id: str) -> bool:
        """Forget a feed; False when there was none."""
        self._tables.told.pop(feed_id, None)
        for feed, channel in [*self._tables.followers]:
            if feed == feed_id:
                del self._tables.followers[feed, channel]
        return self._tables.feeds.pop(feed_id, None) is not None

    async def get(self, feed_id: str) -> tuple[Feed, FeedState] | None:
        """One feed with its state."""
        return self._tables.feeds.get(feed_id)

    async def at(self, address: str) -> tuple[Feed, FeedState] | None:
        """The feed of an address, in whatever spelling; one that all chats get comes first."""
        rows = sorted(self._tables.feeds.values(), key=lambda row: row[0].id)
        found = [row for row in rows if folded(row[0].url) == folded(address)]
        return min(found, key=lambda row: not row[0].shared, default=None)

    async def all(self) -> list[tuple[Feed, FeedState]]:
        """Every feed with its state, by name."""
        return sorted(self._tables.feeds.values(), key=lambda row: (row[0].name, row[0].id))

    async def claim_due(self, *, now: datetime, lease: timedelta, limit: int) -> list[str]:
        """Ids of enabled feeds that are due, longest due first; each is pushed on by the lease."""
        rows = [
            state
            for feed, state in self._tables.feeds.values()
            if feed.enabled and state.next_poll_at <= now
        ]
        rows.sort(key=lambda state: (state.next_poll_at, state.feed_id))
        for state in rows[:limit]:
            await self.save(replace(state, next_poll_at=now + lease))
            self._tables.lent[state.feed_id] = state.next_poll_at
        return [state.feed_id for state in rows[:limit]]

    async def release(self) -> int:
        """At start: feeds that a dead process was polling are due as before; their number."""
        lent = dict(self._tables.lent)
        for name, due in lent.items():
            if name in self._tables.feeds:
                await self.save(replace(self._tables.feeds[name][1], next_poll_at=due))
        return len(lent)

    async def set_right(self, *, now: datetime) -> int:
        """No clock is put back here."""
        del now
        return 0

    async def take(
        self, feed_ids: Collection[str], *, now: datetime
    ) -> list[tuple[Feed, FeedState]]:
        """Start a poll of those that are enabled and due; each is held back first."""
        rows = [self._tables.feeds[each] for each in feed_ids if each in self._tables.feeds]
        taken = [
            (feed, replace(state, next_poll_at=self._tables.lent.get(feed.id, state.next_poll_at)))
            for feed, state in rows
        ]
        taken = [row for row in taken if row[0].enabled and row[1].next_poll_at <= now]
        for _, state in taken:
            hold = state.hold or timedelta(minutes=15)
            await self.save(replace(state, last_attempt_at=now, next_poll_at=now + hold))
        return taken

    async def save(self, *states: FeedState) -> None:
        """Keep what polls learnt."""
        for state in states:
            self._tables.lent.pop(state.feed_id, None)
            row = self._tables.feeds.get(state.feed_id)
            if row is not None:
                self._tables.feeds[state.feed_id] = (row[0], state)

    async def move(self, feed_id: str, *, to: str) -> bool:
        """Give a feed the address that its publisher moved it to; False where another has it."""
        there = await self.at(to)
        if there is not None and there[0].id != feed_id:
            return False
        feed, state = self._tables.feeds[feed_id]
        self._tables.feeds[feed_id] = (replace(feed, url=to), state)
        return True

    async def marks(self, feed_ids: Collection[str]) -> dict[str, bytes]:
        """What tells the items of feeds' last documents, where anything does."""
        return {name: self._tables.marks[name] for name in feed_ids if name in self._tables.marks}

    async def keep_marks(self, new: Mapping[str, bytes]) -> None:
        """Keep what tells the items of the last documents, by their feeds' ids."""
        self._tables.marks.update(new)

    async def untold(self, *, now: datetime, after: timedelta, limit: int) -> list[Ailing]:
        """Enabled feeds of whose illness, or whose recovery, chats have not been told."""
        found = []
        for feed, state in await self.all():
            kind = self._untold(state, now=now, after=after)
            if feed.enabled and kind is not None:
                found.append(Ailing(feed=feed, state=state, kind=kind))
        return found[:limit]

    async def tell(self, feed_id: str, kind: NoticeKind) -> None:
        """Remember what chats were told of a feed."""
        self._tables.told.pop(feed_id, None)
        if kind is not NoticeKind.BACK:
            self._tables.told[feed_id] = kind

    def _untold(self, state: FeedState, *, now: datetime, after: timedelta) -> NoticeKind | None:
        told = self._tables.told.get(state.feed_id)
        if state.gone:
            return NoticeKind.GONE if told is not NoticeKind.GONE else None
        if not (state.failures or state.pauses):
            return NoticeKind.BACK if told is not None else None
        since, seen = state.failing_since, state.last_attempt_at
        if since is None or seen is None or seen - since < timedelta(hours=12):
            return None
        return NoticeKind.FAILING if since <= now - after and told is None else None


class FakeArticles:
    """What was read, and what became of it."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    async def known(self, wanted: Collection[tuple[str, str]]) -> dict[tuple[str, str], KnownEntry]:
        """Which of these entries (feed and id) were stored before, and what is kept of them."""
        return {each: self._tables.entries[each] for each in wanted if each in self._tables.entries}

    async def repeated(self, wanted: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
        """Which of these digests (feed and digest) an entry of that feed has, whatever its id."""
        entries = self._tables.entries.items()
        return {(feed, each.digest or "") for (feed, _), each in entries} & set(wanted)

    async def add(self, *readings: Reading) -> None:
        """Store entries with their articles, findings and verdicts; what is there is replaced."""
        for each in readings:
            key = (each.article.feed_id, each.entry_id)
            before = self._tables.entries.get(key)
            seen = before.seen if before else each.article.seen
            self._tables.entries[key] = KnownEntry(digest=each.digest, seen=seen)
            self._tables.articles[each.article.id] = (each.article, each.finding)
            self._tables.verdicts[each.article.id] = each.verdict

    async def note(self, feed_id: str, digests: Mapping[str, str]) -> None:
        """Give stored entries the digests that they have now; nothing else of them changes."""
        for entry_id, digest in digests.items():
            before = self._tables.entries[feed_id, entry_id]
            self._tables.entries[feed_id, entry_id] = replace(before, digest=digest)

    async def get(self, article_id: str) -> tuple[Article, Finding] | None:
        """One article with its finding."""
        return self._tables.articles.get(article_id)

    async def verdict(self, article_id: str) -> Verdict | None:
        """What became of an article."""
        return self._tables.verdicts.get(article_id)

    async def find(self, url_or_words: str, *, limit: int) -> list[tuple[Article, Verdict]]:
        """Articles by address, or whose title holds all the words; newest first."""
        words = fold(url_or_words).split()
        found = [
            (article, self._tables.verdicts[article.id])
            for article, _ in self._tables.articles.values()
            if article.id in self._tables.verdicts
            and words
            and (
                article.url == url_or_words.strip()
                or set(words) <= set(fold(article.title).split())
            )
        ]
        return sorted(found, key=lambda row: row[0].seen, reverse=True)[:limit]


class FakeIncidents:
    """Incidents and their alerts."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    async def candidates(
        self, *asked: Collection[str], since: datetime, most: int = 200
    ) -> list[Incident]:
        """Incidents updated since then that share a look-up key; newest first."""
        found: dict[str, Incident] = {}
        for keys in asked:
            wanted = set(keys)
            sharing = [
                incident
                for incident in self._tables.incidents.values()
                if incident.updated >= since and wanted.intersection(incident.keys)
            ]
            found |= {each.id: each for each in _newest(sharing)[:most]}
        return _newest(list(found.values()))

    async def save(self, incident: Incident) -> None:
        """Insert or replace an incident and its keys."""
        self._tables.incidents[incident.id] = incident

    async def get(self, incident_id: str) -> Incident | None:
        """One incident."""
        return self._tables.incidents.get(incident_id)

    async def between(self, since: datetime, until: datetime) -> list[Incident]:
        """Incidents with at least one alert, updated in [since, until); newest first."""
        return [incident for incident in self._alerted() if since <= incident.updated < until]

    async def latest(self, limit: int) -> list[Incident]:
        """The last incidents with at least one alert, newest first."""
        return self._alerted()[:limit]

    async def add_alert(self, alert: Alert) -> None:
        """Store an alert."""
        self._tables.alerts[alert.id] = alert

    async def alert(self, alert_id: str) -> Alert | None:
        """One alert."""
        return self._tables.alerts.get(alert_id)

    async def alerts(self, incident_id: str) -> list[Alert]:
        """The alerts of an incident, oldest first."""
        return [alert for alert in self._by_time() if alert.incident.id == incident_id]

    async def alerts_since(self, since: datetime) -> list[Alert]:
        """All alerts since then, oldest first."""
        return [alert for alert in self._by_time() if alert.at >= since]

    def _by_time(self) -> list[Alert]:
        return sorted(self._tables.alerts.values(), key=lambda alert: alert.at)

    def _alerted(self) -> list[Incident]:
        ids = {alert.incident.id for alert in self._tables.alerts.values()}
        return _newest([each for each in self._tables.incidents.values() if each.id in ids])


class FakeSubscriptions:
    """Who wishes what; every change is audited."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    async def put(self, subscription: Subscription) -> None:
        """Insert or replace a subscription."""
        self._tables.subscriptions[subscription.id] = subscription

    async def remove(self, subscription_id: str) -> bool:
        """Forget a subscription; False when there was none."""
        return self._tables.subscriptions.pop(subscription_id, None) is not None

    async def of(self, channel: Channel) -> list[Subscription]:
        """The subscriptions of a channel, paused ones too, oldest first."""
        found = [each for each in self._tables.subscriptions.values() if each.channel == channel]
        return sorted(found, key=lambda each: each.created_at)

    async def active(self) -> list[Subscription]:
        """All subscriptions that are not paused."""
        return [each for each in self._tables.subscriptions.values() if each.paused is None]

    async def pause(self, channel: Channel, reason: str) -> int:
        """Pause a channel's subscriptions; the number that changed."""
        set_paused(self._tables, channel, reason)
        changed = [each for each in await self.of(channel) if each.paused is None]
        for each in changed:
            await self.put(replace(each, paused=reason))
        return len(changed)

    async def resume(self, channel: Channel) -> int:
        """Resume a channel's subscriptions; the number that changed."""
        set_paused(self._tables, channel, None)
        changed = [each for each in await self.of(channel) if each.paused is not None]
        for each in changed:
            await self.put(replace(each, paused=None))
        return len(changed)

    async def channels(self, platform: str, chat: str) -> list[Channel]:
        """The channels of one chat that have wishes or rules: the chat itself and its topics."""
        found = {each.channel for each in self._tables.subscriptions.values()}
        found |= {rule.channel for rule, _ in self._tables.rules.values()}
        return sorted(
            (one for one in found if (one.platform, one.chat) == (platform, chat)), key=str
        )

    async def move(self, platform: str, chat: str, *, to: str) -> int:
        """Give a chat's subscriptions its new id, topics kept; the number that moved."""
        move_rules(self._tables, platform, chat, to=to)
        there = await self.channels(platform, chat)
        found = [each for each in self._tables.subscriptions.values() if each.channel in there]
        for each in found:
            await self.put(replace(each, channel=replace(each.channel, chat=to)))
        return len(found)

    async def audit(self, *, channel: Channel, who: str, what: str, at: datetime) -> None:
        """Record who changed what, and when."""
        self._tables.audits.append((str(channel), who, what, at))


def _newest(incidents: list[Incident]) -> list[Incident]:
    return sorted(incidents, key=lambda each: (each.updated, each.id), reverse=True)
