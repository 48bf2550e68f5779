"""What the repository promises: pinned packages, no registry, docs that name what there is."""

import re
import tomllib
from pathlib import Path

import pytest

from bot.settings.feeds import Row

_ROOT = Path(__file__).parents[1]
_PROJECT = tomllib.loads((_ROOT / "pyproject.toml").read_text("utf-8"))
_GROUPS = _PROJECT["dependency-groups"]
_LOCKS = {
    "requirements.lock": [*_PROJECT["project"]["dependencies"], *_GROUPS["build"]],
    "requirements-dev.lock": [
        *_PROJECT["project"]["dependencies"],
        *_GROUPS["build"],
        *_GROUPS["dev"],
    ],
}


def _name(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found
    return re.sub(r"[._-]+", "-", found[0]).lower()


@pytest.mark.parametrize("lock", _LOCKS)
def test_a_lock_pins_every_package_with_hashes_and_names_no_registry(lock: str) -> None:
    text = (_ROOT / lock).read_text("utf-8")
    pins = re.findall(r"^([a-z0-9._-]+)(?:\[[^]]*\])?==\S+(.*)$", text, re.MULTILINE)

    assert "://" not in text
    assert all(rest.endswith("\\") for _pin, rest in pins)
    assert {_name(each) for each in _LOCKS[lock]} <= {_name(pin) for pin, _rest in pins}


def test_both_locks_agree() -> None:
    run, develop = (
        set(re.findall(r"^\S+==\S+", (_ROOT / lock).read_text("utf-8"), re.MULTILINE))
        for lock in _LOCKS
    )

    assert run <= develop


def test_the_configuration_page_names_every_key_of_a_feed() -> None:
    page = (_ROOT / "docs" / "configuration.md").read_text("utf-8")

    for key in Row.model_fields:
        assert re.search(rf"^(\| `)?{key}\b", page, re.MULTILINE), key


def test_every_decision_has_context_choice_and_consequence() -> None:
    pages = sorted((_ROOT / "docs" / "decisions").glob("*.md"))

    assert [page.name[:4] for page in pages] == [f"{n:04}" for n in range(1, len(pages) + 1)]
    for page in pages:
        text = page.read_text("utf-8")
        assert all(f"\n## {part}\n" in text for part in ("Context", "Choice", "Consequence"))
