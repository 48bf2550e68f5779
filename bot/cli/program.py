"""All commands under the name `tocsin`."""

from typing import Annotated

import typer

from bot import __version__
from bot.cli.analyze import analyze
from bot.cli.ask import deliveries, summary, why
from bot.cli.codes import Exit
from bot.cli.evaluate import evaluate
from bot.cli.feeds import feeds
from bot.cli.rules import rules
from bot.cli.running import check, demo, run
from bot.cli.slack import slack

tocsin = typer.Typer(
    name="tocsin",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Warns people when a conflict escalates. Exit codes: 0 done, 1 failed, 2 bad usage or"
    " configuration, 130 interrupted.",
)
for _command in (run, demo, check, analyze, summary, why, deliveries):
    tocsin.command()(_command)
tocsin.command("eval")(evaluate)
tocsin.add_typer(feeds, name="feeds")
tocsin.add_typer(rules, name="rules")
tocsin.add_typer(slack, name="slack")


def _say_version(asked: bool) -> None:  # noqa: FBT001  typer calls it so
    if asked:
        typer.echo(__version__)
        raise typer.Exit(Exit.OK)


@tocsin.callback()
def _named(
    *,
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_say_version, is_eager=True, help="Say which version this is."
        ),
    ] = False,
) -> None:
    """Take the options that stand before a command."""
