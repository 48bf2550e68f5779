"""What an article is mainly about, where it tells of several things."""

import pytest

from bot.model.kind import SubEventType
from tests.fakes.packs import found


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "Peace talks between the government and the rebels began despite air strikes on Hama.",
            SubEventType.AGREEMENT,
        ),
        (
            "Hundreds protested outside the barracks in Goma, demanding an end to the attacks.",
            SubEventType.PEACEFUL_PROTEST,
        ),
        (
            "Lawyers staged a sit-in in Quetta after gunmen shot dead a judge.",
            SubEventType.PEACEFUL_PROTEST,
        ),
        (
            "Militants killed nine villagers in revenge for air strikes on their camp.",
            SubEventType.ATTACK,
        ),
    ],
)
def test_violence_told_as_a_reason_is_not_the_main_thing(text: str, kind: SubEventType) -> None:
    assert found(text).sub_event_type is kind


def test_what_becomes_of_a_protest_outweighs_it() -> None:
    text = "Hundreds marched in Conakry before soldiers opened fire on the crowd, killing three."

    assert found(text).sub_event_type is SubEventType.EXCESSIVE_FORCE


def test_the_title_says_what_it_is_about() -> None:
    body = "Air strikes hit two depots near Hama last night, before the truce began."

    finding = found(body, title="Government and rebels sign a ceasefire")

    assert finding.sub_event_type is SubEventType.AGREEMENT


def test_an_article_about_the_past_has_a_type_and_no_alert() -> None:
    finding = found("In 1988 warplanes bombed the market town for two days.")

    assert finding.sub_event_type is SubEventType.AIR_STRIKE
    assert not finding.relevant
    assert not finding.alertable
