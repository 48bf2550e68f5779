"""The story of `seeds/`, through the real rule engine: what a reader of the demo is promised."""

import html
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.demo.story import Piece, Story, read_story, with_days
from bot.detect import detect
from bot.model.feed import Article
from bot.model.finding import Count
from bot.model.incident import Reason
from bot.track import Memory, Tracked, follow
from tests.fakes.packs import shipped

_ROOT = Path(__file__).parents[2]
_NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)
_ASIDE = re.compile(r"<(nav|aside|footer|head)>.*?</\1>|<h1>.*?</h1>", re.DOTALL)
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_NOISE = ("football", "storm", "film", "labour", "anniversary", "market", "drill")


@pytest.fixture(scope="module")
def told() -> dict[str, Tracked]:
    """What became of each piece, by its id."""
    story = read_story(_ROOT / "seeds")
    articles = [_article(story, piece) for piece in story.pieces]
    read = [(article, detect(article, shipped())) for article in articles]
    followed = follow(read, now=_NOON, memory=Memory())
    return {each.verdict.article_id: each for each in followed}


def test_the_strike_is_a_message_with_its_toll(told: dict[str, Tracked]) -> None:
    alert = told["raid"].alert
    assert alert is not None
    assert alert.reason is Reason.NEW
    assert alert.incident.toll.killed == Count(7, None)
    assert alert.incident.country == "IQ"
    assert "United States" in alert.incident.actors


def test_the_second_source_updates_the_strike(told: dict[str, Tracked]) -> None:
    second = told["raid-border-towns"]
    assert second.incident.id == told["raid"].incident.id
    assert second.alert is not None
    assert second.alert.reason is Reason.CORROBORATED


def test_the_revised_toll_updates_the_strike_and_names_both_speakers(
    told: dict[str, Tracked],
) -> None:
    toll = told["raid-toll"]
    assert toll.incident.id == told["raid"].incident.id
    assert toll.alert is not None
    assert toll.alert.reason in (Reason.REVISED, Reason.ESCALATED)
    change = next(each for each in toll.alert.changes if each.what == "Killed")
    assert (change.before, change.after) == ("at least 7", "12")
    claims = toll.alert.incident.reports[-1].claims
    speakers = {claim.said_by or "" for claim in claims if claim.count}
    assert any("health ministry" in speaker for speaker in speakers)
    assert any("Popular Mobilization" in speaker for speaker in speakers)


def test_the_vow_of_revenge_updates_the_strike(told: dict[str, Tracked]) -> None:
    vow = told["vow"]
    assert vow.incident.id == told["raid"].incident.id
    assert vow.alert is not None
    assert vow.alert.reason is Reason.ESCALATED
    threats = [each for each in vow.alert.changes if each.what == "Threat"]
    assert len(threats) == 1
    assert "avenge our martyrs" in threats[0].after


def test_the_answer_is_a_second_incident(told: dict[str, Tracked]) -> None:
    answer = told["answer"]
    assert answer.alert is not None
    assert answer.alert.reason is Reason.NEW
    assert answer.incident.id != told["raid"].incident.id
    assert told["answer-airport"].incident.id == answer.incident.id
    assert answer.incident.toll.killed == Count(1, 1)


def test_the_truce_eases_the_strike(told: dict[str, Tracked]) -> None:
    truce = told["truce"]
    assert truce.incident.id == told["raid"].incident.id
    assert truce.alert is not None
    assert truce.alert.reason is Reason.EASED
    assert truce.incident.eased


@pytest.mark.parametrize("noise", _NOISE)
def test_noise_stays_silent(told: dict[str, Tracked], noise: str) -> None:
    assert told[noise].alert is None


def _article(story: Story, piece: Piece) -> Article:
    published = _NOON + piece.at
    outlet = next(each for each in story.publishers if each.id == piece.feed)
    paragraphs = _PARAGRAPH.findall(_ASIDE.sub("", with_days(piece.body, published)))
    return Article(
        id=piece.id,
        feed_id=piece.feed,
        title=piece.title,
        text=html.unescape("\n".join(part.strip() for part in paragraphs)),
        published=published,
        seen=published,
        source=outlet.name,
        reliability=outlet.reliability,
    )
