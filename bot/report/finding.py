"""A Finding as the row of `tocsin analyze --jsonl`, and as sentences for people."""

from collections.abc import Iterator
from typing import Any

from bot.model.finding import Claim, Count, Effect, Finding, Mode, Place, Signal


def as_row(
    article_id: str, finding: Finding, *, incident: str | None = None, mentions: bool = False
) -> dict[str, Any]:
    """The row of one article, ready for JSON.

    Args:
        article_id: the id its input row had.
        finding: what was found.
        incident: the incident it belongs to; the key is left out where None.
        mentions: whether to list named actors and places.
    """
    row = {"id": article_id, **_judged(finding), **_told(finding)}
    if mentions:
        row["mentions"] = [
            {"text": each.text, "span": list(each.span), "type": each.type, "name": each.name}
            for each in finding.mentions
        ]
    if incident is not None:
        row["incident"] = incident
    return row


def explain(finding: Finding) -> list[str]:
    """Why a finding says what it says: both sums, each signal with its sentence."""
    return [*_sum(finding), *_weighing(finding), *_signals(finding), *_claims(finding)]


def _judged(finding: Finding) -> dict[str, Any]:
    return {
        "relevant": finding.relevant,
        "alertable": finding.alertable,
        "severity": finding.severity,
        "urgency": finding.urgency,
        "certainty": finding.certainty,
        "event_type": finding.event_type,
        "sub_event_type": finding.sub_event_type,
        "packs": finding.packs,
        "truncated": finding.truncated,
    }


def _told(finding: Finding) -> dict[str, Any]:
    return {
        "country": finding.country,
        "places": [_place(each) for each in finding.places],
        "actors": list(finding.actors),
        "toll": {effect.value: _range(finding.toll.of(effect)) for effect in Effect},
        "claims": [_claim(each) for each in finding.claims],
        "signals": [_signal(each) for each in finding.signals],
    }


def _place(place: Place) -> dict[str, Any]:
    return {"name": place.name, "country": place.country, "admin1": place.admin1}


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "effect": claim.effect,
        "count": _range(claim.count),
        "of": claim.of,
        "said_by": claim.said_by,
        "mode": claim.mode,
        "zone": claim.zone,
        "span": _span(claim.span),
        "sentence": claim.sentence,
    }


def _signal(signal: Signal) -> dict[str, Any]:
    return {
        "rule": signal.rule,
        "family": signal.family,
        "kind": signal.kind,
        "sub_event_type": signal.sub_event_type,
        "plover": signal.plover,
        "mode": signal.mode,
        "actor": signal.actor,
        "target": signal.target,
        "place": signal.place,
        "weapon": signal.weapon,
        "zone": signal.zone,
        "span": _span(signal.span),
        "sentence": signal.sentence,
    }


def _range(count: Count | None) -> list[int | None] | None:
    return None if count is None else [count.min, count.max]


def _span(span: tuple[int, int] | None) -> list[int] | None:
    return None if span is None else list(span)


def _sum(finding: Finding) -> Iterator[str]:
    for step in finding.arithmetic:
        yield f"{step.points:+d}  {step.label.replace('_', ' ')}"
    total = sum(step.points for step in finding.arithmetic)
    yield f"in all: {total} points, severity {finding.severity}"


def _weighing(finding: Finding) -> Iterator[str]:
    weighing = finding.weighing
    if weighing is None:
        return
    for step in weighing.steps:
        yield f"{step.points:+d}  violence: {step.label.replace('_', ' ')}"
    total = sum(step.points for step in weighing.steps)
    verdict = "it is what the article reports" if weighing else "it is an aside"
    if not weighing.told:
        verdict = "it is only asked about"
    yield f"in all: {total} points, {weighing.needed} needed: {verdict}"


def _signals(finding: Finding) -> Iterator[str]:
    for each in finding.signals:
        live = "" if each.mode is Mode.CURRENT else f", {each.mode}: it is not about now"
        if each.mode is Mode.FUTURE:
            live = ", future"
        yield f"{each.rule} ({each.kind}{live}): “{each.sentence}”"


def _claims(finding: Finding) -> Iterator[str]:
    for each in finding.claims:
        figure = "no figure" if each.count is None else str(each.count)
        said = f" by {each.said_by}" if each.said_by else ""
        yield f"{each.effect} {figure} of {each.of}{said} ({each.mode}): “{each.sentence}”"
