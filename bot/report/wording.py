"""The wording that several messages share: badges, acts, places, times, sources."""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from bot.model.finding import Mode, Place, Signal
from bot.model.incident import Incident, Report
from bot.model.kind import SUB_EVENT_TYPE, EventType, Family, Kind, SubEventType
from bot.model.scale import Certainty, Severity
from bot.report.catalogue import say
from bot.report.countries import country_name

#: Never alone: the word stands beside it.
_SQUARES = {
    Severity.EXTREME: "🟪",
    Severity.SEVERE: "🟥",
    Severity.MODERATE: "🟧",
    Severity.MINOR: "🟨",
    Severity.UNKNOWN: "⬜",
}
_KIND_OF: dict[SubEventType, Kind] = {sub: kind for kind, sub in SUB_EVENT_TYPE.items()}
#: "BAGHDAD (Agency) - ": where a report was written, not where it happened.
_DATELINE = re.compile(r"^[A-Z][A-Z .,'/-]+(?:\([^)]{1,40}\))?\s*[-–—]+\s")
#: Places named in a heading: more would not fit a phone's line.
_PLACES = 2
#: Hours.
_DAY = 24


def square(severity: Severity) -> str:
    """The coloured square of a severity: "🟥"."""
    return _SQUARES[severity]


def severity_word(severity: Severity, language: str) -> str:
    """The severity as a heading shouts it: "SEVERE"."""
    return say(f"heading.{severity}", language)


def badge(severity: Severity, language: str) -> str:
    """Square and word: "🟥 SEVERE"."""
    return f"{square(severity)} {severity_word(severity, language)}"


def kind_words(kind: Kind, language: str) -> str:
    """A kind as people read it; acts by their ACLED names: "Air/drone strike"."""
    return say(f"kind.{kind}", language)


def kind_name(kind: str, language: str) -> str:
    """A wished kind or ACLED event type as people read it."""
    if kind in set(Kind):
        return kind_words(Kind(kind), language)
    return next((str(event) for event in EventType if event.casefold() == kind), kind)


def act_words(incident: Incident, language: str) -> str:
    """What happened: the act, else the gravest word said, else that it is not known."""
    if incident.sub_event_type is not None:
        return kind_words(_KIND_OF[incident.sub_event_type], language)
    signal = main_signal(incident)
    return kind_words(signal.kind, language) if signal else say("act.unknown", language)


def happening(signals: Iterable[Signal], family: Family | None = None) -> list[Signal]:
    """The signals that are so: current acts, and words whatever they announce."""
    return [
        signal
        for signal in signals
        if (family is None or signal.family is family)
        and (
            signal.mode is Mode.CURRENT
            or (signal.family is Family.WORD and signal.mode is Mode.FUTURE)
        )
    ]


def main_signal(incident: Incident) -> Signal | None:
    """The signal an incident rests on: its main act, else any act, else what was said."""
    signals = happening(signal for report in incident.reports for signal in report.signals)
    order = (Family.ACT, Family.WORD, Family.DEESCALATION)
    return min(
        signals,
        key=lambda signal: (
            incident.sub_event_type is None or signal.sub_event_type != incident.sub_event_type,
            order.index(signal.family),
        ),
        default=None,
    )


def main_acts(incident: Incident) -> list[Signal]:
    """The acts that happened, those of the incident's own type where there are any."""
    acts = happening(
        (signal for report in incident.reports for signal in report.signals), Family.ACT
    )
    own = [signal for signal in acts if signal.sub_event_type == incident.sub_event_type]
    return own or acts


def place_words(incident: Incident, language: str) -> str:
    """Where: "Qaim, Al Anbar (IQ) – Syria"; "place unknown" where nothing says so."""
    home = incident.country
    told = _told_of_acts(incident)
    ranked = sorted(incident.places, key=lambda place: -_mentions(place.name, told))
    towns = [place.name for place in ranked if place.country == home]
    named = [name for name in towns if _mentions(name, told)]
    towns = named or towns
    doers = {signal.actor for signal in main_acts(incident)}
    abroad = [place for place in ranked if place.country != home and _is_abroad(place, home)]
    countries = [name for place in abroad if (name := _country(place)) not in doers]
    here = ", ".join(towns[:_PLACES])
    if home is not None:
        towns = [name for name in towns if name != country_name(home)][:_PLACES]
        here = (
            f"{', '.join(_with_province(towns, ranked))} ({home})" if towns else country_name(home)
        )
    there = next((name for name in countries if _mentions(name, told)), "")
    return " – ".join(filter(None, (here, there))) or say("place.unknown", language)


def _with_province(towns: Sequence[str], places: Sequence[Place]) -> Sequence[str]:
    """One town is told with its province, two tell each other's."""
    if len(towns) != 1:
        return towns
    province = next((each.admin1 for each in places if each.name == towns[0] and each.admin1), None)
    return towns if province is None or province in towns else (*towns, province)


def _told_of_acts(incident: Incident) -> str:
    """The sentences that tell of the acts, without the places they were written in."""
    sentences = dict.fromkeys(signal.sentence for signal in main_acts(incident))
    return " ".join(_DATELINE.sub("", sentence) for sentence in sentences)


def _mentions(name: str, told: str) -> int:
    return len(re.findall(rf"\b{re.escape(name)}", told, re.IGNORECASE))


def _is_abroad(place: Place, home: str | None) -> bool:
    return home is None or place.name != country_name(home)


def _country(place: Place) -> str:
    return country_name(place.country) if place.country else place.name


def heading_words(incident: Incident, language: str) -> str:
    """Severity, act and place: "SEVERE · Air/drone strike · Qaim (IQ)"."""
    first = severity_word(incident.severity, language)
    if incident.retracted:
        first = say("heading.retracted", language)
    elif incident.eased:
        first = say("heading.eased", language, severity=first)
    return " · ".join((first, act_words(incident, language), place_words(incident, language)))


def time_words(at: datetime, language: str) -> str:
    """A moment in UTC, with its date: "28 Jun 2021 07:12 UTC"."""
    at = at.astimezone(UTC)
    month = say(f"month.{at.month}", language)
    return say("time", language, day=at.day, month=month, year=at.year, clock=f"{at:%H:%M}")


def clock_words(at: datetime) -> str:
    """The time of day in UTC: "07:12 UTC"."""
    return f"{at.astimezone(UTC):%H:%M} UTC"


def span_words(span: timedelta, language: str) -> str:
    """A duration, by its largest unit: "24 hours", "7 days"."""
    hours, rest = divmod(max(0, round(span.total_seconds() / 60)), 60)
    if hours > _DAY and hours % _DAY == 0:
        return say("span.days", language, count=hours // _DAY)
    if hours:
        return say("span.hours", language, count=hours)
    return say("span.minutes", language, count=rest)


def origin_of(report: Report) -> str:
    """The house whose words these are: the wire agency of a copy, else the outlet."""
    return report.origin or report.source


def sources(incident: Incident) -> list[str]:
    """The independent sources: copies of one wire are one."""
    return list(dict.fromkeys(origin_of(report) for report in incident.reports))


def speaker_words(said_by: str | None, report: Report, language: str) -> str:
    """Who stands behind a figure: the speaker named, else the house that reports it."""
    source = origin_of(report) or say("sources.unnamed", language)
    return said_by or say("said.reported", language, source=source)


def sure_words(incident: Incident, language: str) -> str:
    """How sure one can be: "Likely · unconfirmed, 1 source · grade B3".

    What nobody confirmed is at most likely: "observed" beside it would take itself back.
    """
    count = len(sources(incident))
    confirmed = incident.grade.credibility == 1
    certainty = incident.certainty if confirmed else min(incident.certainty, Certainty.LIKELY)
    return " · ".join(
        (
            say(f"certainty.{certainty}", language),
            say("sure.confirmed" if confirmed else "sure.unconfirmed", language)
            + ", "
            + sources_words(incident, count, language),
            say("sure.grade", language, grade=incident.grade),
        )
    )


def sources_words(incident: Incident, count: int, language: str) -> str:
    """How many sources, and whether all of them speak for a state."""
    text = say("sure.sources", language, count=count)
    if incident.reports and all(report.state_affiliated for report in incident.reports):
        return say("sure.state_only", language, sources=text)
    return text
