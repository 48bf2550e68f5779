"""Hop 6: a finding joins the incident it tells of, or opens one; what is new is worth an alert."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.model.feed import Article
from bot.model.finding import Finding, Zone
from bot.model.incident import Alert, Change, Incident, Reason, Report, Silence, Verdict
from bot.model.scale import Severity
from bot.track.joining import incident_id, informed, joined, opened, report_of
from bot.track.news import CALMING, calming, news_of
from bot.track.retraction import taken_back, takes_back
from bot.track.sources import independent, source_of
from bot.track.story import same_story
from bot.track.telling import Telling, telling_of
from bot.track.toll import toll_of

#: Articles older than this are stored and never alerted, unless their feed says otherwise.
FRESHNESS = timedelta(hours=48)

_GRAVEST_FIRST = (Reason.ESCALATED, Reason.EASED, Reason.REVISED, Reason.CORROBORATED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracked:
    """What became of one article: its incident, the alert it made, and the verdict."""

    incident: Incident
    alert: Alert | None
    verdict: Verdict
    #: A live store need not keep an incident that nobody would be told of.
    worth_keeping: bool


def track(
    article: Article,
    finding: Finding,
    candidates: Sequence[Incident],
    *,
    now: datetime,
    freshness: timedelta = FRESHNESS,
    telling: Telling | None = None,
) -> Tracked:
    """Find or open the article's incident, and say what is new in it.

    Args:
        article: What came in.
        finding: What the rule engine says of it.
        candidates: Incidents that share one of `keys_of(article, finding)`, in any order.
        now: The moment.
        freshness: Articles published longer ago are stored and never alerted.
        telling: `telling_of(article, finding)`, where that was made before.
    """
    if known := _read_before(article, candidates):
        return _silent(article, known, Silence.NOTHING_NEW, "this article was read before", now)
    telling = telling or telling_of(article, finding)
    before = same_story(telling, finding, candidates, now=now)
    if before and (less := _less(before, article, finding, telling, now)):
        return _retracted(article, before, less, now=now)
    old = article.published is not None and now - article.published > freshness
    tells = finding.alertable and not (old and before and before.revision)
    report = report_of(article, finding, counts=tells)
    after = _after(before, article, finding, telling, report, now=now)
    if not finding.alertable:
        return _silent(article, after, Silence.NOT_ALERTABLE, _not_alertable(finding), now)
    if old:
        return _silent(article, after, Silence.TOO_OLD, _too_old(article, now, freshness), now)
    if before is None or before.revision == 0:
        return _alert(article, after, Reason.NEW, (), now=now)
    return _update(article, before, after, report, now=now)


def passed_over(article: Article, finding: Finding, *, now: datetime) -> Verdict:
    """The verdict that `track` gives where there is no candidate and nothing to alert.

    Most articles are such; the incident that they would open is one that nobody keeps.
    """
    return Verdict(
        article_id=article.id,
        at=now,
        incident_id=incident_id(article.id),
        silence=Silence.NOT_ALERTABLE,
        detail=_not_alertable(finding),
    )


def _read_before(article: Article, candidates: Sequence[Incident]) -> Incident | None:
    """The incident that has this very article, so that reading it twice changes nothing."""
    for known in candidates:
        if any(each.article_id == article.id for each in known.reports):
            return known
    return None


def _less(
    before: Incident, article: Article, finding: Finding, telling: Telling, now: datetime
) -> Incident | None:
    """The incident without what the article takes back; None where its outlet told nothing."""
    if not takes_back(article):
        return None
    report = report_of(article, finding, counts=False)
    return taken_back(joined(before, telling, report, now=now), report)


def _after(
    before: Incident | None,
    article: Article,
    finding: Finding,
    telling: Telling,
    report: Report,
    *,
    now: datetime,
) -> Incident:
    """The incident after a report; one that counts says more of the happening."""
    if before is None:
        after = opened(article, finding, telling, report, now=now)
    else:
        after = joined(before, telling, report, now=now)
    return informed(after, finding) if report.counts else after


def _update(
    article: Article, before: Incident, after: Incident, report: Report, *, now: datetime
) -> Tracked:
    news = news_of(before, after, report)
    if before.retracted:
        lifted = Change(what="Retraction", before="retracted", after="reported again")
        news.insert(0, (Reason.ESCALATED, lifted))
    if not news:
        return _silent(article, after, Silence.NOTHING_NEW, _nothing_new(after, report), now)
    reason = _reason([reason for reason, _ in news], report)
    calms = any(CALMING[each.kind] != "Talks" for each in calming(report.signals))
    eased = reason is not Reason.ESCALATED and (calms or before.eased)
    told = replace(after, eased=eased, retracted=False)
    changes = tuple(change for _, change in news)
    rose = after.severity > before.severity
    return _alert(article, told, reason, changes, now=now, rose=rose)


def _reason(reasons: list[Reason], report: Report) -> Reason:
    """The gravest, but a truce in the title is what the article is about."""
    titled = any(each.zone is Zone.TITLE for each in calming(report.signals))
    if titled and Reason.EASED in reasons:
        return Reason.EASED
    return min(reasons, key=_GRAVEST_FIRST.index)


def _retracted(article: Article, before: Incident, after: Incident, *, now: datetime) -> Tracked:
    after = replace(after, toll=toll_of(after.reports)) if not after.retracted else after
    if before.retracted or not before.revision:
        detail = "a retraction of what nobody was told"
        return _silent(article, after, Silence.NOTHING_NEW, detail, now)
    change = Change(
        what="Retraction",
        before=None,
        after=article.title,
        said_by=article.origin or article.source,
    )
    return _alert(article, after, Reason.RETRACTED, (change,), now=now)


def _alert(
    article: Article,
    incident: Incident,
    reason: Reason,
    changes: tuple[Change, ...],
    *,
    now: datetime,
    rose: bool = False,
) -> Tracked:
    told = replace(incident, revision=incident.revision + 1)
    alert = Alert(
        id=f"{told.id}-{told.revision}",
        incident=told,
        reason=reason,
        at=now,
        changes=changes,
        article_id=article.id,
        rose=rose or reason is Reason.NEW,
    )
    verdict = Verdict(
        article_id=article.id,
        at=now,
        incident_id=told.id,
        alert_id=alert.id,
        detail=_said(reason, changes),
    )
    return Tracked(incident=told, alert=alert, verdict=verdict, worth_keeping=True)


def _said(reason: Reason, changes: tuple[Change, ...]) -> str:
    moved = (
        f"{each.what}: {each.before} → {each.after}"
        if each.before
        else f"{each.what}: {each.after}"
        for each in changes
    )
    return f"{reason.value}: {'; '.join(moved)}" if changes else "first alert of this incident"


def _silent(
    article: Article, incident: Incident, silence: Silence, detail: str, now: datetime
) -> Tracked:
    verdict = Verdict(
        article_id=article.id, at=now, incident_id=incident.id, silence=silence, detail=detail
    )
    keep = incident.revision > 0 or any(each.counts for each in incident.reports)
    return Tracked(incident=incident, alert=None, verdict=verdict, worth_keeping=keep)


def _not_alertable(finding: Finding) -> str:
    if finding.severity > Severity.MINOR:
        return "what it reports is not current: past, future, supposed or denied"
    return "it reports no current violence, no threat and no de-escalation"


def _too_old(article: Article, now: datetime, freshness: timedelta) -> str:
    age = (now - article.published).total_seconds() / 3600 if article.published else 0
    most = freshness.total_seconds() / 3600
    return f"published {age:.0f} h ago, and only the last {most:.0f} h alert"


def _nothing_new(incident: Incident, report: Report) -> str:
    apart = len(independent(incident.reports))
    return (
        f"{source_of(report)} says nothing new of #{incident.id}: report {len(incident.reports)},"
        f" {apart} independent {'source' if apart == 1 else 'sources'}"
    )
