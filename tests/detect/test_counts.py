"""Number expressions, in forms of all kinds."""

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.detect.counts import numbers_in
from bot.detect.tokens import places, tokens
from bot.detect.word_kinds import WordKinds
from bot.model.finding import Count
from tests.fakes.claims import pair


class Figure(NamedTuple):
    """A number that counts heads; offsets into its text."""

    start: int
    end: int
    heads: Count


def figures(text: str) -> tuple[Figure, ...]:
    words, kinds = tokens(text), WordKinds((), ())
    at = places(text, words)
    return tuple(
        Figure(at[start][0], at[end - 1][1], heads)
        for start, end, heads in numbers_in(words, [kinds[word] for word in words])
        if heads is not None
    )


COUNTED = [
    ("seven people", (7, 7)),
    ("7 people", (7, 7)),
    ("twenty-three people", (23, 23)),
    ("twenty three people", (23, 23)),
    ("a hundred people", (100, 100)),
    ("two hundred and five people", (205, 205)),
    ("one thousand two hundred people", (1200, 1200)),
    ("one hundred thousand people", (100_000, 100_000)),
    ("1,200 people", (1200, 1200)),
    ("2.5 million people", (2_500_000, 2_500_000)),
    ("a dozen people", (12, 12)),
    ("half a dozen people", (6, 6)),
    ("two dozen people", (24, 24)),
    ("dozens of people", (24, None)),
    ("scores of people", (40, None)),
    ("hundreds of people", (200, None)),
    ("several hundred people", (200, None)),
    ("tens of thousands of people", (20_000, None)),
    ("hundreds of thousands of people", (200_000, None)),
    ("several people", (2, None)),
    ("a couple of people", (2, 2)),
    ("a handful of people", (2, None)),
    ("both men", (2, 2)),
    ("at least seven people", (7, None)),
    ("no fewer than 7 people", (7, None)),
    ("more than a dozen people", (12, None)),
    ("over 30 people", (30, None)),
    ("up to 30 people", (1, 30)),
    ("no more than 30 people", (1, 30)),
    ("fewer than ten people", (1, 9)),
    ("as many as 30 people", (30, 30)),
    ("some 30 people", (30, 30)),
    ("nearly 30 people", (30, 30)),
    ("an estimated 30 people", (30, 30)),
    ("between 20 and 30 people", (20, 30)),
    ("20 to 30 people", (20, 30)),
    ("three or four people", (3, 4)),
    ("20-30 people", (20, 30)),
    ("20 or more people", (20, None)),
    ("20 plus people", (20, None)),
    ("10 may have died", (10, 10)),
]


@pytest.mark.parametrize(("words", "expected"), COUNTED)
def test_a_number_expression_is_read_as_a_range(
    words: str, expected: tuple[int, int | None]
) -> None:
    first, *rest = figures(words)
    assert pair(first.heads) == expected
    assert not rest
    assert words.startswith(words[first.start : first.end])


@pytest.mark.parametrize(
    "words",
    [
        "the man, 34, lived there",
        "a 34-year-old man",
        "aged 34 and tired",
        "a 34 - year - old man",
        "on 20 july",
        "on july 20",
        "on the 12th",
        "in 2015",
        "in may 2015",
        "at 7:50 pm",
        "at 11 pm",
        "on 5 may",
        "some 13 km away",
        "13 kilometres away",
        "an ak-47 rifle",
        "an m-16",
        "$500 a head",
        "$2.5 million",
        "40 percent of it",
        "for three days",
        "division 7 marched",
        "section 144 was imposed",
        "few people",
        "people of the town",
        "",
    ],
)
def test_ages_dates_distances_and_money_count_nobody(words: str) -> None:
    assert figures(words) == ()


def test_several_figures_stand_in_reading_order() -> None:
    text = "at least 12 people, among them three children and a dozen others"
    assert [text[f.start : f.end] for f in figures(text)] == ["at least 12", "three", "a dozen"]


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading_of_figures(text: str) -> None:
    for figure in figures(text.lower()):
        assert 0 <= figure.start < figure.end <= len(text.lower())
        assert figure.heads.max is None or figure.heads.min <= figure.heads.max


@given(st.integers(min_value=1, max_value=999_999))
def test_digits_mean_what_they_say_with_and_without_commas(number: int) -> None:
    for text in (f"{number} people", f"{number:,} people"):
        (figure,) = figures(text)
        assert pair(figure.heads) == (number, number)
