"""What was read, and what became of it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.feed import Article, KnownEntry
from bot.model.finding import Finding
from bot.model.incident import Reading, Verdict
from bot.report.match import fold
from bot.store.dialect import as_list, paired, upsert_all
from bot.store.tables import articles, entries, verdicts


@dataclass(frozen=True, slots=True)
class SqlArticles:
    """`bot.ports.Articles` on one connection."""

    connection: AsyncConnection

    async def known(self, wanted: Collection[tuple[str, str]]) -> dict[tuple[str, str], KnownEntry]:
        """Which of these entries (feed and id) were stored before, and what is kept of them."""
        rows = await self.connection.execute(_KNOWN, {"wanted": as_list(wanted)})
        return {(feed, name): KnownEntry(digest=d, seen=at) for feed, name, d, at in rows}

    async def repeated(self, wanted: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
        """Which of these digests (feed and digest) an entry of that feed has, whatever its id."""
        rows = await self.connection.execute(_DIGESTS, {"wanted": as_list(wanted)})
        return {(feed, digest) for feed, digest in rows}

    async def add(self, *readings: Reading) -> None:
        """Store entries with their articles, findings and verdicts; what is there is replaced."""
        for table, key, keep, row in _ROWS:
            rows = [row(each) for each in readings]
            await upsert_all(self.connection, table, rows, key=key, keep=keep)

    async def note(self, feed_id: str, digests: Mapping[str, str]) -> None:
        """Give stored entries the digests that they have now; nothing else of them changes."""
        if digests:
            rows = [
                {"its_feed": feed_id, "its_id": name, "digest": digest}
                for name, digest in digests.items()
            ]
            await self.connection.execute(_NOTED, rows)

    async def get(self, article_id: str) -> tuple[Article, Finding] | None:
        """One article with its finding."""
        wanted = sa.select(articles.c.article, articles.c.finding)
        rows = await self.connection.execute(wanted.where(articles.c.id == article_id))
        row = rows.first()
        return None if row is None else (row.article, row.finding)

    async def verdict(self, article_id: str) -> Verdict | None:
        """What became of an article."""
        wanted = sa.select(verdicts.c.verdict).where(verdicts.c.article_id == article_id)
        found: Verdict | None = (await self.connection.execute(wanted)).scalar()
        return found

    async def find(self, url_or_words: str, *, limit: int) -> list[tuple[Article, Verdict]]:
        """Articles by address, or whose title holds all the words; newest first."""
        asked = _asked(url_or_words.strip())
        if asked is None:
            return []
        rows = await self.connection.execute(
            sa.select(articles.c.article, verdicts.c.verdict)
            .join(verdicts, verdicts.c.article_id == articles.c.id)
            .where(asked)
            .order_by(articles.c.seen.desc(), articles.c.seq.desc())
            .limit(limit)
        )
        return [(row.article, row.verdict) for row in rows]


def _asked(text: str) -> sa.ColumnElement[bool] | None:
    if text.lower().startswith(("http://", "https://")):
        return articles.c.url == text
    words = fold(text).split()
    if not words:
        return None
    return sa.and_(*(articles.c.words.contains(f" {word} ", autoescape=True) for word in words))


def _entry(reading: Reading) -> dict[str, Any]:
    article = reading.article
    return {
        "feed_id": article.feed_id,
        "entry_id": reading.entry_id,
        "article_id": article.id,
        "digest": reading.digest,
        "seen": article.seen,
    }


def _article(reading: Reading) -> dict[str, Any]:
    article = reading.article
    return {
        "id": article.id,
        "url": article.url,
        "words": f" {fold(article.title)} ",
        "seen": article.seen,
        "article": article,
        "finding": reading.finding,
    }


def _verdict(reading: Reading) -> dict[str, Any]:
    return {"article_id": reading.article.id, "verdict": reading.verdict}


#: What one reading becomes: the table, its key, what stays of an older row, and the row.
_ROWS = (
    (entries, ("feed_id", "entry_id"), ("seen",), _entry),
    (articles, ("id",), (), _article),
    (verdicts, ("article_id",), (), _verdict),
)
_KNOWN = sa.select(entries.c.feed_id, entries.c.entry_id, entries.c.digest, entries.c.seen).where(
    paired(entries.c.feed_id, entries.c.entry_id, "wanted")
)
_DIGESTS = sa.select(entries.c.feed_id, entries.c.digest).where(
    paired(entries.c.feed_id, entries.c.digest, "wanted")
)
_NOTED = (
    sa.update(entries)
    .where(
        entries.c.feed_id == sa.bindparam("its_feed"),
        entries.c.entry_id == sa.bindparam("its_id"),
    )
    .values(digest=sa.bindparam("digest"))
)
