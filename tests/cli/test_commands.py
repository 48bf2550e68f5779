"""The `tocsin` command as a person meets it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from rich.text import Text
from typer.testing import CliRunner, Result

from bot import __version__
from bot.cli.program import tocsin
from bot.cli.table import show_table
from tests.servers.feeds import FeedServer

RAID = (
    "Warplanes bombed an ammunition depot outside Tarvesh late on Monday, killing at least 14"
    ' people, the provincial governor said. "We will take revenge," the brigade said.'
)


def run(*words: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(tocsin, [str(word) for word in words], input=stdin)


def test_it_says_which_version_it_is() -> None:
    result = run("--version")

    assert result.exit_code == 0, result.stderr
    assert result.stdout.strip() == __version__


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk to write to")
@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("check",), marks=pytest.mark.slow),
        ("--help",),
        pytest.param(("summary",), marks=pytest.mark.slow),
    ],
)
def test_an_output_that_takes_nothing_is_one_line(words: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(  # noqa: S603  our own program
            [sys.executable, "-m", "bot", *words],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            timeout=60,
        )

    assert ended.returncode == 1
    assert len(ended.stderr.splitlines()) == 1
    assert "No space left" in ended.stderr


@pytest.mark.slow
def test_check_says_that_the_shipped_configuration_is_sound() -> None:
    result = run("check")

    assert result.exit_code == 0, result.stderr
    assert "nothing is wrong" in result.stdout


def test_check_lists_every_fault_in_a_line_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "tocsin.toml").write_text('[console]\nenabld = true\nmin_severity = "grave"\n')

    result = run("check", "--config", tmp_path)

    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 2
    assert "console.enabld" in result.stderr
    assert "console.min_severity" in result.stderr


def test_analyze_shows_the_claim_and_who_made_it(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text(RAID)

    result = run("analyze", article, "--explain")

    assert result.exit_code == 0, result.stderr
    assert "at least 14" in result.stdout
    assert "governor" in result.stdout
    assert "in all:" in result.stdout


def test_analyze_reads_standard_input_and_prints_json() -> None:
    result = run("analyze", "--json", stdin=RAID)

    row = json.loads(result.stdout)
    assert row["toll"]["killed"] == [14, None]
    assert {"revenge_threat"} <= {signal["kind"] for signal in row["signals"]}
    assert "mentions" in row
    for claim in row["claims"]:
        begin, end = claim["span"]
        assert RAID[begin:end]


def test_analyze_takes_the_text_out_of_a_page(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(f"<!DOCTYPE html><html><body><article><p>{RAID}</p></article></body></html>")

    result = run("analyze", page, "--json")

    assert json.loads(result.stdout)["toll"]["killed"] == [14, None]


def test_analyze_fetches_an_address(server: FeedServer, config: Path) -> None:
    server.publish("/raid.txt", RAID, content_type="text/plain")

    result = run("analyze", server.url("/raid.txt"), "--json", "--config", config)

    assert json.loads(result.stdout)["toll"]["killed"] == [14, None]


def test_analyze_refuses_an_address_of_this_machine(server: FeedServer) -> None:
    result = run("analyze", server.url("/raid.txt"))

    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert server.asked("/raid.txt") == []


def test_analyze_names_a_file_that_is_not_there(tmp_path: Path) -> None:
    result = run("analyze", tmp_path / "nothing.txt")

    assert result.exit_code == 2
    assert "nothing.txt: cannot be read" in result.stderr


def test_analyze_lets_no_text_steer_the_terminal(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text(f"\x1b]0;owned\x07\x1b[2J{RAID} \u202eend")

    result = run("analyze", article, "--explain")

    assert result.exit_code == 0, result.stderr
    assert "at least 14" in result.stdout
    assert not {"\x1b", "\x07", "\u202e"} & set(result.stdout)


def test_analyze_shows_whom_an_act_was_done_to_behind_an_arrow() -> None:
    result = run("analyze", stdin="An air strike killed nine soldiers of the Karsa Brigade.")

    assert "air_strike" in result.stdout
    assert "→" in result.stdout.split("air_strike", 1)[1].splitlines()[0]


@pytest.mark.parametrize(
    ("body", "wrong"),
    [(b"", "holds no text"), (b" \n", "holds no text"), (b"\x7fELF\0\0\0", "is no text")],
)
def test_analyze_refuses_what_holds_no_text(tmp_path: Path, body: bytes, wrong: str) -> None:
    (tmp_path / "article").write_bytes(body)

    result = run("analyze", tmp_path / "article")

    assert result.exit_code == 2
    assert result.stdout == ""
    assert wrong in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_analyze_names_the_schemes_that_it_fetches() -> None:
    result = run("analyze", "ftp://example.org/raid.txt")

    assert result.exit_code == 2
    assert "only http and https" in result.stderr


def test_rows_come_out_in_the_order_in_which_they_went_in(tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text(
        "\n".join(
            (
                json.dumps({"id": "b", "title": "Depot bombed", "text": RAID, "date": "soon"}),
                "no json",
                json.dumps({"id": "a", "text": "A new quay was opened for grain ships."}),
            )
        )
    )

    result = run("analyze", "--jsonl", rows, "--incidents", "--mentions")

    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["id"] for row in found] == ["b", "a"]
    assert found[0]["incident"] != found[1]["incident"]
    assert found[0]["alertable"]
    assert not found[1]["alertable"]
    assert result.exit_code == 1
    assert "line 2" in result.stderr
    assert "'soon'" in result.stderr


def test_a_piped_table_is_a_line_a_row_whatever_the_width(
    config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")

    heading, row = run("feeds", "list", "--config", config).stdout.splitlines()

    assert heading.split("\t")[:3] == ["feed", "name", "grade"]
    assert row.split("\t")[:4] == ["wire", "Wire", "B", "never"]


def test_a_narrow_terminal_shows_whole_ids(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "40")

    show_table(("feed", "why then"), [("a-very-long-feed-id", "a reason that takes long to tell")])

    assert "a-very-long-feed-id" in capsys.readouterr().out


def test_many_columns_stand_together_on_a_terminal_and_no_word_is_broken(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "40")
    columns = ("feed", "last success", "next poll", "why then")
    together = {"feed": "{feed}", "next": "{next poll}\n{why then}", "read": "{last success}"}

    show_table(columns, [("wire", "09:12", "09:27", "publisher asks")], together=together)

    lines = capsys.readouterr().out.splitlines()
    assert "publisher asks" in "\n".join(lines)
    assert "why then" not in "\n".join(lines)
    assert all(len(Text.from_ansi(line).plain) <= 40 for line in lines)


def test_a_summary_of_nothing_says_so(config: Path) -> None:
    result = run("summary", "24h", "--config", config)

    assert result.exit_code == 0, result.stderr
    assert "24" in result.stdout


def test_why_answers_for_an_incident_that_does_not_exist(config: Path) -> None:
    result = run("why", "#zzzzzz", "--config", config)

    assert result.exit_code == 1
    assert "zzzzzz" in result.stdout


def test_an_empty_outbox_is_said_to_be_empty(config: Path) -> None:
    assert run("deliveries", "--failed", "--config", config).stdout.strip() == "Nothing."


def test_a_data_folder_that_cannot_be_made_is_one_line(config: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    result = run("summary", "--config", config, "--data", tmp_path / "file" / "data")

    assert result.exit_code == 2
    assert "cannot be made" in result.stderr


def test_the_slack_manifest_names_every_slash_command() -> None:
    manifest = json.loads(run("slack", "manifest").stdout)

    names = {each["command"] for each in manifest["features"]["slash_commands"]}
    assert names == {"/tocsin", "/summary"}
