"""The vocabulary of modes: an operator adds cues, and is told what is wrong with them."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.detect.cue_words import mode_words
from bot.detect.cues import ModeWords
from bot.detect.modes import Timeline
from bot.detect.text import read
from bot.model.finding import Mode
from tests.fakes.packs import article, raw

SHIPPED = [(file, tables) for file, tables in raw("lexicon") if "modes" in tables]
RUMOUR = {"mode": "hypothetical", "words": ["rumour* .. that"], "right": 90, "stop": "clause"}


def words(modes: dict[str, Any]) -> ModeWords:
    return mode_words([*SHIPPED, ("ours.toml", {"modes": modes})], [])


def faults(modes: object) -> list[str]:
    told: list[Any] = []
    mode_words([("ours.toml", {"modes": modes})], told)
    return [str(each) for each in told]


def mode(text: str, word: str, vocabulary: ModeWords) -> Mode:
    document = read(article(text, published=datetime(2024, 6, 12, tzinfo=UTC)))
    (sentence,) = document.sentences
    begin = sentence.folded.index(word)
    return Timeline(document, vocabulary).mode(sentence, (begin, begin + len(word)))


def test_a_cue_of_ones_own_is_added_to_the_shipped_ones() -> None:
    text = "There was a rumour in Belo that shells hit the market, and ten fled."
    assert mode(text, "hit", words({})) is Mode.CURRENT
    ours = words({"cues": {"rumour": RUMOUR}})
    assert mode(text, "hit", ours) is Mode.HYPOTHETICAL
    assert mode(text, "fled", ours) is Mode.CURRENT
    assert mode("No shells hit the market.", "hit", ours) is Mode.NEGATED


def test_a_cue_of_the_same_name_replaces_the_shipped_one() -> None:
    ours = words({"cues": {"future": {"mode": "future", "words": ["one day"], "right": 90}}})
    assert mode("They will attack the port.", "attack", words({})) is Mode.FUTURE
    assert mode("They will attack the port.", "attack", ours) is Mode.CURRENT


def test_words_of_ones_own_are_added_to_the_shipped_ones() -> None:
    text = "Last year, in the small hours, shells hit the market."
    assert mode(text, "hit", words({})) is Mode.HISTORICAL
    assert mode(text, "hit", words({"statement": [", in the small hours"]})) is Mode.CURRENT


def test_what_only_looks_like_a_cue_is_none() -> None:
    cue = {**RUMOUR, "words": ["would"], "unless": ["as one would"]}
    ours = words({"cues": {"supposed": cue}})
    assert mode("As one would think, shells hit the market.", "think", ours) is Mode.CURRENT
    assert mode("They would hit the market.", "hit", ours) is Mode.HYPOTHETICAL


def test_without_a_vocabulary_all_is_current() -> None:
    assert mode("In 1983 no shells hit the market.", "hit", mode_words([], [])) is Mode.CURRENT


@pytest.mark.parametrize(
    ("modes", "told"),
    [
        ([], "ours.toml: modes.modes: is no table"),
        ({"cue": {}}, "ours.toml: modes.cue: unknown key; use one of: retrospect"),
        ({"now": "today"}, "modes.now: is no list of texts"),
        ({"now": ["g*n"]}, "modes.now: 'g*n' in 'g*n' is no word"),
        ({"months": ["may"]}, "modes.months: has 1 months; write twelve, in their order"),
        ({"dated": ["1983"]}, "modes.dated: '1983' is no word"),
        ({"lists": {"few": []}}, "modes.lists.few: is no list of texts"),
        ({"stops": {"ours": [", @none"]}}, "modes.stops.ours: unknown list @none"),
        ({"cues": {"x": 1}}, "modes.cues.x: is no table; write [modes.cues.x]"),
        ({"cues": {"x": RUMOUR}}, "modes.cues.x.stop: is 'clause'; use one of: statement"),
        ({"cues": {"x": {"mode": "current"}}}, "cues.x.mode: is 'current'; use one of: historical"),
        ({"cues": {"x": {"mode": "future"}}}, "modes.cues.x.words: is no list of texts"),
        ({"cues": {"x": {"left": -1}}}, "cues.x.left: is -1; write a number of characters"),
        ({"cues": {"x": {"itself": 1}}}, "cues.x.itself: is neither true nor false"),
        ({"cues": {"x": {"unless": "no"}}}, "modes.cues.x.unless: is no list of texts"),
        ({"cues": {"x": {"reach": 9}}}, "modes.cues.x.reach: unknown key; use one of: mode"),
    ],
)
def test_what_is_wrong_is_told(modes: object, told: str) -> None:
    assert any(told in each for each in faults(modes))


def test_all_that_is_wrong_is_told_at_once() -> None:
    assert len(faults({"cue": {}, "now": [], "cues": {"x": {"mode": "gone", "left": "far"}}})) == 5


def test_a_cue_whose_words_may_be_any_is_looked_for_everywhere() -> None:
    ours = words(
        {"cues": {"sum": {"mode": "future", "words": ["{count} more|fewer"], "right": 90}}}
    )
    assert mode("12 more shells hit it.", "hit", ours) is Mode.FUTURE
    number = words({"cues": {"sum": {"mode": "future", "words": ["{count}"], "right": 90}}})
    assert mode("12 shells hit it.", "hit", number) is Mode.FUTURE
