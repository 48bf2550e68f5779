"""The 25 sub-event types, each told in several ways and of several regions."""

from collections import Counter

import pytest

from bot.model.kind import SubEventType
from tests.fakes.cases import cases, pages
from tests.fakes.packs import found


@pytest.mark.parametrize("page", pages("happenings"))
def test_a_happening_has_the_type_an_analyst_would_give_it(page: list[list[str]]) -> None:
    assert {text: found(text).sub_event_type for text, _ in page} == {
        text: SubEventType(kind) for text, kind in page
    }


@pytest.mark.parametrize(("title", "kind"), cases("headlines"))
def test_a_headline_has_that_type_in_any_letters(title: str, kind: str) -> None:
    for written in (title, title.upper(), title.lower()):
        assert found("", title=written).sub_event_type == kind, written


def test_every_type_is_told_in_three_ways_at_least() -> None:
    ways = Counter(kind for _, kind in cases("happenings"))

    assert ways.keys() == set(SubEventType)
    assert min(ways.values()) >= 3
