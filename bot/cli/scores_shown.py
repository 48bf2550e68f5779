"""Scores for a person: figures with their intervals, types, and the worst misses."""

from collections.abc import Sequence

import typer
from rich.console import Console
from rich.text import Text

from bot.cli.table import show_table
from bot.measure.confusion import Class
from bot.measure.misses import Miss
from bot.measure.scores import Measure
from bot.report.literal import literal

_FIGURES = ("label", "measure", "value", "95 % interval", "rows")
_TYPES = ("labelled", "rows", "right", "precision", "recall", "F1", "taken for")


def show_scores(found: Sequence[Measure], types: Sequence[Class], worst: Sequence[Miss]) -> None:
    """Print all of it, each part under a line of its own."""
    typer.echo()
    show_table(_FIGURES, [_figure(each) for each in found])
    if types:
        typer.echo("\nTypes: what each was taken for\n")
        show_table(_TYPES, [_type(each) for each in types])
    if worst:
        typer.echo("\nThe worst misses\n")
        console = Console(highlight=False)
        for each in worst:
            _show_miss(console, each)


def _figure(each: Measure) -> tuple[str, ...]:
    interval = f"{each.low:.3f} – {each.high:.3f}"
    return each.label, each.what, f"{each.value:.3f}", interval, f"{each.rows}"


def _type(each: Class) -> tuple[str, ...]:
    taken = ", ".join(f"{name or 'no type'} {count}" for name, count in each.taken_for)
    return (
        each.name or "no type",
        f"{each.rows}",
        f"{each.right}",
        f"{each.precision:.2f}",
        f"{each.recall:.2f}",
        f"{each.f1:.2f}",
        taken,
    )


def _show_miss(console: Console, each: Miss) -> None:
    name = "" if each.id == each.where else f" {literal(each.id)}"
    console.print(Text(f"{each.where}{name}", "bold"), soft_wrap=True)
    for label, labelled, found in each.wrong:
        console.print(Text(f"  {label}: labelled {labelled}, found {found}"), soft_wrap=True)
    mode = f"{each.mode}: " if each.mode else "nothing was found in: "
    console.print(Text(f"  {mode}{literal(each.sentence)}"), soft_wrap=True)
