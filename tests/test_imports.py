"""Each wall of the house holds: an import across it turns the linter red."""

import shutil
import subprocess
import sys
import tomllib
from itertools import groupby, pairwise
from operator import itemgetter
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[1]
_CONTRACTS = tomllib.loads((_ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
    "contracts"
]
_LAYERS = [
    [module.strip(" ()") for module in layer.split("|")] for layer in _CONTRACTS[0]["layers"]
]
_MODULES = [module for layer in _LAYERS for module in layer]
#: From each layer to the one above it, and within a layer.
_UPWARD = [(below[0], above[-1]) for above, below in pairwise(_LAYERS)]
_SIDEWAYS = [(layer[0], other) for layer in _LAYERS for other in layer[1:]]
_PURE = next(each for each in _CONTRACTS if each["id"] == "pure")


@pytest.fixture
def skeleton(tmp_path: Path) -> Path:
    """Give a house with all its rooms, and nothing in them."""
    for module in _MODULES:
        folder = tmp_path / module.replace(".", "/")
        folder.mkdir(parents=True)
        (folder / "__init__.py").touch()
    for package in ("bot", "handlers"):
        (tmp_path / package / "__init__.py").touch()
    shutil.copy(_ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = "import sys; from importlinter.cli import lint_imports as lint; sys.exit(lint())"
    return subprocess.run(  # noqa: S603 -- our own interpreter on our own text
        [sys.executable, "-c", command],
        cwd=folder,
        env={"PATH": "", "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def _imports(folder: Path, module: str, *imported: str) -> None:
    lines = "".join(f"import {name}\n" for name in imported)
    (folder / module.replace(".", "/") / "__init__.py").write_text(lines, "utf-8")


def test_the_empty_house_is_clean_and_every_room_is_in_the_plan(skeleton: Path) -> None:
    ran = _lint(skeleton)

    assert ran.returncode == 0, ran.stdout
    for package in ("bot", "handlers"):
        rooms = {path.stem for path in (_ROOT / package).iterdir() if path.suffix in {"", ".py"}}
        rooms -= {"__init__", "__main__", "__pycache__", "_data"}
        assert {f"{package}.{room}" for room in rooms} <= set(_MODULES)


@pytest.mark.parametrize("forbidden", [_UPWARD, _SIDEWAYS], ids=["above", "beside"])
def test_a_room_may_not_see_the_room_above_or_beside(
    skeleton: Path, forbidden: list[tuple[str, str]]
) -> None:
    for module, pairs in groupby(forbidden, key=itemgetter(0)):
        _imports(skeleton, module, *(imported for _, imported in pairs))

    ran = _lint(skeleton)

    assert ran.returncode == 1
    for module, imported in forbidden:
        assert f"{module} is not allowed to import {imported}" in ran.stdout


def test_only_app_may_import_handlers(skeleton: Path) -> None:
    _imports(skeleton, "bot.app", "handlers.console")
    assert _lint(skeleton).returncode == 0

    _imports(skeleton, "bot.cli", "handlers.console")

    ran = _lint(skeleton)
    assert ran.returncode == 1
    assert "Only app imports handlers BROKEN" in ran.stdout


def test_a_handler_sees_command_report_model_ports_and_errors_only(skeleton: Path) -> None:
    seen = ("bot.command", "bot.report", "bot.model", "bot.ports", "bot.errors")
    _imports(skeleton, "handlers.console", *seen)
    assert _lint(skeleton).returncode == 0

    _imports(skeleton, "handlers.console", "bot.store", "bot.detect")

    ran = _lint(skeleton)
    assert ran.returncode == 1
    assert "handlers.console -> bot.store" in ran.stdout
    assert "handlers.console -> bot.detect" in ran.stdout


def test_a_pure_room_imports_nothing_that_acts(skeleton: Path) -> None:
    for module in _PURE["source_modules"]:
        _imports(skeleton, module, *_PURE["forbidden_modules"])

    ran = _lint(skeleton)

    assert ran.returncode == 1
    for module in _PURE["source_modules"]:
        for forbidden in _PURE["forbidden_modules"]:
            assert f"{module} -> {forbidden} " in ran.stdout
