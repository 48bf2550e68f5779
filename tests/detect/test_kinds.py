"""The 25 sub-event types, each told in several ways and of several regions."""

import pytest

from bot.model.kind import SubEventType
from tests.fakes.packs import found

TOLD = {
    SubEventType.ARMED_CLASH: (
        "Two soldiers and five jihadists died in fighting around Djibo on Saturday.",
        "Tribesmen and a government convoy traded fire for hours in Shabwa.",
        "Rival cartel gunmen fought for three hours in Culiacan, leaving nine dead.",
        "The Karen army said its troops repulsed an attack on their hilltop.",
        "Border guards of Kyrgyzstan and Tajikistan exchanged fire near Batken.",
        "A policeman was shot dead when gunmen ambushed his vehicle in Garissa.",
        "Coast guards fought off pirates in the Gulf of Guinea.",
        "Four militiamen were killed in an army raid on their hideout in Beni.",
    ),
    SubEventType.GOVERNMENT_REGAINS: (
        "The army has driven the militants out of Palma and controls the port again.",
        "Somali troops took back three villages from al-Shabaab in Hiraan.",
        "Ukrainian forces liberated the town of Kupiansk.",
        "Federal soldiers recaptured Lalibela from the Tigrayan rebels.",
        "Police regained control of the favela after a week of fighting with gang members.",
    ),
    SubEventType.NON_STATE_OVERTAKES: (
        "M23 fighters seized the mining town of Rubaya on Tuesday.",
        "The Taliban overran the district centre of Jurm at dawn.",
        "Separatist rebels now control the road to Bamenda.",
        "The town of Moura fell to the jihadists last night.",
        "The Arakan Army captured a border post from the junta.",
    ),
    SubEventType.AIR_STRIKE: (
        "A drone hit a fuel tank in Port Sudan.",
        "Jets struck a wedding party in Sanaa, killing eleven.",
        "The junta's helicopters fired on a school in Sagaing.",
        "Israeli planes bombed a warehouse near Damascus.",
        "Turkish drones killed three PKK members in Sinjar.",
    ),
    SubEventType.SHELLING: (
        "Mortar rounds landed in a market in Hodeidah.",
        "The army shelled villages in Kayah state.",
        "Grad rockets hit Mariupol, killing thirty people.",
        "Artillery fire wounded six farmers in Nagorno-Karabakh.",
        "A ballistic missile struck the airport at Aden.",
    ),
    SubEventType.SUICIDE_BOMB: (
        "A girl with explosives strapped to her body blew herself up at a market in Maiduguri.",
        "A suicide attacker rammed a lorry full of explosives into the base at Gao.",
        "A bomber detonated his vest inside a mosque in Peshawar.",
        "Two suicide bombers struck a church in Surabaya.",
    ),
    SubEventType.IED: (
        "A minibus ran over a mine near Bangassou, and six passengers died.",
        "A bomb hidden in a motorbike went off in Pattani.",
        "An improvised device exploded under a patrol in Sinai.",
        "Guerrillas blew up an oil pipeline in Arauca.",
        "A car bomb outside a Mogadishu hotel killed nine people.",
        "A parcel bomb wounded a clerk in Athens.",
    ),
    SubEventType.GRENADE: (
        "Men on a motorbike lobbed a grenade at a bar in Bujumbura.",
        "A grenade exploded in a bus station in Nairobi, hurting four.",
        "Unknown people hurled two grenades at a police post in Srinagar.",
    ),
    SubEventType.CHEMICAL_WEAPON: (
        "Doctors said a sarin attack on Khan Sheikhoun killed dozens.",
        "Helicopters dropped barrels of chlorine gas on Saraqib.",
        "Soldiers used poison gas against the village, survivors said.",
        "White phosphorus was fired at the border town.",
    ),
    SubEventType.SEXUAL_VIOLENCE: (
        "Militiamen raped at least twelve women near Minova.",
        "Soldiers sexually assaulted two girls at a checkpoint in Kachin.",
        "Gang members raped several women in Cite Soleil.",
        "Three women were gang-raped by armed men in Tigray.",
    ),
    SubEventType.ATTACK: (
        "Gunmen killed a radio reporter in Tegucigalpa.",
        "Settlers beat a Palestinian farmer near Nablus.",
        "Herders attacked the village of Agatu, killing fourteen people.",
        "Police shot and killed an unarmed man in Lagos.",
        "A mayor was murdered by hitmen in Guerrero.",
        "Militants beheaded three loggers in Cabo Delgado.",
        "Prison guards tortured an inmate to death in Minsk.",
    ),
    SubEventType.ABDUCTION: (
        "Gunmen kidnapped nine schoolgirls in Zamfara.",
        "Masked men took away a student leader in Dhaka; he has not been seen since.",
        "Pirates seized four sailors off Bayelsa.",
        "The activist was forcibly disappeared by agents in Managua.",
        "Rebels are holding two nurses hostage in the Kasai.",
    ),
    SubEventType.MOB_VIOLENCE: (
        "A crowd lynched a man accused of theft in La Paz.",
        "Farmers and herders fought with machetes in Plateau state; two died.",
        "Villagers in Assam beat two strangers to death as child thieves.",
        "Supporters of two parties clashed with sticks in Freetown.",
        "Vigilantes burned a suspected robber alive in Port-au-Prince.",
    ),
    SubEventType.VIOLENT_DEMONSTRATION: (
        "Protesters threw stones at the police in Santiago and burned a bus.",
        "Rioters looted shops in Durban.",
        "Demonstrators burned tyres and blocked the road to the airport in Conakry.",
        "A march turned violent in Paris when hooded youths smashed windows.",
        "Students in Jakarta hurled petrol bombs at officers.",
    ),
    SubEventType.EXCESSIVE_FORCE: (
        "Soldiers fired live rounds at protesters in Khartoum, killing seven.",
        "Police in Mandalay shot dead two demonstrators.",
        "Security forces killed at least nine people at a march in Nasiriyah.",
        "Police opened fire on striking miners near Rustenburg.",
    ),
    SubEventType.PROTEST_INTERVENTION: (
        "Police used water cannon to break up a march in Tbilisi.",
        "Officers detained forty people at an anti-war rally in Moscow.",
        "Riot police fired tear gas at students in Harare.",
        "Police dispersed a sit-in by teachers in Rabat.",
    ),
    SubEventType.PEACEFUL_PROTEST: (
        "Thousands marched in Seoul against the new law.",
        "Farmers held a sit-in outside parliament in Delhi.",
        "Nurses in Lima staged a protest for better pay.",
        "A candlelight vigil was held in Warsaw.",
        "Women in Kabul demonstrated for the right to work.",
    ),
    SubEventType.AGREEMENT: (
        "The government and the FARC signed a ceasefire in Havana.",
        "Two Libyan factions reached a deal to reopen the coastal road and end hostilities.",
        "Sudan's army and the rebels agreed to a truce.",
        "Armenia and Azerbaijan exchanged thirty prisoners.",
        "Tribal elders brokered a peace accord between the two clans.",
    ),
    SubEventType.ARRESTS: (
        "Police arrested six opposition leaders in Harare.",
        "Turkish forces detained twelve suspected Islamic State members.",
        "Troops rounded up dozens of young men in Bamenda.",
        "Security agents arrested a newspaper editor in Caracas.",
        "Soldiers captured a rebel commander alive in Ituri.",
    ),
    SubEventType.GROUP_CHANGE: (
        "Two thousand fighters laid down their arms in Bouake.",
        "A colonel and forty soldiers defected to the rebels.",
        "France withdrew its troops from Niger.",
        "Russia moved tank units to the border with Ukraine.",
        "Two jihadist factions merged under a new leader.",
        "The militia began recruiting children in Bentiu.",
    ),
    SubEventType.WEAPONS_DISRUPTED: (
        "Police found a cache of rifles and grenades in Medellin.",
        "Sappers defused a bomb under a bridge in Quetta.",
        "Air defences shot down six drones over Kyiv.",
        "Soldiers seized explosives on the road to Juba.",
        "Customs officers intercepted a shipment of machine guns in Lome.",
    ),
    SubEventType.BASE_ESTABLISHED: (
        "The army opened a new base near the border at Diffa.",
        "Militants set up a training camp in the forest of Lamu.",
        "Turkish forces established an observation post in Idlib.",
        "Peacekeepers built a new camp at Bria.",
    ),
    SubEventType.PROPERTY_DESTRUCTION: (
        "Militiamen looted shops in El Geneina.",
        "Soldiers burned down forty houses in Chin state.",
        "Settlers uprooted olive trees near Hebron.",
        "Vandals torched a mosque in Upper Egypt.",
        "Bandits stole three hundred cattle in Turkana.",
        "The army demolished six homes in Jenin.",
    ),
    SubEventType.TERRITORY_TRANSFERRED: (
        "Rebels withdrew from the town of Bunia and police took control without a fight.",
        "Army troops entered the village after the militants left.",
        "The militia handed over the port to the government under the deal.",
        "Houthi fighters pulled out of the city and troops moved in.",
    ),
    SubEventType.OTHER: (
        "Tanks rolled through Pyongyang in a parade.",
        "Investigators found an unmarked grave near Tarhuna.",
        "Soldiers discovered a tunnel under the border fence at Rafah.",
    ),
}

#: The same as agencies head them: in the present, without articles and full stops.
HEADLINES = {
    SubEventType.ATTACK: (
        "Gunmen kill nine in Zamfara village raid",
        "Journalist shot dead in Veracruz",
        "Three aid workers killed in South Sudan",
        "Bandits massacre 30 in northwest Nigeria",
        "Hitmen kill mayor in western Mexico",
        "Settlers attack Palestinian shepherds, injuring four",
        "Priest murdered in Nicaragua",
        "Police kill 14-year-old boy in Rio raid",
        "Armed men storm hospital in Port-au-Prince, kill two nurses",
        "Militants slaughter 11 farmers in Borno",
    ),
    SubEventType.IED: (
        "Car bomb kills 12 in Mogadishu",
        "Roadside blast kills three policemen near Kandahar",
        "Landmine kills two children in Idlib",
        "Explosion hits bus in southern Thailand, four hurt",
        "Bomb blast rips through market in Quetta",
        "IED attack on convoy leaves five dead in Mali",
    ),
    SubEventType.AIR_STRIKE: (
        "Airstrike on camp kills dozens in Rafah",
        "Drone attack sets refinery ablaze in Russia's Ryazan",
        "Myanmar junta jets bomb village, killing 20",
        "Israel strikes south Lebanon",
        "Russian strike on Kharkiv apartment block kills six",
        "Sudan army bombs Nyala market",
    ),
    SubEventType.SHELLING: (
        "Missiles hit Odesa port",
        "Shelling kills four in Donetsk",
        "Rockets fired from Gaza at Ashkelon",
        "Houthis fire missile at tanker in Red Sea",
        "Iran launches ballistic missiles at Israel",
    ),
    SubEventType.ARMED_CLASH: (
        "Clashes between Armenian and Azerbaijani troops leave 5 dead",
        "Army kills 20 jihadists in Burkina Faso",
        "Ten soldiers killed in ambush in Niger",
        "Five policemen killed in attack on station in Sindh",
        "Fighting erupts in Khartoum between army and RSF",
        "Colombian rebels attack army base, kill nine soldiers",
        "Heavy gunfire in Bissau as troops clash",
        "Security forces kill three terrorists in Kulgam",
    ),
    SubEventType.SUICIDE_BOMB: (
        "Suicide bomber kills 25 at Kabul mosque",
        "Suicide attack on checkpoint in N'Djamena",
    ),
    SubEventType.ABDUCTION: (
        "Gunmen abduct 80 in Kaduna",
        "Pirates hijack cargo ship off Somalia",
        "Kidnappers seize two doctors in Haiti",
        "Dozens of pupils taken hostage in Cameroon",
    ),
    SubEventType.NON_STATE_OVERTAKES: (
        "Rebels seize key town in eastern Congo",
        "M23 takes Goma airport",
        "Jihadists capture Malian army base at Dioura",
        "Syrian rebels enter Hama",
    ),
    SubEventType.GOVERNMENT_REGAINS: (
        "Iraqi forces retake Ramadi from Islamic State",
        "Sudanese army recaptures Wad Madani",
        "Somali army retakes Adan Yabaal",
    ),
    SubEventType.EXCESSIVE_FORCE: (
        "Police kill 10 protesters in Nairobi",
        "Iran security forces fire on protesters, killing five",
        "Troops open fire on marchers in Sudan",
    ),
    SubEventType.VIOLENT_DEMONSTRATION: (
        "Protesters storm parliament in Tbilisi",
        "Rioters burn cars in Nantes",
        "Stone-throwing youths clash with police in Hebron",
        "Protest turns violent in Lima",
    ),
    SubEventType.PROTEST_INTERVENTION: (
        "Police fire tear gas at protesters in Colombo",
        "Hundreds arrested at anti-war protests in Russia",
        "Police break up opposition rally in Kampala",
    ),
    SubEventType.PEACEFUL_PROTEST: (
        "Thousands rally in Belgrade",
        "Doctors strike across Kenya",
        "Farmers block roads in France",
    ),
    SubEventType.MOB_VIOLENCE: (
        "Mob lynches two in Guatemala",
        "Communal clashes leave six dead in Manipur",
        "Crowd beats suspected thief to death in Kinshasa",
    ),
    SubEventType.GRENADE: (
        "Grenade attack on bar injures nine in Bujumbura",
        "Grenade thrown at police van in Grenoble",
    ),
    SubEventType.SEXUAL_VIOLENCE: (
        "Soldiers accused of mass rape in Ethiopia",
        "UN: dozens of women raped by militias in Darfur",
    ),
    SubEventType.CHEMICAL_WEAPON: ("Gas attack kills dozens in Syria's Idlib",),
    SubEventType.AGREEMENT: (
        "Sudan rivals agree truce",
        "Colombia and ELN sign ceasefire",
        "Ethiopia, Tigray rebels sign peace deal",
        "Russia and Ukraine swap 150 prisoners",
    ),
    SubEventType.ARRESTS: (
        "Tunisia arrests opposition leader",
        "Police detain 12 over links to IS in Istanbul",
        "Thirty activists arrested in Dar es Salaam",
    ),
    SubEventType.GROUP_CHANGE: (
        "France pulls last troops out of Chad",
        "Hundreds of rebels surrender in Cabo Delgado",
        "North Korea sends troops to Russia",
        "Wagner fighters leave Mali",
    ),
    SubEventType.WEAPONS_DISRUPTED: (
        "Ukraine shoots down 30 drones",
        "Israel intercepts missile from Yemen",
        "Police foil bomb plot in Surabaya",
        "Bomb defused near Manila mall",
    ),
    SubEventType.PROPERTY_DESTRUCTION: (
        "Houses torched in Jos",
        "Looters ransack UN warehouse in Khartoum",
        "Army burns village in Sagaing",
    ),
    SubEventType.BASE_ESTABLISHED: (
        "Turkey builds new base in northern Iraq",
        "Russia opens naval base at Port Sudan",
    ),
    SubEventType.TERRITORY_TRANSFERRED: (
        "Houthis hand over port to coast guard",
        "Army enters Kidal after rebels withdraw",
    ),
}


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in TOLD.items() for text in texts]
)
def test_a_happening_has_the_type_an_analyst_would_give_it(kind: SubEventType, text: str) -> None:
    finding = found(text)

    assert finding.sub_event_type is kind, [each.rule for each in finding.signals]


@pytest.mark.parametrize(
    ("kind", "title"), [(kind, title) for kind, titles in HEADLINES.items() for title in titles]
)
def test_a_headline_has_that_type_in_any_letters(kind: SubEventType, title: str) -> None:
    for written in (title, title.upper(), title.lower()):
        assert found("", title=written).sub_event_type is kind, written


def test_every_type_is_told_in_three_ways_at_least() -> None:
    assert TOLD.keys() == set(SubEventType)
    assert all(len(texts) >= 3 for texts in TOLD.values())
