"""Why something was sent, or was not: sentences, rules, the severity arithmetic, the wishes."""

from collections.abc import Iterable, Sequence

from bot.model.feed import Article
from bot.model.finding import Finding, Signal
from bot.model.incident import Alert, Incident, Report, Verdict
from bot.report.catalogue import say
from bot.report.lines import buttons, link_lines
from bot.report.message import Line, Link, Message, Style, Text
from bot.report.quotes import shorten
from bot.report.wording import (
    heading_words,
    kind_words,
    origin_of,
    severity_word,
    sure_words,
    time_words,
)

#: Sentences in an answer; the story's page has the rest.
_SIGNALS = 6


def why_message(
    incident: Incident,
    alerts: Sequence[Alert],
    *,
    finding: Finding | None,
    here: Sequence[str],
    language: str = "en",
) -> Message:
    """Why an incident was told: what fired, how grave it is and why, who wanted it here.

    Args:
        incident: as it is known now.
        alerts: its alerts, oldest first.
        finding: what the rules said of the article behind the newest alert, where it is kept.
        here: why it was sent to this channel or was not, one sentence each.
        language: IETF tag.
    """
    return Message(
        severity=incident.severity,
        heading=say(
            "why.heading", language, id=incident.id, heading=heading_words(incident, language)
        ),
        lines=(
            *(_said(text) for text in here),
            *(_told(alert, language) for alert in alerts),
            *_report_lines(incident.reports, language),
            *(arithmetic_lines(finding, language) if finding else ()),
            Line(parts=(Text(sure_words(incident, language)),)),
            *_packs(incident, language),
            *link_lines(incident.reports),
        ),
        buttons=buttons(incident, language)[:1],
        incident_id=incident.id,
        private=True,
        language=language,
    )


def silence_message(
    article: Article, verdict: Verdict, finding: Finding, *, language: str = "en"
) -> Message:
    """Why nothing was sent about an article."""
    reason = say("why.alerted", language, id=verdict.incident_id)
    if verdict.silence is not None:
        reason = say(f"silence.{verdict.silence}", language)
    lines = [Line(parts=(Text(reason, Style.STRONG),))]
    if verdict.detail:
        lines.append(_said(verdict.detail))
    lines += _signal_lines(finding.signals, language) or [_said(say("why.no_signal", language))]
    lines += arithmetic_lines(finding, language)
    if article.url:
        lines.append(Line(parts=(Link(article.source or article.title, article.url),)))
    title = shorten(article.title or article.text, 120)
    return Message(
        heading=say("why.article", language, title=title),
        lines=tuple(lines),
        private=True,
        language=language,
    )


def arithmetic_lines(finding: Finding, language: str) -> tuple[Line, ...]:
    """The severity arithmetic: what added up to what."""
    if not finding.arithmetic:
        return ()
    steps = " · ".join(f"{step.label} {step.points:+d}" for step in finding.arithmetic)
    total = sum(step.points for step in finding.arithmetic)
    severity = severity_word(finding.severity, language)
    text = say("why.arithmetic", language, steps=steps, total=f"{total:+d}", severity=severity)
    return (Line(label=say("label.severity", language), parts=(Text(text),)),)


def _said(text: str) -> Line:
    return Line(parts=(Text(text),))


def _told(alert: Alert, language: str) -> Line:
    text = say(f"told.{alert.reason}", language, at=time_words(alert.at, language))
    return Line(parts=(Text(text, Style.FAINT),))


def _report_lines(reports: Sequence[Report], language: str) -> list[Line]:
    """The newest reports' signals, each sentence once."""
    lines: dict[tuple[str, str], Line] = {}
    for report in reports:
        for signal in report.signals:
            key = (signal.rule, signal.sentence)
            lines.setdefault(key, _signal_line(signal, origin_of(report), language))
    return _cut(list(lines.values()), language)


def _signal_lines(signals: Iterable[Signal], language: str) -> list[Line]:
    return _cut([_signal_line(signal, "", language) for signal in signals], language)


def _cut(lines: list[Line], language: str) -> list[Line]:
    if len(lines) > _SIGNALS:
        more = say("why.more", language, count=len(lines) - _SIGNALS)
        return [*lines[:_SIGNALS], Line(parts=(Text(more, Style.FAINT),))]
    return lines


def _signal_line(signal: Signal, source: str, language: str) -> Line:
    mode = say(f"mode.{signal.mode}", language)
    about = f"({source}) " if source else ""
    return Line(
        label=f"{kind_words(signal.kind, language)}, {mode}",
        parts=(
            Text(signal.rule, Style.CODE),
            Text(f" {about}"),
            Text(shorten(signal.sentence), Style.QUOTE),
        ),
    )


def _packs(incident: Incident, language: str) -> list[Line]:
    packs = dict.fromkeys(report.packs for report in incident.reports if report.packs)
    if not packs:
        return []
    text = say("why.packs", language, packs=", ".join(pack[:19] for pack in packs))
    return [Line(parts=(Text(text, Style.FAINT),))]
