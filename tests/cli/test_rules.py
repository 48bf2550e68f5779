"""`tocsin rules` as an analyst meets it."""

import json
from pathlib import Path
from typing import TypeAlias

import pytest
from typer.testing import CliRunner, Result

from bot.cli.program import tocsin
from tests.fakes.few import few_packs

Factory: TypeAlias = pytest.TempPathFactory

GOOD = """\
[[rule]]
id        = "raid.granary"
title     = "A granary is burnt"
kind      = "property_destruction"
plover    = "ASSAULT"
deed      = ["torch*", "set fire to"]
store     = ["granar*|barn*", "@vehicles"]
play      = ["board game"]
condition = "deed and store and not play"
match     = ["Riders torched two barns.", "They set fire to a granary at night."]
ignore    = ["In the board game you torch barns.", "The barn was full."]
"""

#: Five packs with three faults each, and what must be told of each.
BROKEN = {
    "a_one.toml": (
        """\
[[rule]]
id        = "One"
title     = "An id, a kind and a PLOVER type that are none"
kind      = "stampede"
plover    = "RUN"
deed      = ["torch*"]
condition = "deed"
match     = ["They torched it."]
ignore    = ["They left."]
""",
        (
            "One: id: 'One' is no id; write family.name",
            "One: kind: unknown 'stampede'; choose one of: air_strike",
            "One: plover: unknown 'RUN'; choose one of: AGREE",
        ),
    ),
    "b_two.toml": (
        """\
[[rule]]
id        = "two.lists"
title     = "An unknown list, a bad phrase, an example that misses"
kind      = "attack"
plover    = "ASSAULT"
deed      = ["torch*"]
herd      = ["@nowhere_to_be_found"]
whom      = ["farm*er"]
condition = "deed and (herd or whom)"
match     = ["Riders left the village."]
ignore    = ["They left."]
""",
        (
            "two.lists: herd: unknown list @nowhere_to_be_found",
            "two.lists: whom: 'farm*er' in 'farm*er' is no word; write letters",
            "two.lists: match: does not fire on 'Riders left the village.'",
        ),
    ),
    "c_three.toml": (
        """\
[[rule]]
id        = "three.torn"
title     = "No TOML, a group nobody knows, one that nobody uses"
kind      = "attack
plover    = "ASSAULT"
deed      = ["torch*"]
rest      = ["sleep*"]
condition = "deed and victim"
match     = ["They torched it."]
ignore    = ["They left."]
""",
        (
            "line 4: is no valid TOML",
            "three.torn: condition: no group 'victim'; the rule's groups are: deed, rest",
            "three.torn: rest: is not used by the condition; name it there",
        ),
    ),
    "d_four.toml": (
        """\
colour = "red"

[[rule]]
id        = "four.types"
title     = "An unknown key, a wrong type, a false friend that fires"
kind      = "attack"
plover    = "ASSAULT"
status    = "good"
deed      = ["torch*"]
condition = "deed"
match     = ["They torched it."]
ignore    = ["The Olympic torch arrived."]
""",
        (
            "colour: unknown key; a pack holds [[rule]] tables only",
            "four.types: status: unknown 'good'; choose one of: stable, experimental",
            "four.types: ignore: fires on 'The Olympic torch arrived.'",
        ),
    ),
    "e_five.toml": (
        """\
[[rule]]
id        = "two.lists"
title     = "A taken id, a language that is none, no example"
kind      = "attack"
plover    = "ASSAULT"
language  = "Klingon"
deed      = ["torch*"]
condition = "deed"
match     = ["They torched it."]
""",
        (
            "two.lists: id: is taken in",
            "two.lists: language: 'Klingon' is no code of a language",
            "two.lists: ignore: has no example",
        ),
    ),
}


@pytest.fixture(autouse=True)
def _few_shipped_packs(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: Factory) -> None:
    root = tmp_path_factory.mktemp("shipped")
    few_packs(root, monkeypatch)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(root)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "granary.toml").write_text(GOOD)
    return tmp_path


def rules(*words: str | Path) -> Result:
    return CliRunner().invoke(tocsin, ["rules", *map(str, words)])


def test_list_names_each_rule_with_its_kind_and_file(config: Path) -> None:
    rows = rules("list", "--config", config).stdout.splitlines()
    assert rows[0].split("\t")[0] == "rule"
    assert (
        "raid.granary\tproperty_destruction\tLooting/property destruction\tASSAULT\tcurrent"
        "\tstable\ten\tgranary.toml"
    ) in rows


def test_list_can_be_narrowed_and_read_by_a_machine(config: Path) -> None:
    kind = ("--kind", "property_destruction")
    rows = json.loads(rules("list", "--config", config, "--json", *kind).stdout)
    assert "raid.granary" in {row["rule"] for row in rows}
    assert {row["kind"] for row in rows} == {"property_destruction"}
    none = rules("list", "--config", config, *kind, "--status", "experimental").stdout
    assert len(none.splitlines()) == 1


def test_show_tells_a_rule_in_full(config: Path) -> None:
    said = rules("show", "raid.granary", "--config", config).stdout
    for part in (
        "A granary is burnt",
        "condition: deed and store and not play",
        "set fire to",
        "@vehicles  (@vehicles: ",
        "They set fire to a granary at night.",
        "In the board game you torch barns.",
    ):
        assert part in said
    assert "@vehicles = " not in said
    expanded = rules("show", "raid.granary", "--config", config, "--expand").stdout
    assert "@vehicles = " in expanded


def test_an_unknown_rule_is_answered_with_the_nearest() -> None:
    result = rules("show", "strike.ari")
    assert result.exit_code == 2
    assert result.stderr == "tocsin: there is no rule strike.ari; did you mean strike.air?\n"


@pytest.mark.parametrize("what", ["raid.granary", "granary.toml"])
def test_a_rule_whose_examples_hold_says_how_many(config: Path, what: str) -> None:
    result = rules("test", what, "--config", config)
    assert result.exit_code == 0, result.stderr
    assert result.stdout == "1 rule, 4 examples: all hold\n"


def test_a_file_that_stands_elsewhere_is_tested_with_the_configured_lists(tmp_path: Path) -> None:
    draft = tmp_path / "draft.toml"
    draft.write_text(GOOD.replace('"The barn was full."', '"They torched the barn."'))
    result = rules("test", draft)
    assert result.exit_code == 1
    assert result.stderr.splitlines()[0] == (
        f"tocsin: {draft}: raid.granary: ignore: fires on 'They torched the barn.'; mend either"
    )


def test_a_sentence_is_tried_group_by_group(config: Path) -> None:
    def tried(sentence: str) -> str:
        return rules("test", "raid.granary", "--config", config, "--sentence", sentence).stdout

    said = tried("Last week riders torched three barns near the river.")
    assert "deed: found\n  “torched” by torch*" in said
    assert "store: found\n  “barns” by granar*|barn*" in said
    assert "play: not found" in said
    assert "the condition holds" in said
    assert "raid.granary fires: property_destruction" in said
    calm = tried("The barn was painted.")
    assert "deed: not found" in calm
    assert "the condition does not hold\nraid.granary does not fire" in calm


def test_a_sentence_is_tried_on_one_rule() -> None:
    result = rules("test", "--sentence", "Riders left.")
    assert result.exit_code == 2
    assert result.stderr == "tocsin: say which rule: tocsin rules test ID --sentence …\n"


def test_five_packs_with_three_faults_each_give_fifteen_lines_in_one_run(tmp_path: Path) -> None:
    files = []
    for name, (text, _) in BROKEN.items():
        (tmp_path / name).write_text(text)
        files.append(tmp_path / name)
    result = rules("lint", *files)
    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    for name, (_, told) in BROKEN.items():
        for part in told:
            where = f"tocsin: {tmp_path / name}: {part}"
            assert sum(line.startswith(where) for line in lines) == 1, (where, lines)
    assert lines[-1] == "tocsin: 15 faults; the pack does not load"
    assert len(lines) == 16


def test_the_same_fifteen_faults_keep_the_bot_from_starting(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    for name, (text, _) in BROKEN.items():
        (tmp_path / "rules" / name).write_text(text)
    result = CliRunner().invoke(tocsin, ["check", "--config", str(tmp_path)])
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 15


def test_lint_tells_what_is_no_fault_and_worth_mending(config: Path) -> None:
    poor = (
        GOOD.replace('"set fire to"]', '"torched", "Torch*"]')
        .replace('"They set fire to a granary at night."', "")
        .replace("raid.granary", "raid.poor")
    )
    (config / "rules" / "poor.toml").write_text(poor)
    result = rules("lint", "poor.toml", "--config", config)
    assert result.exit_code == 0, result.stderr
    said = result.stdout
    assert "raid.poor: match: has one example only; add a sentence with other words" in said
    assert "raid.poor: deed: 'torched' adds nothing to 'torch*'; take it out" in said
    assert "raid.poor: deed: 'Torch*' stands there twice; take one out" in said
    assert "3 to mend in style" in said
    assert rules("lint", "poor.toml", "--config", config, "--strict").exit_code == 1
    assert rules("lint", "granary.toml", "--config", config, "--strict").exit_code == 0


def test_a_sound_rule_is_told_when_another_pack_keeps_the_bot_from_starting(config: Path) -> None:
    (config / "rules" / "broken.toml").write_text("[[rule]]\n")
    result = rules("test", "raid.granary", "--config", config)
    assert result.stdout == "1 rule, 4 examples: all hold\n"
    assert "elsewhere" in result.stderr
    assert result.exit_code == 2


def test_new_writes_a_rule_that_loads_and_never_writes_over_one(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    result = rules("new", "raid.barn", "--kind", "property_destruction", "--config", folder)
    assert result.exit_code == 0, result.stderr
    path = folder / "rules" / "raid_barn.toml"
    assert str(path) in result.stdout
    assert rules("test", "raid.barn", "--config", folder).stdout == "1 rule, 4 examples: all hold\n"
    assert "experimental" in rules("show", "raid.barn", "--config", folder).stdout
    path.write_text(GOOD)
    again = rules("new", "raid.barn", "--config", folder)
    assert again.exit_code == 1
    assert "exists; edit it" in again.stderr
    assert path.read_text() == GOOD


def test_new_knows_the_plover_type_and_mode_of_a_kind(tmp_path: Path) -> None:
    assert rules("new", "my.rule", "--kind", "threat", "--config", tmp_path).exit_code == 0
    assert rules("lint", "my_rule.toml", "--config", tmp_path, "--strict").exit_code == 0
    text = (tmp_path / "rules" / "my_rule.toml").read_text()
    assert 'plover    = "THREATEN"\nmode      = "future"' in text


def test_new_wants_an_id_that_is_one() -> None:
    result = rules("new", "Barns")
    assert result.exit_code == 2
    assert "write family.name in small letters" in result.stderr
