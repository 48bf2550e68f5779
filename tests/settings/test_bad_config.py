"""One folder for each fault: what a person reads instead of a traceback."""

from pathlib import Path

import pytest

from bot.errors import Misconfigured
from bot.settings import load
from tests.fakes.few import few_packs
from tests.fakes.packs import compiled_once

_ROOT = Path(__file__).parents[1] / "bad_config"
_CASES = sorted(path.name for path in _ROOT.iterdir())


def _start(folder: Path, data: Path) -> None:
    packs = load(folder, data, {}, dotenv=data / ".env").packs
    compiled_once(packs.rules, packs.lexicon, packs.severity)


@pytest.fixture(autouse=True)
def _few(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    few_packs(tmp_path_factory.mktemp("shipped"), monkeypatch)


@pytest.mark.parametrize("case", _CASES)
def test_each_fault_is_one_line_with_file_key_and_remedy(case: str, tmp_path: Path) -> None:
    folder = _ROOT / case

    with pytest.raises(Misconfigured) as refused:
        _start(folder, tmp_path)

    said = str(refused.value).replace(f"{folder}/", "")
    assert said.splitlines() == (folder / "says.txt").read_text("utf-8").splitlines()
