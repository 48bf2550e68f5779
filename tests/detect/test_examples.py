"""Examples of rules that have other faults."""

from typing import Any

import pytest

from bot.detect import UNREADABLE
from bot.detect.rules import rules_of
from bot.errors import Fault

RULE: dict[str, Any] = {
    "id": "raid.granary",
    "title": "A granary is burnt",
    "kind": "stampede",
    "deed": ["torch*"],
    "store": ["barn*"],
    "condition": "deed and store",
    "match": ["They torched a barn."],
    "ignore": ["They left."],
}


def told(**keys: Any) -> list[str]:  # noqa: ANN401  # any TOML
    faults: list[Fault] = []
    assert rules_of([("mine.toml", {"rule": [RULE | keys]})], {}, faults) == ()
    return [f"{fault.key}: {fault.wrong}" for fault in faults if "kind" not in fault.key]


def test_an_example_of_a_rule_with_another_fault_is_judged() -> None:
    assert told() == []
    assert told(match=["They left."]) == ["raid.granary: match: does not fire on 'They left.'"]
    assert told(ignore=["They torched barns."]) == [
        "raid.granary: ignore: fires on 'They torched barns.'"
    ]


def test_an_example_that_a_mended_phrase_may_save_is_not_called_failing() -> None:
    bad = {"store": ["ba*rn"]}
    assert len(told(**bad)) == 1
    assert len(told(**bad, match=["They left."])) == 2
    assert len(told(**bad, ignore=["They torched a shed."])) == 1


def test_an_unknown_group_may_be_there_or_not() -> None:
    assert told(condition="deed and store and not play") == [
        "raid.granary: condition: no group 'play'"
    ]


def test_an_article_wide_exception_that_cannot_be_read_saves_a_counterexample() -> None:
    keys = {"unless_article": ["@films"], "ignore": ["They torched barns."]}
    assert told(**keys) == ["raid.granary: unless_article: unknown list @films in '@films'"]


def test_the_examples_of_a_rule_with_a_taken_id_are_judged() -> None:
    sound = RULE | {"kind": "attack"}
    faults: list[Fault] = []
    pack = {"rule": [sound, sound | {"match": ["They left."]}]}
    assert len(rules_of([("mine.toml", pack)], {}, faults)) == 1
    assert [fault.wrong for fault in faults] == [
        "is taken in mine.toml",
        "does not fire on 'They left.'",
    ]


def test_what_toml_could_not_read_is_not_told_twice() -> None:
    assert told(deed=UNREADABLE) == []
    assert told(match=UNREADABLE, title=UNREADABLE, condition=UNREADABLE) == []


@pytest.mark.parametrize(
    ("key", "value", "wrong"),
    [
        ("language", 3, "language: 3 is no code of a language"),
        ("id", 3, "id: is missing or no text"),
        ("match", "They torched a barn.", "match: is no list of texts"),
        ("deed", [3], "deed: is no list of texts"),
        ("deed", "torch", "deed: is no list of phrases"),
        ("my-group", ["mine"], "my-group: is no name that a condition can use"),
        ("or", ["mine"], "or: is no name that a condition can use"),
        ("condition", ["deed"], "condition: is missing or no text"),
        ("condition", "deed and (store", "condition: a bracket is open"),
        ("mode", {"past": 1}, "mode: unknown {'past': 1}"),
        ("unless_article", "film", "unless_article: is no list of texts"),
        ("deed", ["when: torch"], "deed: unknown zone 'when'"),
        ("deed", ["{number} dead"], "deed: unknown '{number}'"),
    ],
)
def test_a_wrong_value_is_one_fault_of_its_key(key: str, value: object, wrong: str) -> None:
    lines = told(**{key: value})
    assert sum(wrong in line for line in lines) == 1, lines


def test_a_rule_without_an_id_is_called_by_its_place() -> None:
    faults: list[Fault] = []
    rules_of([("mine.toml", {"rule": [RULE, {}]})], {}, faults)
    assert "rule 2: id" in {fault.key for fault in faults}


@pytest.mark.parametrize("rule", [{"id": "a.b"}, "text", [3], None])
def test_a_table_that_is_none_is_a_fault(rule: object) -> None:
    faults: list[Fault] = []
    rules_of([("mine.toml", {"rule": rule})], {}, faults)
    assert [fault.right for fault in faults] == ["write [[rule]] above it"]


def test_a_mistyped_name_in_a_condition_is_one_fault() -> None:
    assert told(condition="deed and storre") == ["raid.granary: condition: no group 'storre'"]
