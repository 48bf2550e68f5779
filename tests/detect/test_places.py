"""Where it happened: towns with their provinces, ambiguous names, places no lexicon knows."""

import pytest

from bot.detect.known import Known
from bot.detect.text import read
from bot.model.finding import Place
from tests.fakes.cases import pages
from tests.fakes.packs import article, found, shipped


def place_told(text: str, *, title: str = "") -> Place:
    return found(text, title=title).places[0]


def meant(text: str, word: str) -> tuple[str, str | None] | None:
    """The type and country of one word of a text; None where it is no name."""
    document = read(article(text))
    known = Known(document, shipped().lexicon)
    for sentence in document.sentences:
        for each in known.names(sentence):
            if sentence.text[each.start : each.end] == word:
                return each.name.type, each.name.country
    return None


@pytest.mark.parametrize(
    ("text", "name", "country", "admin1"),
    [
        ("Gunmen killed six villagers in Sangin on Monday.", "Sangin", "AF", "Helmand"),
        ("Shelling killed two people in Vovchansk on Monday.", "Vovchansk", "UA", "Kharkiv"),
        ("A drone strike killed nine people in El Fasher.", "El Fasher", "SD", "North Darfur"),
        ("Militants attacked a convoy near Ansongo, killing six.", "Ansongo", "ML", "Gao"),
        ("Rebels killed nine farmers in Rutshuru on Monday.", "Rutshuru", "CD", "North Kivu"),
        ("A bomb killed four people in Miranshah.", "Miranshah", "PK", "Khyber Pakhtunkhwa"),
        ("Gunmen killed four people in Culiacan on Monday.", "Culiacan", "MX", "Sinaloa"),
        ("An air strike killed nine people in Khiam on Monday.", "Khiam", "LB", "Nabatieh"),
        ("An air strike on Sanaa killed nine people.", "Sanaa", "YE", "Amanat al-Asimah"),
        ("Gunmen killed six people in Borno on Monday.", "Borno", "NG", "Borno"),
        ("Gunmen killed six people in the state of Sinaloa.", "Sinaloa", "MX", "Sinaloa"),
        ("GUNMEN KILLED SIX PEOPLE IN MYAWADDY ON MONDAY.", "Myawaddy", "MM", "Kayin"),
        ("gunmen killed six people in pulwama on monday.", "Pulwama", "IN", "Jammu and Kashmir"),
        ("A Mogadishu bombing killed nine people on Monday.", "Mogadishu", "SO", "Banadir"),
        ("Kherson was shelled on Monday and two people were killed.", "Kherson", "UA", "Kherson"),
        ("Mutineers attacked Gao barracks on Monday, killing two soldiers.", "Gao", "ML", "Gao"),
        ("MOSUL, Iraq (AP) - A car bomb killed nine people on Monday.", "Mosul", "IQ", "Nineveh"),
        ("The army shelled Goma on Monday, killing nine people.", "Goma", "CD", "North Kivu"),
    ],
)
def test_a_town_knows_its_country_and_its_province(
    text: str, name: str, country: str, admin1: str
) -> None:
    place = place_told(text)

    assert (place.name, place.country, place.admin1) == (name, country, admin1)


@pytest.mark.parametrize("page", pages("places"))
def test_towns_of_many_wars_are_known_with_their_provinces(page: list[list[str]]) -> None:
    read = [found(f"Gunmen killed six people in {town} on Monday.") for town, *_ in page]

    places = [[[p.name, p.country, p.admin1 or "-"] for p in each.places] for each in read]
    assert places == [[row] for row in page]
    assert [each.country for each in read] == [country for _, country, _ in page]


@pytest.mark.parametrize(
    ("text", "word", "sense"),
    [
        ("Clashes killed six people in Tripoli on Monday.", "Tripoli", ("place", "LY")),
        ("Clashes killed six in Tripoli in northern Lebanon.", "Tripoli", ("place", "LB")),
        ("The Lebanese army sent troops to Tripoli.", "Tripoli", ("place", "LB")),
        ("A bomb in Tripoli killed six. Benghazi was calm.", "Tripoli", ("place", "LY")),
        ("Russia sent troops to Georgia on Monday.", "Georgia", ("country", "GE")),
        ("A gunman killed four people in Georgia. Atlanta is shocked.", "Georgia", ("place", "US")),
        ("Tbilisi said that Georgia would not fight.", "Georgia", ("country", "GE")),
        ("Militants killed six soldiers in Niger on Monday.", "Niger", ("country", "NE")),
        ("Bandits killed six farmers in Niger State on Monday.", "Niger State", ("place", "NG")),
        ("Rebels killed six people in Congo on Monday.", "Congo", ("country", "CD")),
        ("Police in Brazzaville say calm is back in Congo.", "Congo", ("country", "CG")),
        ("The junta in Guinea freed six men.", "Guinea", ("country", "GN")),
        ("Six died in Papua New Guinea.", "Papua New Guinea", ("country", "PG")),
        ("Pirates seized a ship in the Gulf of Guinea.", "Gulf of Guinea", ("place", None)),
        ("Militants killed four people in Kashmir.", "Kashmir", ("place", None)),
        ("Militants killed four in Kashmir, Indian officials said.", "Kashmir", ("place", "IN")),
        ("A bomb killed four people in Punjab on Monday.", "Punjab", ("place", None)),
        ("A bomb killed four in Punjab. Lahore was calm.", "Punjab", ("place", "PK")),
        ("A bomb killed four in Punjab. Amritsar was calm.", "Punjab", ("place", "IN")),
        ("Militants killed four soldiers in Sinai on Monday.", "Sinai", ("place", "EG")),
        ("Shelling killed four people in Hama on Monday.", "Hama", ("place", "SY")),
        ("Two people were shot dead in Mobile on Monday.", "Mobile", ("place", "US")),
        ("Mobile networks were cut on Monday.", "Mobile", None),
        ("Victoria Sands said that she was safe.", "Victoria", None),
        ("Gunmen killed two people in Batman province.", "Batman province", ("place", "TR")),
        ("Batman is on at the cinema.", "Batman", None),
        ("Police said so on Monday in March.", "Police", None),
        ("Most of them fled in March.", "March", None),
        ("Michael Jordan spoke of the match.", "Jordan", None),
        ("Chad Smith was among them.", "Chad", None),
        ("Troops from Chad were among them.", "Chad", ("country", "TD")),
        ("Rebels in Jordan were among them.", "Jordan", ("country", "JO")),
        ("Shelling killed two people in San Jose on Monday.", "San Jose", ("place", None)),
        ("Two people died in San Jose, Costa Rica.", "San Jose", ("place", "CR")),
    ],
)
def test_an_ambiguous_name_is_told_by_its_context_or_stays_open(
    text: str, word: str, sense: tuple[str, str | None] | None
) -> None:
    assert meant(text, word) == sense


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "Gunmen killed six people in the village of Mubondo on Monday.",
            Place(name="Mubondo"),
        ),
        (
            "Gunmen killed six people near Kalongeti in Zambia on Monday.",
            Place(name="Kalongeti", country="ZM"),
        ),
        (
            "Gunmen killed six people in Oruvale district on Monday.",
            Place(name="Oruvale"),
        ),
        (
            "Jets bombed the village of Mubondo in Hasakah province, killing six people.",
            Place(name="Mubondo", country="SY"),
        ),
        (
            "gunmen killed six people in the village of mubondo on monday.",
            Place(name="mubondo"),
        ),
        (
            "GUNMEN KILLED SIX PEOPLE IN THE VILLAGE OF MUBONDO ON MONDAY.",
            Place(name="MUBONDO"),
        ),
    ],
)
def test_a_place_no_lexicon_knows_is_read_from_the_words_around_it(text: str, place: Place) -> None:
    assert place_told(text) == place


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("A drone strike by Turkey killed two people near Qamishli.", "SY"),
        ("US officials said a blast killed nine people in Kandahar.", "AF"),
        ("Israeli jets struck Nabatieh on Monday, killing four people.", "LB"),
        ("The United Nations condemned a raid that killed nine people in Bambari.", "CF"),
        ("Rwandan troops shelled a camp near Goma on Monday, killing nine people.", "CD"),
        ("A bomb killed nine people in Punjab on Monday. Police in Lahore opened a case.", "PK"),
        ("Boko Haram fighters killed nine people in a raid on a village on Monday.", "NG"),
    ],
)
def test_the_country_is_where_it_happened(text: str, country: str) -> None:
    assert found(text).country == country
