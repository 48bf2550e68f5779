"""The words of a text tell which phrases it may hold, and never rule out one that it holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.detect.fold import fold
from bot.detect.gates import Verdict, gate
from bot.detect.phrase import phrase
from bot.detect.scan import compiled, found
from bot.detect.words import WordIndex

LISTS = {"armed": ["gunman|gunmen", "armed men", "u.n. troops", "zéro"], "one": ["coup", "raid*"]}
PHRASES = [
    "attack*",
    "air-strike*",
    "killed .. gunmen",
    "@armed opened fire",
    "@one|hand-to-hand|ends",
    "{count} dead",
    "rock'n'roll",
    "u.n. envoy",
    "удар|coup",
    "hand-to-hand|knife fight*",
]
WORDS = [
    *"attack attacks airstrike air-strike air strikes killed by the gunmen opened fire".split(),
    *"armed men u.n. troops envoy zéro удар coup 12 dead rock'n'roll hand-to-hand".split(),
    *"hand to knife fights fight handtohand , . ; 'killed' counter-attack a_b raids_1".split(),
    *"raid's attack_x хattack attackх _coup ends. raids1 end".split(),
]


def verdicts(text: str) -> dict[str, Verdict]:
    index = WordIndex()
    gates = {each: gate([phrase(each, LISTS).asked], index) for each in PHRASES}
    seen = index.seen(fold(text))
    assert seen == index.seen(fold(text)), "what it remembers changes its answer"
    return {each: known.verdict(seen) for each, known in gates.items()}


@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join))
def test_what_words_say_of_a_phrase_is_true(text: str) -> None:
    for each, verdict in verdicts(text).items():
        if verdict is not None:
            assert found(compiled(phrase(each, LISTS).source), fold(text)) is verdict


@pytest.mark.parametrize(
    ("text", "perhaps"),
    [
        ("The council met.", set()),
        ("Killed by gunmen.", {"killed .. gunmen"}),
        ("A dozen dead.", {"{count} dead"}),
        ("A march by air.", {"air-strike*"}),
    ],
)
def test_a_text_without_its_words_rules_a_phrase_out(text: str, perhaps: set[str]) -> None:
    # What asks for no plain word ("удар") can never be ruled out.
    always = {"удар|coup"}
    assert {each for each, verdict in verdicts(text).items() if verdict is None} == perhaps | always


def test_a_single_plain_word_tells_that_its_phrase_stands_there() -> None:
    told = verdicts("After the raids an attacker fled in an airstrike.")
    assert {each for each, verdict in told.items() if verdict} == {
        "attack*",
        "@one|hand-to-hand|ends",
    }
