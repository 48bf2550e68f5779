"""A lexicon of one's own: what each spelling of it stands for."""

import tomllib

import pytest

from bot.detect.fold import fold
from bot.detect.gazetteer import Name
from bot.detect.lexicon import Lexicon, lexicon
from bot.errors import Fault
from tests.fakes.packs import topics

TABLES = """
[countries]
BL = { name = "Beland", capital = ["Sarn", "Port?"], people = ["Belander", "Belish"], \
aliases = ["Bel Republic", "B.R."] }
DO = { name = "Dorland", capital = ["Dor City"], people = ["Dor"] }
[places]
BL = ["Arun", "Kel|Kel-on-Sea"]
[places.DO]
"North Dor|Dor du Nord" = ["Arun", "Dor City", "Mira?"]
[usual]
arun = "DO"
[regions]
seas = ["Grey Sea|Sea of Grey"]
[offices]
BL = ["Red House"]
[actors]
"Dawn Front" = ["DF", "the Dawn"]
[actors.BL]
"Bel Guard" = []
[peoples]
"Hill people" = ["Hillers"]
[media]
papers = ["Sarn Post|The Post"]
"""
BELAND = Name("Beland", "country", "BL")
BELANDERS = Name("Beland", "people", "BL")
DORS = Name("Dorland", "people", "DO")
NORTH = Name("North Dor", "place", "DO", "North Dor")
KEL = Name("Kel", "place", "BL")
SEA = Name("Grey Sea", "place", None)
DAWN = Name("Dawn Front", "actor", None)
POST = Name("Sarn Post", "media", None)
ARUNS = (Name("Arun", "place", "BL"), Name("Arun", "place", "DO", "North Dor"))


def own(tables: str = TABLES) -> Lexicon:
    faults: list[Fault] = []
    read = lexicon([("names.toml", tomllib.loads(tables))], faults)
    assert not faults
    return read


@pytest.mark.parametrize(
    ("text", "spelt", "name"),
    [
        ("in Beland", "beland", BELAND),
        ("the Bel Republic", "bel republic", BELAND),
        ("B.R. troops", "b.r.", BELAND),
        ("two Belanders", "belanders", BELANDERS),
        ("a Belander", "belander", BELANDERS),
        ("the Belish", "belish", BELANDERS),
        ("Sarn said", "sarn", Name("Sarn", "place", "BL", stands_for="Beland")),
        ("in Port", "port", Name("Port", "place", "BL", stands_for="Beland", unsure=True)),
        ("a Dor", "dor", DORS),
        ("five Dors", "dors", DORS),
        ("in Dor City", "dor city", Name("Dor City", "place", "DO", "North Dor", "Dorland")),
        ("in Arun", "arun", Name("Arun", "place", "DO", "North Dor", senses=ARUNS)),
        ("in Kel", "kel", KEL),
        ("in Kel-on-Sea", "kel-on-sea", KEL),
        ("in North Dor", "north dor", NORTH),
        ("in Dor du Nord", "dor du nord", NORTH),
        ("in Mira", "mira", Name("Mira", "place", "DO", "North Dor", unsure=True)),
        ("on the Grey Sea", "grey sea", SEA),
        ("on the Sea of Grey", "sea of grey", SEA),
        ("the Red House", "red house", Name("Beland", "actor", "BL", stands_for="Beland")),
        ("the DF", "df", DAWN),
        ("men of the Dawn", "the dawn", DAWN),
        ("a Dawn Front camp", "dawn front", DAWN),
        ("the Bel Guard", "bel guard", Name("Bel Guard", "actor", "BL")),
        ("the Hillers", "hillers", Name("Hill people", "people", None)),
        ("the Sarn Post", "sarn post", POST),
        ("as The Post says", "the post", POST),
    ],
)
def test_a_spelling_stands_for_what_the_tables_say(text: str, spelt: str, name: Name) -> None:
    folded = fold(text)

    found = [(folded[each.start : each.end], each.name) for each in own().named(folded)]
    assert found == [(spelt, name)]


def test_names_that_stand_side_by_side_are_told_apart() -> None:
    text = "the sarn-arun road, kel, beland"

    assert [each.name.name for each in own().named(text)] == ["Sarn", "Arun", "Kel", "Beland"]


def test_states_are_countries_their_peoples_and_the_capitals_that_are_nothing_else() -> None:
    assert own().lists["states"] == (
        *("beland", "bel republic", "b.r.", "belander", "belanders", "belish", "sarn"),
        *("dorland", "dor", "dors", "dor city"),
    )


def test_groups_are_the_actors_of_one_country_that_no_list_calls_unarmed_or_a_plain_word() -> None:
    guards = TABLES.replace('"Bel Guard" = []', '"Bel Guard" = ["BG", "Oak"]\n"Bel Party" = ["BP"]')
    named = "[lists]\nunarmed = ['Bel Party']\nplain_words = ['oak']\n"

    assert own(named + guards).lists["groups"] == ("bel guard", "bg")


def test_peoples_are_those_without_a_state() -> None:
    assert own().lists["peoples"] == ("hill people", "hillers")


def test_a_spelling_of_two_places_is_of_no_country_where_nothing_tells_which() -> None:
    (named,) = own(TABLES.replace('arun = "DO"', "")).named("arun")

    assert named.name == Name("Arun", "place", None, senses=ARUNS)


def test_a_place_is_preferred_to_what_may_be_a_word() -> None:
    (named,) = own(TABLES.replace('"Arun", "Kel', '"Arun?", "Kel')).named("arun")

    assert named.name == ARUNS[1]


def test_a_later_file_adds_names_and_replaces_lists() -> None:
    first = {"lists": {"herd": ["goat"], "ship": ["tug"]}, "actors": {"Dawn Front": ["DF"]}}
    second = {"lists": {"herd": ["camel"]}, "actors": {"Dune Force": ["DF"]}}

    both = lexicon([("a.toml", first), ("b.toml", second)], [])
    assert both.lists == {"herd": ("camel",), "ship": ("tug",)}
    assert [each.name.name for each in both.named("df of the dawn front")] == [
        "Dune Force",
        "Dawn Front",
    ]


def test_a_topic_needs_its_number_of_words() -> None:
    words = ["goal*", "team", "late {count}"]
    own = lexicon([("t.toml", {"topics": {"sport": {"needs": 2, "words": words}}})], [])

    assert topics("two goals for the team", own) == ("sport",)
    assert topics("a team of late twelve", own) == ("sport",)
    assert topics("a team of goats", own) == ()
    assert topics("goals and goals", own) == ()
