"""The shipped lexicon of names: whole, without contradictions, and right about its own."""

import tomllib
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.detect.gazetteer import Name
from bot.detect.name_tables import NameTables, Told
from tests.fakes.packs import CONFIG, shipped

FILES = sorted((CONFIG / "lexicon").glob("*.toml"), key=lambda path: path.name != "countries.toml")
#: Countries at war or near it, and how many provinces they have at least.
AT_WAR = {
    "AF": 34, "BF": 13, "CD": 26, "CF": 17, "CM": 10, "CO": 32, "ET": 13, "HT": 10, "IL": 6,
    "IN": 33, "IQ": 18, "LB": 8, "LY": 22, "ML": 10, "MM": 15, "MX": 32, "MZ": 11, "NE": 8,
    "NG": 37, "PH": 17, "PK": 7, "PS": 2, "RU": 83, "SD": 18, "SO": 18, "SS": 10, "SY": 14,
    "TD": 22, "UA": 27, "YE": 22,
}  # fmt: skip
#: Territories with a code of their own, which no capital speaks for.
TERRITORIES = {
    "Aruba", "Bermuda", "Cayman Islands", "Curacao", "Falkland Islands", "Faroe Islands",
    "French Guiana", "French Polynesia", "Gibraltar", "Greenland", "Guadeloupe", "Guam",
    "Hong Kong", "La Reunion", "Macau", "Martinique", "Mayotte", "New Caledonia", "Puerto Rico",
}  # fmt: skip


def tables(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text())


@cache
def told() -> Told:
    everything = Told()
    for path in FILES:
        NameTables(path.name, []).read(tables(path), everything)
    return everything


COUNTRIES: dict[str, dict[str, Any]] = tables(CONFIG / "lexicon" / "countries.toml")["countries"]


def test_no_spelling_names_two_actors() -> None:
    meanings: defaultdict[str, set[Name]] = defaultdict(set)
    for spelling, name in told().others:
        meanings[spelling].add(name)

    # Both Congos call their people so, and so do both countries of Dominicans.
    shared = {spelling for spelling, names in meanings.items() if len(names) > 1}
    assert shared <= {"congolese", "dominican", "dominicans"}


def test_every_state_has_its_people_and_its_capital() -> None:
    states = {code: each for code, each in COUNTRIES.items() if each["name"] not in TERRITORIES}

    assert len(states) >= 197
    assert [code for code, each in states.items() if not each.get("people")] == []
    assert [code for code, each in states.items() if not each.get("capital")] == []


def test_every_place_lies_in_a_country_that_is_known() -> None:
    codes = {name.country for _, name in told().places if name.country}

    assert codes <= COUNTRIES.keys()


def test_the_country_that_is_usually_meant_has_such_a_place() -> None:
    everything = told()
    known = {(spelling, name.country) for spelling, name in everything.places}

    assert [each for each in everything.usual.items() if each not in known] == []


@pytest.mark.parametrize(("code", "provinces"), AT_WAR.items())
def test_a_country_at_war_has_all_its_provinces(code: str, provinces: int) -> None:
    units = {name.admin1 for _, name in told().places if name.country == code and name.admin1}

    assert len(units) >= provinces


def test_a_name_that_is_also_a_word_is_no_country_and_no_sure_place() -> None:
    names = shipped().lexicon.names.by_key

    for word in ("most", "march", "police", "nice", "reading", "split", "tours", "male", "mobile"):
        assert word not in names or names[word].unsure


def test_every_file_of_names_stays_small_enough_to_read() -> None:
    lines = {path.name: len(path.read_text().splitlines()) for path in FILES}

    assert {name: count for name, count in lines.items() if count > 250} == {}
