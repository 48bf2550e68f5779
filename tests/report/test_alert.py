"""What a person reads of an incident: the alert, its updates, a digest of many."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model.finding import Claim, Count, Effect, Mode, Place, Toll
from bot.model.incident import Change, Mark, MarkKind, Reason
from bot.model.kind import Family, Kind
from bot.model.scale import Certainty, Severity
from bot.report.alert import alert_message, digest_message, update_message
from bot.report.message import Link, Message
from tests.fakes.nouns import (
    NOW,
    VOW,
    alert,
    claim,
    incident,
    report,
    revised,
    signal,
    threatened,
    vow,
)


def rows(message: Message) -> list[str]:
    return message.plain.split("\n")


def line(message: Message, label: str) -> str:
    return next(row for row in rows(message) if row.startswith(f"{label}: "))


def test_the_heading_says_severity_act_and_place_in_words() -> None:
    assert rows(alert_message(alert()))[:2] == [
        "SEVERE · Air/drone strike · Karsa (IQ)",
        "Jets bomb depot in Karsa",
    ]


def test_every_figure_says_who_stands_behind_it() -> None:
    told = report(claims=(claim(), claim(4, 4, of="fighters", said_by="Delta Front")))
    message = alert_message(alert(incident(reports=(told,))))
    figures = "at least 7 (reported by Harbour Post) · 4 fighters (Delta Front)"
    assert line(message, "Killed") == f"Killed: {figures}"


def test_the_figure_that_makes_the_toll_comes_first_and_the_other_speaker_stays() -> None:
    figures = "12 (Karsa hospital) · at least 7 (reported by Harbour Post)"
    assert line(alert_message(revised()), "Killed") == f"Killed: {figures}"


def test_a_speaker_who_revises_a_figure_is_shown_with_the_newest_only() -> None:
    later = report(2, claims=(claim(9, 9),))
    both = incident(reports=(report(), later), toll=Toll(killed=Count(9, 9)))
    assert line(alert_message(alert(both)), "Killed") == "Killed: 9 (reported by Harbour Post)"


def test_a_toll_that_no_speaker_gave_is_marked_as_read_together() -> None:
    both = incident(toll=Toll(killed=Count(7, 12)))
    text = line(alert_message(alert(both)), "Killed")
    assert text.startswith("Killed: 7 to 12 (all reports together) · at least 7 (reported by")


def test_past_figures_are_no_toll() -> None:
    past = claim(40, 40, mode=Mode.HISTORICAL)
    message = alert_message(alert(incident(reports=(report(claims=(claim(), past)),))))
    assert "40" not in line(message, "Killed")


def test_who_was_hurt_has_the_capitals_of_the_text() -> None:
    sentence = "An American soldier was among the dead."
    told = report(
        claims=(claim(1, 1, of="american soldier", said_by="Delta Front", sentence=sentence),)
    )
    message = alert_message(alert(incident(reports=(told,))))
    assert "1 American soldier (Delta Front)" in line(message, "Killed")


def test_a_claim_without_a_figure_is_shown_where_its_speaker_gives_none() -> None:
    vague = claim(None, of="fighters", said_by="Delta Front")
    message = alert_message(alert(incident(reports=(report(claims=(claim(), vague)),))))
    assert line(message, "Killed").endswith("fighters, no figure given (Delta Front)")


def test_who_gives_no_figure_is_left_out_where_others_give_one() -> None:
    vague = claim(None, of="people", said_by="the health ministry")
    counted = alert_message(alert(incident(reports=(report(claims=(claim(), vague)),))))
    assert line(counted, "Killed") == "Killed: at least 7 (reported by Harbour Post)"
    alone = alert_message(alert(incident(reports=(report(claims=(vague,)),), toll=Toll())))
    assert line(alone, "Killed") == "Killed: people, no figure given (the health ministry)"


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (Count(1200, 1200), "1,200"),
        (Count(0, 9), "up to 9"),
        (Count(7, 12), "7 to 12"),
        (Count(24, None), "at least 24"),
    ],
)
def test_ranges_in_words(count: Count, words: str) -> None:
    told = report(claims=(), toll=Toll(injured=count))
    message = alert_message(alert(incident(reports=(told,), toll=Toll(injured=count))))
    assert line(message, "Injured") == f"Injured: {words} (reported by Harbour Post)"


def test_more_figures_than_a_phone_shows_are_counted() -> None:
    claims: tuple[Claim, ...] = tuple(claim(n, n, said_by=f"Office {n}") for n in range(2, 12))
    message = alert_message(alert(incident(reports=(report(claims=claims),))))
    assert line(message, "Killed").endswith("6 more figures")


def test_an_alert_says_who_did_it_to_whom() -> None:
    assert line(alert_message(alert()), "By") == "By: Northern Republic → Delta Front"


def test_an_unknown_hand_is_called_not_known() -> None:
    shelled = report(signals=(signal(Kind.SHELLING, actor=None),))
    message = alert_message(alert(incident(reports=(shelled,))))
    assert line(message, "By") == "By: not known → Delta Front"


def test_where_no_act_names_anybody_the_named_are_listed() -> None:
    told = report(signals=(signal(actor=None, target=None),))
    names = ("Northern Republic", "Delta Front", "Hill Guard", "River League", "Sun Party")
    message = alert_message(alert(incident(reports=(told,), actors=names)))
    assert line(message, "Named").endswith("River League and 1 more")


def test_a_threat_is_quoted_verbatim_with_its_speaker() -> None:
    text = line(alert_message(threatened()), "Threat of revenge")
    assert "Delta Front: “We are ready to answer this raid and take revenge”" in text


def test_a_threat_without_quotation_marks_is_shown_as_its_sentence() -> None:
    said = vow(kind=Kind.ULTIMATUM, sentence="The front gave the city two days to surrender.")
    message = alert_message(alert(incident(reports=(report(signals=(signal(), said)),))))
    assert "The front gave the city two days to surrender." in line(message, "Ultimatum")
    assert "“" not in line(message, "Ultimatum")


def test_an_alert_shows_the_sentence_it_rests_on() -> None:
    assert line(alert_message(alert()), "It rests on").endswith("killing at least seven people.")


def test_certainty_sources_grade_and_time_stand_on_one_line() -> None:
    expected = "Likely · unconfirmed, 1 source · grade B3 · 14 Mar 2026 08:56 UTC"
    assert expected in rows(alert_message(alert()))


def test_what_nobody_confirmed_is_not_called_observed() -> None:
    told = incident(certainty=Certainty.OBSERVED)
    assert "Likely · unconfirmed" in alert_message(alert(told)).plain
    sure = replace(told, grade=replace(told.grade, credibility=1))
    assert "Observed · confirmed" in alert_message(alert(sure)).plain


def test_copies_of_one_wire_are_one_source() -> None:
    copies = tuple(report(n, source=f"Paper {n}", origin="Delta Wire") for n in range(3))
    assert "1 source" in alert_message(alert(incident(reports=copies))).plain


def test_state_media_alone_are_named_as_such() -> None:
    told = incident(reports=(report(state_affiliated="SY"),))
    assert "1 source, state media only" in alert_message(alert(told)).plain


def test_a_confirmed_incident_says_so() -> None:
    sure = incident(grade=replace(incident().grade, credibility=1))
    assert "Likely · confirmed, 1 source · grade B1" in alert_message(alert(sure)).plain


def test_an_alert_links_to_its_sources_and_offers_what_one_may_ask() -> None:
    message = alert_message(alert())
    assert Link("Harbour Post", "https://harbour.example/raid/1") in message.lines[-1].parts
    assert [(button.text, button.command) for button in message.buttons] == [
        ("Sources 1", "sources #k7f3q1"),
        ("Why?", "why #k7f3q1"),
        ("Mute story", "mute #k7f3q1"),
        ("Ack", "ack #k7f3q1"),
        ("False alarm", "falsealarm #k7f3q1"),
    ]


def test_only_severe_and_extreme_make_a_sound() -> None:
    assert not alert_message(alert()).silent
    assert alert_message(alert(incident(severity=Severity.MODERATE))).silent


def test_a_later_alert_brings_the_first_message_up_to_date() -> None:
    text = alert_message(revised()).plain
    assert "first reported 14 Mar 2026 08:56 UTC, updated 09:26 UTC" in text


def test_one_town_is_named_with_its_province() -> None:
    places = (Place(name="Karsa", country="IQ", admin1="Anbar"),)
    assert alert_message(alert(incident(places=places))).heading.endswith("Karsa, Anbar (IQ)")


def test_a_province_is_not_named_twice() -> None:
    places = (Place(name="Karsa", country="IQ", admin1="Karsa"),)
    assert alert_message(alert(incident(places=places))).heading.endswith("· Karsa (IQ)")


def test_two_countries_are_both_named_where_the_act_reached_into_both() -> None:
    places = (Place(name="Karsa", country="IQ"), Place(name="Syria", country="SY"))
    assert alert_message(alert(incident(places=places))).heading.endswith("Karsa (IQ)")
    border = report(signals=(signal(sentence="Jets hit Karsa on the Syrian border."),))
    message = alert_message(alert(incident(places=places, reports=(border,))))
    assert message.heading.endswith("Karsa (IQ) – Syria")


def test_the_country_that_strikes_is_not_where_it_happened() -> None:
    places = (Place(name="Karsa", country="IQ"), Place(name="Syria", country="SY"))
    jets = report(signals=(signal(actor="Syria", sentence="Syrian jets hit Karsa."),))
    message = alert_message(alert(incident(places=places, reports=(jets,))))
    assert message.heading.endswith("Karsa (IQ)")


def test_the_place_of_a_dateline_is_not_where_it_happened() -> None:
    places = (Place(name="Dahl", country="IQ"), Place(name="Karsa", country="IQ"))
    written = report(signals=(signal(sentence="DAHL (Delta Wire) - Jets hit Karsa."),))
    message = alert_message(alert(incident(places=places, reports=(written,))))
    assert message.heading.endswith("· Karsa (IQ)")


def test_speakers_of_the_same_figure_stand_together() -> None:
    claims = (claim(), claim(said_by="Karsa hospital"))
    message = alert_message(alert(incident(reports=(report(claims=claims),))))
    assert line(message, "Killed").endswith("at least 7 (reported by Harbour Post; Karsa hospital)")


def test_a_general_name_gives_way_to_the_one_that_holds_it() -> None:
    acts = (signal(target="militias"), signal(target="Hill militia"))
    message = alert_message(alert(incident(reports=(report(signals=acts),))))
    assert line(message, "By") == "By: Northern Republic → Hill militia"


def test_names_told_side_by_side_are_one_and_the_fullest_of_troops_is_shown() -> None:
    rockets = signal(Kind.SHELLING, actor=None, target="military", sentence="Rockets hit a base.")
    guests = replace(rockets, target="troops", sentence="It is home to troops of many lands.")
    title = replace(rockets, target="alliance", sentence="Rockets hit base of alliance troops")
    told = report(signals=(rockets, guests, title))
    assert line(alert_message(alert(incident(reports=(told,)))), "By").endswith("→ alliance troops")


def test_two_peoples_told_side_by_side_stay_two() -> None:
    acts = (signal(target="Hill Guard"), signal(target="River League"))
    said = tuple(replace(each, sentence="Hill Guard River League lines hit") for each in acts)
    message = alert_message(alert(incident(reports=(report(signals=said),))))
    assert line(message, "By") == "By: Northern Republic → Hill Guard, River League"


@pytest.mark.parametrize(
    ("country", "places", "words"),
    [
        ("IQ", (), "Iraq"),
        ("IQ", (Place(name="Iraq", country="IQ"),), "Iraq"),
        (None, (), "place unknown"),
        (None, (Place(name="Karsa"),), "Karsa"),
    ],
)
def test_what_is_known_of_the_place(
    country: str | None, places: tuple[Place, ...], words: str
) -> None:
    message = alert_message(alert(incident(country=country, places=places)))
    assert message.heading == f"SEVERE · Air/drone strike · {words}"


def test_words_alone_make_an_alert_of_their_kind() -> None:
    said = incident(sub_event_type=None, reports=(report(signals=(vow(),), claims=()),))
    message = alert_message(alert(said))
    assert "Vow of revenge" in message.heading
    assert "It rests on" not in message.plain


def test_an_incident_without_signals_says_that_the_act_is_unknown() -> None:
    bare = incident(sub_event_type=None, reports=(report(signals=()),), actors=())
    assert "Act unknown" in alert_message(alert(bare)).heading


def test_a_retraction_is_shouted_in_the_heading() -> None:
    message = alert_message(alert(incident(retracted=True)))
    assert message.heading.startswith("RETRACTED · ")
    assert "the report behind this alert was withdrawn" in message.plain


def test_a_truce_shows_the_sentence_that_says_so() -> None:
    truce = signal(
        Kind.CEASEFIRE,
        family=Family.DEESCALATION,
        actor=None,
        sentence="Both sides agreed to a truce from midnight.",
    )
    calm = incident(eased=True, reports=(report(), report(2, signals=(truce,), claims=())))
    message = alert_message(alert(calm))
    assert message.heading.startswith("SEVERE, easing · ")
    assert line(message, "Easing") == "Easing: Both sides agreed to a truce from midnight."


def test_easing_without_a_sentence_stands_in_the_heading_alone() -> None:
    message = alert_message(alert(incident(eased=True)))
    assert "Easing: " not in message.plain


def test_marks_say_who_and_when() -> None:
    mark = Mark(kind=MarkKind.ACKNOWLEDGED, by="ann", at=NOW, channel="console:terminal")
    message = alert_message(alert(incident(marks=(mark,))))
    assert "Acknowledged by ann, 09:26 UTC" in rows(message)


def test_an_update_names_its_incident_and_says_what_changed_and_who_says_so() -> None:
    message = update_message(revised())
    assert rows(message)[:4] == [
        "UPDATE · SEVERE · Air/drone strike · Karsa (IQ)",
        "Figures of incident #k7f3q1 were revised:",
        "Killed: at least 7 → 12 (Karsa hospital)",
        "All figures: 12 (Karsa hospital) · at least 7 (reported by Harbour Post)",
    ]
    assert "The hospital counted 12 dead." in rows(message)
    assert message.update
    assert message.incident_id == "k7f3q1"


def test_an_update_does_not_repeat_the_only_figure_there_is() -> None:
    hurt = Change(what="Injured", before=None, after="14", said_by="Karsa hospital")
    claims = (claim(14, 14, effect=Effect.INJURED, said_by="Karsa hospital"),)
    story = incident(reports=(report(claims=claims),), toll=Toll(injured=Count(14, 14)))
    message = update_message(alert(story, reason=Reason.REVISED, changes=(hurt,)))
    assert "Injured: 14 (Karsa hospital)" in rows(message)
    assert "All figures" not in message.plain


def test_a_figure_nobody_vouches_for_is_the_houses_own() -> None:
    change = replace(revised().changes[0], said_by=None)
    message = update_message(replace(revised(), changes=(change,)))
    assert line(message, "Killed") == "Killed: at least 7 → 12 (reported by Delta Wire)"


def test_a_new_threat_is_quoted_in_the_update() -> None:
    message = update_message(threatened())
    expected = "Threat: Delta Front: “We are ready to answer this raid and take revenge”"
    assert line(message, "Threat") == expected
    assert VOW not in message.plain


def test_a_change_that_is_its_own_sentence_is_shown_once() -> None:
    sentence = "The front gave the city two days."
    change = Change(what="Threat", before=None, after=sentence, sentence=sentence)
    message = update_message(alert(reason=Reason.ESCALATED, changes=(change,)))
    assert message.plain.count(sentence) == 1


def test_a_rise_in_severity_shows_both_levels() -> None:
    change = Change(what="Severity", before="moderate", after="severe")
    message = update_message(alert(reason=Reason.ESCALATED, changes=(change,), rose=True))
    assert line(message, "Severity") == "Severity: moderate → severe"


def test_a_retraction_makes_a_sound_and_a_mild_revision_does_not() -> None:
    mild = incident(severity=Severity.MODERATE)
    assert not update_message(alert(mild, reason=Reason.RETRACTED)).silent
    assert update_message(alert(mild, reason=Reason.REVISED)).silent


def test_a_digest_ranks_its_incidents_and_shows_each_once() -> None:
    mild = incident(2, severity=Severity.MODERATE, updated=NOW)
    grave = incident(3, severity=Severity.EXTREME)
    message = digest_message([alert(), revised(), alert(mild), alert(grave)])
    assert message.heading == "4 more alerts"
    assert message.severity is Severity.EXTREME
    begin = [row.split(" · ")[0] for row in rows(message)[1:]]
    assert begin == ["🟪 EXTREME", "🟥 SEVERE", "🟧 MODERATE"]
    assert "killed 12 · 2 sources · #k7f3q1" in rows(message)[2]


def test_a_long_digest_counts_what_it_leaves_out() -> None:
    many = [alert(incident(number), at=NOW + timedelta(seconds=number)) for number in range(40)]
    message = digest_message(many)
    assert message.heading == "40 more alerts"
    assert rows(message)[-1] == "and 15 more incidents: ask for the summary"


def test_a_digest_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="empty"):
        digest_message([])


def test_effects_other_than_deaths_have_their_own_lines() -> None:
    held = claim(3, 3, effect=Effect.CAPTURED, of="officers", said_by="Delta Front")
    message = alert_message(alert(incident(reports=(report(claims=(claim(), held)),))))
    assert line(message, "Captured") == "Captured: 3 officers (Delta Front)"


def test_hostile_titles_stay_literal_and_on_one_line() -> None:
    title = "<b>{0}</b>\n[red]*boo*[/red] " + "x" * 500
    text = rows(alert_message(alert(incident(title=title))))[1]
    assert text.startswith("<b>{0}</b> [red]*boo*[/red] xxx")
    assert len(text) <= 300
