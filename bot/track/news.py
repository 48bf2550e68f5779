"""What is new: the changes that a report makes to an incident, and the Reason they amount to."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from bot.model.finding import Count, Effect, Mode, Signal, Zone
from bot.model.incident import Change, Incident, Reason, Report
from bot.model.kind import Family, Kind
from bot.track.scene import violent_acts
from bot.track.sources import independent, source_of
from bot.track.toll import figure_of
from bot.track.words import fold

#: Tolls from which a band of its own begins.
BANDS = (1, 5, 20, 50, 100, 200, 500, 1000, 5000, 10000)
#: The least move, as a share, that is worth a word where the effect is not death.
_WORTH = 0.2
THREATS = frozenset({Kind.THREAT, Kind.REVENGE_THREAT, Kind.ULTIMATUM})
#: What calms an incident; talks are told, but calm nothing yet.
CALMING = {
    Kind.CEASEFIRE: "Truce",
    Kind.RELEASE: "Release",
    Kind.WITHDRAWAL: "Withdrawal",
    Kind.TALKS: "Talks",
}
_QUOTED = re.compile(r"[\"“«]([^\"“”«»]{3,})[\"”»]")
#: Longest words of a change, characters.
_LONGEST = 280


def news_of(before: Incident, after: Incident, report: Report) -> list[tuple[Reason, Change]]:
    """Everything material that one report changed, gravest first.

    Args:
        before: The incident as it was told last.
        after: The incident with the report.
        report: What came in.
    """
    return [
        *_severity(before, after, report),
        *_tolls(before, after),
        *_actors(before, report),
        *_threats(before, report),
        *_calm(before, report),
        *_sources(before, after, report),
    ]


def _severity(before: Incident, after: Incident, report: Report) -> Iterator[tuple[Reason, Change]]:
    if after.severity > before.severity:
        change = Change(
            what="Severity",
            before=before.severity.value,
            after=after.severity.value,
            said_by=source_of(report),
        )
        yield Reason.ESCALATED, change


def _tolls(before: Incident, after: Incident) -> Iterator[tuple[Reason, Change]]:
    for effect in Effect:
        old, new = before.toll.of(effect), after.toll.of(effect)
        figure = figure_of(after.reports, effect)
        if new is None or figure is None or not _moved(effect, old, new):
            continue
        change = Change(
            what=effect.value.capitalize(),
            before=str(old) if old else None,
            after=str(new),
            said_by=figure.said_by,
            sentence=figure.sentence,
        )
        yield (Reason.ESCALATED if _band_up(effect, old, new) else Reason.REVISED), change


def _moved(effect: Effect, old: Count | None, new: Count) -> bool:
    if old is None:
        return True
    if effect is Effect.KILLED:
        return new.min != old.min
    return abs(new.min - old.min) > _WORTH * old.min


def _band_up(effect: Effect, old: Count | None, new: Count) -> bool:
    if effect is not Effect.KILLED:
        return False
    return bisect_right(BANDS, new.min) > (bisect_right(BANDS, old.min) if old else 0)


def _actors(before: Incident, report: Report) -> Iterator[tuple[Reason, Change]]:
    """A new hand in the fighting, where a title names it; a name for an unknown hand is none."""
    acts = [act for each in before.reports for act in violent_acts(each.signals)]
    if not any(act.actor for act in acts):
        return
    sides = {fold(name) for name in (*before.actors, *before.targets)}
    for act in violent_acts(report.signals):
        if act.zone is Zone.TITLE and act.actor and fold(act.actor) not in sides:
            sides.add(fold(act.actor))
            yield (
                Reason.ESCALATED,
                Change(what="Actor", before=None, after=act.actor, sentence=act.sentence),
            )


def _threats(before: Incident, report: Report) -> Iterator[tuple[Reason, Change]]:
    heard = {_uttered(each) for told in before.reports for each in threats(told.signals)}
    for each in threats(report.signals):
        if _uttered(each) not in heard:
            heard.add(_uttered(each))
            said_by = each.actor or source_of(report)
            yield (
                Reason.ESCALATED,
                Change(
                    what="Threat",
                    before=None,
                    after=quoted(each.sentence),
                    said_by=said_by,
                    sentence=each.sentence,
                ),
            )


def threats(signals: Sequence[Signal]) -> list[Signal]:
    """Threats, vows of revenge and ultimatums that stand now."""
    live = (Mode.CURRENT, Mode.FUTURE)
    return [each for each in signals if each.kind in THREATS and each.mode in live]


def _uttered(threat: Signal) -> tuple[str, Kind]:
    return fold(threat.actor or ""), threat.kind


def calming(signals: Sequence[Signal]) -> list[Signal]:
    """Truces, releases, withdrawals and talks that happen now."""
    return [
        each
        for each in signals
        if each.family is Family.DEESCALATION and each.kind in CALMING and each.mode is Mode.CURRENT
    ]


def _calm(before: Incident, report: Report) -> Iterator[tuple[Reason, Change]]:
    known = {each.kind for told in before.reports for each in calming(told.signals)}
    for each in calming(report.signals):
        if each.kind not in known:
            known.add(each.kind)
            yield (
                Reason.EASED,
                Change(
                    what=CALMING[each.kind],
                    before=None,
                    after=quoted(each.sentence),
                    said_by=each.actor or source_of(report),
                    sentence=each.sentence,
                ),
            )


def _sources(before: Incident, after: Incident, report: Report) -> Iterator[tuple[Reason, Change]]:
    """The second source that stands apart; the third and later confirm in silence."""
    old, new = len(independent(before.reports)), len(independent(after.reports))
    if old < 2 <= new:  # noqa: PLR2004 - two are the fewest that corroborate
        yield (
            Reason.CORROBORATED,
            Change(what="Sources", before=str(old), after=str(new), said_by=source_of(report)),
        )


def quoted(sentence: str) -> str:
    """What a sentence quotes; the sentence itself where it quotes nothing."""
    found = _QUOTED.findall(sentence)
    words = " … ".join(part.strip() for part in found) if found else sentence.strip()
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"
