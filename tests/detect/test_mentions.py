"""Mentions: how far a name reaches in the text, and what it is known by."""

import pytest

from bot.detect import detect
from bot.model.finding import Mention
from tests.fakes.cases import cases
from tests.fakes.packs import article, shipped


def shown(mention: Mention) -> str:
    known = "" if mention.name == mention.text else f" = {mention.name}"
    return f"{mention.text}{known} ({mention.type})"


@pytest.mark.parametrize(("text", "expected"), cases("mentions"))
def test_a_name_is_marked_as_far_as_it_reaches(text: str, expected: str) -> None:
    mentions = detect(article(text), shipped(), mentions=True).mentions

    assert " ; ".join(map(shown, mentions)) == expected
    assert [text[slice(*each.span)] for each in mentions] == [each.text for each in mentions]
