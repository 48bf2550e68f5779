"""Tolls as people read them: each figure with who stands behind it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.model.finding import Claim, Count, Effect, Mode, Zone
from bot.model.incident import Incident, Report
from bot.report.catalogue import say
from bot.report.message import Line, Style, Text
from bot.report.wording import speaker_words

#: Figures on one line; the rest is counted, and `/sources` shows them.
_FIGURES = 5
#: Of whom a figure speaks when it says no more than that they were people.
_ANYBODY = frozenset({"", "people", "persons", "person", "dead", "victims", "casualties"})
_WHOSE = re.compile(
    r"^(?:(?:the|its|his|her|their|our|my)\s+)?(?:[\w-]+['’]s?\s+)?(?=\S)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure, of whom, and who stands behind it."""

    count: Count | None
    of: str
    speaker: str


def toll_lines(incident: Incident, language: str) -> tuple[Line, ...]:
    """One line an effect: "Killed: at least 7 (reported by TRT World) · 4 fighters (PMU)"."""
    lines = (toll_line(incident, effect, language) for effect in Effect)
    return tuple(line for line in lines if line is not None)


def toll_line(incident: Incident, effect: Effect, language: str) -> Line | None:
    """The line of one effect, the figures that make the toll first; None where none is given."""
    whole = incident.toll.of(effect)
    figures = figures_of(incident, effect, language)
    if whole is None and not figures:
        return None
    figures.sort(key=lambda each: (each.count != whole or each.count is None, _falling(each.count)))
    texts = [figure_words(each, language) for each in _shared(figures)]
    if whole is not None and whole not in [each.count for each in figures]:
        texts.insert(0, say("toll.together", language, toll=count_words(whole, language)))
    shown, more = texts[:_FIGURES], len(texts) - _FIGURES
    if more > 0:
        shown.append(say("toll.more", language, count=more))
    head, *rest = shown
    parts = [Text(head, Style.STRONG)]
    if rest:
        parts.append(Text(" · " + " · ".join(rest)))
    return Line(label=say(f"effect.{effect}", language), parts=tuple(parts))


def _shared(figures: Sequence[Figure]) -> list[Figure]:
    """Speakers of one and the same figure stand together behind it."""
    speakers: dict[tuple[Count | None, str], list[str]] = {}
    for each in figures:
        speakers.setdefault((each.count, each.of), []).append(each.speaker)
    return [
        Figure(count=count, of=of, speaker="; ".join(dict.fromkeys(names)))
        for (count, of), names in speakers.items()
    ]


def figures_of(incident: Incident, effect: Effect, language: str) -> list[Figure]:
    """The newest figure of each speaker and group.

    Somebody who gives no figure is named only where nobody gives one, or for whom he speaks of.
    """
    newest: dict[tuple[str, str], Figure] = {}
    for report in incident.reports:
        for figure in report_figures(report, effect, language):
            key = (figure.speaker, figure.of)
            if figure.count is not None or key not in newest:
                newest[key] = figure
    counted = {figure.speaker for figure in newest.values() if figure.count is not None}
    return [
        figure
        for figure in newest.values()
        if figure.count is not None
        or (figure.speaker not in counted and (figure.of or not counted))
    ]


def report_figures(report: Report, effect: Effect, language: str) -> list[Figure]:
    """The current figures of one report; where it has no claims, its toll as a whole."""
    claims = [
        Figure(
            count=claim.count,
            of=_of(claim),
            speaker=speaker_words(claim.said_by, report, language),
        )
        for claim in report.claims
        if claim.effect is effect and claim.mode is Mode.CURRENT
    ]
    whole = report.toll.of(effect)
    if not claims and whole is not None:
        return [Figure(count=whole, of="", speaker=speaker_words(None, report, language))]
    return claims


def figure_words(figure: Figure, language: str) -> str:
    """A figure with its speaker: "4 fighters (Popular Mobilization Forces)"."""
    if figure.count is None:
        of = figure.of or say("toll.people", language)
        return say("toll.uncounted", language, of=of, speaker=figure.speaker)
    count = " ".join(filter(None, (count_words(figure.count, language), figure.of)))
    return say("toll.figure", language, figure=count, speaker=figure.speaker)


def count_words(count: Count, language: str) -> str:
    """A range in words: "12", "at least 7", "9 to 12", "up to 9"."""
    if count.exact:
        return f"{count.min:,}"
    if count.max is None:
        return say("count.open", language, least=f"{count.min:,}")
    if count.min == 0:
        return say("count.up_to", language, most=f"{count.max:,}")
    return say("count.range", language, least=f"{count.min:,}", most=f"{count.max:,}")


def toll_words(incident: Incident, language: str) -> str:
    """The toll in short, for lists: "killed: 7 to 12 · injured: 3"; "" where nothing is said."""
    return " · ".join(
        say("toll.short", language, effect=say(f"short.{effect}", language), count=text)
        for effect in (Effect.KILLED, Effect.INJURED)
        if (whole := incident.toll.of(effect)) is not None
        and (text := count_words(whole, language))
    )


def _of(claim: Claim) -> str:
    """Of whom, without whose they are: "its fighters" and "the group's fighters" are fighters."""
    of = _WHOSE.sub("", claim.of.strip())
    return "" if of.casefold() in _ANYBODY else " ".join(_as_named(w, claim) for w in of.split())


def _as_named(word: str, claim: Claim) -> str:
    """A word with the capital of a name, where its sentence gives it one within: "American"."""
    name = word.capitalize()
    within = claim.sentence.find(f" {name}")
    return name if within > 0 and claim.zone is not Zone.TITLE else word


def _falling(count: Count | None) -> int:
    return 1 if count is None else -count.min
