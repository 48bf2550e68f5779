"""A table for a person; piped, a line for each row with tabs between its cells."""

from collections.abc import Iterable, Mapping, Sequence

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.report.literal import literal


def show_table(
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    together: Mapping[str, str] | None = None,
) -> None:
    """Print rows under their headings; the first column names a row and is never cut.

    Args:
        columns: the headings.
        rows: as many cells each.
        together: for more columns than a terminal has room for: the headings there, and what
            stands in their cells, as "{name}, {grade}".
    """
    console = Console(highlight=False)
    if not console.is_terminal:
        for row in (columns, *rows):
            typer.echo("\t".join(literal(cell) for cell in row))
        return
    cells = [[literal(cell) for cell in row] for row in rows]
    if together is not None:
        named = [dict(zip(columns, row, strict=True)) for row in cells]
        cells = [[each.format_map(row).rstrip() for each in together.values()] for row in named]
    console.print(_table(list(together or columns), cells))


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    table = Table(show_lines=any("\n" in cell for row in rows for cell in row))
    for number, column in enumerate(columns):
        table.add_column(column, no_wrap=number == 0, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    return table
