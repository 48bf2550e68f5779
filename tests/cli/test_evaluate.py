"""`tocsin eval` as a person meets it."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.program import tocsin
from bot.measure.labels import LABELS, STORY, labels_of
from bot.model.kind import Kind

ROOT = Path(__file__).parents[2]
SAMPLE = list(map(json.loads, (ROOT / "seeds" / "labelled.jsonl").read_text().splitlines()))


def evaluated(*words: str | Path) -> Result:
    return CliRunner().invoke(tocsin, ["eval", *map(str, words)])


def test_the_sample_that_comes_along_is_read_well() -> None:
    result = evaluated("--json")
    assert result.exit_code == 0, result.stderr
    document = json.loads(result.stdout)
    assert document["rows"] == len(SAMPLE)
    figures = {(each["label"], each["what"]): each["value"] for each in document["measures"]}
    assert figures["relevant", "F1"] >= 0.88
    assert figures["alertable", "F1"] >= 0.88
    assert figures["killed", "exact, where some"] >= 0.9
    assert figures["sub_event_type", "exact"] >= 0.75
    assert figures["country", "exact"] >= 0.85
    assert figures["kinds", "recall"] >= 0.85


def test_the_sample_holds_every_kind_many_countries_and_false_friends() -> None:
    labels = [labels_of(row, []) for row in SAMPLE]
    assert len(SAMPLE) >= 60
    named = {kind for each in labels for kind in each.get("kinds", ())}  # type: ignore[union-attr]  # kinds are names
    assert set(Kind) - named <= {Kind.OTHER, Kind.JUSTIFICATION, Kind.DEMAND}
    assert len({each["country"] for each in labels if "country" in each}) >= 20
    assert sum(each.get("relevant") is False for each in labels) >= 25
    assert len({row["text"] for row in SAMPLE}) == len(SAMPLE)


def test_bad_rows_are_a_line_each_and_the_rest_is_measured(tmp_path: Path) -> None:
    file = tmp_path / "mine.jsonl"
    rows = [
        '{"text": "Jets bombed the port, killing four people.", "relevant": true, "killed": 4}',
        "no row at all",
        '{"text": 3, "relevant": true}',
        '{"text": "Quiet.", "killed": "many"}',
        "",
        '{"text": "Quiet."}',
        '["text"]',
        '{"text": "Quiet.", "labels": {"subtype": "DIPLO", "relevant": false}}',
        '{"text": "Dogs barked all night.", "relevant": true, "id": "dogs"}',
    ]
    file.write_text("\n".join(rows))
    result = evaluated(file)
    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    assert [line.split(": ")[1] for line in lines[:4]] == [f"{file}:{n}" for n in (2, 3, 4, 7)]
    assert all(line.endswith("; the row is left out") for line in lines[:4])
    assert f"tocsin: {file}:6: holds no label that is measured" in result.stderr
    assert f"tocsin: {file}:8: subtype: unknown 'DIPLO'" in result.stderr
    assert "3 rows" in result.stdout
    assert "relevant\trecall\t0.500" in result.stdout
    assert "killed\texact, where some\t1.000" in result.stdout
    assert f"{file}:9 dogs\n  relevant: labelled yes, found no" in result.stdout
    assert "nothing was found in: Dogs barked all night." in result.stdout


def test_a_miss_shows_the_sentence_it_rests_on_and_its_mode(tmp_path: Path) -> None:
    file = tmp_path / "mine.jsonl"
    text = "The port lay still. Last year a bomb killed four people there."
    file.write_text(json.dumps({"text": text, "date": "2024-05-01", "killed": [4, None]}))
    said = evaluated(file, "--worst", "1").stdout
    assert "killed: labelled 4 or more, found 0" in said
    assert "historical: Last year a bomb killed four people there." in said
    assert "The worst misses" not in evaluated(file, "--worst", "0").stdout


def test_types_show_what_they_were_taken_for(tmp_path: Path) -> None:
    file = tmp_path / "mine.jsonl"
    row = {"text": "Jets bombed the port of Aden on Monday.", "sub_event_type": "Grenade"}
    file.write_text(json.dumps(row))
    assert "Grenade\t1\t0\t0.00\t0.00\t0.00\tAir/drone strike 1" in evaluated(file).stdout


@pytest.mark.parametrize(("name", "code"), [("none.jsonl", 2), ("empty.jsonl", 1)])
def test_a_file_without_rows_is_one_line(tmp_path: Path, name: str, code: int) -> None:
    (tmp_path / "empty.jsonl").write_text("")
    result = evaluated(tmp_path / name)
    assert result.exit_code == code
    assert len(result.stderr.splitlines()) == 1


def test_the_page_on_evaluating_names_every_label_and_its_rows_are_rows(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "evaluating.md").read_text()
    table = "\n".join(line for line in page.splitlines() if line.startswith("| `"))
    assert set(re.findall(r"`([a-z_]+)`", table)) - {"current_event", "country_alt"} == {
        *LABELS,
        STORY,
    }
    file = tmp_path / "page.jsonl"
    file.write_text(page.split("```json\n")[1].split("```")[0])
    assert evaluated(file).exit_code == 0


def test_rows_of_one_story_should_be_one_incident(tmp_path: Path) -> None:
    file = tmp_path / "mine.jsonl"
    texts = (
        ("a", "Jets bombed the port of Aden on Monday, killing four dock workers."),
        ("a", "Four dock workers were killed on Monday when jets bombed the port of Aden."),
        ("b", "Herders and farmers clashed near Jos; nine people died."),
    )
    rows = [{"text": text, "date": "2024-05-14", "cluster": story} for story, text in texts]
    file.write_text("\n".join(map(json.dumps, rows)))
    said = evaluated(file).stdout
    assert "3 rows" in said
    assert "cluster\tBCubed F1\t1.000" in said
