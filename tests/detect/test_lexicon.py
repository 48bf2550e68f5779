"""Names, lists and topics."""

from typing import Any

import pytest

from bot.detect.fold import fold
from bot.detect.lexicon import Lexicon, lexicon
from bot.errors import Fault
from tests.fakes.packs import shipped, topics


def names(text: str) -> set[tuple[str, str, str | None]]:
    found = shipped().lexicon.named(fold(text))
    return {(each.name.name, each.name.type, each.name.country) for each in found}


def faults(tables: dict[str, Any]) -> list[str]:
    told: list[Fault] = []
    lexicon([("names.toml", tables)], told)
    return [str(each) for each in told]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hashed al Shaabi", "Popular Mobilization Forces"),
        ("the PMU", "Popular Mobilization Forces"),
        ("Da'esh", "Islamic State"),
        ("the Pentagon", "United States"),
        ("Al-Qaim", "Qaim"),
        ("Erbil", "Erbil"),
        ("KYIV", "Kyiv"),
        ("two Iraqis", "Iraq"),
        ("The Gambia", "Gambia"),
        ("Côte d’Ivoire", "Ivory Coast"),
        ("Reuters", "Reuters"),
    ],
)
def test_a_name_is_known_by_its_spellings(text: str, name: str) -> None:
    assert name in {each[0] for each in names(text)}


def test_the_longest_name_wins() -> None:
    assert names("South Sudan") == {("South Sudan", "country", "SS")}


def test_a_town_knows_its_country() -> None:
    assert names("Qaim") == {("Qaim", "place", "IQ")}


@pytest.mark.parametrize(
    ("tables", "told"),
    [
        ({"hamlets": {}}, "names.toml: hamlets: unknown table"),
        ({"lists": {"herd": "goat"}}, "lists.herd: is no list of texts"),
        ({"countries": {"Iraq": {"name": "Iraq"}}}, "countries.Iraq: is no country"),
        ({"countries": {"IQ": {"name": "Iraq", "capitol": "x"}}}, "countries.IQ.capitol"),
        ({"places": {"Iraq": ["Qaim"]}}, "places.Iraq: is no ISO country code"),
        ({"offices": {"ZZ": ["Palace"]}}, "offices.ZZ: unknown country"),
        ({"topics": {"sport": {"words": ["goal"]}}}, "topics.sport: needs no number"),
        ({"topics": {"sport": {"needs": 1, "words": ["g*oal"]}}}, "'g*oal'"),
        ({"killed": {}}, "claims:"),
    ],
)
def test_what_is_wrong_in_a_lexicon_is_told(tables: dict[str, Any], told: str) -> None:
    assert any(told in each for each in faults(tables))


def test_a_lexicon_without_names_finds_none() -> None:
    empty: Lexicon = lexicon([], [])
    assert list(empty.named("baghdad")) == []


def test_an_article_is_of_a_topic_when_enough_of_its_words_stand_in_it() -> None:
    text = "The striker scored a late goal as his team won the cup match in the league."
    assert topics(text, shipped().lexicon) == ("sport",)
    assert topics("The match ended.", shipped().lexicon) == ()
