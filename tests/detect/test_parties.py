"""Who did it to whom."""

import pytest

from bot.model.finding import Signal
from tests.fakes.packs import found


def told(text: str) -> Signal:
    return next(each for each in found(text).signals if each.sub_event_type)


@pytest.mark.parametrize(
    "text",
    [
        "An air strike on a market in Aleppo, Syria, killed nine people on Monday.",
        "An air strike on a market in northern Syria killed nine people on Monday.",
        "Gunmen killed nine villagers in Afghanistan on Monday.",
    ],
)
def test_the_country_in_which_it_happens_is_nobody_it_is_done_to(text: str) -> None:
    signal = told(text)

    assert signal.target not in ("Syria", "Afghanistan")
    assert signal.actor not in ("Syria", "Afghanistan")


@pytest.mark.parametrize(
    "text",
    [
        "Iran fired missiles at Israel on Monday, killing nine people.",
        "Missiles fired by Iran hit Israel on Monday, killing nine people.",
    ],
)
def test_a_state_that_fires_is_the_actor(text: str) -> None:
    assert told(text).actor == "Iran"


def test_a_state_that_is_struck_is_the_target() -> None:
    assert (
        told("Iran launched air strikes on Israel on Monday, an official said.").target == "Israel"
    )


def test_who_was_killed_is_no_actor() -> None:
    signal = told("Nine soldiers were killed in an ambush on Monday.")

    assert signal.actor is None
    assert signal.target == "soldiers"


def test_a_state_named_before_its_strike_is_not_where_it_happens() -> None:
    assert "United States" in found("A baker was killed in US air strikes near the port.").actors
