"""Who stands behind an incident: sources that count apart, and the Admiralty grade they give."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.model.feed import Reliability
from bot.model.incident import Grade, Report
from bot.track.scene import violent_acts
from bot.track.words import fold

#: Admiralty, credibility of the information.
CONFIRMED = 1
PROBABLY_TRUE = 2
POSSIBLY_TRUE = 3
CANNOT_BE_JUDGED = 6
#: Sources apart from each other that confirm.
CONFIRMING = 3
#: Shortest sentence whose repetition, word for word, shows a copy, characters.
_LONG_SENTENCE = 60


def independent(reports: Sequence[Report]) -> tuple[str, ...]:
    """The sources that count apart: no state's outlets, no copies, each once.

    Where any report tells of violence or of its toll, only such reports are witnesses: a vow of
    revenge confirms no raid.

    Args:
        reports: In the order in which they came.

    Returns:
        Their names, the first first.
    """
    telling = [each for each in reports if each.counts]
    witnesses = [each for each in telling if violent_acts(each.signals) or each.toll] or telling
    originals: list[_Print] = []
    for report in witnesses:
        print_ = _print(report)
        if report.state_affiliated is None and not any(print_.copies(o) for o in originals):
            originals.append(print_)
    return tuple(each.source for each in originals)


def source_of(report: Report) -> str:
    """The name behind a report: the wire whose copy it is, else the outlet."""
    return report.origin or report.source


def grade_of(reports: Sequence[Report]) -> Grade:
    """Reliability of the best source, and credibility by how many stand apart.

    The two are judged apart, as the Admiralty code demands: a good letter makes no good number.

    Args:
        reports: In the order in which they came; those that do not count are passed over.
    """
    letters = [each.reliability for each in reports if each.counts]
    reliability = min(letters, default=Reliability.F)
    apart = len(independent(reports))
    if apart >= CONFIRMING:
        credibility = CONFIRMED
    elif apart > 1:
        credibility = PROBABLY_TRUE
    elif reliability is Reliability.F:
        credibility = CANNOT_BE_JUDGED
    else:
        credibility = POSSIBLY_TRUE
    return Grade(reliability=reliability, credibility=credibility)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Print:
    """What gives a copy away."""

    source: str
    folded: str
    title: str
    #: Long sentences without quotations: those are everybody's.
    told: frozenset[str]

    def copies(self, other: "_Print") -> bool:
        """Whether both are one source: one outlet, one wire, or one text under two names."""
        if self.folded == other.folded or (self.title and self.title == other.title):
            return True
        if not self.told or not other.told:
            return False
        return 2 * len(self.told & other.told) >= min(len(self.told), len(other.told))


def _print(report: Report) -> _Print:
    sentences = {signal.sentence for signal in report.signals}
    sentences |= {claim.sentence for claim in report.claims}
    told = {s for s in sentences if len(s) >= _LONG_SENTENCE and not _quotes(s)}
    return _Print(
        source=source_of(report),
        folded=fold(source_of(report)),
        title=fold(report.title),
        told=frozenset(map(fold, told)),
    )


def _quotes(sentence: str) -> bool:
    return any(mark in sentence for mark in '"“”«»')
