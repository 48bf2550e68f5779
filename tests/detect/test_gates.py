"""A sentence's words decide a condition where they can; else its patterns do."""

import pytest

from bot.detect.condition import parse
from bot.detect.gates import Gate, Verdict, bound

#: Each group has a bit that says "surely" and one that says "perhaps".
GROUPS = {
    name: Gate(1 << place, 8 << place, {8 << place: ((8 << place, 0, place),)})
    for place, name in enumerate("abc")
}


class Stretch:
    """Patterns that are found, and a record of those that were asked for."""

    def __init__(self, found: str, seen: int) -> None:
        self.seen = seen
        self.asked = ""
        self._found = found

    def holds(self, pattern: int) -> bool:
        """Whether the pattern of that number is among those found."""
        self.asked += "abc"[pattern]
        return "abc"[pattern] in self._found


def bits(sure: str, perhaps: str) -> int:
    return sum(GROUPS[each].sure for each in sure) | sum(GROUPS[each].keys for each in perhaps)


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("a", "a", True),
        ("a and b", "a", False),
        ("a or b", "b", True),
        ("a and not b", "ab", False),
        ("a and not b", "a", True),
        ("a and (b or c)", "ac", True),
        ("a or b and c", "a", True),
        ("a and not (b or c)", "ac", False),
    ],
)
def test_a_condition_holds_as_it_reads(text: str, found: str, expected: bool) -> None:  # noqa: FBT001  # a table's column
    condition = bound(parse(text, GROUPS), GROUPS)
    assert condition.holds(Stretch(found, bits("", "abc"))) is expected
    assert condition.verdict(bits(found, "")) is expected


@pytest.mark.parametrize(
    ("text", "sure", "perhaps", "expected"),
    [
        ("a and b", "a", "b", None),
        ("a and b", "", "a", False),
        ("a and not b", "b", "a", False),
        ("a or b", "b", "a", True),
        ("a or b", "", "a", None),
        ("not a or b", "", "a", None),
    ],
)
def test_words_alone_decide_what_they_can(
    text: str, sure: str, perhaps: str, expected: Verdict
) -> None:
    condition = bound(parse(f"({text}) and c", GROUPS), GROUPS)
    assert condition.verdict(bits(sure + "c", perhaps)) is expected


def test_a_pattern_is_asked_only_where_words_leave_it_open() -> None:
    condition = bound(parse("a and b and not c", GROUPS), GROUPS)
    stretch = Stretch("b", bits("a", "b"))
    assert condition.holds(stretch)
    assert stretch.asked == "b"


def test_a_phrase_of_several_words_needs_them_together() -> None:
    group = Gate(keys=0b011, keyed={0b001: ((0b011, 0, 0),), 0b010: ((0b110, 1, 1),)})
    assert group.verdict(0b101) is False
    assert group.verdict(0b111) is None
