"""The `tocsin` command.

Exit codes: 0 done; 1 something it was asked about failed; 2 the command line or the configuration
cannot be used; 130 stopped from the keyboard.
"""

import typer

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


def main() -> None:
    """Run the command line; the exit code says how it went."""
    try:
        tocsin()
    except KeyboardInterrupt:
        raise SystemExit(Exit.INTERRUPTED) from None
    except BrokenPipeError:
        raise SystemExit(Exit.FAILED) from None
