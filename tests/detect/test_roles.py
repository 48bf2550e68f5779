"""Who does it to whom, in the orders English has for it."""

import pytest

from bot.model.finding import Signal
from bot.model.kind import Family, Kind
from tests.fakes.packs import found

#: Kinds that tell the deed of these sentences; a clash may fire beside them.
_DEEDS = (
    Kind.ATTACK, Kind.AIR_STRIKE, Kind.SHELLING, Kind.ARMED_CLASH, Kind.ABDUCTION,
    Kind.TERRITORY_TAKEN, Kind.SUICIDE_BOMB, Kind.EXCESSIVE_FORCE, Kind.IED,
    Kind.PROTEST_INTERVENTION,
)  # fmt: skip


def deed(text: str) -> Signal:
    """The first deed of a text that names anybody, else the first."""
    acts = [each for each in found(text).signals if each.family is Family.ACT]
    deeds = sorted(
        (each for each in acts if each.kind in _DEEDS),
        key=lambda each: (not (each.actor and each.target), not (each.actor or each.target)),
    )
    return deeds[0]


@pytest.mark.parametrize(
    ("text", "actor", "target"),
    [
        # Active.
        ("Gunmen attacked a village in Zamfara, killing six farmers.", "Gunmen", "farmers"),
        ("Militants attacked the Nigerian army base in Monguno.", "Militants", "Nigeria"),
        ("Hamas militants killed two Israeli soldiers in Rafah.", "Hamas", "Israel"),
        ("Turkish warplanes bombed PKK targets, killing six.", "Turkey", "PKK"),
        ("US drones struck al-Shabaab fighters near Kismayo.", "United States", "Al-Shabaab"),
        ("Moscow launched missiles at Ukraine, killing four people.", "Russia", "Ukraine"),
        ("Iran-backed Houthis fired missiles at a tanker.", "Houthis", None),
        ("Rebels attacked the town of Bunia, killing six people.", "Rebels", None),
        ("Police fired tear gas at protesters in Nairobi.", "Police", "protesters"),
        ("Israeli settlers attacked Palestinian farmers near Nablus.",
         "Israeli settlers", "Palestinian farmers"),
        # A state's, a town's and an unknown group's own.
        ("Syria's air force bombed a market in Idlib, killing nine.", "Syria", None),
        ("Lagos police shot dead three protesters.", "Lagos police", "protesters"),
        ("Rockets hit a military base, the Kurdish interior ministry said.", None, "military"),
        ("The Black Falcon Brigades ambushed an army convoy.", "Black Falcon Brigades", "army"),
        ("On Monday Tivale rebels attacked a police post.", "Tivale rebels", "police"),
        # Passive.
        ("Two policemen were shot dead by gunmen in Karachi.", "gunmen", "policemen"),
        ("Nine villagers were abducted by bandits in Zamfara.", "bandits", "villagers"),
        ("Nine soldiers were killed in an attack by al-Shabaab fighters.",
         "Al-Shabaab", "soldiers"),
        ("A convoy of Ukrainian soldiers was hit by Russian shelling.", "Russia", "Ukraine"),
        ("Kherson was hit by Russian shelling that killed two people.", "Russia", None),
        ("Colombian troops came under fire from ELN fighters in Arauca.", "ELN", "Colombia"),
        ("Nine soldiers were killed in an ambush.", None, "soldiers"),
        # The deed as a noun.
        ("A drone strike by Turkey killed two SDF commanders.",
         "Turkey", "Syrian Democratic Forces"),
        ("An attack on soldiers in Borno claimed by Boko Haram killed nine.",
         "Boko Haram", "soldiers"),
        ("The Taliban attack on Afghan soldiers in Kunduz killed nine.", "Taliban", "Afghanistan"),
        ("An Israeli air strike killed three Palestinian children.",
         "Israel", "Palestinian children"),
        ("Nine people were killed in Saudi-led coalition air strikes.", "Saudi Arabia", None),
        ("Missiles fired by Hezbollah hit Israeli soldiers, killing two.", "Hezbollah", "Israel"),
        # Against each other.
        ("Clashes between the army and M23 rebels killed nine people.", "army", "M23"),
        ("Clashes broke out on Monday between Hezbollah and Israeli troops.",
         "Hezbollah", "Israel"),
        ("The RSF and the Sudanese army clashed in Omdurman.", "Rapid Support Forces", "Sudan"),
        # Who only tells of it, and whose they are.
        ("Police said gunmen attacked a bus, killing six villagers.", "gunmen", "villagers"),
        ("Gunmen attacked a village, killing six farmers, police said.", "Gunmen", "farmers"),
        ("Pakistan's army said its troops killed four TTP fighters.",
         "Pakistan", "Tehrik-i-Taliban Pakistan"),
        ("The government blamed Boko Haram for an attack that killed nine farmers.",
         "Boko Haram", "farmers"),
        ("Islamic State (IS) militants seized the last post between Syria and Iraq.",
         "Islamic State", None),
        ("A drone strike killed three American hostages.", None, "American hostages"),
        # Without capitals.
        ("the army shelled rebels near goma on monday, killing four.", "army", "rebels"),
        ("THE ARMY SHELLED REBELS NEAR GOMA ON MONDAY, KILLING FOUR.", "ARMY", "REBELS"),
    ],
)  # fmt: skip
def test_who_does_it_to_whom(text: str, actor: str | None, target: str | None) -> None:
    told = deed(text)

    assert (told.actor, told.target) == (actor, target)


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed nine villagers in a Syrian town.",
        "Gunmen killed nine villagers on the Syrian border.",
        "Gunmen killed nine villagers in northern Syria.",
        "Gunmen killed nine villagers in Syria's Idlib province.",
        "Gunmen killed nine villagers, the Syria Farmers Union said.",
    ],
)
def test_a_country_that_says_where_is_no_party(text: str) -> None:
    assert "Syria" not in (deed(text).actor, deed(text).target)


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Ansar Allah fired missiles at a port, killing six people.", "Houthis"),
        ("The IDF shelled a house, killing six people.", "Israel"),
        ("The Rapid Support Forces shelled a camp, killing six people.", "Rapid Support Forces"),
        ("CJNG gunmen killed six people in a bar.", "Jalisco New Generation Cartel"),
        ("The KNLA shelled a barracks, killing six soldiers.", "Karen National Liberation Army"),
        ("Sendero Luminoso fighters killed six villagers.", "Shining Path"),
    ],
)
def test_an_actor_has_one_name_whatever_it_is_called(text: str, actor: str) -> None:
    finding = found(text)

    assert actor in finding.actors
    assert deed(text).actor == actor
