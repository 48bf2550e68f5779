"""Every counting form, in sentences of our own: what a text tells of killed and injured."""

import pytest

from bot.model.finding import Mode, Standing
from tests.fakes.claims import claims, pair, toll

Range = tuple[int, int | None] | None
Told = tuple[str, Range, Range]

#: Past tolls in indirect speech.
PAST: list[Told] = [
    ("He said thousands had been killed by the rebels.", None, None),
    ("The minister said 200 people had been killed by the rebels.", None, None),
    ("The governor said that rebels had killed hundreds of villagers.", None, None),
    ("She said her two brothers had been killed by the militia.", None, None),
    (
        "The envoy told reporters that more than 300 civilians had been killed in the fighting.",
        None,
        None,
    ),
    ("Police said two men had been killed in the ambush.", (2, 2), None),
    ("Police said on Monday that five people had been killed when a bomb went off.", (5, 5), None),
    ("The army said its troops had killed nine fighters overnight.", (9, 9), None),
    ("The ministry said that four guards had been killed in the strike.", (4, 4), None),
    (
        "The army said twelve soldiers had been killed and 20 wounded in the battle.",
        (12, 12),
        (20, 20),
    ),
    ("A police spokesman said three people had died in the blast.", (3, 3), None),
    ("Officials said at least six people had been killed in Monday's attack.", (6, None), None),
    ("He recalled how 40 of his neighbours had been killed by the militia.", None, None),
    ("Campaigners say 3,000 people have been killed by the security forces.", None, None),
    ("More than 500 people have been killed since the offensive began.", None, None),
    ("The UN says over 10,000 people have been killed in the conflict.", None, None),
    ("Rights groups say hundreds have been killed in the crackdown.", None, None),
    ("The conflict has killed more than 5,000 people and displaced a million.", None, None),
    ("The group, which has killed hundreds of people, said it was behind the blast.", None, None),
    (
        "An insurgency that has left 2,000 dead flared on Monday when gunmen killed four men.",
        (4, 4),
        None,
    ),
    ("Some 4,000 people have died in the violence.", None, None),
    ("Ten people have been killed in the attack.", (10, 10), None),
    ("Two policemen have been killed in a gun attack in Belo.", (2, 2), None),
    (
        "Nineteen people have been killed and dozens wounded in a suicide bombing.",
        (19, 19),
        (24, None),
    ),
    ("Since Sunday 14 people have been killed in the clashes.", (14, 14), None),
    ("At least 40 people have been killed in three days of fighting.", (40, None), None),
    ("The rebels have killed thousands of people since 2009.", None, None),
    ("The bombing of the hotel a decade ago left 60 dead.", None, None),
    ("Violence has claimed 70 lives in the district this year.", None, None),
    ("He said he had lost three sons in the war.", None, None),
]
#: Among the dead.
AMONG: list[Told] = [
    ("Among the dead are two children.", (2, 2), None),
    ("Among the dead were a teacher and her son.", (2, 2), None),
    ("Two children are among the dead.", (2, 2), None),
    ("Two children were among the dead, the hospital said.", (2, 2), None),
    ("Nine people were killed in the strike. Among the dead are two children.", (9, 9), None),
    ("A doctor was among those killed.", (1, 1), None),
    ("Three nurses were among those wounded.", None, (3, 3)),
    ("Among the injured were four nurses.", None, (4, 4)),
    ("Among those killed was a local judge.", (1, 1), None),
    ("Among the victims were two monks killed by gunfire.", (2, 2), None),
    ("The dead included three women.", (3, 3), None),
    ("The dead include a mayor and two guards.", (3, 3), None),
    ("Those killed included five guards.", (5, 5), None),
    ("The wounded included six children.", None, (6, 6)),
    ("All the dead were civilians, the hospital said after the shelling.", None, None),
]
#: Retraction.
TAKEN_BACK: list[Told] = [
    (
        "The general withdrew his statement that warplanes had bombed a van and killed nine men.",
        None,
        None,
    ),
    ("The ministry retracted its claim that seven soldiers had been killed.", None, None),
    ("The spokesman backtracked on a report that ten miners had been killed.", None, None),
    ("The agency took back its report that five guards were killed.", None, None),
    ("The army disowned a claim that its drone killed four farmers.", None, None),
    ("Reports that six people were killed proved false.", None, None),
    ("Reports that six people were killed turned out to be untrue.", None, None),
    ("A claim that 20 rebels had died was debunked.", None, None),
    ("It is not true that two nurses were killed.", None, None),
    ("The report that nine pilots had been killed was a hoax.", None, None),
]
#: Revised.
REVISED: list[Told] = [
    ("The toll rose to 12 from nine.", (12, 12), None),
    ("The death toll has risen from 9 to 12.", (12, 12), None),
    (
        "Eight people were first said to have died; the number later rose to 11 dead.",
        (11, 11),
        None,
    ),
    (
        "Nine were initially reported killed in the blast, though the number later rose to 14.",
        (14, 14),
        None,
    ),
    ("The number of people killed in the blast has risen to 33.", (33, 33), None),
    ("The number of those killed climbed to 25.", (25, 25), None),
    ("The tally of the dead was put at 18 by the hospital.", (18, 18), None),
    ("The casualty figure went up to 17 killed and 40 wounded.", (17, 17), (40, 40)),
    ("Police lowered the toll from 15 to 13.", (13, 13), None),
    ("Police revised the death toll to 13 from 15.", (13, 13), None),
    ("The death toll stood at 22 on Monday.", (22, 22), None),
    ("The body count reached 30.", (30, 30), None),
    ("The death toll from the attack on the hotel has doubled to 80.", (80, 80), None),
    ("The toll rises to 16 after a bomb in Belo.", (16, 16), None),
    ("Toll in market bombing climbs to 41", (41, 41), None),
    ("The death toll could rise to 50, doctors warned.", None, None),
    ("The toll is expected to pass 100.", None, None),
]
#: Including.
INCLUDING: list[Told] = [
    ("Twelve people, including three children, were killed.", (12, 12), None),
    ("Twelve people were killed, among them three children.", (12, 12), None),
    ("Twelve people were killed, three of them children.", (12, 12), None),
    ("The strike killed 12 people, mostly women.", (12, 12), None),
    ("At least nine people, seven of them soldiers, were killed in the clash.", (9, None), None),
    ("Seven people, including the bomber, were killed.", (7, 7), None),
    ("Seven people were killed, including the attacker.", (7, 7), None),
    ("Five people plus the bomber died.", (6, 6), None),
    ("Four soldiers and the suicide bomber were killed.", (5, 5), None),
    ("The gunman killed three people before he was shot dead.", (4, 4), None),
    ("The gunman shot dead three people and then himself.", (4, 4), None),
    ("The gunman killed three people and himself.", (4, 4), None),
    ("He killed six and then turned the gun on himself.", (7, 7), None),
]
#: Numbers.
FIGURES: list[Told] = [
    ("At least a dozen people were killed.", (12, None), None),
    ("Dozens of people were killed.", (24, None), None),
    ("Dozens were injured.", None, (24, None)),
    ("Several soldiers were killed.", (2, None), None),
    ("Scores of people were killed in the raid.", (40, None), None),
    ("Up to 30 rebels were killed.", (1, 30), None),
    ("As many as 30 rebels were killed.", (30, 30), None),
    ("More than 30 rebels were killed.", (30, None), None),
    ("Over 100 people were wounded.", None, (100, None)),
    ("Between ten and fifteen guards were killed.", (10, 15), None),
    ("10 to 15 guards were killed.", (10, 15), None),
    ("10-15 guards were killed.", (10, 15), None),
    ("Ten or eleven guards were killed.", (10, 11), None),
    ("Two hundred and five people were killed in the massacre.", (205, 205), None),
    ("A hundred people were killed in the massacre.", (100, 100), None),
    ("Half a dozen guards were wounded.", None, (6, 6)),
    ("Two dozen guards were wounded.", None, (24, 24)),
    ("Several dozen fighters were killed.", (24, None), None),
    ("Hundreds of people were wounded in the square.", None, (200, None)),
    ("Nearly 50 were killed in the blast.", (50, 50), None),
    ("Around twenty-five villagers were killed.", (25, 25), None),
    ("Fewer than ten people were injured.", None, (1, 9)),
    ("No fewer than nine people were killed.", (9, None), None),
    ("Not less than nine people were killed.", (9, None), None),
    ("A couple of guards were killed.", (2, 2), None),
    ("A pair of policemen were shot dead.", (2, 2), None),
    ("A handful of guards were wounded.", None, (2, None)),
    ("Some 20 people were hurt.", None, (20, 20)),
    ("1,200 people were wounded.", None, (1200, 1200)),
    ("Both guards were killed.", (2, 2), None),
    ("Both men died in the shooting.", (2, 2), None),
    ("Both were shot dead.", (2, 2), None),
    ("All five aboard were killed when the helicopter was shot down.", (5, 5), None),
    ("The helicopter was shot down, killing everyone aboard.", None, None),
    ("All 14 people on board died when the plane was shot down.", (14, 14), None),
    ("Rebels shot down a helicopter, killing all three crew.", (3, 3), None),
    ("Two others were wounded.", None, (2, 2)),
    ("One person was killed and six others wounded.", (1, 1), (6, 6)),
    ("A policeman and three others were killed.", (4, 4), None),
    ("A woman and her three children were killed in the shelling.", (4, 4), None),
    ("A couple and their daughter were killed in the shelling.", (3, 3), None),
    ("A mother, her two sons and a neighbour were killed in the shelling.", (4, 4), None),
    ("A father and son were killed in the raid.", (2, 2), None),
    ("Two brothers and a cousin were gunned down.", (3, 3), None),
    ("A judge, his wife and their driver were shot dead.", (3, 3), None),
    ("The governor and five of his guards were killed.", (6, 6), None),
    ("The commander was killed along with four of his men.", (5, 5), None),
    ("A family of six was killed in the strike.", (6, 6), None),
    ("A group of eight miners was killed by gunmen.", (8, 8), None),
    ("Nine members of one family were killed in the strike.", (9, 9), None),
    ("The martyred fighters numbered five.", None, None),
    ("Six fighters attained martyrdom.", (6, 6), None),
    ("Two soldiers succumbed to their wounds.", (2, 2), None),
    ("Two of the wounded later died in hospital after the shooting.", (2, 2), None),
    ("One of the wounded guards died on Friday.", (1, 1), None),
    ("Five bodies with bullet wounds were found in a pit.", (5, 5), None),
    ("Police recovered the bodies of nine men.", (9, 9), None),
    ("Twelve bodies were pulled from the ruins after the strike.", (12, 12), None),
    ("The body of a kidnapped driver was found.", (1, 1), None),
    ("Four beheaded bodies were found by the road.", (4, 4), None),
    ("The attack left six people dead.", (6, 6), None),
    ("The attack left six dead and ten hurt.", (6, 6), (10, 10)),
    ("The attack leaves 6 dead, 10 wounded", (6, 6), (10, 10)),
    ("6 dead in attack on camp", (6, 6), None),
    ("Six dead, ten hurt in attack on camp", (6, 6), (10, 10)),
    ("Car bomb kills 6, wounds 10", (6, 6), (10, 10)),
    ("Gunmen kill 6 in attack on bar", (6, 6), None),
    ("Bomb blast kills at least 6", (6, None), None),
    ("Soldier killed in ambush", (1, 1), None),
    ("Soldiers killed in ambush", None, None),
    ("2 troops, 3 rebels killed in clash", (5, 5), None),
    ("Two cops among 7 killed in blast", (7, 7), None),
    ("Seven killed, among them two cops", (7, 7), None),
    ("Blast: 7 killed", (7, 7), None),
    ("Killed: 7; wounded: 12.", (7, 7), (12, 12)),
    ("Seven people died, four of them at the scene, after the shooting.", (7, 7), None),
    ("Five were killed on the spot while another died in hospital.", (6, 6), None),
    ("Three people died at the scene and two more in hospital after the bombing.", (5, 5), None),
    ("Three people were killed on Monday, and another two on Tuesday.", (5, 5), None),
    ("Four soldiers and two policemen were killed, and nine others hurt.", (6, 6), (9, 9)),
    ("Thirteen people, three of whom were children, were killed.", (13, 13), None),
    ("Ten people have died of wounds they got in the blast.", (10, 10), None),
    ("Forty-one mourners were killed when a bomb hit the tent.", (41, 41), None),
    ("The fighting killed 10 people on Sunday and wounded 30.", (10, 10), (30, 30)),
    ("Militants executed three hostages.", (3, 3), None),
    ("Three hostages were executed by militants.", (3, 3), None),
    ("Two men were summarily shot by the militia.", (2, 2), None),
    ("A firing squad executed four prisoners.", (4, 4), None),
    ("Four prisoners were shot by a firing squad.", (4, 4), None),
    ("Gunmen slaughtered 20 villagers.", (20, 20), None),
    ("A mob burned two men alive.", (2, 2), None),
    ("Two men were burned alive by a mob.", (2, 2), None),
    ("A grenade attack claimed four lives.", (4, 4), None),
    ("The attack cost the lives of four guards.", (4, 4), None),
    ("Four people paid with their lives when troops opened fire.", (4, 4), None),
    ("The army lost nine men in the battle.", (9, 9), None),
    ("The rebels said they had lost nine men in the battle.", (9, 9), None),
    ("Nine troops were reported killed.", (9, 9), None),
    ("Nine troops are feared killed.", (9, 9), None),
    ("Nine troops may have been killed.", None, None),
    ("It is feared that nine troops were killed.", (9, 9), None),
    (
        "An explosion ripped through a bus, killing at least 15 and leaving 40 injured.",
        (15, None),
        (40, 40),
    ),
    ("Unknown gunmen shot and killed a priest.", (1, 1), None),
    ("Unknown gunmen shot a priest to death.", (1, 1), None),
    ("A trader was hit by a stray bullet and died.", (1, 1), None),
    ("The bomber died in the blast, which wounded three.", (1, 1), (3, 3)),
    ("Two attackers were killed by the guards.", (2, 2), None),
    ("Three civilians and two of the assailants were killed.", (5, 5), None),
]
#: No counts.
OTHER_NUMBERS: list[Told] = [
    ("A 40-year-old man was wounded by gunfire.", None, (1, 1)),
    ("A man, 40, was killed in the shooting.", (1, 1), None),
    ("A man aged 40 was killed in the shooting.", (1, 1), None),
    ("A boy of 12 was shot dead.", (1, 1), None),
    ("Two boys, 12 and 14, were shot dead.", (2, 2), None),
    ("Nadir Sol, 33, and his wife Mira, 30, were shot dead.", (2, 2), None),
    ("On 12 May two men were killed near kilometre 40.", None, None),
    ("Two men were killed 40 kilometres from the capital.", (2, 2), None),
    ("Two men were killed at 10 p.m. near Route 66.", (2, 2), None),
    ("Three soldiers of the 81st Brigade were killed.", (3, 3), None),
    ("Three soldiers of Battalion 12 were killed.", (3, 3), None),
    ("A 122 mm rocket killed two men.", (2, 2), None),
    ("Two men were killed with an AK-47.", (2, 2), None),
    ("The 2,000-strong force killed two men.", (2, 2), None),
    ("A force of 500 soldiers killed two rebels.", (2, 2), None),
    ("Some 3,000 troops took part in the raid in which two rebels were killed.", (2, 2), None),
    ("More than 40 attacks this year have hit the road.", None, None),
    ("Kidnappers who killed a driver asked for $30,000.", (1, 1), None),
    ("Two people were killed and 40 houses were burnt.", (2, 2), None),
    ("Two people were killed and 30 cattle stolen.", (2, 2), None),
    ("Two people were killed after 300 protesters threw stones.", (2, 2), None),
    ("Gunmen fired 30 rounds and killed a guard.", (1, 1), None),
    ("Two people were killed in 40 attacks.", (2, 2), None),
    ("Twenty people were arrested after a guard was killed.", None, None),
    ("A guard was killed and 20 people were arrested.", (1, 1), None),
    ("Police killed two and arrested 15.", (2, 2), None),
    ("15 shops were looted and two guards killed.", (2, 2), None),
    ("The ninth district lost 300 jobs.", None, None),
    ("A 5.56 calibre round killed the guard.", (1, 1), None),
    ("Flight 102 was shot down; nine died.", (9, 9), None),
    ("The 14-hour siege left two dead.", (2, 2), None),
    ("The four-day battle killed 30 fighters.", (30, 30), None),
    ("Section 302 of the code: two men killed in raid", (2, 2), None),
    ("The killing of two men on Monday shocked the town.", None, None),
]


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [*PAST, *AMONG, *TAKEN_BACK, *REVISED, *INCLUDING, *FIGURES, *OTHER_NUMBERS],
)
def test_a_text_tells_how_many(text: str, killed: Range, injured: Range) -> None:
    found = toll(text)
    assert (pair(found.killed), pair(found.injured)) == (killed, injured)


def test_those_named_among_the_dead_are_part_of_what_was_told_before() -> None:
    whole, part = claims("Nine people were killed in the raid. Among the dead is a nurse.")
    assert (whole.standing, part.standing) == (Standing.GROUP, Standing.PART)
    assert (part.of, pair(part.count)) == ("nurse", (1, 1))


@pytest.mark.parametrize(
    "text",
    [
        "Seven people, including the bomber, were killed.",
        "Seven people were killed, including the bomber.",
        "A bomber killed seven people, himself included.",
    ],
)
def test_a_toll_that_holds_its_attacker_is_marked(text: str) -> None:
    whole = next(claim for claim in claims(text) if claim.standing is Standing.GROUP)
    assert whole.attackers
    assert pair(whole.count) == (7, 7)


def test_a_large_sum_is_past_and_what_the_article_tells_of_its_day_is_not() -> None:
    text = "A mob stormed the camp and killed 150 people. Officials said 210 had been killed."
    assert pair(toll(text).killed) == (210, 210)
    assert not toll("Officials said 210 people had been killed by the militia.")


def test_a_retraction_reads_as_negated() -> None:
    (claim,) = claims("The ministry retracted its claim that seven soldiers had been killed.")
    assert claim.mode is Mode.NEGATED
