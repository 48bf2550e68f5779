"""An incident's timeline, and each of its sources with its grade and its figures."""

from collections.abc import Sequence

from bot.model.finding import Effect
from bot.model.incident import Alert, Incident, Report
from bot.report.catalogue import say
from bot.report.figures import Figure, count_words, figure_words, report_figures, toll_lines
from bot.report.lines import buttons, incident_line, mark_lines, state_lines
from bot.report.message import Line, Link, Message, Style, Text
from bot.report.wording import (
    heading_words,
    sources,
    sources_words,
    speaker_words,
    sure_words,
    time_words,
)

#: Steps and sources in one message; the oldest are counted.
_STEPS, _SOURCES = 15, 12


def story_message(
    incident: Incident,
    alerts: Sequence[Alert],
    *,
    latest: Sequence[Incident] = (),
    language: str = "en",
) -> Message:
    """How an incident went, step by step.

    Args:
        incident: as it is known now.
        alerts: its alerts, oldest first.
        latest: other incidents between the same sides, newest first.
        language: IETF tag.
    """
    related = [Line(parts=(Text(say("story.related", language), Style.STRONG),))] if latest else []
    heading = heading_words(incident, language)
    return Message(
        severity=incident.severity,
        heading=say("story.heading", language, id=incident.id, heading=heading),
        lines=(
            Line(parts=(Text(incident.title, Style.STRONG),)),
            *state_lines(incident, language),
            *toll_lines(incident, language),
            *_timeline(alerts, language),
            Line(parts=(Text(sure_words(incident, language)),)),
            *mark_lines(incident, language),
            *related,
            *(incident_line(each, language) for each in latest),
        ),
        buttons=buttons(incident, language),
        incident_id=incident.id,
        language=language,
    )


def sources_message(incident: Incident, *, language: str = "en") -> Message:
    """Each source of an incident: its grade, whose copy it is, its figures, its link."""
    newest = sorted(incident.reports, key=lambda report: report.seen, reverse=True)
    lines = [line for report in newest[:_SOURCES] for line in _source_lines(report, language)]
    if len(newest) > _SOURCES:
        more = say("sources.more", language, count=len(newest) - _SOURCES)
        lines.append(Line(parts=(Text(more, Style.FAINT),)))
    count = sources_words(incident, len(sources(incident)), language)
    credibility = say(f"credibility.{incident.grade.credibility}", language)
    return Message(
        severity=incident.severity,
        heading=say("sources.heading", language, id=incident.id, sources=count),
        lines=(
            Line(parts=(Text(incident.title, Style.STRONG),)),
            *lines,
            Line(label=say("sources.information", language), parts=(Text(credibility),)),
        ),
        buttons=buttons(incident, language)[1:2],
        incident_id=incident.id,
        private=True,
        language=language,
    )


def _timeline(alerts: Sequence[Alert], language: str) -> list[Line]:
    """The newest steps; of those before them it is said how many there are."""
    steps = [line for alert in alerts for line in _steps(alert, language)]
    hidden = len(steps) - _STEPS
    if hidden <= 0:
        return steps
    more = say("story.more", language, count=hidden)
    return [Line(parts=(Text(more, Style.FAINT),)), *steps[-_STEPS:]]


def _steps(alert: Alert, language: str) -> list[Line]:
    at = time_words(alert.at, language)
    told = say(f"step.{alert.reason}", language)
    changes = "; ".join(
        f"{change.what} {f'{change.before} → ' if change.before else ''}{change.after}"
        + (f" ({change.said_by})" if change.said_by else "")
        for change in alert.changes
    )
    return [Line(label=at, parts=(Text(" · ".join(filter(None, (told, changes)))),))]


def _source_lines(report: Report, language: str) -> list[Line]:
    name = report.source or say("sources.unnamed", language)
    about = [say(f"reliability.{report.reliability}", language)]
    if report.state_affiliated:
        about.append(say("sources.state", language, country=report.state_affiliated))
    if report.origin and report.origin != report.source:
        about.append(say("sources.copy", language, origin=report.origin))
    about.append(time_words(report.published or report.seen, language))
    head = Link(name, report.url) if report.url else Text(name)
    figures = [
        f"{say(f'short.{effect}', language)} {_own(figure, report, language)}"
        for effect in Effect
        for figure in report_figures(report, effect, language)
    ]
    lines = [Line(parts=(head, Text(" · " + " · ".join(about))))]
    if figures:
        lines.append(
            Line(label=say("sources.figures", language), parts=(Text(" · ".join(figures)),))
        )
    return lines


def _own(figure: Figure, report: Report, language: str) -> str:
    """A figure under its own source: only another speaker is named."""
    own = speaker_words(None, report, language)
    if figure.count is not None and figure.speaker == own:
        return " ".join(filter(None, (count_words(figure.count, language), figure.of)))
    return figure_words(figure, language)
