"""`tocsin slack manifest`."""

import typer

from bot import app

slack = typer.Typer(no_args_is_help=True, help="Slack: what its app needs to be made.")


@slack.callback()
def _commands() -> None:
    """Keep `manifest` a command of its own while it is the only one."""


@slack.command()
def manifest() -> None:
    """Print the manifest to paste where Slack makes an app.

    Example: tocsin slack manifest > manifest.json
    """
    typer.echo(app.manifest())
