"""The shipped packs, and articles to try them on."""

import tomllib
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from bot.detect import Packs, compile_packs, detect
from bot.model.feed import Article
from bot.model.finding import Finding

CONFIG = Path(__file__).parents[2] / "config"
#: When the articles of these tests are published unless they say otherwise.
TODAY = datetime(2024, 6, 12, 9, tzinfo=UTC)


@cache
def shipped() -> Packs:
    """What `config/` holds, compiled once for all tests."""
    return compile_packs(
        raw("rules"), raw("lexicon"), ("severity.toml", read(CONFIG / "severity.toml"))
    )


def real_packs() -> Packs:
    """The same, for tests that read no articles of their own."""
    return shipped()


def raw(kind: str) -> list[tuple[str, dict[str, Any]]]:
    """The TOML files of one kind, in their order."""
    return [(path.name, read(path)) for path in sorted((CONFIG / kind).glob("*.toml"))]


def read(path: Path) -> dict[str, Any]:
    """One TOML file."""
    return tomllib.loads(path.read_text())


def article(text: str, *, title: str = "", published: datetime | None = TODAY) -> Article:
    """An article with this text."""
    return Article(
        id="a", feed_id="f", title=title, text=text, published=published, seen=published or TODAY
    )


def found(text: str, *, title: str = "", published: datetime | None = TODAY) -> Finding:
    """What the shipped packs say about a text."""
    return detect(article(text, title=title, published=published), shipped())
