"""What was read, and what became of it."""

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.feed import Article
from bot.model.finding import Finding
from bot.model.incident import Verdict
from bot.report.match import fold
from bot.store.dialect import portions, upsert
from bot.store.tables import articles, entries, verdicts


@dataclass(frozen=True, slots=True)
class SqlArticles:
    """`bot.ports.Articles` on one connection."""

    connection: AsyncConnection

    async def known(self, feed_id: str, entry_ids: Collection[str]) -> set[str]:
        """Which of these entries of this feed were stored before."""
        found: set[str] = set()
        for some in portions(entry_ids):
            rows = await self.connection.execute(
                sa.select(entries.c.entry_id).where(
                    entries.c.feed_id == feed_id, entries.c.entry_id.in_(some)
                )
            )
            found.update(rows.scalars())
        return found

    async def add(self, entry_id: str, article: Article, finding: Finding) -> None:
        """Store an article with its finding."""
        seen = {"feed_id": article.feed_id, "entry_id": entry_id, "article_id": article.id}
        await upsert(self.connection, entries, seen, key=["feed_id", "entry_id"])
        values = {
            "id": article.id,
            "url": article.url,
            "words": _folded(article.title),
            "seen": article.seen,
            "article": article,
            "finding": finding,
        }
        await upsert(self.connection, articles, values, key=["id"])

    async def get(self, article_id: str) -> tuple[Article, Finding] | None:
        """One article with its finding."""
        wanted = sa.select(articles.c.article, articles.c.finding)
        rows = await self.connection.execute(wanted.where(articles.c.id == article_id))
        row = rows.first()
        return None if row is None else (row.article, row.finding)

    async def judge(self, verdict: Verdict) -> None:
        """Store what became of an article: its alert, or the reason for silence."""
        values = {"article_id": verdict.article_id, "verdict": verdict}
        await upsert(self.connection, verdicts, values, key=["article_id"])

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


def _folded(title: str) -> str:
    return f" {fold(title)} "
