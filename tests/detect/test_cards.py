"""What a reader is told of whole articles: grade, place, deeds, figures and points."""

import pytest

from bot.detect import Packs, compile_packs, detect
from tests.fakes.cases import cards
from tests.fakes.packs import CONFIG, article, raw, read, shipped
from tests.fakes.told import told


def differs(title: str, text: str, expected: list[str], packs: Packs) -> list[str]:
    lines = told(detect(article(text, title=title), packs))
    missing = [line for line in expected if line not in lines]
    extra = [line for line in lines if line.startswith("figure:") and line not in expected]
    return [*(f"not told: {line}" for line in missing), *(f"told too: {line}" for line in extra)]


@pytest.mark.parametrize(("title", "text", "expected"), cards())
def test_a_reader_is_told_what_the_card_says(title: str, text: str, expected: list[str]) -> None:
    assert differs(title, text, expected, shipped()) == []


@pytest.mark.slow
def test_packs_that_are_compiled_anew_say_the_same() -> None:
    severity = ("severity.toml", read(CONFIG / "severity.toml"))
    anew = compile_packs(raw("rules"), raw("lexicon"), severity)

    assert anew.hash == shipped().hash
    assert [each for card in cards() for each in differs(*card, anew)] == []
