"""Speakers of one article, in sentences of our own."""

import pytest

from tests.fakes.claims import claims

MARKET = "A bomb tore through a market in Belo on Monday."


def speakers(text: str, *, title: str = "") -> list[str | None]:
    return [claim.said_by for claim in claims(text, title=title)]


def test_a_title_is_credited_to_whom_the_body_names_for_its_figure() -> None:
    text = f"{MARKET} The ministry said 16 people were killed."
    assert speakers(text, title="Toll of Belo blast rises to 16") == ["The ministry"] * 2


def test_a_title_with_another_figure_is_nobodys() -> None:
    text = f"{MARKET} The ministry said 15 people were killed."
    assert speakers(text, title="Toll of Belo blast rises to 16") == [None, "The ministry"]


def test_a_figure_in_the_body_that_nobody_gives_stays_so() -> None:
    text = f"{MARKET}\n\nSo it was.\n\nSo it is.\n\nSixteen people were killed."
    assert speakers(text, title="The army said 16 people died") == ["The army", None]


@pytest.mark.parametrize(
    ("first", "then", "both"),
    [
        ("The Belan health ministry", "The ministry", "The Belan health ministry"),
        ("Belan health ministry", "Ministry", "Belan health ministry"),
        ("Police in Belo", "The police", "Police in Belo"),
        ("General Omar Tal", "Tal", "General Omar Tal"),
    ],
)
def test_one_speaker_named_twice_is_one(first: str, then: str, both: str) -> None:
    text = f"{first} said six people were killed by a bomb. {then} said nine were wounded."
    assert speakers(text) == [both, both]


def test_a_short_name_that_could_be_either_stays_open() -> None:
    text = (
        "The health ministry said six people were killed by a bomb. The defence ministry said four"
        " were killed. The ministry said nine were wounded."
    )
    assert speakers(text)[-1] == "The ministry"


def test_a_doctor_is_not_the_doctor_of_before() -> None:
    text = "A local doctor said six people were shot dead. A doctor said seven died of gunshots."
    assert speakers(text) == ["A local doctor", "A doctor"]
