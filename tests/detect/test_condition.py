"""Conditions over groups."""

import pytest

from bot.detect.condition import BadCondition, anchors, names, parse

GROUPS = ("a", "b", "c")


def test_the_groups_of_a_condition_are_known() -> None:
    condition = parse("not c and (a or b)", GROUPS)
    assert names(condition) == {"a", "b", "c"}
    assert anchors(condition) == ("a", "b")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("a and", "ends too early"),
        ("a b", "too much"),
        ("(a or b", "bracket"),
        ("d", "no group 'd'"),
        ("a & b", "'&'"),
        ("not a", "nothing is found"),
        ("a or not b", "nothing is found"),
    ],
)
def test_a_bad_condition_is_refused_with_the_reason(text: str, wrong: str) -> None:
    with pytest.raises(BadCondition) as caught:
        parse(text, GROUPS)
    assert wrong in caught.value.wrong
    assert caught.value.right
