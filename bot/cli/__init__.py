"""The `tocsin` command.

Exit codes: 0 done; 1 something it was asked about failed; 2 the command line or the configuration
cannot be used; 130 stopped from the keyboard.
"""

import os
import sys
from typing import Annotated

import typer

from bot import __version__
from bot.cli.analyze import analyze
from bot.cli.ask import deliveries, summary, why
from bot.cli.errors import Exit
from bot.cli.feeds import feeds
from bot.cli.running import check, demo, run

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
tocsin.add_typer(feeds, name="feeds")


def _say_version(asked: bool) -> None:  # noqa: FBT001  what the library calls it with
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


def main() -> None:
    """Run the command line; the exit code says how it went."""
    try:
        try:
            tocsin()
        finally:
            if sys.stdout is not None:
                sys.stdout.flush()
    except KeyboardInterrupt:
        raise SystemExit(Exit.INTERRUPTED) from None
    except BrokenPipeError:
        _take_nothing_more()
        raise SystemExit(Exit.FAILED) from None
    except OSError as error:
        _take_nothing_more()
        where = error.filename or "the output"
        typer.echo(f"tocsin: {where}: {error.strerror}; make room or name another place", err=True)
        raise SystemExit(Exit.FAILED) from None


def _take_nothing_more() -> None:
    """Let what is still buffered go nowhere: it would fail once more when the process ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
