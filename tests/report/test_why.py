"""Why, story and sources: what an alert rests on, how it went, who says what."""

from datetime import timedelta

from bot.model.feed import Article
from bot.model.finding import Finding, Mode, Step, Toll
from bot.model.incident import Mark, MarkKind, Silence, Verdict
from bot.model.kind import Kind
from bot.model.scale import Severity
from bot.report.story import sources_message, story_message
from bot.report.why import silence_message, why_message
from tests.fakes.nouns import NOW, alert, claim, incident, report, revised, signal, threatened

FINDING = Finding(
    severity=Severity.SEVERE,
    signals=(signal(),),
    arithmetic=(Step("air strike", 3), Step("killed at least 7", 2), Step("one source", -1)),
)
ARTICLE = Article(
    id="article-1",
    feed_id="harbour",
    title="Talks go on",
    text="Talks go on in Karsa.",
    url="https://harbour.example/talks",
    seen=NOW,
    source="Harbour Post",
)


def verdict(**changes: object) -> Verdict:
    values = {"article_id": "article-1", "at": NOW, "silence": Silence.NOT_ALERTABLE} | changes
    return Verdict(**values)  # type: ignore[arg-type]


def test_why_shows_rule_sentence_arithmetic_and_what_this_chat_wants() -> None:
    message = why_message(incident(), [alert()], finding=FINDING, here=["It was sent here."])
    assert "It was sent here." in message.plain
    assert (
        "Air/drone strike, happening now: test.air_strike (Harbour Post) Jets of" in message.plain
    )
    arithmetic = "air strike +3 · killed at least 7 +2 · one source -1 = +4 → SEVERE"
    assert f"Severity: {arithmetic}" in message.plain
    assert "Rules: sha256:0123456789ab" in message.plain
    assert "Told first at 14 Mar 2026 09:01 UTC." in message.plain
    assert message.private


def test_why_works_for_an_incident_whose_article_is_not_kept() -> None:
    bare = incident(reports=(report(packs=""),))
    message = why_message(bare, [], finding=None, here=[])
    assert "Severity:" not in message.plain
    assert "Rules:" not in message.plain


def test_why_shows_each_sentence_once_and_counts_the_rest() -> None:
    many = tuple(signal(sentence=f"Sentence {number}.") for number in range(9))
    told = incident(reports=(report(signals=many), report(2, signals=many)))
    message = why_message(told, [], finding=None, here=[])
    assert message.plain.count("Sentence 0.") == 1
    assert "and 3 more sentences" in message.plain


def test_silence_is_explained_with_what_fired_and_what_it_came_to() -> None:
    past = signal(mode=Mode.HISTORICAL)
    finding = Finding(signals=(past,), arithmetic=(Step("past act", 0),))
    told = verdict(detail="no sentence speaks of today")
    message = silence_message(ARTICLE, told, finding)
    assert message.heading == "Why was nothing sent? · Talks go on"
    assert "Nothing in it is worth an alert." in message.plain
    assert "no sentence speaks of today" in message.plain
    assert "Air/drone strike, past: test.air_strike" in message.plain
    assert "Severity: past act +0 = +0 → SEVERITY UNKNOWN" in message.plain


def test_silence_without_any_signal_says_that_no_rule_fired() -> None:
    bare = Article(id="a", feed_id="f", title="", text="Long text.", seen=NOW)
    message = silence_message(bare, verdict(), Finding())
    assert "No rule fired on any of its sentences." in message.plain
    assert message.heading.endswith("Long text.")


def test_an_article_that_was_alerted_names_its_incident() -> None:
    message = silence_message(ARTICLE, verdict(silence=None, incident_id="k7f3q1"), Finding())
    assert "It was alerted, as incident #k7f3q1." in message.plain


def test_a_story_shows_its_steps_in_order() -> None:
    told = threatened()
    message = story_message(told.incident, [alert(), revised(), told])
    rows = message.plain.split("\n")
    first = rows.index("14 Mar 2026 09:01 UTC: first alert")
    assert rows[first + 1].endswith("revised · Killed at least 7 → 12 (Karsa hospital)")
    assert rows[first + 2].endswith("escalated · Threat take revenge (Delta Front)")


def test_a_long_story_counts_its_earlier_steps() -> None:
    many = [alert(at=NOW + timedelta(minutes=number)) for number in range(20)]
    message = story_message(incident(), many)
    assert "5 earlier steps" in message.plain


def test_a_story_shows_marks_and_what_else_happened_between_the_sides() -> None:
    mark = Mark(kind=MarkKind.FALSE_ALARM, by="ben", at=NOW, channel="console:terminal")
    message = story_message(incident(marks=(mark,)), [alert()], latest=[incident(2)])
    assert "Called a false alarm by ben, 09:26 UTC" in message.plain
    assert "Between the same sides:" in message.plain
    assert "#k7f3q2" in message.plain


def test_each_source_shows_grade_origin_state_and_figures() -> None:
    copy = report(2, source="Karsa Daily", origin="Delta Wire", state_affiliated="SY")
    quoting = report(3, claims=(claim(4, 4, of="its fighters", said_by="Delta Front"),))
    vague = report(4, source="", url=None, claims=(claim(None),))
    message = sources_message(incident(reports=(report(), copy, quoting, vague)))
    text = message.plain
    assert "Harbour Post · source B, usually reliable · 14 Mar 2026 08:56 UTC" in text
    assert "directed by a state (SY) · copy of Delta Wire" in text
    assert "Its figures: killed at least 7" in text
    assert "Its figures: killed 4 fighters (Delta Front)" in text
    assert "unnamed source · source B" in text
    assert "killed people, no figure given (reported by unnamed source)" in text
    assert "The information: 3, possibly true" in text


def test_many_sources_are_cut_and_counted() -> None:
    many = tuple(report(number, source=f"Paper {number}", claims=()) for number in range(15))
    assert "and 3 earlier reports" in sources_message(incident(reports=many)).plain


def test_a_source_without_figures_has_no_line_for_them() -> None:
    quiet = report(claims=(), toll=Toll())
    assert "Its figures" not in sources_message(incident(reports=(quiet,))).plain


def test_words_of_a_claim_without_a_house_stay_readable() -> None:
    told = incident(reports=(report(signals=(signal(Kind.WARNING),)),))
    message = why_message(told, [], finding=None, here=[])
    assert "Warning, happening now" in message.plain
