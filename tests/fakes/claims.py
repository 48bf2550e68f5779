"""Reads the claims of a few sentences with the shipped vocabulary."""

import tomllib
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from bot.detect.claim_words import ClaimWords
from bot.detect.claims import claims_of
from bot.detect.cue_words import mode_words
from bot.detect.cues import ModeWords
from bot.detect.modes import Timeline
from bot.detect.text import read
from bot.detect.toll import toll_of
from bot.model.feed import Article
from bot.model.finding import Claim, Count, Toll

LEXICON = Path(__file__).parents[2] / "config" / "lexicon"
DAY = datetime(2024, 3, 12, 9, 30, tzinfo=UTC)


@cache
def vocabulary() -> ClaimWords:
    """The shipped vocabulary of claims."""
    return ClaimWords.of(_table("claims.toml"))


@cache
def modes() -> ModeWords:
    """The shipped vocabulary of modes."""
    return mode_words([("modes.toml", _table("modes.toml"))], [])


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((LEXICON / name).read_text(encoding="utf-8"))


def claims(text: str, *, title: str = "") -> tuple[Claim, ...]:
    """The claims of an article of that day."""
    article = Article(id="a", feed_id="f", title=title, text=text, published=DAY, seen=DAY)
    document = read(article)
    return claims_of(document, Timeline(document, modes()), vocabulary())


def toll(text: str, *, title: str = "") -> Toll:
    """The toll of an article of that day."""
    return toll_of(claims(text, title=title))


def pair(count: Count | None) -> tuple[int, int | None] | None:
    """A range as the tables of the tests write it."""
    return None if count is None else (count.min, count.max)
