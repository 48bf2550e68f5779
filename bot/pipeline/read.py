"""Hops 4 and 5: fresh entries into articles, and what the rule engine says of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import structlog

from bot.ingest.article import article_id, article_of
from bot.ingest.clean import line
from bot.ingest.news import Fresh
from bot.ingest.robots import Robots
from bot.model.feed import Article, Feed
from bot.model.finding import Finding
from bot.ports import Clock, Heard, NewsReader, Web
from bot.track import Telling

_log = structlog.get_logger()

#: Signals, and claims, that are kept of one article; the longest features have some fifty.
_MOST_HITS = 100
_NOTHING = Finding()
_SILENT = Telling(terms=(), names=frozenset(), keys=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One entry after hops 4 and 5."""

    fresh: Fresh
    article: Article
    finding: Finding = _NOTHING
    #: What the same-story question asks of it.
    telling: Telling = _SILENT
    #: Why it could not be read.
    fault: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where entries are read."""

    web: Web
    reader: NewsReader
    clock: Clock
    robots: Robots

    async def read(self, feed: Feed, fresh: Sequence[Fresh]) -> list[Read]:
        """Read entries; one that breaks us is kept as unreadable and stops no other."""
        bare = replace(feed, full_text=False)
        read = [await self._article(feed, each, bare=bare) for each in fresh]
        sound = [place for place, each in enumerate(read) if each.fault is None]
        heard = await self.reader.hear([read[place].article for place in sound])
        for place, one in zip(sound, heard, strict=True):
            read[place] = _with(read[place], one)
        for each in read:
            if each.fault is not None:
                name = each.fresh.entry.id
                _log.error("entry.unreadable", feed=feed.id, entry=name, error=each.fault)
        return read

    async def _article(self, feed: Feed, fresh: Fresh, *, bare: Feed) -> Read:
        may = not fresh.edited and self._may_alert(feed, fresh)
        try:
            article = await article_of(
                fresh.entry,
                feed if may else bare,
                web=self.web,
                reader=self.reader,
                now=self.clock(),
                robots=self.robots,
            )
        except Exception as error:  # noqa: BLE001  one bad entry never stops another
            return Read(fresh=fresh, article=self._bare(feed, fresh), fault=repr(error))
        if fresh.edited:
            edition = article_id(feed.id, fresh.entry.id, edition=fresh.digest)
            article = replace(article, id=edition)
        return Read(fresh=fresh, article=article)

    def _may_alert(self, feed: Feed, fresh: Fresh) -> bool:
        """A page that cannot alert is not worth a publisher's answer."""
        published = fresh.entry.published
        return published is None or self.clock() - published <= feed.freshness

    def _bare(self, feed: Feed, fresh: Fresh) -> Article:
        entry = fresh.entry
        return Article(
            id=article_id(feed.id, entry.id),
            feed_id=feed.id,
            title=line(entry.title),
            text="",
            url=entry.url,
            seen=self.clock(),
            source=feed.name,
        )


def _with(read: Read, heard: Heard | None) -> Read:
    if heard is None:
        return replace(read, fault="the rule engine could not cope with it")
    finding = _bounded(heard.finding)
    return Read(fresh=read.fresh, article=read.article, finding=finding, telling=heard.telling)


def _bounded(finding: Finding) -> Finding:
    """No more than any reporter writes: thousands of hits would hold up everybody's tables."""
    signals, claims = finding.signals[:_MOST_HITS], finding.claims[:_MOST_HITS]
    if len(signals) == len(finding.signals) and len(claims) == len(finding.claims):
        return finding
    return replace(finding, signals=signals, claims=claims, truncated=True)
