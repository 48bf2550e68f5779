"""`tocsin eval`: how well the rules read articles that people have labelled."""

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer
from rich.console import Console
from rich.progress import Progress

from bot.app import packs_of
from bot.cli.codes import Exit
from bot.cli.errors import fail, one_line
from bot.cli.options import Config, Json, settings
from bot.cli.rows import UNDATED, Row, article_of_row
from bot.cli.scores_shown import show_scores
from bot.detect import Packs, detect
from bot.measure.confusion import Class, confusion
from bot.measure.labels import LABELS, STORY, BadLabel, labels_of, story_of
from bot.measure.misses import Miss, miss
from bot.measure.scores import Choose, Measure, Pair, measures
from bot.measure.stories import story_measures
from bot.model.feed import Article
from bot.model.finding import Finding
from bot.settings import shipped
from bot.track import follow

#: The sample that comes with the program.
_SAMPLE = "labelled.jsonl"


@dataclass(slots=True)
class Read:
    """What was read so far: pairs by label, what was missed, and lines that are no rows."""

    rows: int = 0
    pairs: dict[str, list[Pair]] = field(default_factory=lambda: defaultdict(list))
    misses: list[Miss] = field(default_factory=list)
    #: Which story each row was said to tell, and which incident it was found to.
    stories: list[Pair] = field(default_factory=list)
    #: A line each.
    bad: list[str] = field(default_factory=list)
    #: What was left out of good rows, why, and how often; the first place of each.
    left_out: dict[str, tuple[str, int]] = field(default_factory=dict)

    def leave_out(self, where: str, why: str) -> None:
        """Note that something of a row cannot be measured."""
        first, count = self.left_out.get(why, (where, 0))
        self.left_out[why] = first, count + 1


@dataclass(frozen=True, slots=True)
class _Told:
    """A row that is said to tell a story."""

    group: str
    story: str
    article: Article
    finding: Finding


def evaluate(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FILE]...", help="Labelled JSON lines; default: the sample."),
    ] = None,
    config: Config = None,
    *,
    as_json: Json = False,
    worst: Annotated[
        int, typer.Option(min=0, max=1000, help="How many of the worst misses to show.")
    ] = 10,
) -> None:
    """Measure the rules on labelled articles: precision, recall, exactness, the worst misses.

    A row is {"text": …, "title"?, "date"?, "relevant"?: true, "killed"?: [3, null], …}; any label
    may be left out. docs/evaluating.md lists them.

    Examples: tocsin eval
              tocsin eval mine.jsonl --worst 30
              tocsin eval dev/*.jsonl --json > scores.json
    """
    with one_line():
        packs = packs_of(settings(config))
        read = _read(files or [shipped("seeds") / _SAMPLE], packs)
    for each in (*read.bad, *_left_out(read)):
        typer.echo(f"tocsin: {each}", err=True)
    if not read.rows:
        raise fail("no row could be measured")
    found = list(measures(read.pairs, _chooser()))
    found += story_measures(read.stories, _chooser()) if read.stories else ()
    read.misses.sort(key=lambda each: -each.cost)
    if as_json:
        typer.echo(msgspec.json.encode(_document(read, found, packs, worst)))
    else:
        typer.echo(f"{read.rows} rows, packs {packs.hash[:19]}")
        show_scores(found, _types(read), read.misses[:worst])
    if read.bad:
        raise typer.Exit(Exit.FAILED)


def _read(files: Sequence[Path], packs: Packs) -> Read:
    read = Read()
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        for file in files:
            told: list[_Told] = []
            lines = _lines(file)
            for number, line in enumerate(progress.track(lines, description=file.name), start=1):
                if line.strip():
                    told += _take(read, f"{file}:{number}", line, packs)
            read.stories += _stories(told)
    return read


def _lines(file: Path) -> list[bytes]:
    try:
        return file.read_bytes().splitlines()
    except OSError as error:
        raise fail(f"{file}: cannot be read: {error.strerror}", code=Exit.USAGE) from error


def _take(read: Read, where: str, line: bytes, packs: Packs) -> list[_Told]:
    """Measure one row; what is wrong with it is noted, and stops no other."""
    unknown: list[str] = []
    try:
        given = msgspec.json.decode(line, type=dict[str, Any])
        row = msgspec.convert({"id": where, **given}, Row)
        labels = labels_of(given, unknown)
    except (msgspec.DecodeError, UnicodeDecodeError, BadLabel) as error:
        read.bad.append(f"{where}: {error}; the row is left out")
        return []
    for why in unknown:
        read.leave_out(where, why)
    story, group = story_of(given), str(given.get("group", where))
    if not labels and story is None:
        known = ", ".join((*LABELS, STORY))
        read.leave_out(where, f"holds no label that is measured; label one of: {known}")
        return []
    article = article_of_row(row, warn=lambda why: read.leave_out(where, why))
    finding = detect(article, packs)
    _count(read, where, row, {name: (group, value) for name, value in labels.items()}, finding)
    return [] if story is None else [_Told(group, story, replace(article, id=where), finding)]


def _count(
    read: Read, where: str, row: Row, labels: Mapping[str, tuple[str, Any]], finding: Finding
) -> None:
    """Put what was found beside what was labelled."""
    pairs = {
        name: Pair(group, value, LABELS[name].found(finding))
        for name, (group, value) in labels.items()
    }
    for name, pair in pairs.items():
        read.pairs[name].append(pair)
    read.rows += 1
    missed = miss(where, row.id, pairs, finding, row.title or row.text)
    if missed is not None:
        read.misses.append(missed)


def _stories(told: Sequence[_Told]) -> list[Pair]:
    """The stories of one file beside the incidents that its rows join, in their order."""
    followed = follow(((each.article, each.finding) for each in told), now=UNDATED)
    return [
        Pair(each.group, each.story, tracked.incident.id)
        for each, tracked in zip(told, followed, strict=True)
    ]


def _left_out(read: Read) -> list[str]:
    return [
        f"{where}{f' and {count - 1} more' if count > 1 else ''}: {why}"
        for why, (where, count) in read.left_out.items()
    ]


def _types(read: Read) -> list[Class]:
    return confusion(read.pairs.get("sub_event_type", ()))


def _chooser() -> Choose:
    """Draws that are the same every time, so that two runs can be compared."""
    draw = random.Random(0)  # noqa: S311  # a bootstrap keeps no secret
    return lambda count: draw.choices(range(count), k=count)


def _document(read: Read, found: list[Measure], packs: Packs, worst: int) -> dict[str, Any]:
    return {
        "rows": read.rows,
        "packs": packs.hash,
        "measures": found,
        "types": _types(read),
        "misses": read.misses[:worst],
        "bad": read.bad,
        "left_out": _left_out(read),
    }
