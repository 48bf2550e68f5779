"""A finding as a row, and as reasons."""

import msgspec

from bot.report.finding import as_row, explain
from tests.fakes.packs import found

TEXT = "Two warplanes bombed a depot in Qaim on Monday, killing at least nine fighters."


def test_a_row_has_the_keys_of_the_design_in_their_order() -> None:
    row = as_row("7", found(TEXT))
    assert list(row) == [
        "id",
        "relevant",
        "alertable",
        "severity",
        "urgency",
        "certainty",
        "event_type",
        "sub_event_type",
        "packs",
        "truncated",
        "country",
        "places",
        "actors",
        "toll",
        "claims",
        "signals",
    ]
    assert row["toll"] == {
        "killed": [9, None],
        "injured": None,
        "missing": None,
        "captured": None,
        "displaced": None,
    }
    assert row["places"] == [{"name": "Qaim", "country": "IQ", "admin1": "Anbar"}]
    assert row["event_type"] == "Explosions/Remote violence"


def test_signals_and_claims_say_where_they_stand() -> None:
    row = msgspec.json.decode(msgspec.json.encode(as_row("7", found(TEXT))))
    signal, claim = row["signals"][0], row["claims"][0]
    assert TEXT[slice(*signal["span"])] == "warplanes bombed"
    assert claim["count"] == [9, None]
    assert set(claim) == {
        "effect",
        "count",
        "of",
        "said_by",
        "mode",
        "zone",
        "span",
        "sentence",
    }
    assert set(signal) == {
        "rule",
        "family",
        "kind",
        "sub_event_type",
        "plover",
        "mode",
        "actor",
        "target",
        "place",
        "weapon",
        "zone",
        "span",
        "sentence",
    }


def test_incident_and_mentions_come_only_when_asked_for() -> None:
    row = as_row("7", found(TEXT), incident="k7f3qa", mentions=True)
    assert row["incident"] == "k7f3qa"
    assert row["mentions"] == []
    assert "incident" not in as_row("7", found(TEXT))


def test_a_title_signal_has_no_span() -> None:
    row = as_row("7", found("More soon.", title="Air strike kills nine in Mosul"))
    assert row["signals"][0]["span"] is None


def test_the_explanation_shows_the_sum_and_the_sentences() -> None:
    told = explain(found(TEXT))
    assert told[0] == "+3  air strike"
    assert told[1] == "+3  killed at least 9"
    assert told[2] == "in all: 6 points, severity severe"
    assert any("strike.air (air_strike)" in each and TEXT in each for each in told)
    assert any(each.startswith("killed at least 9 of fighters") for each in told)


def test_the_explanation_says_what_is_not_about_now() -> None:
    past = explain(found("Last year gunmen shot dead four farmers."))
    assert any("historical: it is not about now" in each for each in past)
    future = explain(found("The general vowed to avenge the dead."))
    assert any("(revenge_threat, future)" in each for each in future)
