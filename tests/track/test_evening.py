"""One evening of war news through the real rule engine: which articles are one incident."""

from datetime import timedelta

import pytest

from bot.detect import detect
from bot.model.incident import Reason, Silence
from bot.track import Tracked
from tests.fakes.packs import shipped
from tests.fakes.reporting import NOON, Desk, article

_EVENING = {
    "kharkiv": (
        "Missiles hit Kharkiv apartment block, four dead",
        (
            "Russian missiles struck a nine-storey apartment block in Kharkiv before dawn on"
            " Sunday, killing at least four people and wounding 21, the regional governor said."
        ),
    ),
    "odesa": (
        "Drones strike Odesa port, two killed",
        (
            "A wave of Russian drones attacked the Black Sea port of Odesa overnight, killing two"
            " dock workers and setting grain stores on fire, Ukraine's southern command said."
        ),
    ),
    "kharkiv-toll": (
        "Death toll in Kharkiv strike climbs to nine",
        (
            "The number of people killed in a Russian missile strike on a residential building in"
            " Kharkiv has risen to nine, including a child, emergency services said on Sunday."
        ),
    ),
    "kharkiv-vow": (
        "Kyiv vows revenge for Kharkiv attack",
        (
            "Ukraine's president vowed on Sunday to take revenge for the missile attack on Kharkiv."
            ' "We will avenge every life that was taken there," he said.'
        ),
    ),
    "belgorod": (
        "Belgorod shelled, governor says three killed",
        (
            "Ukrainian shelling of the Russian border city of Belgorod killed three people and"
            " injured eight on Sunday evening, the regional governor said."
        ),
    ),
    "zamfara": (
        "Gunmen attack village in Nigeria's Zamfara, abduct 40",
        (
            "Gunmen on motorcycles raided a village in Zamfara state, killing six people and"
            " abducting about 40 villagers, residents said on Sunday."
        ),
    ),
    "zamfara-freed": (
        "Hostages freed in Zamfara after talks",
        (
            "Twenty-five of the villagers abducted by gunmen in Zamfara were released on Sunday, a"
            " state official said."
        ),
    ),
}


@pytest.fixture(scope="module")
def told() -> dict[str, Tracked]:
    """What became of each article, twenty minutes apart."""
    desk = Desk()
    found: dict[str, Tracked] = {}
    for place, (id_, (title, text)) in enumerate(_EVENING.items()):
        item = article(id_, title, text, published=NOON + place * timedelta(minutes=20))
        finding = detect(item, shipped())
        found[id_] = desk.read(item, finding, after=timedelta(minutes=20))
    return found


def test_two_raids_of_one_evening_are_two_incidents(told: dict[str, Tracked]) -> None:
    assert told["kharkiv"].incident.id != told["odesa"].incident.id
    assert _reason(told["odesa"]) is Reason.NEW


def test_a_risen_toll_updates_its_own_raid(told: dict[str, Tracked]) -> None:
    assert told["kharkiv-toll"].incident.id == told["kharkiv"].incident.id
    assert _reason(told["kharkiv-toll"]) in (Reason.REVISED, Reason.ESCALATED)


def test_a_vow_updates_the_raid_it_is_about(told: dict[str, Tracked]) -> None:
    assert told["kharkiv-vow"].incident.id == told["kharkiv"].incident.id
    assert _reason(told["kharkiv-vow"]) is Reason.ESCALATED


def test_the_answer_across_the_border_is_its_own_incident(told: dict[str, Tracked]) -> None:
    assert told["belgorod"].incident.id != told["kharkiv"].incident.id
    assert _reason(told["belgorod"]) is Reason.NEW


def test_a_release_eases_the_abduction(told: dict[str, Tracked]) -> None:
    assert told["zamfara-freed"].incident.id == told["zamfara"].incident.id
    assert _reason(told["zamfara-freed"]) is Reason.EASED
    assert told["zamfara-freed"].incident.eased


def test_reading_the_evening_again_tells_nothing(told: dict[str, Tracked]) -> None:
    desk = Desk()
    for each in told.values():
        desk.memory.save(each.incident)
    for id_, (title, text) in _EVENING.items():
        item = article(id_, title, text)
        again = desk.read(item, detect(item, shipped()))
        assert again.verdict.silence is Silence.NOTHING_NEW


def _reason(tracked: Tracked) -> Reason | None:
    return tracked.alert.reason if tracked.alert else None
