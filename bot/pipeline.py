"""One poll of one feed: hops 2 to 7 in their order, the rows in one transaction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import structlog

from bot.deliver.route import fold, route
from bot.detect import Packs, detect
from bot.errors import TocsinError
from bot.ingest.article import article_id, article_of
from bot.ingest.clean import line
from bot.ingest.robots import Robots
from bot.ingest.schedule import after_failure, after_success, body_hash
from bot.model.channel import Delivery, Subscription
from bot.model.feed import Article, Entry, Feed, FeedState, ParsedFeed, Response
from bot.model.finding import Finding
from bot.model.incident import Alert, Incident, Silence, Verdict
from bot.ports import Clock, Reader, Store, Transaction, Web
from bot.track import Tracked, kept_in, keys_in, keys_of, known_in, track

_log = structlog.get_logger()

_NOT_MODIFIED = 304
#: Signals, and claims, that are kept of one article; the longest features have some fifty.
_MOST_HITS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline:
    """What a poll needs of the world."""

    store: Store
    web: Web
    reader: Reader
    packs: Packs
    clock: Clock
    #: A number in [0, 1), to spread polls in time.
    jitter: Callable[[], float]
    #: Incidents that nobody has reported on for longer are not looked at again.
    stale_after: timedelta = timedelta(hours=72)
    #: Alerts that a feed's first poll sends to a channel one by one; the rest is folded.
    first_poll_alerts: int = 5
    robots: Robots = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "robots", Robots(self.web))

    async def poll(self, feed_id: str) -> list[str]:
        """Poll a feed; the ids of the deliveries that were written, ready to be sent."""
        async with self.store.begin() as tx:
            found = await tx.feeds.get(feed_id)
        if found is None:
            return []
        feed, state = found
        try:
            response = await self.web.get(
                feed.url, etag=state.etag, last_modified=state.last_modified
            )
            parsed = await self._parse(state, response)
        except TocsinError as error:
            await self._failed(feed, state, error)
            return []
        entries = await self._unknown(feed, parsed.entries) if parsed else []
        read = [await self._read(feed, entry) for entry in entries]
        return await self._keep(feed, state, response, parsed, read)

    async def _parse(self, state: FeedState, response: Response) -> ParsedFeed | None:
        """The feed's document; None where it is the one that was read last."""
        if response.status == _NOT_MODIFIED or body_hash(response.body) == state.body_hash:
            return None
        kind = response.headers.get("content-type", "")
        return await self.reader.feed(response.body, content_type=kind, url=response.url)

    async def _failed(self, feed: Feed, state: FeedState, error: TocsinError) -> None:
        after = after_failure(feed, state, error, now=self.clock(), jitter=self.jitter())
        _log.warning("poll.failed", feed=feed.id, error=str(error), failures=after.failures)
        async with self.store.begin() as tx:
            await tx.feeds.save(after)

    async def _unknown(self, feed: Feed, entries: Sequence[Entry]) -> list[Entry]:
        """Entries that were not stored before, oldest first; feeds put the newest on top."""
        async with self.store.begin() as tx:
            known = await tx.articles.known(feed.id, [entry.id for entry in entries])
        fresh = [entry for entry in reversed(entries) if entry.id not in known]
        now = self.clock()
        return sorted(fresh, key=lambda entry: entry.published or now)

    async def _read(self, feed: Feed, entry: Entry) -> "_Read":
        """Hops 4 and 5; an entry that breaks them is kept as unreadable and stops no other."""
        try:
            article = await article_of(
                entry,
                feed if self._is_fresh(feed, entry) else replace(feed, full_text=False),
                web=self.web,
                reader=self.reader,
                now=self.clock(),
                robots=self.robots,
            )
            return _Read(
                entry=entry, article=article, finding=_bounded(detect(article, self.packs))
            )
        except Exception as error:  # noqa: BLE001  one bad entry never stops another
            _log.error("entry.unreadable", feed=feed.id, entry=entry.id, error=repr(error))
            bare = _bare(feed, entry, now=self.clock())
            return _Read(entry=entry, article=bare, finding=Finding(), fault=repr(error))

    def _is_fresh(self, feed: Feed, entry: Entry) -> bool:
        """Whether it may alert: a page that cannot is not worth a publisher's answer."""
        return entry.published is None or self.clock() - entry.published <= feed.freshness

    async def _keep(
        self,
        feed: Feed,
        state: FeedState,
        response: Response,
        parsed: ParsedFeed | None,
        read: Sequence["_Read"],
    ) -> list[str]:
        """Hops 6 and 7, and what the poll learnt of the feed, in one transaction."""
        now = self.clock()
        after = after_success(feed, state, response, parsed, now=now, jitter=self.jitter())
        async with self.store.begin() as tx:
            wishes = await _wishes(tx, feed) if read else []
            deliveries: list[Delivery] = []
            for one in read:
                deliveries += await self._track(tx, feed, one, _Wanted(wishes, deliveries))
            if state.first_polled_at is None:
                deliveries = fold(deliveries, limit=self.first_poll_alerts)
            await tx.deliveries.add(deliveries)
            await tx.feeds.save(after)
        if read:
            _log.info("poll.read", feed=feed.id, articles=len(read), deliveries=len(deliveries))
        return [row.id for row in deliveries]

    async def _track(
        self, tx: Transaction, feed: Feed, read: "_Read", wanted: "_Wanted"
    ) -> list[Delivery]:
        now = self.clock()
        article, finding = read.article, read.finding
        await tx.articles.add(read.entry.id, article, finding)
        if read.fault is not None:
            await tx.articles.judge(_unreadable(article, read.fault, now))
            return []
        keys, since = keys_of(article, finding), now - self.stale_after
        if not feed.shared:
            common = await tx.incidents.candidates(keys, since=since)
            heard = track(article, finding, common, now=now, freshness=feed.freshness)
            if await _is_known(tx, feed, heard, common):
                await tx.articles.judge(heard.verdict)
                return []
        found = known_in(feed, await tx.incidents.candidates(keys_in(feed, keys), since=since))
        tracked = track(article, finding, found, now=now, freshness=feed.freshness)
        tracked = kept_in(feed, tracked)
        if tracked.worth_keeping:
            await tx.incidents.save(tracked.incident)
        verdict = tracked.verdict
        deliveries: list[Delivery] = []
        if tracked.alert is not None:
            await tx.incidents.add_alert(tracked.alert)
            deliveries = await wanted.route(tx, tracked.alert, now=now)
            verdict = verdict if deliveries else _unwanted(verdict)
        await tx.articles.judge(verdict)
        return deliveries


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """One entry after hops 4 and 5."""

    entry: Entry
    article: Article
    finding: Finding
    #: Why it could not be read.
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Who is told: everybody's wishes, and what this poll has routed so far."""

    wishes: Sequence[Subscription]
    routed: Sequence[Delivery]

    async def route(self, tx: Transaction, alert: Alert, *, now: datetime) -> list[Delivery]:
        """The deliveries of an alert; hop 7."""
        told = await tx.deliveries.told(alert.incident.id)
        for row in self.routed:
            if row.incident_id == alert.incident.id:
                told[row.channel] = max(row.severity, told.get(row.channel, row.severity))
        return route(alert, self.wishes, now=now, told=told)


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


def _bounded(finding: Finding) -> Finding:
    """No more than any reporter writes: thousands of hits would hold up everybody's tables."""
    signals, claims = finding.signals[:_MOST_HITS], finding.claims[:_MOST_HITS]
    if len(signals) == len(finding.signals) and len(claims) == len(finding.claims):
        return finding
    return replace(finding, signals=signals, claims=claims, truncated=True)


def _bare(feed: Feed, entry: Entry, *, now: datetime) -> Article:
    return Article(
        id=article_id(feed.id, entry.id),
        feed_id=feed.id,
        title=line(entry.title),
        text="",
        url=entry.url,
        seen=now,
        source=feed.name,
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
