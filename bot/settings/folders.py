"""Where the configuration and the data live."""

from collections.abc import Mapping
from pathlib import Path

from platformdirs import user_data_path

import bot
from bot.errors import Fault, Misconfigured

#: What a configuration folder may hold at its top.
TABLES = ("tocsin.toml", "feeds.toml", "severity.toml")
PACKS = ("rules", "lexicon")


def shipped(kind: str) -> Path:
    """Find the copy of "config" or "seeds" that came with the program.

    It lies inside the wheel; in a source checkout it is the checkout's own folder.
    """
    package = Path(bot.__file__).parent
    inside = package / "_data" / kind
    return inside if inside.is_dir() else package.parent / kind


def own_or_shipped(folder: Path, name: str) -> Path:
    """Find a file of the configuration: the folder's own, or the shipped copy."""
    own = folder / name
    return own if own.exists() else shipped("config") / name


def config_folder(config: Path | None, env: Mapping[str, str]) -> Path:
    """Find the configuration: as asked, `$TOCSIN_CONFIG`, `./config`, then the shipped copy.

    Raises:
        Misconfigured: a folder that somebody named is none, or holds no configuration.
    """
    named = {"--config": config, "TOCSIN_CONFIG": _path(env, "TOCSIN_CONFIG")}
    for key, folder in named.items():
        if folder is not None:
            return _checked(folder, key)
    here = Path("config")
    return here if (here / "tocsin.toml").is_file() else shipped("config")


def data_folder(data: Path | None, env: Mapping[str, str]) -> Path:
    """Find the data folder: as asked, `$TOCSIN_DATA`, then the platform's; it need not exist."""
    return data or _path(env, "TOCSIN_DATA") or user_data_path("tocsin", appauthor=False)


def _path(env: Mapping[str, str], name: str) -> Path | None:
    return Path(env[name]).expanduser() if env.get(name) else None


def _checked(folder: Path, key: str) -> Path:
    if not folder.is_dir():
        wrong, right = "there is no such folder", "name the folder that holds tocsin.toml"
    elif not any((folder / name).exists() for name in (*TABLES, *PACKS)):
        wrong = "the folder holds no configuration"
        right = f"put at least one of {', '.join(TABLES)}, rules/ or lexicon/ there"
    else:
        return folder
    raise Misconfigured([Fault(str(folder), key, wrong, right)])
