"""The summary: ranked incidents, how they moved, blow and answer, countries, open doubts."""

from dataclasses import replace
from datetime import timedelta

from bot.model.finding import Count, Toll
from bot.model.incident import Grade, Incident, Reason
from bot.model.kind import Kind
from bot.model.scale import Severity
from bot.report.chains import chains
from bot.report.summary import Period, summary_message
from tests.fakes.nouns import NOW, alert, incident, report, revised, signal, threatened, vow

DAY = Period(since=NOW - timedelta(hours=24), until=NOW + timedelta(minutes=1))


def rows(incidents: list[Incident], **more: object) -> list[str]:
    message = summary_message(incidents, more.pop("alerts", ()), period=DAY, **more)  # type: ignore[arg-type]
    return message.plain.split("\n")


def answer_raid() -> Incident:
    """The Delta Front answers elsewhere."""
    fired = signal(Kind.SHELLING, actor="Delta Front", target="Northern Republic")
    told = report(9, signals=(fired,), claims=(), published=NOW)
    return incident(9, country="SY", updated=NOW, reports=(told,))


def test_incidents_are_ranked_by_severity_then_movement_then_toll() -> None:
    mild = incident(2, severity=Severity.MODERATE, updated=NOW)
    deadly = incident(3, toll=Toll(killed=Count(90, 90)))
    rose = incident(4)
    first = alert(rose, rose=True, at=NOW - timedelta(hours=1))
    lines = rows([mild, deadly, rose], alerts=[first])
    ids = [line.split("#")[1].split(" ")[0] for line in lines if " · #" in line]
    assert ids[:3] == ["k7f3q4", "k7f3q3", "k7f3q2"]


def test_each_incident_is_one_line_with_place_act_toll_and_sources() -> None:
    line = rows([incident()])[2]
    assert line == (
        "🟥 SEVERE · Air/drone strike · Karsa (IQ) · killed at least 7 · 1 source · #k7f3q1 ·"
        " Jets bomb depot in Karsa"
    )


def test_the_head_counts_by_severity_and_says_as_of_when() -> None:
    lines = rows([incident(), incident(2), incident(3, severity=Severity.MINOR)])
    assert lines[0] == "Summary of the last 24 hours"
    assert lines[1] == "3 incidents: 2 severe, 1 minor · as of 14 Mar 2026 09:27 UTC"


def test_what_moved_in_the_period_is_said() -> None:
    before = alert(
        incident(severity=Severity.MODERATE, toll=Toll(killed=Count(2, 2))),
        at=NOW - timedelta(hours=2),
    )
    now = revised()
    lines = rows([now.incident], alerts=[now, before])
    assert "rose from moderate, killed was 2 · #k7f3q1" in lines[2]


def test_alerts_outside_the_period_move_nothing() -> None:
    old = alert(incident(severity=Severity.MINOR), at=NOW - timedelta(days=3))
    assert "rose" not in rows([incident()], alerts=[old])[2]


def test_blow_threat_and_answer_make_a_chain() -> None:
    lines = rows([threatened().incident, answer_raid()])
    assert (
        "Tit for tat: Northern Republic: air/drone strike against Delta Front (08:56 UTC, #k7f3q1)"
        " → Delta Front: vow of revenge against Northern Republic (08:56 UTC, #k7f3q1)"
        " → Delta Front: shelling/artillery/missile attack against Northern Republic"
        " (09:26 UTC, #k7f3q9)"
    ) in lines


def test_who_threatens_whom_is_said_once_for_each_incident() -> None:
    again = report(4, signals=(vow(sentence="They repeated it."),), claims=())
    told = threatened().incident
    told = replace(told, reports=(*told.reports, again))
    line = "Who threatens whom: Delta Front → Northern Republic (#k7f3q1)"
    assert line in rows([told])
    many = [replace(told, id=f"many{number}") for number in range(6)]
    assert any(row.endswith("(#many3) · and 2 more") for row in rows(many))


def test_one_side_alone_makes_no_chain() -> None:
    assert chains([incident(), incident(2)], "en") == []


def test_a_threat_without_a_target_is_one_against_whoever_struck() -> None:
    told = report(2, signals=(vow(target=None),), published=NOW)
    links = chains([incident(reports=(report(), told))], "en")[0]
    assert links[-1].startswith("Delta Front: vow of revenge against Northern Republic")


def test_nobody_strikes_himself_and_words_of_others_are_no_blows() -> None:
    odd = (
        signal(target="Northern Republic"),
        signal(Kind.CONDEMNATION, actor="Delta Front", target="Northern Republic"),
        vow(target=None, actor="River League"),
    )
    assert chains([incident(reports=(report(signals=odd),))], "en") == []


def test_countries_are_counted_most_first() -> None:
    lines = rows([incident(), incident(2), incident(3, country="SY")])
    assert "By country: Iraq 2 · Syria 1" in lines


def test_incidents_nobody_places_are_in_no_country() -> None:
    assert not any(row.startswith("By country") for row in rows([incident(country=None)]))


def test_what_could_not_be_confirmed_is_listed_with_the_reason() -> None:
    state = incident(2, reports=(report(state_affiliated="SY"),))
    lines = rows([incident(), state, incident(3, retracted=True)])
    doubts = next(row for row in lines if row.startswith("Could not be confirmed"))
    assert "#k7f3q1 (grade B3)" in doubts
    assert "#k7f3q2 (state media only)" in doubts
    assert "#k7f3q3 (retracted)" in doubts


def test_confirmed_incidents_leave_no_doubt() -> None:
    sure = incident(grade=Grade(credibility=1))
    assert not any(row.startswith("Could not") for row in rows([sure]))


def test_many_incidents_are_cut_and_counted() -> None:
    lines = rows([incident(number) for number in range(30)])
    assert "and 18 more incidents, less grave" in lines
    assert any("and 24 more" in row for row in lines if row.startswith("Could not"))


def test_an_empty_period_says_so_and_shows_the_last_incidents() -> None:
    lines = rows([], latest=[replace(incident(), updated=NOW - timedelta(days=9))])
    assert lines[1] == "Nothing was alerted in the last 24 hours."
    assert lines[2] == "The last incidents before that:"
    assert "5 Mar 2026 09:26 UTC · #k7f3q1" in lines[3]


def test_a_period_with_nothing_before_it_says_that_too() -> None:
    assert "No earlier incident is known either." in rows([], about="places: Iraq")
    assert rows([], about="places: Iraq")[0] == "Summary of the last 24 hours · places: Iraq"


def test_the_gravest_stories_can_be_opened() -> None:
    message = summary_message([incident()], [alert(reason=Reason.NEW)], period=DAY)
    assert [button.command for button in message.buttons] == ["story #k7f3q1"]


def test_short_and_odd_periods_are_named_by_their_unit() -> None:
    for span, words in ((45, "45 minutes"), (60, "1 hour"), (7 * 24 * 60, "7 days")):
        period = Period(since=NOW - timedelta(minutes=span), until=NOW)
        heading = summary_message([], [], period=period).heading
        assert heading == f"Summary of the last {words}"
