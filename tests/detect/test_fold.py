"""Folding keeps every offset true."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.detect.fold import fold


@given(st.text())
def test_a_folded_text_is_as_long_as_the_text(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("İSTANBUL", "istanbul"),
        ("Erdoğan", "erdogan"),
        ("“Revenge”, he said", '"revenge", he said'),
        ("the army’s", "the army's"),
        ("two\u00a0dead", "two dead"),
        ("Monday – two", "monday - two"),
        ("€5m", "$5m"),
        ("Łódź", "lodz"),
        ("КИЕВ", "киев"),
        ("armyâ€™s", "army'  s"),
        ("dead\u200bline", "dead line"),
    ],
)
def test_case_accents_quotes_and_dashes_are_folded(text: str, folded: str) -> None:
    assert fold(text) == folded
