"""The analyst's page: every file, command, phrase and sentence of it, as it stands there."""

import re
import shlex
import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest
from typer.testing import CliRunner

from bot.cli.program import tocsin
from bot.detect import compile_packs, detect
from bot.detect.fold import fold
from bot.detect.keywords import keyword
from bot.detect.phrase import phrase
from bot.detect.scan import compiled, found
from bot.model.kind import Kind, Plover
from tests.fakes.few import few_packs
from tests.fakes.packs import CONFIG, article, raw, read, shipped

PAGE = (Path(__file__).parents[2] / "docs" / "writing-rules.md").read_text()
_BLOCK = re.compile(r"```(toml|console)(?: (\S+))?\n(.*?)```", re.DOTALL)
_QUOTED = re.compile(r"“(.+?)”")


class Row(NamedTuple):
    """One row of a table of the page: its cells."""

    first: str
    rest: tuple[str, ...]


def rows(heading: str) -> list[Row]:
    part = PAGE.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in part.splitlines() if line.startswith("| ")][1:]
    cells = [
        [cell.strip().replace(r"\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        for line in lines
    ]
    return [Row(cell[0].strip("`"), tuple(cell[1:])) for cell in cells]


def test_every_file_and_command_of_the_page_does_what_it_says(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    few_packs(tmp_path_factory.mktemp("shipped"), monkeypatch)
    monkeypatch.chdir(tmp_path)
    commands = 0
    for language, name, text in _BLOCK.findall(PAGE):
        if language == "toml":
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_text(text)
            continue
        for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
            command, _, said = part.partition("\n")
            _runs(command, said)
            commands += 1
    assert commands >= 6
    _runs("tocsin rules test sea.boarding --config config", "1 rule, 4 examples: all hold\n")


def _runs(command: str, said: str) -> None:
    result = CliRunner().invoke(tocsin, shlex.split(command)[1:])
    expected = ".*".join(map(re.escape, said.split("…")))
    assert re.fullmatch(expected, result.output), (command, result.output)


@pytest.mark.parametrize("row", rows("Phrases"), ids=lambda row: row.first)
def test_a_phrase_finds_what_the_page_says_and_not_what_it_does_not(row: Row) -> None:
    pattern = compiled(phrase(row.first, shipped().lexicon.lists).source)
    _, finds, misses = row.rest
    for text in _QUOTED.findall(finds):
        assert found(pattern, fold(text)), text
    for text in _QUOTED.findall(misses):
        assert not found(pattern, fold(text)), text


def test_sentences_are_read_in_the_mode_that_the_page_says() -> None:
    text = next(text for kind, _, text in _BLOCK.findall(PAGE) if kind == "toml")
    severity = ("severity.toml", read(CONFIG / "severity.toml"))
    packs = compile_packs([("mine.toml", tomllib.loads(text))], raw("lexicon"), severity)
    for row in rows("What you need not say"):
        signals = detect(article(row.first.strip("“”")), packs).signals
        assert [signal.mode for signal in signals] == [row.rest[0]], row.first


def test_the_page_names_every_kind_and_every_plover_type() -> None:
    kinds = PAGE.split("## Kinds\n", 1)[1].split("\n## ", 1)[0]
    named = set(re.findall(r"`(\w+)`", kinds))
    assert named >= {*Kind, *Plover}
    assert named - {*Kind, *Plover} == set()


def test_the_page_names_every_command_of_rules() -> None:
    help_ = CliRunner().invoke(tocsin, ["rules", "--help"]).output
    listed = re.findall(r"^│ (\w+)  ", help_, re.MULTILINE)
    assert set(listed) >= {"list", "show", "test", "lint", "new"}
    for command in listed:
        assert f"`tocsin rules {command}" in PAGE


def test_the_rules_of_chats_on_the_page_are_taken() -> None:
    typed = [row.first.removeprefix("/rule ") for row in rows("A chat's own rule")]
    added = [each.removeprefix("add ").partition(" ") for each in typed if each.startswith("add ")]
    assert [name for name, _, _ in added] == ["ships", "cables", "jets"]
    taken = [keyword(wanted) for _, _, wanted in added]
    news = ("Two oil rigs burn.", "Divers cut the new cable.", "An IL-76 landed.")
    for one, sentence in zip(taken, news, strict=True):
        assert [each.stands_in(sentence) for each in taken] == [each is one for each in taken]
