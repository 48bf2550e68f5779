"""The words of a text tell which phrases it may hold, and never rule out one that it holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.detect.fold import fold
from bot.detect.phrase import phrase
from bot.detect.scan import compiled, found
from bot.detect.words import WordIndex, words_of

LISTS = {"armed": ["gunman|gunmen", "armed men", "u.n. troops", "zéro"]}
PHRASES = [
    "attack*",
    "air-strike*",
    "killed .. gunmen",
    "@armed opened fire",
    "{count} dead",
    "rock'n'roll",
    "u.n. envoy",
    "удар|coup",
    "hand-to-hand|knife fight*",
]
WORDS = [
    *"attack attacks airstrike air-strike air strikes killed by the gunmen opened fire".split(),
    *"armed men u.n. troops envoy zéro удар coup 12 dead rock'n'roll hand-to-hand".split(),
    *"hand to knife fights fight handtohand , . ; 'killed' counter-attack a_b".split(),
]


def index() -> WordIndex:
    groups = [(phrase(each, LISTS).needs,) for each in PHRASES]
    return WordIndex(groups, range(len(groups)))


def may(text: str) -> set[int]:
    known = index()
    seen, keys = known.keys_in(words_of(fold(text)))
    assert keys == {number for number in range(len(PHRASES)) if known.may(number, seen)}
    return keys


@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join))
def test_no_phrase_that_a_text_holds_is_ruled_out(text: str) -> None:
    folded = fold(text)
    held = {
        number
        for number, each in enumerate(PHRASES)
        if found(compiled(phrase(each, LISTS).source), folded)
    }
    assert held <= may(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The council met.", set()),
        ("Attackers came.", {"attack*"}),
        ("Killed by gunmen.", {"killed .. gunmen"}),
        ("A counter-attack by air.", {"attack*", "air-strike*"}),
    ],
)
def test_a_text_without_its_words_rules_a_phrase_out(text: str, expected: set[str]) -> None:
    # What asks for no plain word ("{count}", "удар") can never be ruled out.
    always = {"удар|coup"}
    assert {PHRASES[number] for number in may(text)} == expected | always


def test_an_index_remembers_words_without_changing_its_answer() -> None:
    known = index()
    words = words_of("armed men opened fire at the gate")
    assert known.keys_in(words) == known.keys_in(words)
