"""A Finding as the row that `tocsin analyze` writes, and its arithmetic in words."""

from collections.abc import Iterator
from typing import Any

from bot.model.finding import Claim, Count, Effect, Finding, Mention, Signal


def as_row(
    article_id: str, finding: Finding, *, incident: str | None = None, mentions: bool = False
) -> dict[str, Any]:
    """A Finding in the form of `tocsin analyze --jsonl`.

    Args:
        article_id: the row's id.
        finding: what was found.
        incident: the incident's id; left out where None.
        mentions: whether the row has `mentions`.
    """
    row: dict[str, Any] = {
        "id": article_id,
        "relevant": finding.relevant,
        "alertable": finding.alertable,
        "severity": finding.severity,
        "urgency": finding.urgency,
        "certainty": finding.certainty,
        "event_type": finding.event_type,
        "sub_event_type": finding.sub_event_type,
        "packs": finding.packs,
        "truncated": finding.truncated,
        "country": finding.country,
        "places": [{"name": place.name, "country": place.country} for place in finding.places],
        "actors": finding.actors,
        "toll": {effect.value: _range(finding.toll.of(effect)) for effect in Effect},
        "claims": [_claim(claim) for claim in finding.claims],
        "signals": [_signal(signal) for signal in finding.signals],
    }
    if mentions:
        row["mentions"] = [_mention(mention) for mention in finding.mentions]
    if incident is not None:
        row["incident"] = incident
    return row


def explain(finding: Finding) -> Iterator[str]:
    """How the severity came about, a line each: points, and what they are for."""
    for step in finding.arithmetic:
        yield f"{step.points:+4d}  {step.label}"
    total = sum(step.points for step in finding.arithmetic)
    yield f"{total:4d}  in all: {finding.severity}"


def _range(count: Count | None) -> list[int | None] | None:
    return None if count is None else [count.min, count.max]


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "effect": claim.effect,
        "count": _range(claim.count),
        "of": claim.of,
        "said_by": claim.said_by,
        "mode": claim.mode,
        "zone": claim.zone,
        "span": claim.span,
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
        "span": signal.span,
        "sentence": signal.sentence,
    }


def _mention(mention: Mention) -> dict[str, Any]:
    return {
        "text": mention.text,
        "span": mention.span,
        "type": mention.type,
        "name": mention.name,
    }
