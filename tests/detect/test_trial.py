"""One rule tried on one sentence."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.detect import compile_packs
from bot.detect.trial import Found, Trial, try_rule
from bot.model.finding import Mode
from tests.detect.test_pack import LEXICON, SEVERITY
from tests.fakes.packs import CONFIG, read

NOW = datetime(2024, 6, 12, 9, tzinfo=UTC)
RULE: dict[str, Any] = {
    "id": "raid.cattle",
    "title": "Cattle are raided",
    "kind": "property_destruction",
    "plover": "ASSAULT",
    "raid": ["raid*|rustl*", "drove .. off"],
    "cattle": ["@herd"],
    "play": ["board game"],
    "condition": "raid and cattle and not play",
    "unless_article": ["rodeo"],
    "match": ["Raiders raided forty goats."],
    "ignore": ["The goats slept."],
}
OTHER = RULE | {"id": "raid.other", "kind": "attack", "cattle": ["goat*"]}


def tried(sentence: str, **keys: Any) -> Trial:  # noqa: ANN401  # any TOML
    raw = RULE | keys
    modes = ("modes.toml", read(CONFIG / "lexicon" / "modes.toml"))
    packs = compile_packs([("mine.toml", {"rule": [raw, OTHER]})], [LEXICON, modes], SEVERITY)
    return try_rule(packs.rules[0], raw, packs, sentence, now=NOW)


def test_what_was_found_is_told_with_the_phrase_that_found_it() -> None:
    trial = tried("Riders Rustled ninety Goats.")
    assert trial.found == (
        Found(group="raid", phrase="raid*|rustl*", words="Rustled"),
        Found(group="cattle", phrase="@herd", words="Goats"),
    )
    assert trial.missing == ("play",)
    assert trial.holds
    assert trial.fires
    assert trial.mode is Mode.CURRENT
    assert trial.others == ("raid.other",)


def test_what_is_missing_is_told() -> None:
    trial = tried("Riders left.")
    assert (trial.found, trial.missing) == ((), ("raid", "cattle", "play"))
    assert not trial.holds
    assert not trial.fires
    assert trial.mode is None
    assert trial.others == ()


@pytest.mark.parametrize(
    ("sentence", "holds"),
    [("In the board game you raid goats.", False), ("At the rodeo they raid goats.", True)],
)
def test_what_silences_a_rule_is_told(sentence: str, *, holds: bool) -> None:
    trial = tried(sentence)
    assert trial.holds is holds
    assert bool(trial.silenced_by) is holds
    assert not trial.fires


def test_the_mode_is_that_of_the_engine() -> None:
    assert tried("Last year riders rustled ninety goats.").mode is Mode.HISTORICAL


def test_a_title_phrase_is_tried_as_a_title() -> None:
    trial = tried("Riders raid goats", raid=["title: raid*"])
    assert trial.fires
    assert trial.mode is Mode.CURRENT
