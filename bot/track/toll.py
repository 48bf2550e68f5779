"""The toll of an incident: the figures of all its reports read together, never added."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.model.finding import Claim, Count, Effect, Mode, Toll
from bot.model.incident import Report
from bot.track.sources import source_of
from bot.track.words import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One count of one effect, with the claim it rests on where one claim gives it."""

    count: Count
    said_by: str
    of: str = ""
    sentence: str | None = None


def toll_of(reports: Sequence[Report]) -> Toll:
    """The toll after these reports.

    Each report brings one figure an effect: its own toll. A speaker's later figure takes the
    place of the earlier; of what then stands, the highest counts, the newest of equal ones.

    Args:
        reports: In the order in which they came.
    """
    found = {effect: figure_of(reports, effect) for effect in Effect}
    return Toll(**{effect.value: each.count for effect, each in found.items() if each})


def figure_of(reports: Sequence[Report], effect: Effect) -> Figure | None:
    """The figure that is an incident's toll of one effect, None where no report gives one."""
    standing: dict[tuple[str, str, str], Figure] = {}
    for report in reports:
        figure = _reported(report, effect) if report.counts else None
        if figure:
            key = (fold(source_of(report)), fold(figure.said_by), fold(figure.of))
            standing.pop(key, None)
            standing[key] = figure
    return max(reversed(standing.values()), key=lambda each: each.count.min, default=None)


def _reported(report: Report, effect: Effect) -> Figure | None:
    count = report.toll.of(effect)
    if count is None:
        return None
    claim = _claim(report, effect, count)
    if claim is None:
        return Figure(count=count, said_by=source_of(report))
    said_by = claim.said_by or source_of(report)
    return Figure(count=count, said_by=said_by, of=claim.of, sentence=claim.sentence)


def _claim(report: Report, effect: Effect, count: Count) -> Claim | None:
    """The claim that gives this count; a speaker who is named is better than none."""
    given = [
        claim
        for claim in report.claims
        if claim.effect is effect and claim.mode is Mode.CURRENT and claim.count == count
    ]
    return next((claim for claim in given if claim.said_by), given[0] if given else None)
