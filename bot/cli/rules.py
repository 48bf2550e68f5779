"""`tocsin rules list | show | test | lint | new`."""

from typing import Annotated

import msgspec
import typer

from bot import app
from bot.cli.codes import Exit
from bot.cli.errors import fail, one_line
from bot.cli.options import Config, Json
from bot.cli.rule_files import Asked, asked, checked, rule_of, sound, table_of, tables
from bot.cli.rule_shown import COLUMNS, TOGETHER, row_of, show_rule, show_trial
from bot.cli.rule_template import begin
from bot.cli.table import show_table
from bot.detect.rule import Status
from bot.detect.style import style_of
from bot.detect.trial import try_rule
from bot.errors import Fault
from bot.model.kind import Kind
from bot.settings import CheckedPacks

rules = typer.Typer(no_args_is_help=True, help="Rules: list, show, test, lint them, begin one.")


@rules.command("list")
def list_(
    config: Config = None,
    *,
    kind: Annotated[Kind | None, typer.Option(help="Only rules of this kind.")] = None,
    status: Annotated[Status | None, typer.Option(help="Only rules of this status.")] = None,
    as_json: Json = False,
) -> None:
    """Every rule: what it finds, how it counts, the file it stands in.

    Example: tocsin rules list --kind shelling
    """
    with one_line():
        packs = sound(checked(config))
    rows = [
        row_of(each)
        for each in packs.rules
        if kind in (None, each.kind) and status in (None, each.status)
    ]
    if as_json:
        typer.echo(msgspec.json.encode([dict(zip(COLUMNS, row, strict=True)) for row in rows]))
        return
    show_table(COLUMNS, rows, together=TOGETHER)


@rules.command()
def show(
    rule_id: Annotated[str, typer.Argument(metavar="ID")],
    config: Config = None,
    *,
    expand: Annotated[bool, typer.Option("--expand", help="Write out every @list.")] = False,
    as_json: Json = False,
) -> None:
    """One rule in full: its phrases, its condition, its examples.

    Example: tocsin rules show strike.air --expand
    """
    with one_line():
        all_ = checked(config)
        packs = sound(all_)
        found = rule_of(rule_id, packs)
    raw = table_of(rule_id, all_)
    if as_json:
        typer.echo(msgspec.json.encode({"file": found.file, **raw}))
        return
    show_rule(found, raw, packs.lexicon.lists, expand=expand)


@rules.command("test")
def run_examples(
    what: Annotated[str | None, typer.Argument(metavar="[FILE|ID]")] = None,
    config: Config = None,
    *,
    sentence: Annotated[
        str | None, typer.Option(help="Try a rule on a sentence; say what of it stands there.")
    ] = None,
) -> None:
    """Run the examples of all rules, of a file (which may stand anywhere), or of one rule.

    Examples: tocsin rules test
              tocsin rules test strike.air
              tocsin rules test drafts/cattle.toml
              tocsin rules test strike.air --sentence "Jets bombed the depot."
    """
    with one_line():
        all_ = checked(config, [what] if what else ())
        about = asked([what] if what else (), all_)
        if sentence is not None:
            if about.rule is None:
                raise fail("say which rule: tocsin rules test ID --sentence …", code=Exit.USAGE)
            _try(about.rule, sentence, all_)
            return
    _refuse_if_any([each for each in all_.faults if about.takes(each)])
    chosen = [raw for file, raw in tables(all_) if about.has(file, raw)]
    examples = sum(len(raw[key]) for raw in chosen for key in ("match", "ignore"))
    typer.echo(f"{_counted(len(chosen), 'rule')}, {_counted(examples, 'example')}: all hold")
    _tell_of_others(all_)


@rules.command()
def lint(
    files: Annotated[list[str] | None, typer.Argument(metavar="[FILE]...")] = None,
    config: Config = None,
    *,
    strict: Annotated[bool, typer.Option("--strict", help="Exit 1 for style, too.")] = False,
) -> None:
    """Every fault of every pack at once, and what is no fault but worth mending.

    Examples: tocsin rules lint
              tocsin rules lint drafts/cattle.toml --strict
    """
    with one_line():
        all_ = checked(config, files or ())
        about = asked(files or (), all_)
    style = [each for each in _style(all_, about) if about.takes(each)]
    for each in style:
        typer.echo(f"style: {each}")
    _refuse_if_any([each for each in all_.faults if about.takes(each)])
    typer.echo(f"no fault; {len(style)} to mend in style" if style else "nothing is wrong")
    _tell_of_others(all_)
    if style and strict:
        raise typer.Exit(Exit.FAILED)


@rules.command()
def new(
    rule_id: Annotated[str, typer.Argument(metavar="ID")],
    config: Config = None,
    *,
    kind: Annotated[Kind, typer.Option(help="What it reports.")] = Kind.ATTACK,
) -> None:
    """Begin a rule: a file with comments that loads as it is and waits for your words.

    Example: tocsin rules new raid.cattle --kind property_destruction
    """
    with one_line():
        path = begin(rule_id, kind, config)
    typer.echo(f"{path}: written; change its words, then run: tocsin rules test {rule_id}")


def _try(rule_id: str, text: str, all_: CheckedPacks) -> None:
    packs = sound(all_)
    rule = rule_of(rule_id, packs)
    trial = try_rule(rule, table_of(rule_id, all_), packs, text, now=app.now())
    show_trial(rule, trial)


def _style(all_: CheckedPacks, about: Asked) -> list[Fault]:
    if all_.packs is None:
        return []
    lists = all_.packs.lexicon.lists
    raw_of = {raw["id"]: (file, raw) for file, raw in tables(all_)}
    return [
        fault
        for rule in all_.packs.rules
        if about.has(*raw_of[rule.id])
        for fault in style_of(rule, raw_of[rule.id][1], lists)
    ]


def _refuse_if_any(faults: list[Fault]) -> None:
    for each in faults:
        typer.echo(f"tocsin: {each}", err=True)
    if faults:
        raise fail(f"{_counted(len(faults), 'fault')}; the pack does not load")


def _tell_of_others(all_: CheckedPacks) -> None:
    """Say that a pack that was not asked about keeps all of them from loading."""
    if all_.faults:
        other = _counted(len(all_.faults), "fault")
        raise fail(f"{other} elsewhere in {all_.folder}; run: tocsin rules lint", code=Exit.USAGE)


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
