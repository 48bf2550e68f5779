"""Words and de-escalation: what is said, who says it, and to or about whom."""

import pytest

from bot.model.finding import Mode, Signal
from bot.model.kind import Kind, Plover
from tests.fakes.cases import cases, pages
from tests.fakes.packs import found

#: What takes back or denies the sentence behind it, and what makes a tale of it.
DENIED = ["The ministry denied that", "It is not true that", "The agency retracted a report that"]
TALES = ["The film tells how", "In the new novel"]
#: First words that a sentence has by beginning with them.
SMALL = {"the", "clan", "drug", "gang", "police", "villagers", "bishops", "foreign"}


def told(text: str, kind: str) -> Signal:
    signals = found(text).signals
    return next(each for each in reversed(signals) if each.kind is Kind(kind))


def is_live(signal: Signal) -> bool:
    threatens = signal.mode is Mode.FUTURE and signal.plover is Plover.THREATEN
    return signal.mode is Mode.CURRENT or threatens


def live(text: str, kind: str) -> list[Signal]:
    return [each for each in found(text).signals if each.kind is Kind(kind) and is_live(each)]


def behind(opening: str, text: str) -> str:
    small = text.split(maxsplit=1)[0].lower() in SMALL
    return f"{opening} {text[0].lower() if small else text[0]}{text[1:]}"


@pytest.mark.parametrize("case", cases("said"), ids=lambda case: case[0])
def test_who_says_what_to_whom(case: list[str]) -> None:
    text, kind, mode, actor, target = [*case, "-"][:5]
    signal = told(text, kind)
    assert (signal.mode, signal.actor or "-", signal.target or "-") == (mode, actor, target)


def is_told(text: str, kind: str) -> bool:
    """Whether it is said now; a denial is one in any mode."""
    denies = kind == Kind.DENIAL and any(each.kind == kind for each in found(text).signals)
    return denies or bool(live(text, kind))


@pytest.mark.parametrize("page", pages("told"))
def test_each_kind_is_told_in_many_words_and_places(page: list[list[str]]) -> None:
    assert [(kind, text) for kind, text in page if not is_told(text, kind)] == []


@pytest.mark.parametrize("case", cases("named_before"), ids=lambda case: case[0])
def test_the_group_has_the_name_it_was_given_before(case: list[str]) -> None:
    text, kind, actor = case
    assert told(text, kind).actor == actor


@pytest.mark.parametrize("case", cases("near_misses"), ids=lambda case: case[0])
def test_what_only_sounds_like_it_is_not_live(case: list[str]) -> None:
    text, kind = case
    assert not live(text, kind)


@pytest.mark.parametrize("opening", [*DENIED, *TALES])
def test_a_denied_copy_is_not_live_nor_is_a_tale(opening: str) -> None:
    copied = [
        behind(opening, text)
        for text, kind, *_ in cases("said")
        # A denial of a denial affirms, and an aside or a quotation stands by itself.
        if kind not in {"denial", "rejection"} and '"' not in text and ", which" not in text
        if live(behind(opening, text), kind)
    ]
    assert not copied


@pytest.mark.parametrize(
    "text",
    [
        "The minister withdrew his statement that warplanes had bombed the bridge.",
        "The agency retracted its report that gunmen had killed nine villagers.",
        "The governor backtracked on a claim that rebels had seized the dam.",
        "The channel corrected an earlier report that the army had shelled the camp.",
    ],
)
def test_what_is_taken_back_alerts_nobody(text: str) -> None:
    finding = found(text)
    assert told(text, "denial").mode is Mode.NEGATED
    assert not finding.relevant
    assert not finding.alertable
    assert finding.toll.killed is None


@pytest.mark.parametrize("case", cases("calms"), ids=lambda case: case[0])
def test_what_calms_is_told_and_alerts_by_itself(case: list[str]) -> None:
    text, kind, actor, target = [*case, "-", "-"][:4]
    signal = told(text, kind)
    assert signal.mode is Mode.CURRENT
    assert (signal.actor or "-", signal.target or "-") == (actor, target)
    assert found(text).alertable


def test_a_call_for_calm_alerts_nobody() -> None:
    assert not found("The envoy urged both generals to show restraint.").alertable
