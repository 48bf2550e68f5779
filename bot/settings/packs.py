"""Rule packs, lexicons and the severity table: read here, compiled by `detect`."""

from dataclasses import dataclass
from pathlib import Path

from bot.detect import compile_packs
from bot.errors import Fault, Misconfigured
from bot.settings.files import Table, read
from bot.settings.folders import own_or_shipped, shipped


@dataclass(frozen=True, slots=True, kw_only=True)
class RawPacks:
    """Pack files as they were read, each with the name that a fault gives it."""

    rules: tuple[tuple[str, Table], ...]
    lexicon: tuple[tuple[str, Table], ...]
    severity: tuple[str, Table]


def read_packs(folder: Path, faults: list[Fault]) -> RawPacks | None:
    """Read every pack file; None, and the faults added, when one cannot be read."""
    before = len(faults)
    rules = _read_all(folder, "rules", faults)
    lexicon = _read_all(folder, "lexicon", faults)
    path = own_or_shipped(folder, "severity.toml")
    severity = read(path, faults)
    if severity is None or len(faults) > before:
        return None
    return RawPacks(rules=rules, lexicon=lexicon, severity=(str(path), severity))


def pack_faults(packs: RawPacks | None) -> tuple[Fault, ...]:
    """List what is wrong inside the packs, so that one start names every fault."""
    if packs is None:
        return ()
    try:
        compile_packs(packs.rules, packs.lexicon, packs.severity)
    except Misconfigured as refused:
        return refused.faults
    return ()


def _read_all(folder: Path, kind: str, faults: list[Fault]) -> tuple[tuple[str, Table], ...]:
    files: dict[str, Path] = {}
    for root in (shipped("config") / kind, folder / kind):
        files |= {path.relative_to(root).as_posix(): path for path in root.rglob("*.toml")}
    tables = [(str(files[name]), read(files[name], faults)) for name in sorted(files)]
    return tuple((name, table) for name, table in tables if table is not None)
