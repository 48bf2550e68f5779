"""The shipped packs, and articles to try them on."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import pytest

from bot.detect import Packs, compile_packs, detect
from bot.detect import text as texts
from bot.detect.lexicon import Lexicon
from bot.detect.pack import RawPack
from bot.model.feed import Article
from bot.model.finding import Finding

CONFIG = Path(__file__).parents[2] / "config"
#: When the articles of these tests are published unless they say otherwise.
TODAY = datetime(2024, 6, 12, 9, tzinfo=UTC)


@cache
def shipped() -> Packs:
    """What `config/` holds, compiled once for all tests."""
    severity = CONFIG / "severity.toml"
    return compiled_once(raw("rules"), raw("lexicon"), (str(severity), read(severity)))


def compiled_once(
    rules: Sequence[RawPack], lexicons: Sequence[RawPack], severity: RawPack
) -> Packs:
    """What `compile_packs` returns, kept: the same files are compiled once in a process."""
    packs = (tuple(rules), tuple(lexicons), severity)
    return _compiled(_Content(repr(packs), packs))


def compile_once(patch: pytest.MonkeyPatch) -> None:
    """Let every command of these tests use it: each compiles all that comes along, for 0.5 s."""
    for module in ("bot.app.parts", "bot.settings.packs"):
        patch.setattr(f"{module}.compile_packs", compiled_once)


@dataclass(frozen=True, slots=True)
class _Content:
    """Files of packs, equal where they say the same under the same names."""

    said: str
    packs: tuple[tuple[RawPack, ...], tuple[RawPack, ...], RawPack] = field(compare=False)


@lru_cache(maxsize=4)
def _compiled(content: _Content) -> Packs:
    return compile_packs(*content.packs)


def raw(kind: str) -> list[tuple[str, dict[str, Any]]]:
    """The TOML files of one kind, in their order."""
    return [(str(path), read(path)) for path in sorted((CONFIG / kind).glob("*.toml"))]


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


def topics(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The subjects other than conflict that a text is about."""
    return lexicon.topics_of(texts.read(article(text), lexicon.index))
