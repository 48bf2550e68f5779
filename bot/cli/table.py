"""A table for a person; piped, a line for each row with tabs between its cells."""

from collections.abc import Iterable, Sequence

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.report.literal import literal


def show_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows under their headings; the first column names a row and is never cut."""
    console = Console(highlight=False)
    if not console.is_terminal:
        for row in (columns, *rows):
            typer.echo("\t".join(literal(cell) for cell in row))
        return
    table = Table()
    for number, column in enumerate(columns):
        table.add_column(column, no_wrap=number == 0, overflow="fold")
    for row in rows:
        table.add_row(*(Text(literal(cell)) for cell in row))
    console.print(table)
