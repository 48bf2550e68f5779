"""What is no fault of a rule and yet worth mending."""

from typing import Any

import pytest

from bot.detect.rule import Rule
from bot.detect.rule_table import rule
from bot.detect.style import style_of
from bot.errors import Fault
from tests.fakes.packs import raw, shipped

RULE: dict[str, Any] = {
    "id": "raid.granary",
    "title": "A granary is burnt",
    "kind": "property_destruction",
    "plover": "ASSAULT",
    "deed": ["torch*", "set fire to"],
    "store": ["granar*|barn*"],
    "condition": "deed and store",
    "match": ["They torched a barn.", "Men set fire to a granary."],
    "ignore": ["They left.", "The barn was full."],
}


def told(**keys: Any) -> list[str]:  # noqa: ANN401  # any TOML
    raw = RULE | keys
    faults: list[Fault] = []
    read = rule("mine.toml", raw, {"herd": ["goat*"]}, faults)
    assert isinstance(read, Rule), faults
    style = list(style_of(read, raw, {"herd": ["goat*"]}))
    assert {each.file for each in style} <= {"mine.toml"}
    return [f"{each.key}: {each.wrong}; {each.right}" for each in style]


def test_a_good_rule_is_left_alone() -> None:
    assert told() == []
    assert told(kind="threat", plover="THREATEN", mode="future") == []


def test_one_example_may_be_chance() -> None:
    assert told(match=RULE["match"][:1], ignore=RULE["ignore"][:1]) == [
        "raid.granary: match: has one example only; add a sentence with other words",
        "raid.granary: ignore: has one example only; add a sentence with other words",
    ]


def test_what_is_too_long_to_read_is_told() -> None:
    sentence = f"They torched a barn{' far away' * 40}."
    assert told(ignore=[*RULE["ignore"], "A" * 300]) == []
    assert told(match=[*RULE["match"], sentence])[0].endswith(
        f"has {len(sentence)} characters; keep what matters, within 300"
    )
    assert told(title="x" * 72) == []
    assert told(title="x" * 73) == ["raid.granary: title: has 73 characters; say it within 72"]
    long = " ".join(["torched"] * 13)
    assert told(deed=["torch*", long])[0].endswith("is long; use at most 12 words")


def test_an_act_without_its_plover_type_is_told() -> None:
    bare = {key: value for key, value in RULE.items() if key != "plover"}
    faults: list[Fault] = []
    read = rule("mine.toml", bare, {}, faults)
    assert isinstance(read, Rule)
    (line,) = map(str, style_of(read, bare, {}))
    assert line.startswith("mine.toml: raid.granary: plover: is not said; ")
    assert line.endswith('; write plover = "ASSAULT", or the type that fits')


def test_a_type_that_is_not_the_kinds_own_is_told() -> None:
    own = "Looting/property destruction"
    assert told(sub_event_type=own) == []
    (line,) = told(sub_event_type="Attack")
    assert line.startswith("raid.granary: sub_event_type: Attack is not the type of kind property_")
    assert line.endswith(f"; leave it out: it is {own} then")


@pytest.mark.parametrize(
    ("phrases", "added"),
    [
        (["torch*", "torched"], "'torched' adds nothing to 'torch*'"),
        (["torched", "torch*"], "'torched' adds nothing to 'torch*'"),
        (["torch*", "torched|torching"], "'torched|torching' adds nothing to 'torch*'"),
        (["torch*", "Torch*"], "'Torch*' stands there twice"),
        (["set-fire", "set fire|fires", "torch*"], None),
        (["set fire|fires", "set fire", "torch*"], "'set fire' adds nothing to 'set fire|fires'"),
        (["torch*", "a|the torch|torches"], "'a|the torch|torches' adds nothing to 'torch*'"),
        (["torch*", "set .. torched"], None),
        (["torch*", "@herd torched"], None),
        (["title: torch*", "torched"], None),
        (["torched", "torch*|burn*"], "'torched' adds nothing to 'torch*|burn*'"),
        (["torch*", "torch-bearer"], "'torch-bearer' adds nothing to 'torch*'"),
        (["air-strike", "air strike", "torch*"], "'air strike' adds nothing to 'air-strike'"),
    ],
)
def test_a_phrase_that_adds_nothing_is_told(phrases: list[str], added: str | None) -> None:
    lines = told(deed=phrases, match=["They torched a barn.", "Two torched a granary."])
    assert [line.split(": ", 2)[2].split(";")[0] for line in lines] == ([added] if added else [])


def test_of_twins_the_first_stays() -> None:
    lines = told(deed=["torch*", "set-fire to", "set-fire  to"])
    assert len(lines) == 1


@pytest.mark.slow
def test_the_shipped_rules_need_no_mending_in_style() -> None:
    raw_of = {each["id"]: each for _, tables in raw("rules") for each in tables["rule"]}
    lists = shipped().lexicon.lists

    assert not [
        fault for each in shipped().rules for fault in style_of(each, raw_of[each.id], lists)
    ]
