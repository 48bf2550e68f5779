"""Detection does the same work for each sentence, however many there are."""

import sys
from types import FrameType

import pytest

from bot.detect import detect
from tests.fakes.packs import article, shipped

#: A few words of everything the engine looks for, and as many of nothing.
PARAGRAPH = (
    "Gunmen shot dead {n} farmers near Mosul on Monday, the police said. In March most of them had"
    " fled to Syria. The governor condemned the raid and vowed to hunt down the killers."
    " It rained all day. The council will vote on bus fares, and nobody expects a surprise.\n"
)


def work(paragraphs: int) -> int:
    """Calls that detection of so many paragraphs makes."""
    text = "".join(PARAGRAPH.format(n=number + 2) for number in range(paragraphs))
    read = article(text)
    calls = 0

    def note(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    packs = shipped()
    sys.setprofile(note)
    try:
        finding = detect(read, packs)
    finally:
        sys.setprofile(before)
    assert len(finding.claims) >= paragraphs
    return calls


@pytest.mark.slow
def test_twice_the_text_is_twice_the_work() -> None:
    once, twice = work(12), work(24)
    assert once < twice < 2.2 * once
