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
#: Injured from whom on a first figure is worth a word.
_MANY_INJURED = 5
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
    if effect is Effect.KILLED:
        return old is None or new.min != old.min
    if old is None:
        return effect is not Effect.INJURED or new.min >= _MANY_INJURED
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
    """The threat that an article brings, once, in the speaker's own words where it quotes them."""
    heard = [each for told in before.reports for each in threats(told.signals)]
    sides = {fold(name) for name in (*before.actors, *before.targets)}
    new = [each for each in threats(report.signals) if not _was_heard(each, heard, sides)]
    if not new:
        return
    best = next((each for each in new if _QUOTED.search(each.sentence)), new[0])
    speakers = [each.actor for each in (best, *new) if each.actor]
    change = Change(
        what="Threat",
        before=None,
        after=quoted(best.sentence),
        said_by=speakers[0] if speakers else source_of(report),
        sentence=best.sentence,
    )
    yield Reason.ESCALATED, change


def threats(signals: Sequence[Signal]) -> list[Signal]:
    """Threats, vows of revenge and ultimatums that stand now."""
    live = (Mode.CURRENT, Mode.FUTURE)
    return [each for each in signals if each.kind in THREATS and each.mode in live]


def _was_heard(threat: Signal, heard: Sequence[Signal], sides: set[str]) -> bool:
    """Whether such a threat was told: by the same party, or by one that goes by no known name."""
    alike = [each for each in heard if each.kind is threat.kind]
    if not threat.actor or fold(threat.actor) not in sides:
        return bool(alike)
    known = {fold(each.actor) for each in alike if each.actor}
    return fold(threat.actor) in known or bool(alike and not known & sides)


def calming(signals: Sequence[Signal]) -> list[Signal]:
    """Truces, releases, withdrawals and talks that happen now; talks that led to one are its."""
    found = [
        each
        for each in signals
        if each.family is Family.DEESCALATION and each.kind in CALMING and each.mode is Mode.CURRENT
    ]
    return [each for each in found if each.kind is not Kind.TALKS] or found


def _calm(before: Incident, report: Report) -> Iterator[tuple[Reason, Change]]:
    known = {each.kind for told in before.reports for each in calming(told.signals)}
    for each in calming(report.signals):
        if each.kind not in known:
            known.add(each.kind)
            change = Change(
                what=CALMING[each.kind],
                before=None,
                after=quoted(each.sentence),
                said_by=source_of(report),
                sentence=each.sentence,
            )
            yield Reason.EASED, change


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
    words = " … ".join(part.strip(" ,") for part in found) if found else sentence.strip()
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"
