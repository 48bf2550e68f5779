"""Judgement: whether political violence is reported, whether it alerts, and what it mainly is."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from bot.detect.scan import compiled, found
from bot.detect.severity import is_live
from bot.detect.weight import LONG
from bot.model.finding import Mode, Signal, Zone
from bot.model.kind import CIVIL, VIOLENT, Family, Kind, SubEventType

#: Acts that alert nobody by themselves.
_QUIET = (SubEventType.PEACEFUL_PROTEST, SubEventType.OTHER)
_THREATS = (Kind.THREAT, Kind.REVENGE_THREAT, Kind.ULTIMATUM)
#: Sentences with something live in them that make it more than an aside.
_OFTEN = 2
#: And that outweigh another subject.
_OUTWEIGHS = 5
#: What opens the reason or the setting of what was told before: "talks began despite the raids".
_SETTING = compiled(
    r"\b(?:despite|amid|amidst|following|after|over|against|because of|ahead of"
    r"|in (?:response|retaliation|protest|the wake|reaction)|(?:sparked|triggered|prompted) by"
    r"|condemn[a-z]*|denounc[a-z]*|demand[a-z]*|protest(?:ing|ed)?|seeking|urging|accusing"
    r"|alleging)\b"
)
#: What opens an earlier deed that this one answers, whatever it is.
_CAUSE = compiled(r"\b(?:retaliation|reprisals?|revenge|response|retribution) (?:for|to)\b")
#: Characters before the violence in which it stands.
_NEAR = 70
#: What a crowd does, and what is done to it, is no setting of a protest: it is how it went on.
_ESCALATES = (Kind.RIOT, Kind.MOB_VIOLENCE, Kind.EXCESSIVE_FORCE)
#: How much less such violence weighs.
_ASIDE = 5.0
#: What a signal's zone adds to the weight of its kind.
_ZONES = {Zone.TITLE: 6.0, Zone.LEAD: 2.0, Zone.BODY: 0.0}


def telling(
    signals: Sequence[Signal],
    *,
    sentences: int,
    about: Callable[[], Collection[str]],
    reported: bool,
) -> list[Signal]:
    """The signals that an article's judgement may rest on.

    News tells its happening first, or more than once. In a long article anything but violence that
    stands once, far down, is an aside; in an article about something else (sport, markets) it
    takes several sentences of violence to outweigh the subject.

    Args:
        signals: in reading order.
        sentences: how many sentences the article has.
        about: tells the subjects other than conflict that it is about; asked where it matters.
        reported: the violence in it weighs enough to be what it reports.
    """
    places = {each.sentence for each in signals if _speaks(each)}
    if 0 < len(places) < _OUTWEIGHS and about():
        return [each for each in signals if not _speaks(each)]
    # An arrest is no more than an aside because others demand and deny.
    warlike = {each.sentence for each in signals if _speaks(each) and each.kind not in CIVIL}
    aside = sentences >= LONG and len(warlike) < _OFTEN
    return [
        each
        for each in signals
        if not _speaks(each)
        or (reported if is_violence(each) else not aside or each.zone is not Zone.BODY)
    ]


def is_violence(signal: Signal) -> bool:
    """Whether a signal is current political violence."""
    return signal.sub_event_type in VIOLENT and signal.mode is Mode.CURRENT


def is_relevant(signals: Iterable[Signal]) -> bool:
    """Whether current political violence is reported."""
    return any(map(is_violence, signals))


def is_alertable(signals: Sequence[Signal]) -> bool:
    """Whether the signals are worth an alert by detection.md's table."""
    return is_relevant(signals) or any(_alerts(signal) for signal in signals)


def main_type(
    signals: Sequence[Signal], weights: Mapping[str, int], folded: str
) -> SubEventType | None:
    """The sub-event type of the main happening: the current act that weighs most.

    Where nothing is current, it is the past act that the article tells of.

    Args:
        signals: in reading order.
        weights: the table `main`: how much each kind outweighs others told beside it.
        folded: the article's text, folded; the signals' spans are offsets into it.
    """
    acts = _acts(signals)
    if not acts:
        return None
    beside: dict[str, list[Signal]] = {}
    for each in acts:
        beside.setdefault(each.sentence, []).append(each)
    totals: dict[SubEventType | None, float] = {}
    for place, each in enumerate(acts):
        weight = weights.get(each.kind, 0) + _ZONES[each.zone] - min(place, 8) * 0.25
        weight -= _ASIDE if _is_setting(each, beside[each.sentence], folded) else 0.0
        best = totals.get(each.sub_event_type, 0.0)
        totals[each.sub_event_type] = max(best, weight) + 0.1
    return max(totals, key=lambda kind: totals[kind])


def _acts(signals: Sequence[Signal]) -> list[Signal]:
    acts = [each for each in signals if each.family is Family.ACT]
    live = [each for each in acts if is_live(each)]
    return live or [each for each in acts if each.mode is Mode.HISTORICAL]


def _is_setting(signal: Signal, beside: Sequence[Signal], folded: str) -> bool:
    """Whether violence is only the reason or the setting of what its sentence told before it."""
    if signal.sub_event_type not in VIOLENT or signal.kind in _ESCALATES or signal.span is None:
        return False
    begin = signal.span[0]
    if found(_CAUSE, folded[max(0, begin - _NEAR) : begin]):
        return True
    return any(
        found(_SETTING, folded[max(each.span[1], begin - _NEAR) : begin])
        for each in beside
        if each.sub_event_type not in VIOLENT and each.span is not None and each.span[1] <= begin
    )


def _speaks(signal: Signal) -> bool:
    return is_live(signal) and signal.sub_event_type not in _QUIET


def _alerts(signal: Signal) -> bool:
    if signal.kind in _THREATS:
        return is_live(signal)
    if signal.mode is not Mode.CURRENT:
        return False
    if signal.family is Family.ACT:
        return signal.sub_event_type not in _QUIET
    if signal.family is Family.DEESCALATION:
        return signal.kind is not Kind.RESTRAINT_CALL
    return signal.kind is Kind.MOBILISATION
