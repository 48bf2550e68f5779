"""Claims, in sentences of our own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.finding import Effect, Mode, Standing
from tests.fakes.claims import claims, pair, toll

Range = tuple[int, int | None] | None

TOLLS: list[tuple[str, Range, Range]] = [
    ("Two farmers were killed near the river on Monday.", (2, 2), None),
    ("A baker was shot dead outside his shop.", (1, 1), None),
    ("The mayor was stabbed to death.", (1, 1), None),
    ("Nadia Verel was assassinated in her car.", (1, 1), None),
    ("3 rebels killed, 5 wounded in hill fight", (3, 3), (5, 5)),
    ("1 killed 2 injured in market blast", (1, 1), (2, 2)),
    ("Blast kills four at bus stop", (4, 4), None),
    ("A bomb went off in the square, killing three and injuring nine.", (3, 3), (9, 9)),
    ("The shelling left two dead and several others wounded.", (2, 2), (2, None)),
    ("Gunmen gunned down a judge and his two guards.", (3, 3), None),
    ("A man and his two sons were killed.", (3, 3), None),
    ("Three police and five civilians were killed.", (8, 8), None),
    ("Fifteen rebels and one soldier were killed in the fight.", (16, 16), None),
    ("The mortar killed six civilians, including two women.", (6, 6), None),
    ("At least 12 people, among them three children, were killed.", (12, None), None),
    (
        "At least four people, including a village teacher and his daughter, were killed.",
        (4, None),
        None,
    ),
    ("Both died on the way to hospital after the shooting that wounded a guard.", (2, 2), (1, 1)),
    ("The plane was shot down, killing all five aboard.", (5, 5), None),
    ("Dozens of villagers were massacred.", (24, None), None),
    ("Scores were injured when the police charged.", None, (40, None)),
    ("More than a dozen soldiers died in the ambush.", (12, None), None),
    ("Between 20 and 30 fighters were killed.", (20, 30), None),
    ("The attack claimed the lives of nine miners.", (9, 9), None),
    ("The clashes resulted in one death and four injuries.", (1, 1), (4, 4)),
    ("Seven miners lost their lives in the raid.", (7, 7), None),
    ("Two guards sustained serious bullet injuries.", None, (2, 2)),
    ("A girl suffered burns in the fire-bombing.", None, (1, 1)),
    ("A wounded trooper succumbed to his injuries on Sunday.", (1, 1), None),
    ("A driver, who was hurt in the blast, died on Tuesday.", (1, 1), None),
    ("A driver was hurt in the blast. He died on Tuesday.", (1, 1), None),
    ("The bodies of two farmers were found in a ditch.", (2, 2), None),
    ("The body of a teacher was found in a well.", (1, 1), None),
    ("Three bodies were recovered from the rubble.", (3, 3), None),
    ("Four fighters were martyred in the strike.", (4, 4), None),
    ("One was killed and two others were injured.", (1, 1), (2, 2)),
    ("Two soldiers (both conscripts) were killed.", (2, 2), None),
    ("Five traders, all from the same village, were shot dead.", (5, 5), None),
    ("Two men, identified as Arun Tal and Bek Soro, were hacked to death.", (2, 2), None),
    ("Six rebels are believed to have been killed.", (6, 6), None),
    ("Eight people were feared dead.", (8, 8), None),
    ("The mob beat a thief to death.", (1, 1), None),
    ("Soldiers shot two boys dead.", (2, 2), None),
    ("Militants killed a policeman and wounded three civilians.", (1, 1), (3, 3)),
    ("Rebels attacked a checkpoint and three soldiers were killed.", (3, 3), None),
    ("A trader was killed while three others were hurt.", (1, 1), (3, 3)),
    ("A student is among six people killed in the strike.", (6, 6), None),
    ("Kera Dun was one of five women killed in the raid.", (5, 5), None),
    ("THREE SOLDIERS WERE KILLED AND TWO WERE WOUNDED IN THE AMBUSH.", (3, 3), (2, 2)),
    ("three soldiers were killed and two were wounded in the ambush", (3, 3), (2, 2)),
    ("In a raid on the camp, 14 fighters were killed.", (14, 14), None),
    ("Soldiers fired back and 13 gunmen were killed.", (13, 13), None),
    ("People travelling in a bus were killed.", None, None),
    ("Three men who were travelling in a van were killed.", (3, 3), None),
    ("Two cadres were killed. Another died in hospital later.", (3, 3), None),
    ("Two cadres were killed. The two were local leaders, police said.", (2, 2), None),
    ("The agreement was killed by the opposition.", None, None),
    ("The senate vote means killing the agreement.", None, None),
    ("Two cows were killed in the field.", None, None),
    ("A bomber blew up his car, killing himself and four guards.", (5, 5), None),
    ("A prisoner was found dead in his cell after the beating.", (1, 1), None),
    ("The lorry was set on fire, leaving its driver and a helper injured.", None, (2, 2)),
    ("Police fired tear gas, injuring around 75 of the marchers.", None, (75, 75)),
    ("The family said a woman and a child were shot and wounded.", None, (2, 2)),
    ("Nine out of 12 guards were killed.", (9, 9), None),
    ("The army killed and wounded dozens of rebels.", None, (24, None)),
    ("The group claimed responsibility for four dead in the port.", (4, 4), None),
    ("The siege ended at dawn with 35 soldiers having been injured.", None, (35, 35)),
    ("They sold the murdered driver's van.", None, None),
    ("Thirtythree sailors were hurt.", None, (33, 33)),
    ("Two shops and a restaurant were burned.", None, None),
    ("According to a report issued today 11 people were wounded.", None, (11, 11)),
    ("He faces counts of murder, kidnapping, theft and arson.", None, None),
    ("Jets hit posts between Arun and Belo on Sunday, and at least two died.", (2, None), None),
    ("Twin blasts kill 20, wound 50", (20, 20), (50, 50)),
    ("Mayor, 3 others killed in ambush", (4, 4), None),
    ("Three people were stabbed, one fatally.", (1, 1), None),
    ("He was shot in the head and died at once.", (1, 1), None),
    ("A family of five was killed in the strike.", (5, 5), None),
    ("Doctors said 14 bodies had been brought to the hospital.", (14, 14), None),
    ("Five people, two of them children, were killed in the strike.", (5, 5), None),
    ("The army killed nine fighters and captured four.", (9, 9), None),
    ("She lost two sons in the bombing.", (2, 2), None),
    ("The explosion killed the bomber and three policemen.", (4, 4), None),
    ("A body was found in the canal after the shooting.", (1, 1), None),
    ("His body was found near the camp that was bombed.", (1, 1), None),
    ("Two murdered men were left by the road.", (2, 2), None),
    ("A soldier, a clerk and two drivers were killed.", (4, 4), None),
    ("Two guards, a cook and a driver, all unarmed, were killed.", (4, 4), None),
    ("Suren Dal, a local leader, was killed.", (1, 1), None),
    ("Gunmen shot him dead.", (1, 1), None),
    ("The mob stoned them to death.", None, None),
    ("He was sentenced to death.", None, None),
    ("They want him dead or alive.", None, None),
    ("Five of the men and one of the women were killed.", (6, 6), None),
    ("Two mayors, along with their three guards, were shot dead.", (5, 5), None),
    ("Two mayors along with three guards were shot dead.", (5, 5), None),
    ("A teacher was also killed and her pupils were hurt.", (1, 1), None),
    ("Robbers injured and robbed two traders.", None, (2, 2)),
    ("The blast cost nine lives.", (9, 9), None),
    ("Nine lives have been lost in the raid.", (9, 9), None),
    ("The company lost 40 jobs and 300 workers left.", None, None),
    ("The rebels suffered six casualties.", None, None),
    ("The mortars wounded themselves into memory.", None, None),
    ("Nobody knows how many were killed.", None, None),
]


@pytest.mark.parametrize(("text", "killed", "injured"), TOLLS)
def test_a_sentence_tells_how_many(text: str, killed: Range, injured: Range) -> None:
    found = toll(text)
    assert (pair(found.killed), pair(found.injured)) == (killed, injured)


@pytest.mark.parametrize(
    "text",
    [
        "No casualties were reported.",
        "No one was killed in the fire.",
        "Nobody was hurt.",
        "There were no deaths.",
        "None of the passengers was killed.",
        "The guards were not injured.",
    ],
)
def test_a_denied_toll_is_no_toll(text: str) -> None:
    assert not toll(text)


@pytest.mark.parametrize(
    "text",
    [
        "Last year jets bombed the port, killing four people.",
        "Lawyers protested against the killing of two colleagues.",
        "Hundreds marched to protest the murder of a student.",
        "Shopkeepers went on general strike after a trader was killed.",
        "Villagers blocked the road, demanding the arrest of the men who killed a boy.",
        "The relatives of a girl who was killed staged a sit-in.",
        "After a labourer died in custody, residents demonstrated outside the station.",
        "He was sentenced to life for killing three women.",
        "A man accused of murdering two tourists stood before the judges.",
        "They held a vigil for two nurses killed at the border.",
        "More than 40 attacks this year hit the convoys of 2,500 troops.",
        "In 1983 a bombing killed 240 people there.",
        "Last year 300 people were killed in the province.",
        "If the dam breaks, 500 people would be killed.",
        "The minister said that 100 people had been killed in the war.",
        "The premier said nearly 90 people had been killed during riots.",
        "He was asked how many were killed.",
    ],
)
def test_a_death_that_is_only_the_reason_or_past_is_no_toll(text: str) -> None:
    assert not toll(text)


@pytest.mark.parametrize(
    "text",
    [
        "Fatalities are unknown.",
        "The number of casualties remains unclear: casualties unknown.",
        "Militants were killed in the raid.",
        'The bombing "led to the martyrdom of a band of fighters".',
    ],
)
def test_people_without_a_figure_are_a_claim_without_a_count(text: str) -> None:
    found = [claim for claim in claims(text) if claim.effect is Effect.KILLED]
    assert found
    assert all(claim.count is None for claim in found)


@pytest.mark.parametrize(
    ("text", "effect", "expected"),
    [
        ("Rebels kidnapped 20 schoolgirls.", Effect.CAPTURED, (20, 20)),
        ("Four aid workers were taken hostage.", Effect.CAPTURED, (4, 4)),
        ("Two soldiers were captured by the militia.", Effect.CAPTURED, (2, 2)),
        ("Nine people are missing after the raid.", Effect.MISSING, (9, 9)),
        ("Seven fishermen went missing.", Effect.MISSING, (7, 7)),
        ("The fighting displaced 30,000 people.", Effect.DISPLACED, (30_000, 30_000)),
        ("Thousands fled their homes.", Effect.DISPLACED, (2_000, None)),
        ("Some 400 families were displaced.", Effect.DISPLACED, (400, 400)),
    ],
)
def test_other_effects_are_counted_too(
    text: str, effect: Effect, expected: tuple[int, int | None]
) -> None:
    assert pair(toll(text).of(effect)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The singer died in hospital aged 87.",
        "The former minister died after a long illness.",
        "The flood killed 40 people in two valleys.",
        "Nine people died in a bus crash near the lake.",
        "The coach lost nine of his matches.",
        "He has a voice to die for.",
        "It ended in a dead heat.",
        "The club put him on injured reserve.",
        "The quake killed ten and wounded 70.",
        "The club is without injured striker Pelo Marr.",
    ],
)
def test_a_death_without_violence_is_no_toll(text: str) -> None:
    assert not toll(text)


def test_captives_who_are_free_again_are_not_counted() -> None:
    assert not toll("Four nurses who were kidnapped in May have been released.")


def test_lower_cased_copy_is_read_sentence_by_sentence() -> None:
    text = (
        "two guards were killed at the north gate on sunday, the PM said. the gate has been shut"
        " ever since, and traders complain of long detours over bad roads and of rising prices."
        " the two guards were shot dead by gunmen who came in a van."
    )
    assert pair(toll(text).killed) == (2, 2)
    assert all(claim.sentence in text for claim in claims(text))


def test_a_sentence_told_twice_counts_once() -> None:
    line = "Three guards were killed at the gate."
    assert pair(toll(f"{line}\n\n{line}").killed) == (3, 3)


def test_a_part_is_told_and_not_added() -> None:
    whole, part = claims("The mortar killed six civilians, including two women.")
    assert (whole.of, whole.standing) == ("civilians", Standing.GROUP)
    assert (part.of, part.standing) == ("women", Standing.PART)


def test_those_who_died_attacking_are_marked() -> None:
    marked = [c for c in claims("Four guards and two attackers were killed.") if c.attackers]
    assert [claim.of for claim in marked] == ["attackers"]


def test_the_people_are_named_without_their_figure() -> None:
    (claim,) = claims("The army said at least four of its fighters were killed.")
    assert claim.of == "fighters"
    assert claim.said_by == "The army"


def test_spans_point_into_the_text_and_titles_have_none() -> None:
    text = "A quiet day.\n\nThree guards were killed at the gate."
    title, body = claims(text, title="Three guards killed")
    assert title.span is None
    assert body.span is not None
    assert text[slice(*body.span)] == "Three guards were killed"


NAMES = ("Arun", "Bela", "Corin", "Dessa")
VICTIMS = ("farmers", "policemen", "children", "people", "rebels")
DEEDS = ("were killed", "were shot dead", "died", "lost their lives", "were wounded")


def _statement(number: int, who: str, deed: str) -> str:
    return f"{number} {who} {deed} near the town's old mill on Monday."


@given(
    st.integers(min_value=2, max_value=400), st.sampled_from(VICTIMS), st.sampled_from(DEEDS),
    st.sampled_from((str.upper, str.lower, str.title)),
)  # fmt: skip
def test_letter_case_and_quotes_change_no_toll(number: int, who: str, deed: str, case: str) -> None:
    text = f'"{_statement(number, who, deed)}"'
    changed = case(text).replace("'", "’").replace('"', "“")  # type: ignore[operator]  # str.upper
    assert toll(changed) == toll(text)
    assert toll(text)


@given(
    st.integers(min_value=2, max_value=400), st.sampled_from(VICTIMS), st.sampled_from(DEEDS[:2])
)
def test_a_negated_copy_is_never_current(number: int, who: str, deed: str) -> None:
    text = _statement(number, who, deed).replace("were", "were not")
    assert not [claim for claim in claims(text) if claim.mode is Mode.CURRENT]
    denied = f"The army denied that {_statement(number, who, deed)}"
    assert not [claim for claim in claims(denied) if claim.mode is Mode.CURRENT]


@given(
    st.integers(min_value=2, max_value=400),
    st.sampled_from(VICTIMS),
    st.sampled_from(DEEDS),
    st.sampled_from(
        (
            "The harvest was good that week.",
            "The council meets again on Tuesday.",
            "A bridge was opened in the north.",
        )
    ),
)
def test_an_unrelated_sentence_at_the_end_changes_no_toll(
    number: int, who: str, deed: str, more: str
) -> None:
    text = _statement(number, who, deed)
    assert toll(f"{text} {more}") == toll(text)


@given(st.sampled_from(NAMES), st.sampled_from(NAMES), st.integers(min_value=2, max_value=90))
def test_other_names_and_figures_give_the_same_claims_shifted(
    name: str, place: str, number: int
) -> None:
    def read(name: str, place: str, number: int) -> list[tuple[object, ...]]:
        text = f"{name} said {number} farmers and a boy were killed in {place} on Monday."
        return [
            (c.effect, c.of, c.mode, c.standing, c.said_by == name, c.count and c.count.exact)
            for c in claims(text)
        ]

    assert read(name, place, number) == read("Ewan", "Folm", 7)


@given(st.text(max_size=300))
def test_no_text_breaks_the_reading_of_claims(text: str) -> None:
    for claim in claims(text + " killed two men and a boy"):
        assert claim.span is None or 0 <= claim.span[0] < claim.span[1]


@given(
    st.lists(
        st.sampled_from(
            "two 5 a the men killed and were injured , dead who in his including no at least bodies"
            " toll rose to from said police ( ) of among others another himself casualties"
            " unknown".split()
        ),
        max_size=30,
    )
)
def test_words_in_any_order_are_read_without_fault(words: list[str]) -> None:
    text = " ".join(words)
    for claim in claims(text):
        assert claim.span is not None
        assert claim.sentence in text
        assert 0 <= claim.span[0] < claim.span[1] <= len(text)


def test_a_death_of_long_ago_keeps_its_figure() -> None:
    (claim,) = claims("In 1987 four people were killed.")

    assert (pair(claim.count), claim.mode) == ((4, 4), Mode.HISTORICAL)
