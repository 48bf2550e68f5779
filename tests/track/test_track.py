"""What a reader is told, article by article, and what stays silent."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model.feed import Reliability
from bot.model.finding import Count, Effect, Finding, Place, Toll, Zone
from bot.model.incident import Reason, Silence
from bot.model.kind import Kind
from bot.model.scale import Certainty, Severity
from bot.track.telling import happens_again
from tests.fakes.reporting import (
    NOON,
    OTHER,
    RAID,
    SECOND,
    Desk,
    act,
    article,
    claim,
    raid,
    said,
    word,
)

FIRST = article("a", "Alliance jets bomb depot near Tarrow", RAID)
SEVEN = Count(7, None)


@pytest.fixture
def desk() -> Desk:
    """A desk that was told of the raid on Tarrow."""
    desk = Desk()
    desk.read(FIRST, raid())
    return desk


def test_a_first_report_is_told_as_new() -> None:
    told = Desk().read(FIRST, raid())
    assert told.alert is not None
    assert told.alert.reason is Reason.NEW
    assert told.alert.rose
    assert told.alert.incident == told.incident
    assert told.incident.revision == 1
    assert told.incident.toll.killed == SEVEN
    assert told.incident.actors == ("Northern Alliance", "River Brigade")
    assert told.incident.targets == ("River Brigade",)
    assert told.verdict.alert_id == told.alert.id
    assert told.verdict.silence is None


def test_an_incident_has_a_short_id_that_depends_on_its_first_article_alone() -> None:
    told = Desk().read(FIRST, raid())
    again = Desk().read(replace(FIRST, title="Other title"), raid(Count(3, 3)))
    assert told.incident.id == again.incident.id
    assert len(told.incident.id) == 7
    assert told.incident.id == told.incident.id.lower()


def test_a_second_source_updates_the_incident_and_opens_no_other(desk: Desk) -> None:
    told = desk.read(article("b", "Bodies pulled from Tarrow mill quarter", SECOND), raid())
    assert told.alert is not None
    assert told.alert.reason is Reason.CORROBORATED
    assert [(c.what, c.before, c.after) for c in told.alert.changes] == [("Sources", "1", "2")]
    assert told.incident.grade.credibility == 2
    assert told.incident.certainty is Certainty.LIKELY
    assert len(told.incident.reports) == 2
    assert not told.alert.rose


def test_a_third_source_confirms_in_silence(desk: Desk) -> None:
    desk.read(article("b", "Bodies pulled from Tarrow mill quarter", SECOND), raid())
    told = desk.read(article("c", "Tarrow: smoke over the River Brigade's depot", SECOND), raid())
    assert told.alert is None
    assert told.verdict.silence is Silence.NOTHING_NEW
    assert "3 independent sources" in told.verdict.detail
    assert told.incident.grade.credibility == 1


def test_the_same_article_twice_changes_nothing(desk: Desk) -> None:
    before = desk.memory.candidates(["w:tarrow"])
    told = desk.read(FIRST, raid(Count(50, 50)))
    assert told.alert is None
    assert told.verdict.silence is Silence.NOTHING_NEW
    assert desk.memory.candidates(["w:tarrow"]) == before


def test_a_second_raid_elsewhere_the_same_evening_is_a_second_incident(desk: Desk) -> None:
    elsewhere = raid(
        Count(3, 3),
        places=(Place(name="Velmont", country="AA"),),
        signals=(act(place="Velmont", target="Hill Guard"),),
    )
    told = desk.read(article("b", "Alliance jets bomb barracks near Velmont", OTHER), elsewhere)
    assert told.alert is not None
    assert told.alert.reason is Reason.NEW
    assert told.incident.id != desk.memory.candidates(["p:tarrow"])[-1].id


def test_an_answer_is_a_second_incident_though_nobody_says_where(desk: Desk) -> None:
    back = act(Kind.SHELLING, actor="River Brigade", target="Northern Alliance", place=None)
    told = desk.read(article("b", "River Brigade shells Alliance", RAID), raid(signals=(back,)))
    assert told.alert is not None
    assert told.alert.reason is Reason.NEW


def test_fire_from_both_sides_at_one_place_is_one_incident(desk: Desk) -> None:
    back = act(Kind.SHELLING, actor="River Brigade", target="Northern Alliance")
    told = desk.read(article("b", "Tarrow depot under fire", RAID), raid(signals=(back,)))
    assert told.incident.opened == NOON
    assert len(told.incident.reports) == 2


def test_names_that_no_gazetteer_knows_part_unless_one_side_speaks_of_both() -> None:
    desk = Desk()
    unknown = raid(places=(Place(name="Tarrow"),))
    desk.read(FIRST, unknown)
    wider = raid(
        places=(Place(name="River March"), Place(name="Tarrow")),
        signals=(act(place="River March"),),
    )
    told = desk.read(article("b", "Bodies pulled from River March depot", SECOND), wider)
    assert len(told.incident.reports) == 2
    apart = raid(places=(Place(name="Velmont"),), signals=(act(place="Velmont"),))
    text = SECOND.replace("Tarrow", "Velmont")
    other = desk.read(article("c", "Bodies pulled from Velmont depot", text), apart)
    assert len(other.incident.reports) == 1


def test_a_higher_figure_is_a_revision_with_before_after_and_who_says_so(desk: Desk) -> None:
    more = raid(Count(12, 12), claims=(claim(Count(12, 12), said_by="River Brigade"),))
    told = desk.read(article("b", "Tarrow toll rises", SECOND), more)
    assert told.alert is not None
    assert told.alert.reason is Reason.REVISED
    first = told.alert.changes[0]
    assert (first.what, first.before, first.after) == ("Killed", "at least 7", "12")
    assert first.said_by == "River Brigade"
    assert told.incident.toll.killed == Count(12, 12)


def test_a_figure_of_another_order_is_an_escalation(desk: Desk) -> None:
    told = desk.read(article("b", "Tarrow toll rises", SECOND), raid(Count(30, 30)))
    assert told.alert is not None
    assert told.alert.reason is Reason.ESCALATED
    assert told.alert.changes[0].said_by == "Source b"


def test_a_lower_figure_of_another_source_takes_nothing_back(desk: Desk) -> None:
    told = desk.read(article("b", "Four dead in Tarrow", SECOND), raid(Count(4, 4)))
    assert told.incident.toll.killed == SEVEN


def test_an_outlet_may_correct_its_own_figure_down(desk: Desk) -> None:
    less = article("b", "Correction: Tarrow toll is five", SECOND, source="Source a")
    told = desk.read(less, raid(Count(5, 5)))
    assert told.alert is not None
    assert told.alert.reason is Reason.REVISED
    assert (told.alert.changes[0].before, told.alert.changes[0].after) == ("at least 7", "5")


def test_a_few_more_injured_are_not_worth_a_word() -> None:
    desk = Desk()
    hurt = Toll(killed=SEVEN, injured=Count(40, 40))
    desk.read(FIRST, raid(toll=hurt))
    more = raid(toll=replace(hurt, injured=Count(42, 42)))
    told = desk.read(article("b", "Tarrow clinic full", SECOND, source="Source a"), more)
    assert told.alert is None
    assert told.incident.toll.of(Effect.INJURED) == Count(42, 42)


def test_a_vow_of_revenge_escalates_and_is_quoted(desk: Desk) -> None:
    vow = word(Kind.REVENGE_THREAT, 'Brigade: "We will avenge Tarrow."', actor="River Brigade")
    item = article("b", "River Brigade vows revenge for Tarrow depot raid", SECOND)
    told = desk.read(item, said(vow))
    assert told.alert is not None
    assert told.alert.reason is Reason.ESCALATED
    (change,) = told.alert.changes
    assert (change.what, change.before, change.after) == ("Threat", None, "We will avenge Tarrow.")
    assert change.said_by == "River Brigade"
    again = desk.read(replace(item, id="c", source="Source c", title="Tarrow vow"), said(vow))
    assert again.alert is None


def test_a_truce_eases_the_incident_it_is_about(desk: Desk) -> None:
    truce = word(Kind.CEASEFIRE, "Both sides agreed a truce.", zone=Zone.TITLE)
    item = article("b", "Alliance and River Brigade agree truce after Tarrow raid", SECOND)
    told = desk.read(item, said(truce))
    assert told.alert is not None
    assert told.alert.reason is Reason.EASED
    assert told.alert.changes[0].what == "Truce"
    assert told.incident.eased
    assert told.incident.severity is Severity.SEVERE


def test_talks_are_told_and_ease_nothing_yet(desk: Desk) -> None:
    talks = word(Kind.TALKS, "Envoys of both sides met.")
    told = desk.read(article("b", "Envoys meet over Tarrow depot raid", SECOND), said(talks))
    assert told.alert is not None
    assert told.alert.reason is Reason.EASED
    assert not told.incident.eased


def test_a_truce_in_the_title_outweighs_a_threat_in_the_text(desk: Desk) -> None:
    words = (
        word(Kind.CEASEFIRE, "Truce agreed.", zone=Zone.TITLE),
        word(Kind.THREAT, "We will answer.", actor="River Brigade"),
    )
    told = desk.read(article("b", "Truce after Tarrow depot raid", SECOND), said(*words))
    assert told.alert is not None
    assert told.alert.reason is Reason.EASED
    assert [change.what for change in told.alert.changes] == ["Threat", "Truce"]


def test_new_violence_after_a_truce_ends_the_calm(desk: Desk) -> None:
    truce = word(Kind.CEASEFIRE, "Both sides agreed a truce.", zone=Zone.TITLE)
    desk.read(article("b", "Truce after Tarrow depot raid", SECOND), said(truce))
    told = desk.read(article("c", "Tarrow depot hit again", SECOND), raid(Count(60, 60)))
    assert told.alert is not None
    assert told.alert.reason is Reason.ESCALATED
    assert not told.incident.eased


def test_a_new_hand_in_the_fighting_escalates(desk: Desk) -> None:
    league = act(actor="Eastern League", sentence="The League joined in.", zone=Zone.TITLE)
    third = raid(signals=(act(), league))
    told = desk.read(article("b", "League jets join raid on Tarrow depot", SECOND), third)
    assert told.alert is not None
    assert told.alert.reason is Reason.ESCALATED
    assert told.alert.changes[0].after == "Eastern League"


def test_a_name_deep_in_a_text_is_no_new_hand(desk: Desk) -> None:
    deep = raid(signals=(act(), act(actor="Eastern League", zone=Zone.BODY)))
    told = desk.read(article("b", "Bodies pulled from Tarrow", SECOND), deep)
    assert told.alert is not None
    assert told.alert.reason is Reason.CORROBORATED


def test_a_name_for_an_unknown_hand_is_no_escalation() -> None:
    desk = Desk()
    desk.read(FIRST, raid(signals=(act(actor=None),), actors=()))
    told = desk.read(article("b", "Bodies pulled from Tarrow", SECOND), raid())
    assert told.alert is not None
    assert told.alert.reason is Reason.CORROBORATED


def test_a_graver_severity_escalates_and_is_loud(desk: Desk) -> None:
    graver = raid(severity=Severity.EXTREME)
    told = desk.read(article("b", "Tarrow mill quarter in ruins", SECOND), graver)
    assert told.alert is not None
    assert told.alert.reason is Reason.ESCALATED
    assert told.alert.rose
    assert (told.alert.changes[0].before, told.alert.changes[0].after) == ("severe", "extreme")


def test_an_old_article_is_kept_and_never_told() -> None:
    desk = Desk()
    old = replace(FIRST, published=NOON - timedelta(hours=60))
    told = desk.read(old, raid())
    assert told.alert is None
    assert told.verdict.silence is Silence.TOO_OLD
    assert told.verdict.detail == "published 60 h ago, and only the last 48 h alert"
    fresh = desk.read(article("b", "Bodies pulled from Tarrow mill quarter", SECOND), raid())
    assert fresh.alert is not None
    assert fresh.alert.reason is Reason.NEW
    assert fresh.incident.id == told.incident.id


def test_an_old_article_moves_no_figure_of_what_was_told(desk: Desk) -> None:
    old = article("b", "Tarrow raid", SECOND, published=NOON - timedelta(hours=60))
    told = desk.read(old, raid(Count(90, 90)))
    assert told.alert is None
    assert told.incident.toll.killed == SEVEN


def test_what_is_not_alertable_joins_what_is_known_and_is_not_told(desk: Desk) -> None:
    told = desk.read(article("b", "What the Tarrow depot meant", SECOND), Finding())
    assert told.alert is None
    assert told.verdict.silence is Silence.NOT_ALERTABLE
    assert told.verdict.incident_id == desk.memory.candidates(["w:tarrow"])[0].id
    assert len(told.incident.reports) == 2
    assert told.incident.grade.credibility == 3
    assert told.worth_keeping


def test_what_tells_of_no_violence_opens_an_incident_that_need_not_be_kept() -> None:
    told = Desk().read(article("a", "Mill reopens", "The mill of Tarrow opened again."), Finding())
    assert told.incident.reports[0].article_id == "a"
    assert told.verdict.silence is Silence.NOT_ALERTABLE
    assert not told.worth_keeping


def test_the_past_is_silent_with_its_reason() -> None:
    past = Finding(severity=Severity.SEVERE)
    told = Desk().read(article("a", "Thirty years after Tarrow", RAID), past)
    assert "not current" in told.verdict.detail


def test_a_retraction_is_told_and_the_incident_no_longer_stands(desk: Desk) -> None:
    text = "We retract this story: no aircraft were near Tarrow. " + RAID
    item = article("b", "RETRACTED: Alliance jets bomb depot near Tarrow", text, source="Source a")
    told = desk.read(item, raid())
    assert told.alert is not None
    assert told.alert.reason is Reason.RETRACTED
    assert told.incident.retracted
    assert told.alert.changes[0].said_by == "Source a"


def test_a_retraction_of_one_of_two_sources_leaves_the_other_standing(desk: Desk) -> None:
    desk.read(article("b", "Bodies pulled from Tarrow mill quarter", SECOND), raid(Count(9, 9)))
    text = "This story has been withdrawn by our desk. " + SECOND
    item = article("c", "Withdrawn: bodies in Tarrow", text, source="Source b")
    told = desk.read(item, raid())
    assert told.alert is not None
    assert told.alert.reason is Reason.RETRACTED
    assert not told.incident.retracted
    assert told.incident.toll.killed == SEVEN


def test_a_retraction_by_somebody_who_told_nothing_is_an_article_like_others(desk: Desk) -> None:
    item = article("b", "Retracted: Tarrow raid report", SECOND)
    told = desk.read(item, Finding())
    assert told.verdict.silence is Silence.NOT_ALERTABLE
    assert not told.incident.retracted


def test_a_retraction_of_what_nobody_was_told_is_silent() -> None:
    desk = Desk()
    desk.read(replace(FIRST, published=NOON - timedelta(hours=60)), raid())
    item = article("b", "RETRACTED: jets bomb Tarrow depot", RAID, source="Source a")
    told = desk.read(item, raid())
    assert told.alert is None
    assert told.incident.retracted


def test_what_is_reported_again_after_a_retraction_stands_again(desk: Desk) -> None:
    item = article("b", "RETRACTED: jets bomb Tarrow depot", RAID, source="Source a")
    desk.read(item, raid())
    told = desk.read(article("c", "Bodies pulled from Tarrow mill quarter", SECOND), raid())
    assert told.alert is not None
    assert told.alert.reason is Reason.ESCALATED
    assert told.alert.changes[0].what == "Retraction"
    assert not told.incident.retracted


def test_after_three_days_of_silence_a_like_raid_is_another(desk: Desk) -> None:
    later = timedelta(hours=80)
    item = article("b", "Bodies pulled from Tarrow", SECOND, published=NOON + later)
    told = desk.read(item, raid(), after=later)
    assert told.alert is not None
    assert told.alert.reason is Reason.NEW


def test_an_unreliable_single_source_cannot_be_judged() -> None:
    told = Desk().read(replace(FIRST, reliability=Reliability.F), raid())
    assert str(told.incident.grade) == "F6"


def test_state_media_confirm_nothing(desk: Desk) -> None:
    item = article("b", "Bodies pulled from Tarrow mill quarter", SECOND, state_affiliated="AA")
    told = desk.read(item, raid())
    assert told.alert is None
    assert told.incident.grade.credibility == 3


def test_a_country_holds_its_towns_and_parts_nothing() -> None:
    desk = Desk()
    whole = Place(name="Northland", country="AA", is_country=True)
    town = Place(name="Tarrow", country="AA")
    desk.read(FIRST, raid(places=(whole,), signals=(act(place="Northland"),)))
    told = desk.read(article("b", "Bodies pulled from Tarrow", SECOND), raid(places=(town,)))
    assert len(told.incident.reports) == 2


def test_where_the_title_says_so_the_rest_of_a_text_moves_no_scene(desk: Desk) -> None:
    back = act(place="Velmont", zone=Zone.TITLE)
    places = (Place(name="Velmont", country="AA"), Place(name="Tarrow", country="AA"))
    both = raid(places=places, signals=(back, act(place="Tarrow", zone=Zone.BODY)))
    told = desk.read(article("b", "Alliance jets bomb depot near Velmont", RAID), both)
    assert told.alert is not None
    assert told.alert.reason is Reason.NEW


def test_a_second_raid_on_the_same_place_is_a_second_incident_for_all_its_sources(
    desk: Desk,
) -> None:
    again = desk.read(article("b", "Second raid on Tarrow depot in two days", RAID), raid())
    assert again.alert is not None
    assert again.alert.reason is Reason.NEW
    other = desk.read(article("c", "Alliance strikes Tarrow depot again", RAID), raid())
    assert other.incident.id == again.incident.id


@pytest.mark.parametrize(
    ("title", "again"),
    [
        ("Fresh strikes on Tarrow", True),
        ("New drone attack kills three", True),
        ("Rockets hit base again", True),
        ("New details of the Tarrow attack", False),
        ("Another body found after Tarrow raid", False),
        ("Second World War bomb found", False),
    ],
)
def test_titles_say_whether_it_happens_again(title: str, again: bool) -> None:  # noqa: FBT001  pytest passes it by name
    assert happens_again(title) is again
