"""What the shipped packs say about articles of our own."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.detect import detect
from bot.model.finding import Count, Finding, Mode, Signal
from bot.model.kind import EventType, Kind, SubEventType
from bot.model.scale import Certainty, Severity, Urgency
from tests.fakes.packs import article, found, shipped

RAID = (
    "Two warplanes bombed a depot in Qaim on Monday, killing at least nine fighters, the army said."
)


def signal(finding: Finding, kind: Kind) -> Signal:
    return next(each for each in finding.signals if each.kind is kind)


def test_a_raid_is_told_with_its_place_type_and_toll() -> None:
    finding = found(RAID)
    assert finding.relevant
    assert finding.alertable
    assert finding.sub_event_type is SubEventType.AIR_STRIKE
    assert finding.event_type is EventType.EXPLOSIONS
    assert finding.country == "IQ"
    assert [each.name for each in finding.places] == ["Qaim"]
    assert finding.toll.killed == Count(9, None)
    assert finding.severity is Severity.SEVERE
    assert finding.urgency is Urgency.IMMEDIATE
    assert finding.certainty is Certainty.LIKELY
    assert finding.packs == shipped().hash


def test_the_arithmetic_adds_up_to_the_severity() -> None:
    finding = found(RAID)
    assert [(each.label, each.points) for each in finding.arithmetic] == [
        ("air_strike", 3),
        ("killed at least 9", 3),
    ]


def test_a_signal_says_where_in_the_text_it_rests() -> None:
    strike = signal(found(RAID), Kind.AIR_STRIKE)
    assert strike.span is not None
    assert RAID[slice(*strike.span)] == "warplanes bombed"
    assert strike.sentence == RAID
    assert strike.weapon == "warplanes"


def test_who_and_whom_are_named_as_the_lexicon_names_them() -> None:
    finding = found("US air strikes hit Iran-backed militia groups near Mosul.")
    strike = signal(finding, Kind.AIR_STRIKE)
    assert (strike.actor, strike.target) == ("United States", "Iran-backed militia groups")
    assert strike.place == "Mosul"


def test_in_the_passive_the_doer_stands_behind_by() -> None:
    finding = found("Three villages were shelled by Houthi fighters on Sunday.")
    assert signal(finding, Kind.SHELLING).actor == "Houthis"


def test_a_title_signal_has_no_span() -> None:
    finding = found("More will follow.", title="Air strike kills nine in Mosul")
    assert signal(finding, Kind.AIR_STRIKE).span is None
    assert finding.relevant


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Gunmen shot dead four farmers near the well.", Kind.ATTACK),
        ("A suicide bomber struck the bazaar.", Kind.SUICIDE_BOMB),
        ("A roadside bomb hit the patrol.", Kind.IED),
        ("Rebels fired mortar shells at the port.", Kind.SHELLING),
        ("A hand grenade was thrown into the yard.", Kind.GRENADE),
        ("Chlorine gas was used in the attack on the suburb.", Kind.CHEMICAL_WEAPON),
        ("Fierce clashes broke out between the army and the rebels.", Kind.ARMED_CLASH),
        ("The army recaptured the town of Zabad.", Kind.TERRITORY_REGAINED),
        ("Rebel fighters seized the village of Zabad.", Kind.TERRITORY_TAKEN),
        ("Militants kidnapped ten girls from a school.", Kind.ABDUCTION),
        ("Soldiers raped women in the camp.", Kind.SEXUAL_VIOLENCE),
        ("An angry mob lynched a man.", Kind.MOB_VIOLENCE),
        ("Protesters threw stones and torched cars.", Kind.RIOT),
        ("Police opened fire on demonstrators, killing two.", Kind.EXCESSIVE_FORCE),
        ("Police fired tear gas to disperse protesters.", Kind.PROTEST_INTERVENTION),
        ("Thousands protested against the tax.", Kind.PROTEST),
        ("The government and the rebels signed a peace deal.", Kind.AGREEMENT),
        ("Police arrested six activists.", Kind.ARRESTS),
        ("Forty militants laid down their arms.", Kind.GROUP_CHANGE),
        ("Air defences shot down a drone.", Kind.WEAPONS_DISRUPTED),
        ("The army set up a military base on the hill.", Kind.BASE_ESTABLISHED),
        ("Militiamen looted shops and burned houses.", Kind.PROPERTY_DESTRUCTION),
        ("The rebels handed the town over to the army.", Kind.TERRITORY_TRANSFERRED),
        ("The general vowed to avenge the dead.", Kind.REVENGE_THREAT),
        ("The minister threatened to attack the port.", Kind.THREAT),
        ("The general gave them 48 hours to leave.", Kind.ULTIMATUM),
        ("The premier condemned the raid.", Kind.CONDEMNATION),
        ("The premier accused the rebels of murder.", Kind.ACCUSATION),
        ("The rebels denied any role in the raid.", Kind.DENIAL),
        ("The group claimed responsibility for the attack.", Kind.CLAIM_OF_RESPONSIBILITY),
        ("The rebels rejected the offer.", Kind.REJECTION),
        ("The army massed tanks on the border.", Kind.MOBILISATION),
        ("A truce took hold at noon.", Kind.CEASEFIRE),
        ("Peace talks between the government and the rebels began.", Kind.TALKS),
        ("The rebels freed six hostages.", Kind.RELEASE),
        ("The army withdrew its troops from the ridge.", Kind.WITHDRAWAL),
        ("The envoy urged all sides to show restraint.", Kind.RESTRAINT_CALL),
    ],
)
def test_each_kind_is_recognised(text: str, kind: Kind) -> None:
    assert kind in {each.kind for each in found(text).signals}


@pytest.mark.parametrize(
    "text",
    [
        "Nurses went on strike over pay on Monday, the union said.",
        "The prisoner ended his hunger strike after ten days.",
        "The striker attacked down the left and shot past the goalkeeper in the cup match.",
        "The film follows a soldier who is killed in a battle with rebels.",
        "Shares were hit as a price war between the two companies broke out.",
        "An earthquake killed forty villagers in the hills.",
        "The patient died of a heart attack.",
        "Soldiers took part in a drill in which a mock attack killed nobody.",
        "Villagers marked the anniversary of the massacre of 1995.",
        "A court sentenced two men for the murder of a judge in 2011.",
        "Snow and ice will hit the north, the weather office warned.",
        "The actor, whose war novels won many prizes, has died.",
    ],
)
def test_what_only_sounds_like_war_alerts_nobody(text: str) -> None:
    finding = found(text)
    assert not finding.alertable
    assert not finding.relevant


@pytest.mark.parametrize(
    ("text", "alertable"),
    [
        ("Thousands protested against the tax.", False),
        ("The envoy urged all sides to show restraint.", False),
        ("The premier condemned the raid.", False),
        ("Police arrested six activists.", True),
        ("A truce took hold at noon.", True),
        ("The army massed tanks on the border.", True),
        ("The general vowed to avenge the dead.", True),
        ("Last year the general vowed to avenge the dead.", False),
        ("Last year Gunmen shot dead four farmers.", False),
    ],
)
def test_what_alerts_follows_the_table(text: str, alertable: bool) -> None:  # noqa: FBT001  # a table's column
    finding = found(text)
    assert finding.alertable is alertable
    assert not finding.relevant


def test_a_threat_alone_is_to_come() -> None:
    assert found("The general vowed to avenge the dead.").urgency is Urgency.FUTURE
    assert found("The army massed tanks on the border.").urgency is Urgency.EXPECTED
    assert found("Gunmen shot dead four farmers last year.").urgency is Urgency.PAST


def test_an_aside_far_down_in_a_long_article_does_not_alert() -> None:
    plain = [f"The council spoke about road number {word} and voted." for word in "abcdefghijkl"]
    assert not found("\n".join([*plain, "It blamed attacks by gunmen on farmers."])).relevant
    assert found("\n".join(["Gunmen shot dead a farmer.", *plain])).relevant


def test_case_does_not_change_what_is_found() -> None:
    kinds = [each.kind for each in found(RAID).signals]
    assert [each.kind for each in found(RAID.upper()).signals] == kinds
    assert [each.kind for each in found(RAID.lower()).signals] == kinds


def test_pronouns_in_capitals_are_no_country() -> None:
    finding = found("GUNMEN ATTACKED US AND KILLED FOUR FARMERS, THE PRIEST SAID.")
    assert finding.country is None


def test_a_place_the_lexicon_does_not_know_is_still_named() -> None:
    assert [each.name for each in found("Gunmen killed four farmers in Vorrental.").places] == [
        "Vorrental"
    ]


def test_an_invented_negated_copy_is_never_current() -> None:
    finding = found("The army denied that warplanes bombed a depot in Qaim.")
    assert signal(finding, Kind.AIR_STRIKE).mode is Mode.NEGATED
    assert not finding.relevant


def test_mentions_come_only_when_asked_for() -> None:
    text = "The Iraqi government and the PMU met in the city of Mosul."
    assert not found(text).mentions
    mentions = detect(article(text), shipped(), mentions=True).mentions
    assert [(each.text, each.type, each.name) for each in mentions] == [
        ("The Iraqi government", "actor", "Iraq"),
        ("the PMU", "actor", "Popular Mobilization Forces"),
        ("the city of Mosul", "place", "Mosul"),
    ]
    assert all(text[slice(*each.span)] == each.text for each in mentions)


def test_a_name_by_its_shape_is_a_mention_too() -> None:
    text = "Fighters of the Northern Dawn Front met the XRT in Qaim."
    mentions = detect(article(text), shipped(), mentions=True).mentions
    assert "the Northern Dawn Front" in {each.text for each in mentions}
    assert "the XRT" in {each.text for each in mentions}


def test_an_unrelated_sentence_at_the_end_removes_no_signal() -> None:
    before = [each.kind for each in found(RAID).signals]
    after = [each.kind for each in found(f"{RAID}\nThe museum opens at nine.").signals]
    assert after == before


def test_a_text_too_long_is_cut_and_says_so() -> None:
    assert found("word " * 210_000).truncated
    assert found(RAID + " word" * 210_000).truncated


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.text(max_size=40))
def test_no_input_breaks_it_and_spans_match_the_text(text: str, title: str) -> None:
    whole = f"{text} Gunmen killed two men. {text}"
    finding = detect(article(whole, title=title), shipped(), mentions=True)
    for each in finding.signals:
        if each.span:
            assert each.sentence in whole
            assert whole[slice(*each.span)] in each.sentence
    for mention in finding.mentions:
        assert whole[slice(*mention.span)] == mention.text
