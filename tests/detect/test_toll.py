"""Claims read together."""

import pytest

from bot.detect.toll import toll_of
from bot.model.finding import Claim, Count, Effect, Mode, Standing, Toll, Zone
from tests.fakes.claims import pair, toll


def _claim(
    low: int,
    high: int | None,
    *,
    by: str | None = None,
    sentence: str = "s",
    standing: Standing = Standing.GROUP,
    mode: Mode = Mode.CURRENT,
) -> Claim:
    return Claim(
        effect=Effect.KILLED, count=Count(low, high), of="people", said_by=by, mode=mode,
        zone=Zone.BODY, span=(0, 1), sentence=sentence, standing=standing,
    )  # fmt: skip


def test_nothing_said_is_no_toll() -> None:
    assert toll_of(()) == Toll()


def test_groups_of_one_statement_are_added() -> None:
    assert toll_of([_claim(3, 3), _claim(5, 5)]).killed == Count(8, 8)


def test_figures_of_two_speakers_are_never_added() -> None:
    found = toll_of([_claim(3, 3, by="The army"), _claim(5, 5, by="The rebels", sentence="t")])
    assert found.killed == Count(5, 5)


def test_a_narrower_claim_neither_replaces_nor_adds() -> None:
    whole = _claim(7, None)
    found = toll_of([whole, _claim(4, 4, by="A", sentence="t"), _claim(1, 1, by="B", sentence="u")])
    assert found.killed == Count(7, None)


def test_a_part_stays_inside_its_whole() -> None:
    assert toll_of([_claim(6, 6), _claim(2, 2, standing=Standing.PART)]).killed == Count(6, 6)


def test_a_part_alone_is_all_that_is_known() -> None:
    assert toll_of([_claim(2, 2, standing=Standing.PART)]).killed == Count(2, 2)


def test_another_one_adds_to_what_was_told_before() -> None:
    more = _claim(1, 1, sentence="t", standing=Standing.MORE)
    assert toll_of([_claim(2, 2), more]).killed == Count(3, 3)


@pytest.mark.parametrize("mode", [each for each in Mode if each is not Mode.CURRENT])
def test_only_current_claims_count(mode: Mode) -> None:
    assert not toll_of([_claim(9, 9, mode=mode)])


def test_a_claim_without_a_figure_leaves_the_toll_open() -> None:
    assert not toll("Fighters were killed in the raid.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nine people were killed. The death toll later rose to 12 from nine.", (12, 12)),
        ("The toll has climbed to at least 20.", (20, None)),
        ("Shells killed nine people on Monday. The number later rose to 12.", (12, 12)),
        ("Shells killed nine people. The number of empty houses rose to 12.", (9, 9)),
        ("Shells killed nine people and hurt 30. The number later rose to 12.", (9, 9)),
        ("On Monday four people were killed.", (4, 4)),
        ("The strike brought the death toll to 31.", (31, 31)),
        ("The death toll rose from 8 to 11, the ministry said.", (11, 11)),
        ("The ministry put the toll at 14.", (14, 14)),
        ("Death toll: 16", (16, 16)),
        ("The number of dead stands at 40.", (40, 40)),
        ("Police first said 30 died. The toll was revised down to 22.", (22, 22)),
    ],
)
def test_a_revised_toll_replaces_the_old_one(text: str, expected: tuple[int, int | None]) -> None:
    assert pair(toll(text).killed) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The war takes its toll on 40 schools.",
        "Drivers pay a road toll of 12.",
        "The toll is unknown.",
    ],
)
def test_other_tolls_count_nobody(text: str) -> None:
    assert not toll(text).killed


def test_title_and_body_tell_the_same_toll_once() -> None:
    body = "Four guards were killed at the gate. The four were asleep."
    assert pair(toll(body, title="Four guards killed at gate").killed) == (4, 4)


def test_details_that_follow_an_overall_figure_do_not_add_to_it() -> None:
    text = (
        "At least five people were killed across the city. Two were shot dead at a barber's."
        " Another was stabbed to death by the river."
    )
    assert pair(toll(text).killed) == (5, None)
