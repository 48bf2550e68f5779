"""Chats' own rules: in which fresh articles they stand; hops 5 to 7 beside the rules of all."""

import asyncio
import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from bot.deliver.matches import match_delivery
from bot.detect import BadKeyword, Keyword, keyword, sentences_with
from bot.model.channel import Channel, Delivery
from bot.model.chat_rule import ChatRule
from bot.model.feed import Article, Feed
from bot.model.match import Match
from bot.pipeline.read import Read
from bot.ports import Clock, Transaction
from bot.report.match import fold

_log = structlog.get_logger()

#: Characters of an article that are looked through: as many as long features have.
_LONGEST = 20_000
#: Characters of a sentence that are kept.
_SENTENCE = 600
#: Characters of a title by which a story is known.
_TELLING = 12
#: Patterns that stay compiled; each takes some kilobytes, and 128 at most.
_MOST_KNOWN = 1_000


@dataclass(frozen=True, slots=True)
class Sighting:
    """An article in which rules of one channel found something."""

    channel: Channel
    article: Article
    match: Match


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """Looks through fresh articles for what chats want; patterns stay compiled between polls."""

    clock: Clock
    #: By what was typed; None where it cannot be compiled any more.
    _known: dict[str, Keyword | None] = field(default_factory=dict)

    async def look(
        self, feed: Feed, read: Sequence[Read], rules: Sequence[ChatRule]
    ) -> list[Sighting]:
        """The articles that are news and hold what a channel wants, in a thread of its own.

        Args:
            feed: where they come from; articles published longer ago than it says are no news.
            read: the articles.
            rules: those of the channels that get this feed.
        """
        now = self.clock()
        news = [one for one in read if one.fault is None and _is_news(one.article, feed, now)]
        if not news or not rules:
            return []
        keywords = self._compiled(rules)
        return await asyncio.to_thread(lambda: list(_sightings(news, rules, keywords, now)))

    def _compiled(self, rules: Sequence[ChatRule]) -> dict[str, Keyword]:
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()
        wanted = {rule.wanted for rule in rules}
        for new in wanted - self._known.keys():
            self._known[new] = _keyword(new)
        return {each: known for each in wanted if (known := self._known[each]) is not None}


async def rules_for(tx: Transaction, feed: Feed) -> list[ChatRule]:
    """The rules of the channels that get a feed: of a chat's own feed only its followers'."""
    rules = await tx.rules.active()
    if feed.shared or not rules:
        return rules
    followers = set(await tx.following.followers(feed.id))
    return [rule for rule in rules if rule.channel in followers]


async def tell_sightings(
    tx: Transaction, sightings: Sequence[Sighting], alerted: Collection[Delivery], *, now: datetime
) -> list[Delivery]:
    """Write what was seen into the outbox: one message a channel, and no story twice.

    Args:
        tx: the transaction that stored the articles.
        sightings: what was seen.
        alerted: what this poll told channels already; an alert of the story is enough.
        now: the time.
    """
    told: dict[Channel, list[Match]] = {}
    for each in sightings:
        verdict = await tx.articles.verdict(each.article.id)
        incident = verdict.incident_id if verdict else None
        stories = list(filter(None, (incident, each.article.url, _title(each.article, now))))
        new = [await tx.rules.tell(each.channel, story, at=now) for story in stories]
        alert = verdict.alert_id if verdict else None
        if all(new) and not any(_tells(row, each.channel, alert) for row in alerted):
            told.setdefault(each.channel, []).append(each.match)
    rows = [match_delivery(channel, matches, now=now) for channel, matches in told.items()]
    await tx.deliveries.add(rows)
    return rows


def _is_news(article: Article, feed: Feed, now: datetime) -> bool:
    return article.published is None or now - article.published <= feed.freshness


def _sightings(
    news: Sequence[Read],
    rules: Sequence[ChatRule],
    keywords: Mapping[str, Keyword],
    now: datetime,
) -> Iterator[Sighting]:
    channels: dict[Channel, list[ChatRule]] = {}
    for rule in rules:
        channels.setdefault(rule.channel, []).append(rule)
    for one in news:
        found = sentences_with(one.article, keywords, longest=_LONGEST)
        for channel, own in channels.items() if found else ():
            names = [rule.name for rule in own if rule.wanted in found]
            if names:
                first = next(found[rule.wanted] for rule in own if rule.wanted in found)
                yield Sighting(channel, one.article, _match(one, names, first, now))


def _match(one: Read, names: Sequence[str], sentence: str, now: datetime) -> Match:
    article = one.article
    return Match(
        rules=tuple(names),
        title=article.title,
        source=article.source,
        url=article.url,
        sentence=sentence[:_SENTENCE],
        severity=one.finding.severity,
        at=article.published or now,
    )


def _tells(row: Delivery, channel: Channel, alert: str | None) -> bool:
    return row.channel == channel and alert in row.alert_ids


def _title(article: Article, now: datetime) -> str:
    """A title as other houses may write it too: copies of one report are one story.

    They come within the day; a headline of every day is another story each day. "Live" and
    an emoji are no title that tells stories apart.
    """
    title = fold(article.title)
    if len(title) < _TELLING:
        return ""
    told = f"{title}\n{(article.published or now).date()}"
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:16]


def _keyword(wanted: str) -> Keyword | None:
    try:
        return keyword(wanted)
    except BadKeyword as error:
        _log.warning("chat_rule.refused", reason=str(error))
        return None
