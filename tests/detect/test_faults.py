"""What is wrong in a file is told in full: where, what, and what would be right."""

import tomllib
from typing import Any

import pytest

from bot.detect import compile_packs
from bot.errors import Misconfigured
from tests.fakes.cases import CASES

GOOD = """
[[rule]]
id = "raid.cattle"
title = "Cattle are raided"
kind = "property_destruction"
deed = ["raid*"]
herd = ["@herd"]
condition = "deed and herd"
match = ["They raided the goats."]
ignore = ["They slept."]
"""
LEXICON = ("lists.toml", {"lists": {"herd": ["goat*"]}})
TABLES = "kind killed injured of also level certainty main telling".split()
SEVERITY: dict[str, Any] = {name: {} for name in TABLES}


def blocks() -> list[tuple[str, str, list[str]]]:
    found = []
    for block in (CASES / "faults.txt").read_text().strip().split("\n\n")[1:]:
        kind, *lines = block.splitlines()
        faults = [line.removeprefix("> ") for line in lines if line.startswith("> ")]
        found.append((kind, "\n".join(lines[: len(lines) - len(faults)]), faults))
    return found


def told(kind: str, text: str) -> list[str]:
    if kind == "edit:":
        before, after = (
            text.split("\n=>\n") if "\n=>\n" in text else (text.removesuffix("\n=>"), "")
        )
        assert before in GOOD
        text = GOOD.replace(before, after)
    tables = tomllib.loads(text)
    rules = tables if kind in ("rules:", "edit:") else {}
    words = tables if kind == "lexicon:" else {}
    points = SEVERITY | (tables if kind == "severity:" else {})
    with pytest.raises(Misconfigured) as caught:
        compile_packs(
            [("rules.toml", rules)], [LEXICON, ("ours.toml", words)], ("severity.toml", points)
        )
    return sorted(map(str, caught.value.faults))


@pytest.mark.parametrize(("kind", "text", "expected"), blocks())
def test_what_is_wrong_is_told_in_full(kind: str, text: str, expected: list[str]) -> None:
    faults = told(kind, text)

    assert len(faults) == len(expected), faults
    for fault, whole in zip(faults, expected, strict=True):
        # A list of everything that could be chosen is written by its first entries.
        assert fault == whole if not whole.endswith(" …") else fault.startswith(whole[:-1])
