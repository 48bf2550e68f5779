"""A rule for a person, and what it makes of a sentence."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.detect.rule import Rule, Status
from bot.detect.trial import Found, Trial
from bot.report.literal import literal

COLUMNS = ("rule", "kind", "ACLED type", "PLOVER", "mode", "status", "language", "file")
#: Eight columns are more than a terminal has room for.
TOGETHER = {
    "rule": "{rule}",
    "kind, ACLED type": "{kind}\n{ACLED type}",
    "PLOVER, mode": "{PLOVER}\n{mode}",
    "file, status": "{file}\n{language}, {status}",
}

#: Finds shown of one group.
_MOST_FOUND = 4
_KEY = "bold"


def row_of(rule: Rule) -> tuple[str, ...]:
    """A rule as a row under `COLUMNS`."""
    return (
        rule.id,
        rule.kind,
        rule.sub_event_type or "",
        rule.plover or "",
        rule.mode,
        rule.status,
        rule.language,
        Path(rule.file).name,
    )


def show_rule(
    rule: Rule, raw: Mapping[str, Any], lists: Mapping[str, Sequence[str]], *, expand: bool
) -> None:
    """Print a rule in full; `expand` writes out its lists."""
    lines = [
        ("file", rule.file),
        *((name, text) for name, text in zip(COLUMNS[1:-1], row_of(rule)[1:-1], strict=True)),
    ]
    console = Console(highlight=False)
    console.print(Text.assemble((rule.id, _KEY), f": {literal(rule.title)}"))
    for name, text in lines:
        if text:
            _say(console, f"{name}: {text}")
    _say(console, f"condition: {raw['condition']}")
    for key in (*rule.groups, *(["unless_article"] if raw.get("unless_article") else [])):
        console.print(Text(f"{key}:", _KEY))
        for phrase in raw[key]:
            _say(console, _with_lists(phrase, lists))
        if expand:
            _say_all(console, _expanded(raw[key], lists))
    for key, sentences in (("match", rule.match), ("ignore", rule.ignore)):
        console.print(Text(f"{key}:", _KEY))
        _say_all(console, sentences)


def show_trial(rule: Rule, trial: Trial) -> None:
    """Print which groups were found, and where; whether the condition holds; what it means."""
    console = Console(highlight=False)
    for group, found in groupby(trial.found, key=lambda each: each.group):
        console.print(Text(f"{group}: found", _KEY))
        _say_found(console, list(found))
    for group in trial.missing:
        console.print(Text.assemble((f"{group}: ", _KEY), "not found"))
    if trial.silenced_by:
        console.print(Text("unless_article: found, which silences the rule", _KEY))
        _say_found(console, trial.silenced_by)
    console.print(f"the condition {'holds' if trial.holds else 'does not hold'}")
    console.print(_verdict(rule, trial), soft_wrap=True)
    if trial.others:
        console.print(f"other rules that fire: {', '.join(trial.others)}", soft_wrap=True)


def _verdict(rule: Rule, trial: Trial) -> str:
    if not trial.fires:
        return f"{rule.id} does not fire"
    if trial.mode is None:
        return f"{rule.id} fires, but says nothing here: another rule of kind {rule.kind} did"
    shade = "" if trial.mode is rule.mode else f" and so no alert, which asks for {rule.mode}"
    trying = "; experimental, so no alert" if rule.status is Status.EXPERIMENTAL else ""
    return f"{rule.id} fires: {rule.kind}, {trial.mode}{shade}{trying}"


def _with_lists(phrase: str, lists: Mapping[str, Sequence[str]]) -> str:
    counts = [f"@{name}: {len(lists[name])} phrases" for name in _lists_in((phrase,), lists)]
    return f"{phrase}  ({', '.join(counts)})" if counts else phrase


def _expanded(phrases: Iterable[str], lists: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for name in _lists_in(phrases, lists):
        yield f"@{name} = {', '.join(lists[name])}"


def _lists_in(phrases: Iterable[str], lists: Mapping[str, Sequence[str]]) -> list[str]:
    atoms = (atom for phrase in phrases for word in phrase.split() for atom in word.split("|"))
    return list(
        dict.fromkeys(atom[1:] for atom in atoms if atom.startswith("@") and atom[1:] in lists)
    )


def _say_found(console: Console, found: Sequence[Found]) -> None:
    _say_all(console, (f"“{each.words}” by {each.phrase}" for each in found[:_MOST_FOUND]))
    if len(found) > _MOST_FOUND:
        _say(console, f"and {len(found) - _MOST_FOUND} more")


def _say_all(console: Console, lines: Iterable[str]) -> None:
    for line in lines:
        _say(console, line)


def _say(console: Console, line: str) -> None:
    """One line, set in; piped, it is not broken."""
    text = Text(literal(line))
    if console.is_terminal:
        console.print(Padding(text, (0, 0, 0, 2)))
    else:
        console.print(Text("  ").append_text(text), soft_wrap=True)
