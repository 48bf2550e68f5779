"""Read the whole configuration, or list everything that is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from bot.errors import Fault, Misconfigured
from bot.model.feed import Feed
from bot.settings.environment import Environment, read_environment
from bot.settings.faults import faults_of
from bot.settings.feeds import read_feeds
from bot.settings.files import Table, read
from bot.settings.folders import config_folder, data_folder, own_or_shipped, shipped
from bot.settings.options import (
    Chats,
    Console,
    General,
    Options,
    Polling,
    Slack,
    Telegram,
    Tracking,
)
from bot.settings.packs import RawPacks, pack_faults, read_packs


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All that the operator decided; tokens show as stars wherever this is printed."""

    general: General
    polling: Polling
    tracking: Tracking
    chats: Chats
    console: Console
    telegram: Telegram
    slack: Slack
    feeds: tuple[Feed, ...]
    packs: RawPacks
    #: The configuration folder in use, and where the database goes (it need not exist yet).
    config: Path
    data: Path


def load(
    config: Path | None,
    data: Path | None,
    env: Mapping[str, str],
    *,
    dotenv: Path = Path(".env"),
) -> Settings:
    """Read `config/` and the environment.

    Args:
        config: the folder asked for by `--config`.
        data: the folder asked for by `--data`.
        env: the process's environment.
        dotenv: a file of more variables, which give way to `env`.

    Raises:
        Misconfigured: anything is wrong; it lists every fault of every file.
    """
    environment = read_environment(env, dotenv)
    folder = config_folder(config, environment.variables)
    faults = environment.faults()
    options = _options(folder, environment, faults)
    feeds = _feeds(folder, faults)
    packs = read_packs(folder, faults)
    if faults or options is None or packs is None:
        raise Misconfigured([*faults, *pack_faults(packs)])
    return Settings(
        **{name: getattr(options, name) for name in Options.model_fields},
        feeds=feeds,
        packs=packs,
        config=folder,
        data=data_folder(data, environment.variables),
    )


def _options(folder: Path, environment: Environment, faults: list[Fault]) -> Options | None:
    base_file, own_file = shipped("config") / "tocsin.toml", folder / "tocsin.toml"
    base = read(base_file, faults)
    own = read(own_file, faults) if own_file.is_file() and own_file != base_file else {}
    if base is None or own is None:
        return None

    def origin(path: tuple[str, ...]) -> tuple[str, str]:
        file = str(own_file if _holds(own, path) else base_file)
        return environment.origin(path) or (file, ".".join(path))

    try:
        return Options(**_layered(_layered(base, own), environment.table()))
    except ValidationError as error:
        faults.extend(faults_of(error, Options, origin=origin))
        return None


def _feeds(folder: Path, faults: list[Fault]) -> tuple[Feed, ...]:
    path = own_or_shipped(folder, "feeds.toml")
    table = read(path, faults)
    return () if table is None else read_feeds(table, path, faults)


def _layered(below: Table, above: Table) -> Table:
    merged = dict(below)
    for key, value in above.items():
        old = below.get(key)
        tables = isinstance(old, dict) and isinstance(value, dict)
        merged[key] = _layered(below[key], value) if tables else value
    return merged


def _holds(table: Table, path: tuple[str, ...]) -> bool:
    value: object = table
    for part in path:
        if not isinstance(value, dict) or part not in value:
            return value is not table and not isinstance(value, dict)
        value = value[part]
    return True
