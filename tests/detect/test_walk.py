"""Walks: a phrase followed word by word finds what its RE2 pattern finds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.detect.fold import fold
from bot.detect.phrase import phrase
from bot.detect.scan import compiled, first
from bot.detect.walk import Line, either

LISTS = {
    "arms": ("mortar", "rocket-launcher*", "air .. strike*", "u.s. gun"),
    "many": ("rebel*", "men", "sana'a men", "gen."),
}
ATOMS = (
    "fire", "fir*", "air-strike*", "hit-and-run", "u.s.", "sana'a", "and/or", "gen.", "men",
    "{count}", "@arms", "@many", "rebel*|men", "@many|fire", "of|the", "mortar|@arms|{count}",
)  # fmt: skip
PIECES = (
    "fire", "fired", "first", "air", "strike", "strikes", "airstrikes", "hit", "and", "run", "u.s",
    "us", "sana'a", "sana", "a", "gen", "men", "rebels", "twenty", "twelve", "1,200", "dozens",
    "two", "hundred", "mortar", "rocket", "launchers", "gun", "of", "the", "or", "re_bels",
    "fire_", "città", "их",
)  # fmt: skip
JOINTS = (
    " ", " ", " ", " ", ", ", ". ", "; ", "-", " - ", ' "', '" ', " (", ") ", "'", ".", "/", " $",
    "",
)  # fmt: skip


def _sentence(parts: list[tuple[str, str]]) -> str:
    return fold("".join(word + joint for word, joint in parts))


@pytest.mark.slow
@given(
    st.lists(st.sampled_from(ATOMS), min_size=1, max_size=3),
    st.sampled_from((" ", " .. ")),
    st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(JOINTS)), max_size=14),
)
@settings(derandomize=True, deadline=None, max_examples=1500, database=None)
def test_a_walk_begins_where_the_pattern_begins_and_nowhere_else(
    atoms: list[str], joint: str, parts: list[tuple[str, str]]
) -> None:
    read = phrase(joint.join(atoms), LISTS)
    sentence = _sentence(parts)
    assert read.walk is not None
    walked = Line(sentence).first(read.walk)
    searched = first(compiled(read.source), sentence)
    assert (walked and walked[0]) == (searched and searched[0])


@pytest.mark.parametrize(
    ("text", "sentence", "words"),
    [
        ("air-strike*", "An air strike killed.", "air strike"),
        ("air-strike*", "Airstrikes went on.", "airstrikes"),
        (
            "vow* .. revenge|vengeance",
            "They vow today to take revenge, or vengeance.",
            "vow today to take revenge",
        ),
        ("@many", "The sana'a men left.", "sana'a men"),
        ("killing {count}", "A blast killing twenty-two people.", "killing twenty-two"),
    ],
)
def test_a_walk_ends_at_the_nearest_word_that_fits(text: str, sentence: str, words: str) -> None:
    read = phrase(text, LISTS)
    folded = fold(sentence)
    assert read.walk is not None
    span = Line(folded).first(read.walk)
    assert span is not None
    assert folded[slice(*span)] == words


def test_all_are_found_at_their_longest_and_none_inside_another() -> None:
    walks = [phrase(each, {}).walk for each in ("police", "police chief*", "riot police", "men")]
    words = either(each for each in walks if each is not None)
    line = "riot police and the police chiefs met armed men"
    assert [line[slice(*span)] for span in Line(line).all(words)] == [
        "riot police",
        "police chiefs",
        "men",
    ]


def test_letters_that_are_not_ascii_are_left_to_the_pattern() -> None:
    assert phrase("атака .. город", {}).walk is None
