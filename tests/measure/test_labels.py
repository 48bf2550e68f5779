"""Labels as people write them."""

from typing import Any

import pytest

from bot.measure.labels import BadLabel, labels_of


def read(**row: Any) -> dict[str, Any]:  # noqa: ANN401  # any JSON
    return dict(labels_of(row, []))


def test_labels_stand_beside_the_text_or_under_labels() -> None:
    assert read(text="t", relevant=True) == {"relevant": True}
    assert read(text="t", labels={"relevant": 0, "killed": 3}) == {
        "relevant": False,
        "killed": (3, 3),
    }


@pytest.mark.parametrize(
    ("given", "expected"),
    [(3, (3, 3)), ([3, 5], (3, 5)), ([3, None], (3, None)), (None, (0, 0)), (0, (0, 0))],
)
def test_a_figure_is_a_number_or_a_range(given: object, expected: object) -> None:
    assert read(killed=given) == {"killed": expected}


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("killed", "many", "write 3, [3, 5], [3, null] or null"),
        ("killed", [5, 3], "is no figure"),
        ("killed", -1, "is no figure"),
        ("killed", True, "is no figure"),
        ("relevant", "yes", "write true or false"),
        ("kinds", "attack", "is no list of names"),
        ("sub_event_type", 3, "is no text"),
    ],
)
def test_a_label_that_cannot_be_read_says_what_would_be_right(
    key: str, value: object, said: str
) -> None:
    with pytest.raises(BadLabel, match=f"^{key}: ") as caught:
        read(**{key: value})
    assert said in str(caught.value)


def test_other_names_of_labels_and_types_are_understood() -> None:
    assert read(current_event=True, subtype="REM_EXPLOS", quad="verbal_conflict") == {
        "alertable": True,
        "sub_event_type": "Remote explosive/landmine/IED",
        "verbal_conflict": True,
    }
    assert read(quad="neutral") == {"verbal_conflict": False}
    assert read(country="ke", country_alt=["SO"]) == {"country": frozenset(("KE", "SO"))}


def test_what_the_labeller_doubts_is_not_measured() -> None:
    assert read(killed=3, injured=1, ambiguous_of=["killed"]) == {"injured": (1, 1)}
    assert read(killed=3, killed_explicit=False) == {}
    assert read(killed=3, note_repeated=True) == {}
    assert read(relevant=None, country=None) == {}


def test_a_name_of_another_vocabulary_is_noted_and_the_rest_is_read() -> None:
    unknown: list[str] = []
    assert labels_of({"subtype": "DIPLO", "relevant": False}, unknown) == {"relevant": False}
    assert unknown[0].startswith("subtype: unknown 'DIPLO'; known are: Government regains")
