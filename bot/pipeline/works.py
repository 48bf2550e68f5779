"""What polls have done in the store: each piece of work for many polls at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import structlog

from bot.ingest.news import News, news_of
from bot.model.channel import Delivery
from bot.model.chat_rule import ChatRule
from bot.model.feed import Entry, Feed, FeedState, FirstAnswer
from bot.pipeline.ledger import Group
from bot.pipeline.tell import Edition, Teller
from bot.pipeline.watch import rules_for
from bot.ports import Clock, Transaction

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A document of which it is asked what is news in it."""

    feed: Feed
    entries: Sequence[Entry]
    #: Theirs, by their ids.
    digests: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What is news in a document, and the rules of the chats that get its feed."""

    news: News
    rules: Sequence[ChatRule]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """All that is kept of one poll."""

    edition: Edition
    noted: Mapping[str, str]
    state: FeedState
    #: Where the feed has moved to for good.
    to: str | None
    #: What tells the document's items; None where that is stored already.
    marks: bytes | None


#: Articles tracked and stored in one transaction, and how many one poll counts for at least.
_ARTICLES, _LEAST = 320, 5


class Works:
    """The work there is, in the order in which a transaction does it.

    What is learnt is written before anything is asked, so that nobody reads what was.
    """

    def __init__(self, *, clock: Clock, stale_after: timedelta) -> None:
        self._clock = clock
        self._stale_after = stale_after
        self.save = Group(_save, most=1_000)
        self.take = Group(self._take, most=1_000)
        self.find = Group(_find, most=1_000)
        self.answers = Group(_answers, most=100)
        self.marks = Group(_marks, most=100)
        self.look = Group(self._look, most=64)
        self.keep = Group(self._keep, most=_ARTICLES, weight=_size)
        self.all = (self.save, self.take, self.find, self.answers, self.marks, self.look, self.keep)

    async def _take(
        self, tx: Transaction, feed_ids: Sequence[str]
    ) -> list[tuple[Feed, FeedState] | None]:
        """Start polls; of two who want the same feed at the same moment the first gets it."""
        taken = await tx.feeds.take(feed_ids, now=self._clock())
        found = {feed.id: (feed, state) for feed, state in taken}
        return [found.pop(feed_id, None) for feed_id in feed_ids]

    async def _look(self, tx: Transaction, questions: Sequence[Question]) -> list[Looked]:
        ids = [(each.feed.id, name) for each in questions for name in each.digests]
        known = await tx.articles.known(ids)
        new = [
            (each.feed.id, digest)
            for each in questions
            for name, digest in each.digests.items()
            if (each.feed.id, name) not in known
        ]
        repeated = await tx.articles.repeated(new) if new else set()
        rules = await tx.rules.active()
        return [
            Looked(
                news=news_of(
                    each.entries,
                    each.digests,
                    {
                        name: known[key]
                        for name in each.digests
                        if (key := (each.feed.id, name)) in known
                    },
                    {digest for feed_id, digest in repeated if feed_id == each.feed.id},
                    now=self._clock(),
                ),
                rules=rules if each.feed.shared or not rules else await rules_for(tx, each.feed),
            )
            for each in questions
        ]

    async def _keep(self, tx: Transaction, outcomes: Sequence[Outcome]) -> list[list[Delivery]]:
        teller = Teller(tx=tx, now=self._clock(), stale_after=self._stale_after)
        told = await teller.tell([each.edition for each in outcomes])
        states = []
        for each in outcomes:
            feed = each.edition.feed
            await tx.articles.note(feed.id, each.noted)
            states.append(await _moved(tx, feed, each.state, each.to))
        marks = {one.edition.feed.id: one.marks for one in outcomes if one.marks is not None}
        await tx.feeds.keep_marks(marks)
        await tx.feeds.save(*states)
        return told


def _size(outcome: Outcome) -> int:
    return max(_LEAST, len(outcome.edition.read))


async def _save(tx: Transaction, states: Sequence[FeedState]) -> list[None]:
    await tx.feeds.save(*states)
    return [None] * len(states)


async def _find(tx: Transaction, feed_ids: Sequence[str]) -> list[Feed | None]:
    found = [await tx.feeds.get(feed_id) for feed_id in feed_ids]
    return [each and each[0] for each in found]


async def _answers(tx: Transaction, feed_ids: Sequence[str]) -> list[FirstAnswer | None]:
    kept = await tx.following.answers(feed_ids)
    return [kept.get(feed_id) for feed_id in feed_ids]


async def _marks(tx: Transaction, feed_ids: Sequence[str]) -> list[bytes]:
    kept = await tx.feeds.marks(feed_ids)
    return [kept.get(feed_id, b"") for feed_id in feed_ids]


async def _moved(tx: Transaction, feed: Feed, state: FeedState, to: str | None) -> FeedState:
    """The state of a feed that gets its new address; as it was where it has not moved."""
    if to is None or not await tx.feeds.move(feed.id, to=to):
        return state
    _log.info("feed.moved", feed=feed.id, url=to)
    former = (*state.moved_from, feed.url)
    return replace(state, moved_from=former, moved_to=None, moved_since=None, moved_answers=0)
