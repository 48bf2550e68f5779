"""Rule packs, lexicons and the severity table: read here, compiled by `detect`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.detect import Packs, compile_packs
from bot.errors import Fault, Misconfigured
from bot.settings.environment import read_environment
from bot.settings.files import Table, read, read_pack
from bot.settings.folders import config_folder, own_or_shipped, shipped


@dataclass(frozen=True, slots=True, kw_only=True)
class RawPacks:
    """Pack files as they were read, each with the name that a fault gives it."""

    rules: tuple[tuple[str, Table], ...]
    lexicon: tuple[tuple[str, Table], ...]
    severity: tuple[str, Table]


def read_packs(folder: Path, faults: list[Fault], more: Sequence[Path] = ()) -> RawPacks | None:
    """Read every pack file.

    Args:
        folder: the configuration folder.
        faults: where everything wrong is noted.
        more: rule files that stand elsewhere; one takes the place of its namesake.

    Returns:
        What could be read of the rules; None where the lexicon or the severity table could not
        be, since half the rules would seem wrong.
    """
    rules = _files(folder, "rules")
    rules |= {_name(path, rules): path for path in more}
    tables = [(str(rules[name]), read_pack(rules[name], faults)) for name in sorted(rules)]
    before = len(faults)
    words = [
        (str(path), read(path, faults)) for _, path in sorted(_files(folder, "lexicon").items())
    ]
    path = own_or_shipped(folder, "severity.toml")
    severity = _severity(path, faults)
    if severity is None or len(faults) > before:
        return None
    return RawPacks(
        rules=tuple((name, table) for name, table in tables if table is not None),
        lexicon=tuple((name, table) for name, table in words if table is not None),
        severity=(str(path), severity),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedPacks:
    """The packs of a configuration, with everything that is wrong with them."""

    folder: Path
    #: As they were read; None where the lexicon could not be.
    raw: RawPacks | None
    #: Compiled; None where there is a fault.
    packs: Packs | None
    faults: tuple[Fault, ...]


def load_packs(
    config: Path | None,
    env: Mapping[str, str],
    *,
    more: Sequence[Path] = (),
    dotenv: Path = Path(".env"),
) -> CheckedPacks:
    """Read and check the packs alone, whatever the rest of the configuration says.

    Args:
        config: the folder asked for by `--config`.
        env: the process's environment.
        more: rule files that stand elsewhere.
        dotenv: a file of more variables, which give way to `env`.

    Raises:
        Misconfigured: there is no such folder.
    """
    folder = config_folder(config, read_environment(env, dotenv).variables)
    faults: list[Fault] = []
    raw = read_packs(folder, faults, more)
    packs = None
    if raw is not None:
        try:
            packs = compile_packs(raw.rules, raw.lexicon, raw.severity)
        except Misconfigured as refused:
            faults += refused.faults
    return CheckedPacks(
        folder=folder, raw=raw, packs=None if faults else packs, faults=tuple(faults)
    )


def pack_faults(packs: RawPacks | None) -> tuple[Fault, ...]:
    """List what is wrong inside the packs, so that one start names every fault."""
    if packs is None:
        return ()
    try:
        compile_packs(packs.rules, packs.lexicon, packs.severity)
    except Misconfigured as refused:
        return refused.faults
    return ()


def _severity(path: Path, faults: list[Fault]) -> Table | None:
    """The tables of severity.toml; one that an operator's own leaves out is the shipped one."""
    own = read(path, faults)
    usual = read(shipped("config") / "severity.toml", faults) if own is not None else None
    return None if own is None or usual is None else usual | own


def _files(folder: Path, kind: str) -> dict[str, Path]:
    files: dict[str, Path] = {}
    for root in (shipped("config") / kind, folder / kind):
        files |= {path.relative_to(root).as_posix(): path for path in root.rglob("*.toml")}
    return files


def _name(path: Path, known: Mapping[str, Path]) -> str:
    """The name under which a file is known already, or else its own."""
    same = (name for name, other in known.items() if other.resolve() == path.resolve())
    return next(same, path.name)
