"""Who counts as a source of their own."""

from dataclasses import replace

from bot.model.feed import Reliability
from bot.model.finding import Toll
from bot.model.incident import Report
from bot.model.kind import Kind
from bot.model.scale import Severity
from bot.track.sources import grade_of, independent
from tests.fakes.reporting import NOON, act, word

LONG = "Jets bombed a depot of the River Brigade near the mill quarter of Tarrow at dawn."


def report(source: str, **more: object) -> Report:
    made = Report(
        article_id=source,
        source=source,
        title=f"Title of {source}",
        seen=NOON,
        reliability=Reliability.B,
        severity=Severity.SEVERE,
        signals=(act(sentence=f"{source} saw it."),),
    )
    return replace(made, **more)  # type: ignore[arg-type]  # any field of a Report


def test_copies_of_one_wire_are_one_source() -> None:
    copies = [report(name, origin="The Wire") for name in ("One", "Two", "Three")]
    assert independent([*copies, report("the wire")]) == ("The Wire",)


def test_the_same_title_under_two_names_is_one_source() -> None:
    assert independent([report("One", title="Raid"), report("Two", title="RAID")]) == ("One",)


def test_the_same_sentences_under_two_names_are_one_source() -> None:
    copied = (act(sentence=LONG),)
    assert independent([report("One", signals=copied), report("Two", signals=copied)]) == ("One",)


def test_the_same_quotation_is_everybodys() -> None:
    quoted = (act(sentence=f'"{LONG}"'),)
    assert len(independent([report("One", signals=quoted), report("Two", signals=quoted)])) == 2


def test_a_vow_confirms_no_raid() -> None:
    vow = report("Two", signals=(word(Kind.REVENGE_THREAT, "We will come."),))
    assert independent([report("One"), vow]) == ("One",)
    assert independent([vow]) == ("Two",)


def test_grades_keep_letter_and_number_apart() -> None:
    one, two, three = report("One"), report("Two", reliability=Reliability.A), report("Three")
    assert str(grade_of([one])) == "B3"
    assert str(grade_of([one, two])) == "A2"
    assert str(grade_of([one, two, three])) == "A1"
    assert str(grade_of([replace(one, reliability=Reliability.F)])) == "F6"
    assert str(grade_of([replace(one, reliability=Reliability.E)])) == "E3"
    assert str(grade_of([])) == "F6"


def test_what_does_not_count_grades_nothing() -> None:
    assert str(grade_of([report("One"), report("Two", counts=False)])) == "B3"


def test_a_toll_alone_is_a_witness() -> None:
    assert independent([report("One", signals=(), toll=Toll())]) == ("One",)
