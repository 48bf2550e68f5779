"""The rules that a command line asks about: all, those of some files, or one."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from bot.cli.codes import Exit
from bot.cli.errors import fail
from bot.detect import Packs
from bot.detect.rule import Rule
from bot.errors import Fault, Misconfigured
from bot.settings import CheckedPacks, load_packs

_TOML = ".toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Files and a rule that were named; everything where nothing was."""

    files: frozenset[str] = frozenset()
    rule: str | None = None

    def takes(self, fault: Fault) -> bool:
        """Whether a fault is theirs."""
        if self.rule is not None:
            return fault.key.startswith(f"{self.rule}: ")
        return not self.files or fault.file in self.files

    def has(self, file: str, raw: Mapping[str, Any]) -> bool:
        """Whether a rule's table is among them."""
        if self.rule is not None:
            return raw.get("id") == self.rule
        return not self.files or file in self.files


def checked(config: Path | None, named: Sequence[str] = ()) -> CheckedPacks:
    """All packs of the configuration, and of the files named beside it."""
    more = [Path(each) for each in named if each.endswith(_TOML) and Path(each).is_file()]
    return load_packs(config, os.environ, more=more)


def asked(named: Sequence[str], all_: CheckedPacks) -> Asked:
    """What the words of a command line name.

    Raises:
        typer.Exit: there is no such file or rule; the nearest has been named.
    """
    files = frozenset(_file(each, all_) for each in named if each.endswith(_TOML))
    ids = [each for each in named if not each.endswith(_TOML)]
    known = [str(raw.get("id")) for _, raw in tables(all_)]
    for each in ids:
        if all_.raw is not None and each not in known:
            raise _no_such("rule", each, known)
    return Asked(files=files, rule=ids[0] if ids else None)


def tables(all_: CheckedPacks) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The table of every rule that could be read at all, with its file."""
    for file, pack in all_.raw.rules if all_.raw else ():
        found = pack.get("rule")
        for raw in found if isinstance(found, list) else ():
            if isinstance(raw, Mapping):
                yield file, raw


def table_of(rule_id: str, all_: CheckedPacks) -> Mapping[str, Any]:
    """A rule as it is written."""
    return next(raw for _, raw in tables(all_) if raw.get("id") == rule_id)


def rule_of(rule_id: str, packs: Packs) -> Rule:
    """The rule of that id.

    Raises:
        typer.Exit: there is none; the nearest has been named.
    """
    for each in packs.rules:
        if each.id == rule_id:
            return each
    raise _no_such("rule", rule_id, [each.id for each in packs.rules])


def sound(all_: CheckedPacks) -> Packs:
    """The compiled packs.

    Raises:
        Misconfigured: with every fault.
    """
    if all_.packs is None:
        raise Misconfigured(all_.faults)
    return all_.packs


def _file(name: str, all_: CheckedPacks) -> str:
    if Path(name).is_file():
        return str(Path(name))
    files = [file for file, _ in all_.raw.rules] if all_.raw else []
    for file in files:
        if Path(file).name == name:
            return file
    raise _no_such("file", name, [Path(file).name for file in files])


def _no_such(thing: str, name: str, known: Sequence[str]) -> Exception:
    near = get_close_matches(name, known, n=1)
    hint = f"; did you mean {near[0]}?" if near else "; `tocsin rules list` shows them"
    return fail(f"there is no {thing} {name}{hint}", code=Exit.USAGE)
