"""The messages of an incident: the alert, what changed since, and many alerts as one digest."""

from collections.abc import Sequence
from dataclasses import replace

from bot.model.finding import Effect
from bot.model.incident import Alert, Change, Incident, Reason
from bot.model.scale import Severity
from bot.report.catalogue import say
from bot.report.doers import by_lines
from bot.report.figures import figures_of, toll_line, toll_lines
from bot.report.lines import (
    buttons,
    ground_lines,
    incident_line,
    link_lines,
    mark_lines,
    quote,
    state_lines,
    threat_lines,
    times,
)
from bot.report.message import Button, Line, Message, Style, Text
from bot.report.quotes import quotation, shorten
from bot.report.wording import heading_words, speaker_words, sure_words, time_words

#: What a phone shows without scrolling.
_DIGEST = 25
#: Figures from which on a list of them says more than the one that changed.
_SEVERAL = 2


def alert_message(alert: Alert, *, language: str = "en") -> Message:
    """The incident as it was known with this alert; later alerts bring the same message up to date.

    Args:
        alert: the alert, with its incident.
        language: IETF tag of the channel's language.
    """
    incident = alert.incident
    lines = [
        Line(parts=(Text(shorten(incident.title), Style.STRONG),)),
        *state_lines(incident, language),
        *toll_lines(incident, language),
        *by_lines(incident, language),
        *threat_lines(incident, language),
        *ground_lines(incident, language),
        Line(parts=(Text(f"{sure_words(incident, language)} · {times(incident, language)}"),)),
        *link_lines(incident.reports),
        *mark_lines(incident, language),
    ]
    return Message(
        severity=incident.severity,
        heading=heading_words(incident, language),
        lines=tuple(lines),
        buttons=buttons(incident, language),
        silent=incident.severity < Severity.SEVERE,
        reference=alert.id,
        incident_id=incident.id,
        language=language,
    )


def update_message(alert: Alert, *, language: str = "en") -> Message:
    """What changed with this alert: the short reply under the incident's message."""
    incident = alert.incident
    lines = [Line(parts=(Text(_reason(alert, language), Style.STRONG),))]
    for change in alert.changes:
        lines += _change_lines(change, alert, language)
    if alert.reason is Reason.NEW:
        lines += [*toll_lines(incident, language), *by_lines(incident, language)]
    source = [report for report in incident.reports if report.article_id == alert.article_id]
    lines.append(Line(parts=(Text(f"{sure_words(incident, language)} · {_at(alert, language)}"),)))
    lines += link_lines(source)
    loud = alert.rose or alert.reason is Reason.RETRACTED
    return Message(
        severity=incident.severity,
        heading=say("update.heading", language, heading=heading_words(incident, language)),
        lines=tuple(lines),
        buttons=buttons(incident, language),
        silent=not loud and incident.severity < Severity.SEVERE,
        reference=alert.id,
        incident_id=incident.id,
        update=True,
        language=language,
    )


def digest_message(alerts: Sequence[Alert], *, language: str = "en") -> Message:
    """Many alerts as one message: a line for each incident, gravest first, then newest.

    Raises:
        ValueError: there is no alert to speak of.
    """
    newest = {alert.incident.id: alert for alert in sorted(alerts, key=lambda each: each.at)}
    ranked = sorted(
        newest.values(), key=lambda each: (each.incident.severity.rank, each.at), reverse=True
    )
    gravest = max(alert.incident.severity for alert in ranked)
    lines = [incident_line(alert.incident, language) for alert in ranked[:_DIGEST]]
    if len(ranked) > _DIGEST:
        more = say("digest.more", language, count=len(ranked) - _DIGEST)
        lines.append(Line(parts=(Text(more, Style.FAINT),)))
    return Message(
        severity=gravest,
        heading=say("digest.heading", language, count=len(alerts)),
        lines=tuple(lines),
        buttons=(Button(text=say("button.summary", language), command="summary"),),
        silent=gravest < Severity.SEVERE,
        reference=ranked[0].id,
        language=language,
    )


def _reason(alert: Alert, language: str) -> str:
    """Why it is said; what is new under a known story comes from feeds of another scope."""
    if alert.reason is Reason.NEW and alert.incident.only_for is not None:
        return say("update.also_own", language, id=alert.incident.id)
    return say(f"reason.{alert.reason}", language, id=alert.incident.id)


def _at(alert: Alert, language: str) -> str:
    return time_words(alert.at, language)


def _change_lines(change: Change, alert: Alert, language: str) -> list[Line]:
    if change.before is None and change.sentence and _quotes(change):
        uttered = Text(f"{change.said_by}: " if change.said_by else "")
        return [Line(label=change.what, parts=(uttered, *quote(change.sentence)))]
    speaker = _speaker(change, alert, language)
    before = (Text(f"{shorten(change.before)} → "),) if change.before is not None else ()
    after = Text(shorten(change.after), Style.STRONG)
    parts = (*before, after, Text(f" ({speaker})" if speaker else ""))
    lines = [Line(label=change.what, parts=parts)]
    lines += _figures_line(change, alert.incident, language)
    if change.sentence:
        lines.append(Line(parts=(Text(shorten(change.sentence), Style.QUOTE),)))
    return lines


def _quotes(change: Change) -> bool:
    """Whether what is new are words of the sentence, which then need not be shown twice."""
    sentence = change.sentence or ""
    return quotation(sentence) is not None or shorten(change.after) == shorten(sentence)


def _speaker(change: Change, alert: Alert, language: str) -> str | None:
    """Who stands behind what changed: the one named, else the house behind a figure."""
    reports = [each for each in alert.incident.reports if each.article_id == alert.article_id]
    if change.said_by is None and _effect(change) is not None and reports:
        return speaker_words(None, reports[0], language)
    return change.said_by


def _figures_line(change: Change, incident: Incident, language: str) -> list[Line]:
    """All speakers' figures beside the one that moved, where there are others."""
    effect = _effect(change)
    if effect is None or len(figures_of(incident, effect, language)) < _SEVERAL:
        return []
    line = toll_line(incident, effect, language)
    return [replace(line, label=say("label.figures", language))] if line else []


def _effect(change: Change) -> Effect | None:
    return next((each for each in Effect if each == change.what.casefold()), None)
