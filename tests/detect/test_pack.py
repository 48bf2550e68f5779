"""Packs are compiled whole, or refused whole with every fault."""

import copy
from typing import Any

import pytest

from bot.detect import Packs, compile_packs, detect
from bot.errors import Misconfigured
from bot.model.finding import Zone
from tests.fakes.packs import article, raw, shipped

RULE: dict[str, Any] = {
    "id": "raid.cattle",
    "title": "Cattle are raided",
    "kind": "property_destruction",
    "plover": "ASSAULT",
    "raid": ["raid*|rustl*"],
    "cattle": ["@herd"],
    "condition": "raid and cattle",
    "match": ["Raiders raided forty goats."],
    "ignore": ["The goats slept."],
}
LEXICON = ("words.toml", {"lists": {"herd": ["cattle", "goat*"]}})
SEVERITY: tuple[str, dict[str, Any]] = (
    "severity.toml",
    {
        "kind": {"property_destruction": 2},
        "killed": {"1": 1},
        "injured": {},
        "of": {},
        "also": {},
        "level": {"minor": 1, "severe": 3},
        "certainty": {"base": 2},
        "main": {},
        "telling": {},
    },
)


def packs(*rules: dict[str, Any]) -> Packs:
    return compile_packs([("cattle.toml", {"rule": list(rules)})], [LEXICON], SEVERITY)


def faults(*rules: dict[str, Any]) -> list[str]:
    with pytest.raises(Misconfigured) as caught:
        packs(*rules)
    return [str(each) for each in caught.value.faults]


def test_a_rule_fires_on_its_examples_and_on_nothing_else() -> None:
    compiled = packs(RULE)
    finding = detect(article("Masked riders rustled ninety goats at dawn."), compiled)
    assert [each.rule for each in finding.signals] == ["raid.cattle"]
    assert not detect(article("The market opened."), compiled).signals


def test_a_rule_ignores_its_counterexamples() -> None:
    for rule in shipped().rules:
        for text in rule.ignore:
            assert rule.id not in {
                hit.rule.id for hit in shipped().hits(text.lower(), Zone.BODY)
            } or (rule.unless_article is not None)


def test_every_fault_of_every_rule_is_told_at_once() -> None:
    bad = {
        **RULE,
        "id": "Bad Id",
        "kind": "stampede",
        "plover": "RUN",
        "mode": "maybe",
        "status": "good",
        "sub_event_type": "Stampede",
        "raid": ["ra*id"],
        "herd": ["@flock"],
        "condition": "raid and nobody",
        "match": [],
        "ignore": "none",
    }
    told = "\n".join(faults(bad, {"id": "x.y"}))
    for part in (
        "cattle.toml: Bad Id: id:",
        "Bad Id: kind: unknown 'stampede'; choose one of: air_strike",
        "Bad Id: plover: unknown 'RUN'",
        "Bad Id: mode: unknown 'maybe'",
        "Bad Id: status: unknown 'good'",
        "Bad Id: sub_event_type: unknown 'Stampede'",
        "Bad Id: raid: 'ra*id' in 'ra*id' is no word",
        "Bad Id: herd: unknown list @flock in '@flock'; the lexicon has: herd",
        "Bad Id: condition: no group 'nobody'; the rule's groups are: cattle, herd, raid",
        "Bad Id: match: has no example",
        "Bad Id: ignore: is no list of texts",
        "x.y: kind: is missing",
        "x.y: title: is missing",
    ):
        assert part in told


def test_an_example_that_fails_refuses_the_pack() -> None:
    told = faults({**RULE, "match": ["Nothing."], "ignore": ["They raided cattle."]})
    assert len(told) == 2
    assert "match: does not fire on 'Nothing.'" in told[0]
    assert "ignore: fires on" in told[1]


def test_a_taken_id_is_a_fault() -> None:
    assert "is taken in cattle.toml" in faults(RULE, RULE)[0]


def test_a_group_that_the_condition_forgets_is_a_fault() -> None:
    assert "sheep: is not used" in faults({**RULE, "sheep": ["sheep"]})[0]


def test_an_unknown_key_is_a_fault() -> None:
    assert "wieght: is no list of phrases" in faults({**RULE, "wieght": 3})[0]
    with pytest.raises(Misconfigured) as caught:
        compile_packs([("a.toml", {"rules": []})], [LEXICON], SEVERITY)
    assert "a.toml: rules: unknown key" in str(caught.value)


def test_a_phrase_of_too_many_words_is_refused_with_the_reason() -> None:
    many = " .. ".join(["@herd"] * 40)
    assert "a phrase of 79 words; use at most 60" in faults({**RULE, "raid": [many]})[0]


def test_an_article_wide_exception_silences_the_rule() -> None:
    compiled = packs({**RULE, "unless_article": ["board game"]})
    text = "Raiders raided forty goats.\nThe board game costs ten."
    assert not detect(article(text), compiled).signals
    assert detect(article("Raiders raided forty goats."), compiled).signals


def test_the_examples_hold_where_an_article_wide_exception_stands_in_them() -> None:
    told = faults({**RULE, "unless_article": ["goats"]})
    assert "match: does not fire" in told[0]


def test_a_title_phrase_holds_in_the_title_only() -> None:
    rule = {**RULE, "raid": ["title: raid*"]}
    compiled = packs(rule)
    assert detect(article("Quiet.", title="Goats raided"), compiled).signals
    assert not detect(article("Goats raided."), compiled).signals


def test_a_lead_phrase_holds_in_lead_and_title() -> None:
    compiled = packs({**RULE, "raid": ["lead: raid*"]})
    assert detect(article("Goats raided."), compiled).signals
    far = "\n".join([*(f"Line {word} says nothing at all." for word in "abcdef"), "Goats raided."])
    assert not detect(article(far), compiled).signals


def test_an_experimental_rule_is_shown_and_never_alerts() -> None:
    compiled = packs({**RULE, "status": "experimental"})
    finding = detect(article("Raiders raided forty goats."), compiled)
    assert finding.signals
    assert not finding.alertable


def test_the_hash_tells_what_packs_say_not_what_their_files_are_called() -> None:
    first = packs(RULE)
    moved = compile_packs([("other.toml", {"rule": [RULE]})], [LEXICON], SEVERITY)
    changed = packs({**RULE, "title": "Goats are raided"})
    assert first.hash.startswith("sha256:")
    assert first.hash == moved.hash != changed.hash


@pytest.mark.parametrize(
    ("table", "value", "told"),
    [
        ("kind", {"stampede": 2}, "severity.toml: kind.stampede: unknown kind"),
        ("kind", {"riot": "many"}, "kind.riot: 'many' is no whole number"),
        ("level", {"awful": 1}, "level.awful: unknown severity"),
        ("killed", {"ten": 1}, "killed.ten: is no figure"),
        ("also", 3, "also: is missing"),
        ("weights", {}, "weights: unknown table"),
    ],
)
def test_a_bad_severity_table_is_refused(table: str, value: object, told: str) -> None:
    severity = copy.deepcopy(SEVERITY[1])
    severity[table] = value
    with pytest.raises(Misconfigured) as caught:
        compile_packs([], [LEXICON], ("severity.toml", severity))
    assert told in str(caught.value)


def test_the_shipped_packs_cover_every_kind_of_act() -> None:
    types = {rule.sub_event_type for rule in shipped().rules}
    assert len(types - {None}) == 25
    assert len(raw("rules")) >= 6


def test_a_pack_without_rules_finds_nothing() -> None:
    assert not detect(article("Raiders raided forty goats."), packs()).signals
