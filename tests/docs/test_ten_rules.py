"""Ten rules written from the analyst's page alone load, and fire on news they have not seen."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.detect import Packs, detect
from bot.detect.text import read
from bot.model.feed import Article
from bot.settings import load_packs

FOLDER = Path(__file__).parent / "analyst"
NOW = datetime(2024, 6, 12, 9, tzinfo=UTC)

#: Title and text; each rule fires on the first and stays silent on the second.
NEWS = {
    "supply.cut": (
        ("", "Fighters in the south cut off water to the port on Sunday, engineers said."),
        ("", "Heavy rain cut off power to three valleys."),
    ),
    "cartel.roadblock": (
        ("", "In Culiacan armed men blocked the northern highway with torched lorries."),
        ("", "Cyclists blocked the avenue with cars behind them."),
    ),
    "land.herders": (
        ("", "Farmers in Plateau state clashed with herdsmen over trampled maize."),
        ("", "A film crew followed herders and farmers through the dry season."),
    ),
    "prison.riot": (
        ("", "Rioting broke out at a jail in Guayaquil on Monday."),
        ("", "The series is set in a prison and its first season ends with a riot."),
    ),
    "power.coup": (
        ("", "Soldiers seized power in the island state overnight and closed the airport."),
        ("", "Power was restored after soldiers repaired the line."),
    ),
    "air.drones_seen": (
        ("", "Two drones were spotted above the runway of the airport in Vilnius."),
        ("", "The airport tests drones that measure the wind."),
    ),
    "mine.victims": (
        ("", "A landmine maimed a shepherd in the hills of Badghis."),
        ("", "Deminers cleared eleven landmines from a school yard."),
    ),
    "threat.strait": (
        ("", "The coast guard warned that it will block the waterway to foreign tankers."),
        ("", "Fog kept ships from the strait."),
    ),
    "calm.hotline": (
        ("", "Seoul and Pyongyang reopened a military hotline after a year of silence."),
        ("", "Shops open a hotline for customers before the holidays."),
    ),
    "attack.worship": (
        ("Synagogue attacked in the old town", "Police sealed the street."),
        ("", "The mosque opened its doors to the neighbours."),
    ),
}


@pytest.fixture(scope="module")
def mine(tmp_path_factory: pytest.TempPathFactory) -> Packs:
    folder = tmp_path_factory.mktemp("analyst")
    for name in ("rules", "lexicon"):
        (folder / name).mkdir()
    for path in FOLDER.glob("*.toml"):
        shutil.copy(path, folder / ("lexicon" if path.stem == "shrines" else "rules") / path.name)
    loaded = load_packs(folder, {}, dotenv=folder / ".env")
    assert loaded.faults == ()
    assert loaded.packs is not None
    return loaded.packs


def test_ten_rules_load_beside_the_shipped_ones(mine: Packs) -> None:
    ids = {rule.id for rule in mine.rules}
    assert set(NEWS) <= ids
    assert len(NEWS) == 10
    assert len(ids) > 40


@pytest.mark.parametrize("rule", NEWS)
def test_an_analysts_rule_fires_on_what_it_is_for_and_on_nothing_like_it(
    rule: str, mine: Packs
) -> None:
    for (title, text), expected in zip(NEWS[rule], (True, False), strict=True):
        article = Article(id="a", feed_id="f", title=title, text=text, published=NOW, seen=NOW)
        hits = {
            hit.rule.id
            for sentence in read(article).sentences
            for hit in mine.hits(sentence.folded, sentence.zone)
        }
        assert (rule in hits) is expected, hits
        kind = next(each.kind for each in mine.rules if each.id == rule)
        told = {signal.kind for signal in detect(article, mine).signals}
        assert kind in told or not expected, told
