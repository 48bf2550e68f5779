"""Whether the violence an article tells is what it reports, or an aside in it."""

import pytest

from bot.model.finding import Finding
from bot.report.finding import explain
from tests.fakes.packs import found

#: Ten sentences in which nothing happens.
FILLER = " ".join(f"The council met for the {n} time and heard the harbour report." for n in (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
))  # fmt: skip


def steps(finding: Finding) -> dict[str, int]:
    assert finding.weighing is not None
    return {each.label: each.points for each in finding.weighing.steps}


def test_news_of_an_attack_is_relevant_and_says_what_speaks_for_it() -> None:
    finding = found("Gunmen shot dead four farmers near a school in Mopti on Monday.")

    assert finding.relevant
    assert steps(finding) == {"at_the_top": 1, "with_a_toll": 2, "names_what_was_hit": 1}


def test_a_speech_that_mentions_attacks_is_an_aside() -> None:
    text = f'{FILLER} "Armed groups carry out attacks on our people."'

    finding = found(text)

    assert not finding.relevant
    assert not finding.alertable
    assert steps(finding) == {
        "deeds_in_general": -2, "first_person": -2, "in_quotes": -1, "long_article": -1,
        "once_far_down": -1,
    }  # fmt: skip


def test_an_attack_with_its_dead_far_down_in_a_long_article_is_reported() -> None:
    finding = found(f"{FILLER} Gunmen killed nine villagers at the well on Monday.")

    assert finding.relevant
    assert steps(finding) == {"with_a_toll": 2, "long_article": -1, "once_far_down": -1}


def test_the_best_sentence_decides() -> None:
    speech = '"We condemn the attacks on our people," the mayor said.'
    news = "Gunmen killed nine villagers at the well on Monday."

    assert found(f"{speech} {news}").relevant
    assert found(f"{news} {speech}").relevant


@pytest.mark.parametrize(
    "text",
    [
        "Was it rebels who shelled the port on Monday?",
        '"Did soldiers open fire on the marchers?" he asked himself.',
    ],
)
def test_what_is_asked_is_not_reported(text: str) -> None:
    if text.endswith("?"):
        assert not found(text).relevant
    assert found(f"{text} Rebels shelled the port on Monday.").relevant


def test_an_article_without_violence_weighs_nothing() -> None:
    assert found("Police arrested nine opposition activists at dawn.").weighing is None


def test_the_explanation_shows_the_weighing_line_by_line() -> None:
    told = explain(found("Gunmen shot dead four farmers near a school in Mopti on Monday."))

    assert "+2  violence: with a toll" in told
    assert "in all: 4 points, -2 needed: it is what the article reports" in told


def test_the_explanation_says_that_a_question_reports_nothing() -> None:
    told = explain(found("Which rebels shelled the port on Monday?"))

    assert "in all: 0 points, -2 needed: it is only asked about" in told
