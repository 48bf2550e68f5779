"""Options that several commands share, and the settings they lead to."""

import os
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from bot.settings import Settings, load

Config: TypeAlias = Annotated[
    Path | None,
    typer.Option("--config", metavar="DIR", help="Folder that holds tocsin.toml."),
]
Data: TypeAlias = Annotated[
    Path | None,
    typer.Option("--data", metavar="DIR", help="Folder of the database."),
]
Json: TypeAlias = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def settings(config: Path | None, data: Path | None = None) -> Settings:
    """Load the settings a command was asked to use.

    Raises:
        Misconfigured: with every fault.
    """
    return load(config, data, os.environ)
