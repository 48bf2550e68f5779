"""Errors as one line with the remedy."""

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from bot.cli.codes import Exit
from bot.errors import Misconfigured, TocsinError


@contextmanager
def one_line() -> Iterator[None]:
    """Turn Tocsin's own errors into lines on standard error and an exit code."""
    try:
        yield
    except Misconfigured as error:
        for fault in error.faults:
            typer.echo(f"tocsin: {fault}", err=True)
        raise typer.Exit(Exit.USAGE) from None
    except TocsinError as error:
        typer.echo(f"tocsin: {error}", err=True)
        raise typer.Exit(Exit.FAILED) from None


def fail(message: str, *, code: Exit = Exit.FAILED) -> typer.Exit:
    """Say one line on standard error; raise what this returns."""
    typer.echo(f"tocsin: {message}", err=True)
    return typer.Exit(code)
