"""An analysed article for a person: its text with the signals marked, claims, scores, reasons."""

import unicodedata
from collections.abc import Iterable, Iterator

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from bot.model.feed import Article
from bot.model.finding import Claim, Finding, Mode, Signal
from bot.model.kind import Family
from bot.model.scale import Severity
from bot.report.literal import literal

#: Terminal styles; the words beside them say the same.
_FAMILY = {Family.ACT: "bold red", Family.WORD: "bold yellow", Family.DEESCALATION: "bold green"}
_CLAIM = "reverse"
#: Control, format (direction) and surrogate characters.
_STEERING = frozenset({"Cc", "Cf", "Cs"})
_SEVERITY = {
    Severity.EXTREME: "bold white on red",
    Severity.SEVERE: "bold red",
    Severity.MODERATE: "bold yellow",
    Severity.MINOR: "bold cyan",
    Severity.UNKNOWN: "dim",
}


def show(console: Console, article: Article, finding: Finding, *, reasons: Iterable[str]) -> None:
    """Print an article and what was found in it; `reasons` are printed last, a line each."""
    for block in _blocks(article, finding):
        console.print(block)
        console.print()
    for reason in reasons:
        console.print(Text(literal(reason)))


def _blocks(article: Article, finding: Finding) -> Iterator[RenderableType]:
    if article.title:
        yield Text(literal(article.title), style="bold")
    yield marked(article, finding)
    yield _scores(finding)
    if finding.signals:
        yield _signals(finding.signals)
    if finding.claims:
        yield _claims(finding.claims)


def marked(article: Article, finding: Finding) -> Text:
    """The article's text with each signal and claim in the style of its family."""
    text = Text(_visible(article.text))
    for signal in finding.signals:
        if signal.span and signal.mode is not Mode.NEGATED:
            text.stylize(_FAMILY[signal.family], *signal.span)
    for claim in finding.claims:
        if claim.span:
            text.stylize(_CLAIM, *claim.span)
    return text


def _visible(text: str) -> str:
    """The text, letter for letter, with a sign in place of what would steer a terminal."""
    return "".join(
        "\N{REPLACEMENT CHARACTER}"
        if letter not in "\n\t" and unicodedata.category(letter) in _STEERING
        else letter
        for letter in text
    )


def _scores(finding: Finding) -> RenderableType:
    head = Text.assemble(
        (finding.severity.upper(), _SEVERITY[finding.severity]),
        f" · urgency {finding.urgency} · certainty {finding.certainty}",
        f" · {finding.sub_event_type or 'no act'} · {finding.country or 'country open'}",
    )
    judged = "alertable" if finding.alertable else "not alertable"
    relevant = "political violence reported" if finding.relevant else "no political violence"
    cut = " · only the first part was read" if finding.truncated else ""
    return Group(head, Text(f"{judged} · {relevant} · packs {finding.packs[:19]}{cut}"))


def _signals(signals: Iterable[Signal]) -> Table:
    table = Table("signal", "mode", "actor → target", "place", "sentence", box=None)
    for signal in signals:
        sentence = Text(literal(signal.sentence))
        style = _FAMILY[signal.family]
        table.add_row(
            Text(signal.kind, style),
            signal.mode,
            Text(_who(signal)),
            Text(literal(signal.place or "")),
            sentence,
        )
    return table


def _who(signal: Signal) -> str:
    """Who did it to whom; a target without an actor still stands behind the arrow."""
    target = f"→ {signal.target}" if signal.target else None
    return literal(" ".join(filter(None, (signal.actor, target))))


def _claims(claims: Iterable[Claim]) -> Table:
    table = Table("claim", "count", "of", "said by", "mode", "sentence", box=None)
    for claim in claims:
        count = str(claim.count) if claim.count else "no figure"
        of, who = Text(literal(claim.of)), Text(literal(claim.said_by or "nobody named"))
        table.add_row(claim.effect, count, of, who, claim.mode, Text(literal(claim.sentence)))
    return table
