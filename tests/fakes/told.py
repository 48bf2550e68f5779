"""What a reader is told of an article, as the cards of the tests write it."""

from collections.abc import Iterator

from bot.model.finding import Claim, Finding, Mode, Signal, Standing


def told(finding: Finding) -> list[str]:
    """The lines of a card: the grade, where and who, the deeds, the figures, the points."""
    grade = (finding.severity, finding.urgency, finding.certainty)
    words = [str(each.value) for each in grade]
    lines = [", ".join((*words, finding.sub_event_type or "no happening"))]
    where = [f"{each.name} ({each.country}, {each.admin1})" for each in finding.places]
    lines.append(f"in {finding.country}: {'; '.join(where)}")
    lines.append(f"who: {'; '.join(finding.actors)}")
    lines += dict.fromkeys(_deed(each) for each in finding.signals)
    lines += (_figure(each) for each in finding.claims)
    lines += [f"points: {', '.join(f'{s.label} {s.points:+}' for s in finding.arithmetic)}"]
    return [line for line in lines if not line.endswith(": ")]


def _deed(signal: Signal) -> str:
    about = {
        "by": signal.actor,
        "to": signal.target,
        "in": signal.place,
        "with": signal.weapon,
    }
    told = [f"{word} {value}" for word, value in about.items() if value]
    return ", ".join((f"deed: {signal.kind} {signal.mode}", *told, f"{signal.zone}"))


def _figure(claim: Claim) -> str:
    return ", ".join(_facts(claim))


def _facts(claim: Claim) -> Iterator[str]:
    yield f"figure: {claim.effect} {claim.count or 'some'} {claim.of}".rstrip()
    if claim.said_by:
        yield f"said by {claim.said_by}"
    if claim.mode is not Mode.CURRENT:
        yield claim.mode
    if claim.standing is not Standing.GROUP:
        yield claim.standing
    if claim.attackers:
        yield "attackers too"
    yield claim.zone
