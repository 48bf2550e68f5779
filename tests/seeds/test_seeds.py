"""The story of `seeds/`: whole, of our own writing, and short enough."""

import re
from pathlib import Path

import pytest

from bot.demo.story import read_story
from bot.settings import shipped

_STORY = read_story(shipped("seeds"))
_SEED_ARTICLE = Path(__file__).parents[3] / "shared" / "seed" / "article.txt"


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9']+", re.sub(r"<[^>]+>", " ", text).lower())


def _runs(text: str, length: int) -> set[tuple[str, ...]]:
    words = _words(text)
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


def test_every_piece_belongs_to_an_outlet_and_every_outlet_publishes() -> None:
    assert {piece.feed for piece in _STORY.pieces} == {each.id for each in _STORY.publishers}
    assert {each.format for each in _STORY.publishers} == {"rss", "atom", "teasers"}


def test_the_story_takes_about_a_minute_and_opens_with_the_raid_in_two_seconds() -> None:
    at = {piece.id: piece.at.total_seconds() for piece in _STORY.pieces}

    assert at["raid"] == 2
    assert at["raid"] < at["raid-toll"] < at["vow"] < at["answer"] < at["truce"]
    assert 45 <= _STORY.length.total_seconds() <= 60


@pytest.mark.parametrize("piece", _STORY.pieces, ids=lambda piece: piece.id)
def test_a_piece_is_as_long_as_a_wire_report(piece: object) -> None:
    body = getattr(piece, "body", "")

    assert 80 <= len(_words(body)) <= 250


def test_teasers_only_stand_where_the_page_holds_the_text() -> None:
    teasers = {each.id for each in _STORY.publishers if each.format == "teasers"}

    for piece in _STORY.pieces:
        assert bool(piece.teaser) == (piece.feed in teasers)
        assert piece.body.startswith("<!DOCTYPE html>") == (piece.feed in teasers)


@pytest.mark.skipif(not _SEED_ARTICLE.exists(), reason="shared/ is absent")
def test_no_sentence_of_the_seed_article_is_copied() -> None:
    seed = _runs(_SEED_ARTICLE.read_text("utf-8"), 6)

    for piece in _STORY.pieces:
        assert not seed & _runs(f"{piece.title}. {piece.teaser} {piece.body}", 6)


def test_every_article_file_is_part_of_the_story() -> None:
    told = (shipped("seeds") / "story.toml").read_text("utf-8")

    for path in (shipped("seeds") / "articles").iterdir():
        assert f'file = "{path.name}"' in told
