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


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in TOLD.items() for text in texts]
)
def test_a_happening_has_the_type_an_analyst_would_give_it(kind: SubEventType, text: str) -> None:
    finding = found(text)

    assert finding.sub_event_type is kind, [each.rule for each in finding.signals]


def test_every_type_is_told_in_three_ways_at_least() -> None:
    assert TOLD.keys() == set(SubEventType)
    assert all(len(texts) >= 3 for texts in TOLD.values())
