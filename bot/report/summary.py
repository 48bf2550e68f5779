"""The summary: a period's incidents ranked, chains of blow and answer, countries, open doubts."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.model.finding import Effect
from bot.model.incident import Alert, Incident
from bot.model.scale import Severity
from bot.report.catalogue import say
from bot.report.chains import chains, threats
from bot.report.countries import country_name
from bot.report.figures import count_words
from bot.report.lines import incident_line
from bot.report.message import Button, Line, Message, Style, Text
from bot.report.wording import span_words, time_words

#: What a phone shows in a few screens, and Slack in its 50 blocks; the rest is counted.
_INCIDENTS, _THREATS, _CHAINS, _COUNTRIES, _DOUBTS = 12, 4, 3, 8, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From when to when a summary looks; `until` is not part of it."""

    since: datetime
    until: datetime


def summary_message(
    incidents: Sequence[Incident],
    alerts: Sequence[Alert],
    *,
    period: Period,
    latest: Sequence[Incident] = (),
    about: str = "",
    language: str = "en",
) -> Message:
    """The picture of a period.

    Args:
        incidents: those that moved in the period and that the asker wants.
        alerts: the alerts of the period; they show how an incident moved.
        period: from when to when.
        latest: the last incidents before, shown when the period is empty.
        about: what the asker limited it to, in words; "" for everything.
        language: IETF tag.
    """
    span = span_words(period.until - period.since, language)
    title = say("summary.heading", language, span=span)
    if about:
        title = say("summary.about", language, title=title, about=about)
    if not incidents:
        return _empty(title, span, latest, period, language)
    moved = _alerts_of(alerts, period)
    ranked = sorted(incidents, key=lambda each: _rank(each, moved.get(each.id, ())), reverse=True)
    return Message(
        heading=title,
        lines=(
            Line(parts=(Text(_counts(ranked, period, language), Style.FAINT),)),
            *_incident_lines(ranked, moved, language),
            *_threat_lines(ranked, language),
            *_chain_lines(ranked, language),
            *_country_lines(ranked, language),
            *_doubt_lines(ranked, language),
        ),
        buttons=_buttons(ranked, language),
        language=language,
    )


def _empty(
    title: str, span: str, latest: Sequence[Incident], period: Period, language: str
) -> Message:
    lines = [Line(parts=(Text(say("summary.empty", language, span=span)),))]
    if latest:
        lines.append(Line(parts=(Text(say("summary.latest", language), Style.STRONG),)))
        lines += [
            incident_line(each, language, extra=time_words(each.updated, language))
            for each in latest
        ]
    else:
        lines.append(Line(parts=(Text(say("summary.nothing", language)),)))
    until = time_words(period.until, language)
    lines.append(Line(parts=(Text(say("summary.as_of", language, until=until), Style.FAINT),)))
    return Message(heading=title, lines=tuple(lines), language=language)


def _alerts_of(alerts: Sequence[Alert], period: Period) -> Mapping[str, list[Alert]]:
    found: defaultdict[str, list[Alert]] = defaultdict(list)
    for alert in sorted(alerts, key=lambda each: each.at):
        if period.since <= alert.at < period.until:
            found[alert.incident.id].append(alert)
    return dict(found)


def _rank(incident: Incident, alerts: Sequence[Alert]) -> tuple[int, int, int, int, datetime]:
    """Severity first, then movement: rises, the toll's growth; then the toll; then the newest."""
    rises = sum(alert.rose for alert in alerts)
    killed = _least(incident)
    growth = killed - _least(alerts[0].incident) if alerts else 0
    return (incident.severity.rank, rises, growth, killed, incident.updated)


def _least(incident: Incident) -> int:
    killed = incident.toll.killed
    return killed.min if killed else 0


def _counts(incidents: Sequence[Incident], period: Period, language: str) -> str:
    counted = Counter(incident.severity for incident in incidents)
    shares = ", ".join(
        say(
            "summary.share",
            language,
            number=counted[each],
            severity=say(f"severity.{each}", language),
        )
        for each in sorted(counted, reverse=True)
    )
    return say(
        "summary.counts",
        language,
        count=len(incidents),
        shares=shares,
        until=time_words(period.until, language),
    )


def _incident_lines(
    ranked: Sequence[Incident], moved: Mapping[str, Sequence[Alert]], language: str
) -> list[Line]:
    lines = [
        incident_line(each, language, extra=_movement(each, moved.get(each.id, ()), language))
        for each in ranked[:_INCIDENTS]
    ]
    if len(ranked) > _INCIDENTS:
        more = say("summary.more", language, count=len(ranked) - _INCIDENTS)
        lines.append(Line(parts=(Text(more, Style.FAINT),)))
    return lines


def _movement(incident: Incident, alerts: Sequence[Alert], language: str) -> str:
    """How it moved since the period's first alert: "rose from moderate, killed was at least 7"."""
    if not alerts:
        return ""
    before = alerts[0].incident
    words = []
    if before.severity < incident.severity:
        severity = say(f"severity.{before.severity}", language)
        words.append(say("summary.rose", language, severity=severity))
    if before.toll.killed is not None and before.toll.killed != incident.toll.killed:
        effect = say(f"short.{Effect.KILLED}", language)
        count = count_words(before.toll.killed, language)
        words.append(say("summary.was", language, effect=effect, count=count))
    return ", ".join(words)


def _threat_lines(incidents: Sequence[Incident], language: str) -> list[Line]:
    texts = [
        say("summary.threat", language, actor=each.actor, target=each.target, id=each.incident_id)
        for each in threats(incidents)
    ]
    if not texts:
        return []
    if len(texts) > _THREATS:
        more = say("names.more", language, count=len(texts) - _THREATS)
        texts = [*texts[:_THREATS], more]
    return [Line(label=say("summary.threats", language), parts=(Text(" · ".join(texts)),))]


def _chain_lines(incidents: Sequence[Incident], language: str) -> list[Line]:
    found = chains(incidents, language)[:_CHAINS]
    return [
        Line(label=say("summary.chain", language), parts=(Text(" → ".join(chain)),))
        for chain in found
    ]


def _country_lines(incidents: Sequence[Incident], language: str) -> list[Line]:
    counted = Counter(incident.country for incident in incidents if incident.country)
    if not counted:
        return []
    rows = sorted(counted.items(), key=lambda row: (-row[1], country_name(row[0])))
    text = " · ".join(f"{country_name(code)} {number}" for code, number in rows[:_COUNTRIES])
    return [Line(label=say("summary.countries", language), parts=(Text(text),))]


def _doubt_lines(incidents: Sequence[Incident], language: str) -> list[Line]:
    doubted = [each for each in incidents if each.grade.credibility != 1 or each.retracted]
    if not doubted:
        return []
    texts = [_doubt(each, language) for each in doubted[:_DOUBTS]]
    if len(doubted) > _DOUBTS:
        texts.append(say("names.more", language, count=len(doubted) - _DOUBTS))
    return [Line(label=say("summary.doubts", language), parts=(Text(" · ".join(texts)),))]


def _doubt(incident: Incident, language: str) -> str:
    if incident.retracted:
        why = say("doubt.retracted", language)
    elif incident.reports and all(report.state_affiliated for report in incident.reports):
        why = say("doubt.state_media", language)
    else:
        why = say("doubt.grade", language, grade=incident.grade)
    return f"#{incident.id} ({why})"


def _buttons(ranked: Sequence[Incident], language: str) -> tuple[Button, ...]:
    grave = [each for each in ranked if each.severity >= Severity.SEVERE][:3]
    return tuple(
        Button(text=say("button.story", language, id=each.id), command=f"story #{each.id}")
        for each in grave
    )
