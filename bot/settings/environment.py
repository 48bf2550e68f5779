"""What the environment and `.env` say, in the shape of `tocsin.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    SettingsConfigDict,
)

from bot.errors import Fault
from bot.settings.files import Table
from bot.settings.options import Options

_PREFIX = "TOCSIN_"
#: The names under which the platforms' own guides speak of their tokens.
_CUSTOMARY = {
    "TELEGRAM_BOT_TOKEN": "TOCSIN_TELEGRAM__TOKEN",
    "SLACK_BOT_TOKEN": "TOCSIN_SLACK__BOT_TOKEN",
    "SLACK_APP_TOKEN": "TOCSIN_SLACK__APP_TOKEN",
    "SLACK_SIGNING_SECRET": "TOCSIN_SLACK__SIGNING_SECRET",
}
#: Variables that name folders, read before any file is.
_FOLDERS = ("TOCSIN_CONFIG", "TOCSIN_DATA")


class _Variables(Options, BaseSettings):
    model_config = SettingsConfigDict(env_prefix=_PREFIX, env_nested_delimiter="__")


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """Variables as they stand, without empty ones; those of `.env` give way."""

    variables: Mapping[str, str]
    #: The names that only `.env` has.
    from_file: frozenset[str]
    file: str

    def table(self) -> Table:
        """Shape the variables like `tocsin.toml`."""
        source = EnvSettingsSource(_Variables)
        source.env_vars = {name.lower(): self.variables[said] for name, said in self._own().items()}
        return source()

    def origin(self, path: tuple[str, ...]) -> tuple[str, str] | None:
        """Say which variable set this key; None when none did."""
        said = self._own().get(_PREFIX + "__".join(path).upper())
        if said is None:
            return None
        return (self.file if said in self.from_file else "environment", said)

    def faults(self) -> list[Fault]:
        """List the variables that would set nothing: a typing slip must not go unseen."""
        sections = tuple(f"{_PREFIX}{name.upper()}__" for name in Options.model_fields)
        keys = sorted(
            f"{_PREFIX}{section}__{key}".upper()
            for section, field in Options.model_fields.items()
            for key in getattr(field.annotation, "model_fields", ())
        )
        return [
            Fault("environment", name, "is an unknown variable", _nearest(name, keys))
            for name in self.variables
            if name.upper().startswith(_PREFIX)
            and name.upper() not in _FOLDERS
            and not name.upper().startswith(sections)
        ]

    def _own(self) -> dict[str, str]:
        said = {own: name for name, own in _CUSTOMARY.items() if name in self.variables}
        own = {name.upper(): name for name in self.variables if name.upper().startswith(_PREFIX)}
        return said | {name: own[name] for name in own if "__" in name}


def read_environment(env: Mapping[str, str], dotenv: Path) -> Environment:
    """Read the process's environment and, below it, a `.env` file where there is one."""
    given = {name: value for name, value in env.items() if value}
    lines = DotEnvSettingsSource(_Variables, env_file=dotenv, case_sensitive=True).env_vars
    filed = {name: value for name, value in lines.items() if value and name not in given}
    return Environment(variables={**filed, **given}, from_file=frozenset(filed), file=str(dotenv))


def _nearest(name: str, keys: list[str]) -> str:
    close = get_close_matches(name.upper(), keys, n=1, cutoff=0)
    return f"write {close[0]}"
