"""An incident opened by its first report, and an incident after one more."""

import hashlib
from base64 import b32encode
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain
from typing import TypeVar

from bot.model.feed import Article
from bot.model.finding import Finding, Toll
from bot.model.incident import Incident, Report
from bot.model.scale import Certainty
from bot.track.scene import violent_acts
from bot.track.sources import CONFIRMING, grade_of, independent
from bot.track.story import merge, merge_keys
from bot.track.telling import Telling
from bot.track.toll import toll_of

#: Characters of an incident's id: short enough to type, 35 bits.
ID_LENGTH = 7
#: Reports, names and places kept of one incident; the first report always is.
MAX_REPORTS = 40
MAX_NAMES = 12
#: Longest title, characters.
_TITLE = 160

_T = TypeVar("_T")


def report_of(article: Article, finding: Finding, *, counts: bool) -> Report:
    """What one article adds to an incident."""
    return Report(
        article_id=article.id,
        source=article.source or article.feed_id,
        origin=article.origin,
        url=article.url,
        title=article.title,
        published=article.published,
        seen=article.seen,
        reliability=article.reliability,
        state_affiliated=article.state_affiliated,
        severity=finding.severity,
        certainty=finding.certainty,
        toll=finding.toll,
        claims=finding.claims,
        signals=finding.signals,
        packs=finding.packs,
        counts=counts,
    )


def opened(
    article: Article, finding: Finding, telling: Telling, report: Report, *, now: datetime
) -> Incident:
    """The incident that an article opens."""
    first = Incident(id=incident_id(article.id), opened=now, updated=now, title=_title(article))
    return informed(joined(first, telling, report, now=now), finding)


def joined(incident: Incident, telling: Telling, report: Report, *, now: datetime) -> Incident:
    """The incident with one more report; what is known of the happening stays as it is."""
    story = merge(incident.story, telling.terms)
    return replace(
        incident,
        updated=max(incident.updated, now),
        reports=_bounded((*incident.reports, report)),
        story=story,
        keys=merge_keys(incident.keys, telling.keys, story),
    )


def informed(incident: Incident, finding: Finding) -> Incident:
    """The incident once more, with what its newest report says of the happening."""
    acts = violent_acts(finding.signals)
    certainty = max(incident.certainty, finding.certainty)
    if len(independent(incident.reports)) > 1:
        certainty = max(certainty, Certainty.LIKELY)
    return replace(
        incident,
        event_type=incident.event_type or finding.event_type,
        sub_event_type=incident.sub_event_type or finding.sub_event_type,
        severity=max(incident.severity, finding.severity),
        urgency=max(incident.urgency, finding.urgency),
        certainty=certainty,
        grade=grade_of(incident.reports),
        country=incident.country or finding.country,
        places=_union(incident.places, finding.places),
        actors=_union(incident.actors, chain(_named(a.actor for a in acts), finding.actors)),
        targets=_union(incident.targets, _named(act.target for act in acts)),
        toll=toll_of(incident.reports),
    )


def incident_id(article_id: str) -> str:
    """The id of the incident that an article opens."""
    # Five bytes are eight characters.
    digest = hashlib.sha256(article_id.encode()).digest()[:5]
    return b32encode(digest).decode().lower()[:ID_LENGTH]


def _title(article: Article) -> str:
    title = article.title.strip() or article.text.strip().partition("\n")[0]
    return title if len(title) <= _TITLE else title[: _TITLE - 1].rstrip() + "…"


def _named(names: Iterable[str | None]) -> list[str]:
    return [name for name in names if name]


def _union(known: Sequence[_T], more: Iterable[_T]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(chain(known, more)))[:MAX_NAMES]


def _bounded(reports: tuple[Report, ...]) -> tuple[Report, ...]:
    """At most `MAX_REPORTS`, without the oldest that the toll and the sources can do without."""
    if len(reports) <= MAX_REPORTS:
        return reports
    shorter = (reports[:place] + reports[place + 1 :] for place in range(1, len(reports) - 1))
    whole = _weight(reports)
    return next((rest for rest in shorter if _weight(rest) == whole), reports[:1] + reports[2:])


def _weight(reports: tuple[Report, ...]) -> tuple[Toll, int]:
    """What must not change when a report goes: the toll, and sources as far as they matter."""
    return toll_of(reports), min(CONFIRMING, len(independent(reports)))
