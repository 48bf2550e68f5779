"""Tolls of sentences as newspapers of many countries write them: every counting form."""

import pytest

from bot.model.finding import Count, Effect, Toll
from tests.fakes.cases import cases, pages
from tests.fakes.claims import toll


def written(toll: Toll) -> str:
    """A toll as the table writes it: "killed 3, injured 2 to 5, missing 20+"."""
    told = ((effect, toll.of(effect)) for effect in Effect)
    return ", ".join(f"{effect} {_figure(count)}" for effect, count in told if count) or "nothing"


def _figure(count: Count) -> str:
    if count.exact:
        return str(count.min)
    return f"{count.min}+" if count.max is None else f"{count.min} to {count.max}"


@pytest.mark.parametrize("page", pages("tolls"))
def test_a_text_has_the_toll_that_a_reader_counts(page: list[list[str]]) -> None:
    assert [[text, written(toll(text))] for text, _ in page] == page


def test_a_toll_is_the_same_in_capitals_and_in_small_letters() -> None:
    other = [
        (text, expected)
        for text, expected in cases("tolls")
        if {written(toll(text.upper())), written(toll(text.lower()))} != {expected}
    ]

    assert other == []
