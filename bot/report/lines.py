"""The lines that show one incident: in its alert, in lists, in answers."""

from collections.abc import Sequence

from bot.model.finding import Signal, Zone
from bot.model.incident import Incident, MarkKind, Report
from bot.model.kind import Family, Kind
from bot.report.catalogue import say
from bot.report.figures import toll_words
from bot.report.message import Button, Line, Link, Style, Text
from bot.report.quotes import quotation, shorten
from bot.report.wording import (
    clock_words,
    happening,
    heading_words,
    main_acts,
    main_signal,
    origin_of,
    sources,
    speaker_words,
    square,
    time_words,
)

_THREATS = (Kind.THREAT, Kind.REVENGE_THREAT, Kind.ULTIMATUM)
#: What a phone shows without scrolling.
_QUOTES, _LINKS = 2, 3


def incident_line(incident: Incident, language: str, *, extra: str = "") -> Line:
    """An incident as one line of a list, its headline linked to its newest report."""
    known = " · ".join(
        filter(
            None,
            (
                toll_words(incident, language),
                say("sure.sources", language, count=len(sources(incident))),
                extra,
                f"#{incident.id}",
            ),
        )
    )
    url = next((report.url for report in reversed(incident.reports) if report.url), None)
    title = shorten(incident.title, 90)
    status, _, happened = heading_words(incident, language).partition(" · ")
    return Line(
        parts=(
            Text(f"{square(incident.severity)} {status}", Style.STRONG),
            Text(f" · {happened} · {known} · "),
            Link(title, url) if url else Text(title),
        )
    )


def buttons(incident: Incident, language: str) -> tuple[Button, ...]:
    """What a person may press under an incident."""
    count = len(sources(incident))
    return (
        Button(
            text=say("button.sources", language, number=count), command=f"sources #{incident.id}"
        ),
        Button(text=say("button.why", language), command=f"why #{incident.id}"),
        Button(text=say("button.mute", language), command=f"mute #{incident.id}"),
        Button(text=say("button.ack", language), command=f"ack #{incident.id}"),
        Button(text=say("button.false_alarm", language), command=f"falsealarm #{incident.id}"),
    )


def state_lines(incident: Incident, language: str) -> list[Line]:
    """Whether it was retracted or has eased, with the sentence that says so."""
    if incident.retracted:
        return [Line(parts=(Text(say("state.retracted", language), Style.STRONG),))]
    if not incident.eased:
        return []
    calming = [signal for _, signal in _signals(incident, Family.DEESCALATION)]
    quote = [Text(shorten(calming[-1].sentence), Style.QUOTE)] if calming else []
    return [Line(label=say("state.eased", language), parts=tuple(quote))] if quote else []


def threat_lines(incident: Incident, language: str) -> list[Line]:
    """The newest threats, verbatim, with who utters them."""
    found: dict[tuple[str, str], Line] = {}
    for report, signal in _signals(incident, Family.WORD):
        if signal.kind in _THREATS:
            speaker = speaker_words(signal.actor, report, language)
            parts = (Text(f"{speaker}: "), *quote(signal.sentence))
            label = say(f"label.{signal.kind}", language)
            found[speaker, signal.sentence] = Line(label=label, parts=parts)
    return list(found.values())[-_QUOTES:]


def ground_lines(incident: Incident, language: str) -> list[Line]:
    """The sentence the incident rests on: the first that holds a figure, else the first."""
    acts = main_acts(incident)
    told = [signal for signal in acts if signal.zone is not Zone.TITLE]
    figures = {claim.sentence for report in incident.reports for claim in report.claims}
    counting = (signal for signal in told if signal.sentence in figures)
    ground = next(counting, told[0] if told else main_signal(incident))
    if ground is None or ground.kind in _THREATS:
        return []
    sentence = Text(shorten(ground.sentence), Style.QUOTE)
    return [Line(label=say("label.ground", language), parts=(sentence,))]


def link_lines(reports: Sequence[Report]) -> list[Line]:
    """Links to the newest report of each source."""
    newest = {origin_of(report): report for report in reports if report.url}
    links = [
        Link(report.source or report.title, report.url)
        for report in list(newest.values())[-_LINKS:]
        if report.url
    ]
    parts: list[Text | Link] = []
    for link in links:
        parts += [Text(" · "), link] if parts else [link]
    return [Line(parts=tuple(parts))] if parts else []


def mark_lines(incident: Incident, language: str) -> list[Line]:
    """Who saw to it, who calls it a false alarm."""
    newest = {mark.kind: mark for mark in incident.marks}
    texts = [
        say(f"mark.{kind}", language, by=newest[kind].by, at=clock_words(newest[kind].at))
        for kind in MarkKind
        if kind in newest
    ]
    return [Line(parts=(Text(text, Style.FAINT),)) for text in texts]


def times(incident: Incident, language: str) -> str:
    """When it was first reported, and when it last moved."""
    dates = [report.published for report in incident.reports if report.published]
    first = min(dates, default=incident.opened)
    if incident.revision > 1:
        updated = clock_words(incident.updated)
        return say("time.updated", language, first=time_words(first, language), updated=updated)
    return time_words(first, language)


def quote(sentence: str) -> tuple[Text, ...]:
    """What a sentence quotes, in quotation marks; the sentence itself where it quotes nothing."""
    words = quotation(sentence)
    return (Text(f"“{shorten(words)}”" if words else shorten(sentence), Style.QUOTE),)


def _signals(incident: Incident, family: Family) -> list[tuple[Report, Signal]]:
    return [
        (report, signal)
        for report in incident.reports
        for signal in happening(report.signals, family)
    ]
