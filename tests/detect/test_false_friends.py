"""What borrows the words of war and reports none: nothing of it is relevant, nothing alerts."""

import pytest

from tests.fakes.packs import found

#: What it is, and short articles in our own words, from many regions.
FRIENDS = {
    "labour strike": (
        "Dock workers in Mombasa began an indefinite strike over unpaid allowances.",
        "Chilean copper miners ended a 26-day strike after the company raised its offer.",
        "The strike by Dhaka's bus drivers hit commuters for a third day on Tuesday.",
        "Nurses across Lisbon will walk out on Friday in the biggest strike in years.",
    ),
    "hunger strike": (
        "A jailed poet in Minsk has been on hunger strike for nineteen days.",
        "Students in Manila began a hunger strike against the new tuition fees.",
    ),
    "strikes a deal": (
        "Peru strikes a deal with its creditors after a night of talks in Lima.",
        "The Nairobi start-up struck gold when a bank agreed to fund its first shop.",
        "The new mayor of Osaka struck a chord with voters tired of empty promises.",
    ),
    "sport": (
        "Mali's striker fired two shots past the keeper and killed off the match.",
        "India's bowlers attacked from both ends and Sri Lanka collapsed to 84 all out.",
        "Zagreb launched a late assault on the Lyon goal, but the defence held out.",
        "The Lagos derby turned into a battle, with the visitors under siege.",
        "The Kazakh boxer destroyed his rival with a left-hand bomb in the fourth round.",
    ),
    "film": (
        "In the film a captain leads his troops into an ambush and loses half of them.",
        "The Korean thriller opens with a car bomb outside a bank and never slows down.",
        "Her novel follows a gang of rebels who storm a fortress in a land without a name.",
        "The third series, shot in Jordan, shows a hostage taken by masked gunmen.",
    ),
    "games": (
        "In the video game, players shell enemy towns and shoot down drones for points.",
        "Gamers queued in Seoul for the sequel, in which rebels attack a space station.",
        "The board game lets you raid villages and capture your neighbour's fort.",
    ),
    "markets": (
        "Shares in Jakarta were battered as investors fled in a wave of attacks on the rupiah.",
        "Oil prices exploded on Monday and airline shares took heavy casualties.",
        "A price war between two Polish supermarkets claimed its first victim, a family chain.",
        "The hostile bid for the Toronto brewer is a shot across the bows of its rivals.",
    ),
    "weather": (
        "Lightning strikes killed eleven farmers in Odisha as storms swept the state.",
        "A cyclone battered the coast of Madagascar, killing thirty people.",
        "Hail the size of eggs bombarded vineyards near Mendoza on Sunday.",
        "Flash floods hit northern Yemen, killing nine people and sweeping away homes.",
    ),
    "traffic": (
        "A bus collided with a truck near Kampala, killing fourteen passengers.",
        "Two people were killed when a train hit a car at a crossing near Toledo.",
        "A police officer was killed in a road accident outside Tashkent.",
    ),
    "health": (
        "Doctors in Lyon fight a new strain of the virus that attacks the lungs.",
        "A heart attack killed the singer at his home in Havana.",
        "Cholera has killed forty people in the camps around Lusaka since May.",
        "The army helped to fight an outbreak of measles in Samoa.",
    ),
    "metaphor": (
        "The minister dropped a bombshell when she resigned live on Kenyan radio.",
        "The governor of Assam came under fire over the state of the roads.",
        "The central bank declared war on inflation, and economists expect a long battle.",
        "Campaigners shot down the plan for a car park beside the Prague castle.",
        "Opposition parties in Accra torpedoed the budget and took no prisoners.",
    ),
    "obituary": (
        "Colonel Ana Prado, who fought in the war of 1969, has died at the age of 91.",
        "The photographer, who covered the siege of 1992, died peacefully at home.",
        "He was a boy when soldiers burned his village in 1951; he died in Jakarta aged 84.",
    ),
    "court": (
        "A court in Split sentenced a former guard to 12 years for killing prisoners in 1991.",
        "A man was convicted on Monday of murdering a shopkeeper in Durban in 2009.",
        "The trial of nine men over the 2015 bombing of a hotel opened in Abidjan.",
    ),
    "anniversary": (
        "Candles marked the tenth anniversary of the attack on a school in Peshawar.",
        "Argentina commemorated the victims of the 1994 bombing with a siren at 9.53 am.",
        "Thirty years after the massacre, families laid flowers by the river in Kigali.",
    ),
    "drill": (
        "Troops stormed a mock village as part of a military exercise near the Finnish border.",
        "The navy fired two missiles during a drill in the Bay of Bengal.",
        "Firefighters in Valparaiso took part in a drill that simulated a bomb attack.",
    ),
    "history": (
        "In 1916 rebels seized the post office in Dublin and held it for six days.",
        "During the Second World War the town near Minsk was shelled for a month.",
        "Scholars still argue why the Ottoman army besieged Vienna in 1683.",
        "The fort at Jaffna was captured three times in the seventeenth century.",
    ),
    "opinion": (
        "If we want peace in the Sahel, we must ask why young men join armed groups at all.",
        "Why do governments always believe that bombing will make their people safer?",
        "A country that attacks its own judges would lose the right to call itself free.",
    ),
    "animals": (
        "A leopard attacked two villagers near Nashik before rangers caught it.",
        "A shark attack off Recife left a surfer badly injured.",
    ),
    "accident": (
        "A gas cylinder explosion destroyed a restaurant in Tripoli and hurt six people.",
        "A blast at a fireworks factory near Puebla killed seven workers.",
    ),
    "crime": (
        "Burglars shot a jeweller dead during a robbery in Marseille.",
        "A jealous husband in Quito stabbed his wife, the police said.",
    ),
}


@pytest.mark.parametrize("text", [text for texts in FRIENDS.values() for text in texts])
def test_a_false_friend_is_no_news_of_conflict(text: str) -> None:
    finding = found(text)

    told = [(each.rule, each.mode.value) for each in finding.signals]
    assert not finding.relevant, told
    assert not finding.alertable, told


def test_there_are_sixty_and_two_of_each_kind_at_least() -> None:
    assert sum(map(len, FRIENDS.values())) >= 60
    assert all(len(texts) >= 2 for texts in FRIENDS.values())
