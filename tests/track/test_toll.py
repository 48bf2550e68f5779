"""Figures of many speakers read together."""

from hypothesis import given
from hypothesis import strategies as st

from bot.model.finding import Claim, Count, Effect, Toll
from bot.model.incident import Report
from bot.model.scale import Severity
from bot.track.joining import MAX_REPORTS
from bot.track.toll import figure_of, toll_of
from tests.fakes.reporting import NOON, RAID, Desk, article, claim, raid

counts = st.builds(
    lambda low, more: Count(low, None if more is None else low + more),
    st.integers(0, 5000),
    st.none() | st.integers(0, 100),
)
figures = st.lists(st.tuples(st.sampled_from("ABCDE"), counts), min_size=1, max_size=12)


def _report(source: str, count: Count | None, *claims: Claim) -> Report:
    return Report(
        article_id=source,
        source=source,
        title="",
        seen=NOON,
        severity=Severity.SEVERE,
        toll=Toll(killed=count),
        claims=claims,
    )


@given(figures)
def test_claims_are_never_added_across_speakers(said: list[tuple[str, Count]]) -> None:
    toll = toll_of([_report(source, count) for source, count in said])
    assert toll.killed in [count for _, count in said]


@given(figures)
def test_the_same_reports_twice_change_no_toll(said: list[tuple[str, Count]]) -> None:
    reports = [_report(source, count) for source, count in said]
    assert toll_of([*reports, *reports]) == toll_of(reports)


@given(st.lists(counts, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_different_sources_changes_no_floor(said: list[Count], random: object) -> None:
    reports = [_report(str(place), count) for place, count in enumerate(said)]
    shuffled = list(reports)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # Hypothesis gives a random.Random
    first, second = toll_of(reports).killed, toll_of(shuffled).killed
    assert first is not None
    assert second is not None
    assert first.min == second.min == max(count.min for count in said)


@given(st.lists(counts, min_size=1, max_size=8))
def test_an_alert_comes_only_when_something_changed(said: list[Count]) -> None:
    desk = Desk()
    before = None
    for place, count in enumerate(said):
        item = article(str(place), f"Tarrow raid, report {place}", RAID, source="Source a")
        told = desk.read(item, raid(count))
        if told.alert is not None and before is not None:
            assert told.alert.changes
            assert told.incident.toll != before
        before = told.incident.toll


@given(st.permutations(["b", "c", "d"]))
def test_the_order_of_sources_changes_neither_toll_nor_grade(order: list[str]) -> None:
    desk = Desk()
    desk.read(article("a", "Tarrow raid", RAID), raid())
    tolls = {"b": Count(9, 9), "c": Count(12, 12), "d": Count(8, 8)}
    for id_ in order:
        told = desk.read(article(id_, f"Tarrow raid by {id_}", RAID), raid(tolls[id_]))
    assert told.incident.toll.killed == Count(12, 12)
    assert str(told.incident.grade) == "B1"


def test_a_named_speaker_is_better_than_none() -> None:
    seven = Count(7, 7)
    report = _report("One", seven, claim(seven), claim(seven, said_by="The mayor"))
    figure = figure_of([report], Effect.KILLED)
    assert figure is not None
    assert figure.said_by == "The mayor"


def test_an_unnamed_figure_is_the_sources() -> None:
    figure = figure_of([_report("One", Count(7, 7), claim(Count(7, 7)))], Effect.KILLED)
    assert figure is not None
    assert figure.said_by == "One"
    assert toll_of([_report("One", None)]) == Toll()


def test_reports_are_bounded_and_the_toll_stays() -> None:
    desk = Desk()
    desk.read(article("a", "Tarrow raid", RAID), raid())
    desk.read(article("b", "Tarrow raid, twelve", RAID), raid(Count(12, 12)))
    for number in range(MAX_REPORTS + 5):
        item = article(f"n{number}", f"Tarrow raid {number}", RAID, source="Source a")
        told = desk.read(item, raid())
        assert told.alert is None
    assert len(told.incident.reports) == MAX_REPORTS
    assert told.incident.reports[0].article_id == "a"
    assert told.incident.toll.killed == Count(12, 12)
