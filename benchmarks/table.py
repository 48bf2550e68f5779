"""What a measurement prints."""

import platform
from collections.abc import Iterable
from dataclasses import dataclass

import psutil
from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Row:
    """One figure, and how it stands to the bare one in the same run."""

    what: str
    figure: str
    ratio: str


def show(rows: Iterable[Row]) -> None:
    """Print the figures and the machine they were taken on."""
    table = Table("what", "figure", "beside it")
    for row in rows:
        table.add_row(row.what, row.figure, row.ratio)
    console = Console()
    console.print(table)
    console.print(
        f"{psutil.cpu_count()} cores, {psutil.virtual_memory().total / 2**30:.0f} GiB,"
        f" {platform.system()} {platform.machine()}, Python {platform.python_version()}."
        " Figures vary from run to run; ratios less."
    )
