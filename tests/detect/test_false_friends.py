"""What borrows the words of war and reports none: nothing of it is relevant, nothing alerts."""

from collections import Counter
from collections.abc import Iterable

import pytest

from tests.fakes.cases import cases, pages
from tests.fakes.packs import found


def alarms(texts: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
    """Texts that are taken for news of conflict, and the signals that they give."""
    read = {text: found(text.replace("\\n", "\n")) for text in texts}
    return {
        text: [(each.rule, each.mode.value) for each in finding.signals]
        for text, finding in read.items()
        if finding.relevant or finding.alertable
    }


@pytest.mark.parametrize("page", pages("false_friends"))
def test_a_false_friend_is_no_news_of_conflict(page: list[list[str]]) -> None:
    assert alarms(text for text, _ in page) == {}


@pytest.mark.parametrize("page", pages("unreal"))
def test_what_is_past_to_come_supposed_asked_or_denied_alerts_nobody(page: list[list[str]]) -> None:
    assert alarms(text for text, *_ in page) == {}


@pytest.mark.parametrize("text", [text for text, *_ in cases("live")])
def test_what_goes_on_alerts_beside_what_is_past_or_said(text: str) -> None:
    finding = found(text.replace("\\n", "\n"))

    assert finding.alertable, [(each.rule, each.mode.value) for each in finding.signals]


def test_there_are_sixty_and_two_of_each_kind_at_least() -> None:
    kinds = Counter(what for _, what in cases("false_friends"))

    assert kinds.total() >= 60
    assert min(kinds.values()) >= 2


def test_words_of_quarrel_in_an_article_about_something_else_are_no_signals() -> None:
    company = (
        "Shares of the brewer fell after its chairman rejected a bid.\n"
        "Investors accused the company of hiding losses, and analysts demanded an inquiry.\n"
        "Sales and profits grew in the last quarter, it said, as consumers paid higher prices."
    )
    assert not found(company).signals
    armed = company + "\nGunmen shot dead three drivers of the company near its depot in Maiduguri."
    assert {"accusation", "attack"} <= {each.kind for each in found(armed).signals}


def test_demands_and_denials_beside_it_make_an_aside_no_report() -> None:
    page = (
        "The harbour town of Tema opens its new market next week.\n"
        "Traders have waited for it since the old one burned down.\n"
        "There are stalls for fish, cloth and grain.\n"
        "The roof was built by a firm from Kumasi.\n"
        "The minister rejected a demand for lower rents.\n"
        "A guild of carvers has moved in already.\n"
        "Buses will stop at the gate from Monday.\n"
        "Soldiers arrested two rebel commanders near the border, a guest remarked.\n"
        "The mayor denied that the drains are too small.\n"
        "A choir sings at noon.\n"
        "The town accused nobody of the delay."
    )
    finding = found(page)
    assert "arrests" in {each.kind for each in finding.signals}
    assert not finding.alertable
