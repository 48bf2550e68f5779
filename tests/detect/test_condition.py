"""Conditions over groups."""

import pytest

from bot.detect.condition import BadCondition, anchors, holds, names, parse

GROUPS = ("a", "b", "c")


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("a", {"a"}, True),
        ("a and b", {"a"}, False),
        ("a or b", {"b"}, True),
        ("a and not b", {"a", "b"}, False),
        ("a and not b", {"a"}, True),
        ("a and (b or c)", {"a", "c"}, True),
        ("a or b and c", {"a"}, True),
        ("a and not (b or c)", {"a", "c"}, False),
    ],
)
def test_a_condition_holds_as_it_reads(text: str, found: set[str], expected: bool) -> None:  # noqa: FBT001  # a table's column
    assert holds(parse(text, GROUPS), found) is expected


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
