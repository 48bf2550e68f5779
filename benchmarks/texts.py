"""The articles that are measured on: public texts beside the checkout, else our own seeds."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path

from bot.demo.story import read_story
from bot.model.feed import Article
from bot.settings import shipped

_SHARED = Path(__file__).resolve().parents[2] / "shared" / "eval" / "dev"
_SEEN = datetime(2026, 1, 1, tzinfo=UTC)
#: Articles of a set.
_MOST = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSet:
    """A named set of articles."""

    name: str
    articles: tuple[Article, ...]

    @property
    def kilobytes(self) -> float:
        """Mean length of an article in thousands of characters."""
        return sum(len(each.text) for each in self.articles) / len(self.articles) / 1000


def text_sets() -> list[TextSet]:
    """BBC (mostly nothing to find) and muc4 (mostly something); the seeds where they are absent."""
    found = [
        TextSet(name=label, articles=_rows(path))
        for name, label in (("bbc_news", "BBC dev"), ("muc4", "muc4 dev"))
        if (path := _SHARED / f"{name}.jsonl").is_file()
    ]
    return found or [TextSet(name="seeds (shared/ is absent)", articles=_seeds())]


def _rows(path: Path) -> tuple[Article, ...]:
    with path.open(encoding="utf-8") as lines:
        return tuple(_article(json.loads(line)["text"]) for line in islice(lines, _MOST))


def _seeds() -> tuple[Article, ...]:
    pieces = read_story(shipped("seeds")).pieces
    return tuple(_article(piece.body) for piece in islice(cycle(pieces), _MOST))


def _article(text: str) -> Article:
    return Article(id="", feed_id="", title="", text=text, seen=_SEEN)
