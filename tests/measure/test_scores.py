"""Figures over labelled and found values."""

from collections.abc import Sequence

import pytest

from bot.measure.confusion import confusion
from bot.measure.scores import Measure, Pair, measures
from bot.measure.stories import story_measures


def same(count: int) -> Sequence[int]:
    """A draw that takes every group once."""
    return range(count)


def measured(label: str, *rows: tuple[object, object]) -> dict[str, Measure]:
    pairs = [
        Pair(str(number), labelled, found)  # type: ignore[arg-type]  # a table of any labels
        for number, (labelled, found) in enumerate(rows)
    ]
    return {each.what: each for each in measures({label: pairs}, same)}


def test_precision_recall_and_f1_of_a_flag() -> None:
    rows = [(True, True)] * 3 + [(True, False)] + [(False, True)] * 2 + [(False, False)] * 4
    found = measured("relevant", *rows)
    assert found["precision"].value == pytest.approx(3 / 5)
    assert found["recall"].value == pytest.approx(3 / 4)
    assert found["F1"].value == pytest.approx(2 / 3)
    assert found["F1"].rows == 10


def test_false_alarms_are_a_share_where_nothing_was_to_be_found() -> None:
    found = measured("relevant", (False, True), (False, False), (False, False), (False, False))
    assert set(found) == {"false alarms"}
    assert found["false alarms"].value == 0.25


def test_a_figure_is_exact_near_or_invented() -> None:
    found = measured(
        "killed", ((3, 3), (3, 3)), ((3, 5), (4, 4)), ((7, None), (9, 9)), ((2, 2), (0, 0)),
        ((0, 0), (1, 1)), ((0, 0), (0, 0)),
    )  # fmt: skip
    assert found["exact, where some"].value == 0.25
    assert found["in range, where some"].value == 0.75
    assert found["invented, where none"].value == 0.5


def test_types_are_weighed_by_how_often_they_were_labelled() -> None:
    found = measured("sub_event_type", ("a", "a"), ("a", "a"), ("a", "b"), ("b", "b"))
    assert found["exact"].value == 0.75
    assert found["weighted F1"].value == pytest.approx((3 * 0.8 + 2 / 3) / 4)


def test_a_country_is_right_when_it_is_one_of_those_labelled() -> None:
    either = frozenset(("KE", "SO"))
    assert measured("country", (either, "SO"), (either, None))["exact"].value == 0.5


def test_names_are_counted_one_by_one() -> None:
    found = measured("kinds", (frozenset("ab"), frozenset("bc")), (frozenset(), frozenset("a")))
    assert found["precision"].value == pytest.approx(1 / 3)
    assert found["recall"].value == 0.5


def test_an_interval_holds_the_draws_and_rows_of_a_group_go_together() -> None:
    pairs = [Pair("one", labelled=True, found=True)] * 9
    pairs.append(Pair("two", labelled=True, found=False))
    (recall,) = [
        each
        for each in measures({"relevant": pairs}, lambda count: [0] * count)
        if each.what == "recall"
    ]
    assert (recall.value, recall.low, recall.high) == (0.9, 1.0, 1.0)


def test_confusion_says_what_a_type_was_taken_for() -> None:
    rows = [("a", "a"), ("a", "b"), ("a", None), ("a", "b"), ("b", "b")]
    first, second = confusion([Pair("g", labelled, found) for labelled, found in rows])
    assert (first.name, first.rows, first.right, first.recall) == ("a", 4, 1, 0.25)
    assert first.taken_for == (("b", 2), (None, 1))
    assert second.precision == pytest.approx(1 / 3)


def test_stories_are_compared_row_by_row() -> None:
    rows = [("a", 1), ("a", 1), ("a", 2), ("b", 2)]
    pairs = [Pair(str(place), story, str(found)) for place, (story, found) in enumerate(rows)]
    found = {each.what: each for each in story_measures(pairs, same)}
    assert found["BCubed precision"].value == pytest.approx((1 + 1 + 0.5 + 0.5) / 4)
    assert found["BCubed recall"].value == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert found["BCubed F1"].rows == 4
