"""Which texts tell one story."""

import json
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from bot.model.feed import Article
from bot.model.finding import Finding
from bot.model.incident import Incident
from bot.track import Memory, follow, keys_of
from bot.track.background import COMMON, STOP
from bot.track.index import MAX_CANDIDATES
from bot.track.names import names
from bot.track.story import MAX_KEYS, MAX_STORY
from bot.track.telling import MAX_KEYS as MAX_ARTICLE_KEYS
from bot.track.words import MAX_TERMS, terms, words
from tests.fakes.reporting import NOON, OTHER, RAID, SECOND, article, raid

_DEV = Path(__file__).parents[3] / "shared" / "eval" / "dev"

FERRY = (
    "The ferry Anna Lind ran aground off Port Sable in fog and forty passengers were taken ashore.",
    "Passengers left the grounded Anna Lind in lifeboats: the ferry struck rocks at Port Sable.",
)
FIRST = article("first", "Alliance jets bomb depot near Tarrow", RAID)
BRIDGE = (
    "The old railway bridge at Cold Harbour will be closed for three years, the minister decided.",
    "Commuters face detours as the Cold Harbour railway bridge shuts for repairs.",
)


def test_any_news_is_told_apart_by_its_words() -> None:
    texts = [FERRY[0], BRIDGE[0], FERRY[1], BRIDGE[1]]
    ids = _followed([article(str(place), "", text) for place, text in enumerate(texts)])
    assert ids[0] == ids[2]
    assert ids[1] == ids[3]
    assert ids[0] != ids[1]


def test_capitals_and_accents_tell_no_stories_apart() -> None:
    ids = _followed([article("a", "", FERRY[0]), article("b", "", FERRY[1].upper())])
    assert ids[0] == ids[1]
    assert words("Şırnak'ta ERDOĞAN") == words("sırnak'ta erdogan")


def test_words_are_cut_to_stems() -> None:
    assert words("strikes strike bombings bombed cities hitting") == [
        "strik",
        "strik",
        "bomb",
        "bomb",
        "city",
        "hit",
    ]
    assert words("the said Monday x") == ["", "", "", ""]


def test_a_title_weighs_more_than_a_text() -> None:
    weights = dict(terms("Ferry", "ship " + "the " * 50 + "harbour"))
    assert weights["ferry"] > weights["ship"] > weights["harbour"]


def test_names_are_capitals_inside_sentences_only() -> None:
    assert names(
        "Fog Closes Port", "Yesterday morning the ship Anna Lind sank in dense fog. Fog came early."
    ) == {
        "anna",
        "lind",
    }
    assert names("", "THE ANNA LIND SANK OFF PORT SABLE") == frozenset()
    assert names("", "") == frozenset()


def test_only_the_top_of_a_long_text_is_read() -> None:
    long = "The pilot Ada Quill waved to us there. " * 200 + "Then came Otto Brandt to the field."
    assert "brandt" not in names("", long)
    assert "brandt" not in dict(terms("", long))


def test_what_is_kept_of_a_story_is_bounded() -> None:
    memory = Memory()
    many = (" ".join(f"Tarrow raid w{part}x{n}" for n in range(200)) for part in range(20))
    items = [(article(str(n), "Tarrow raid", text), raid()) for n, text in enumerate(many)]
    last = [each.incident for each in follow(items, now=NOON, memory=memory)][-1]
    assert len(terms("", items[0][0].text)) == MAX_TERMS
    assert len(last.story) == MAX_STORY
    assert len(last.keys) <= MAX_KEYS
    assert len(keys_of(*items[0])) <= MAX_ARTICLE_KEYS


def test_keys_name_places_actors_and_words() -> None:
    keys = keys_of(article("a", "Tarrow", RAID), raid())
    assert {"p:tarrow", "a:northern alliance", "w:depot"} <= set(keys)
    assert len(keys) == len(set(keys))


def test_an_old_incident_takes_no_more_articles() -> None:
    later = NOON + timedelta(hours=73)
    items = [article("a", "", RAID), article("b", "", SECOND, published=later)]
    first, second = _followed(items)
    assert first != second


def test_articles_without_a_date_follow_by_their_order() -> None:
    items = [article(str(n), "", text, published=None) for n, text in enumerate((RAID, SECOND))]
    first, second = _followed(items)
    assert first == second


def test_memory_finds_the_newest_that_share_a_key() -> None:
    memory = Memory()
    items = [
        (article(str(n), "", f"alpha{n} beta{n} gamma{n} shared", published=None), Finding())
        for n in range(MAX_CANDIDATES + 20)
    ]
    told = [each.incident.id for each in follow(items, now=NOON, memory=memory)]
    found = memory.candidates(["w:shar"])
    assert [each.id for each in found] == told[: -MAX_CANDIDATES - 1 : -1]
    assert memory.candidates(["w:nothing"]) == []


def test_memory_forgets_the_keys_that_an_incident_had() -> None:
    memory = Memory()
    base = Incident(id="x", opened=NOON, updated=NOON, title="", keys=("w:one",))
    memory.save(base)
    memory.save(Incident(id="x", opened=NOON, updated=NOON, title="", keys=("w:two",)))
    assert memory.candidates(["w:one"]) == []
    assert [each.id for each in memory.candidates(["w:two"])] == ["x"]


def test_background_words_are_small_letters_and_told_once() -> None:
    assert all(word == word.lower() for word in STOP | COMMON)
    assert not STOP & COMMON


def test_one_word_in_common_makes_no_story() -> None:
    ids = _followed([article("a", "", "Vultures circle"), article("b", "", "Vultures nest high")])
    assert ids[0] != ids[1]


def test_one_new_name_makes_no_story_of_its_own() -> None:
    headline = "Ferry passengers wait for a tow, says Brandt"
    ids = _followed([article("a", "", FERRY[0]), article("b", headline, headline)])
    assert ids[0] == ids[1]


def test_common_words_make_no_story() -> None:
    texts = ("Police arrest militia leader in Tarrow", "Police arrest militia leader in Velmont")
    ids = _followed([article(text, "", text) for text in texts])
    assert ids[0] != ids[1]


def test_an_article_without_words_is_an_incident_of_its_own() -> None:
    assert len(set(_followed([article("a", "", ""), article("b", "", "the of"), FIRST]))) == 3


def test_a_hostile_title_takes_no_time() -> None:
    bomb = "strike " * 200_000
    began = time.monotonic()
    assert len(_followed([article("a", bomb, bomb), article("b", "\u202e" + bomb, bomb)])) == 2
    assert time.monotonic() - began < 5


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "least"),
    [("fnc1_claims", {"headline": 0.90, "body": 0.92}), ("ecb", {None: 0.80})],
)
def test_public_news_is_told_apart_as_people_did(name: str, least: dict[str | None, float]) -> None:
    path = _DEV / f"{name}.jsonl"
    if not path.exists():
        pytest.skip("shared/ is absent")
    rows = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
    items = [
        article(str(n), row.get("title") or "", row["text"], published=None)
        for n, row in enumerate(rows)
    ]
    told = list(zip(rows, _followed(items), strict=True))
    for kind, floor in least.items():
        pairs = [(row["labels"]["cluster"], each) for row, each in told if row.get("kind") == kind]
        assert _bcubed(pairs) >= floor


def test_a_raid_elsewhere_is_known_by_its_words_alone() -> None:
    first, second = _followed([article("a", "", RAID), article("b", "", OTHER)])
    assert first != second


def _followed(items: list[Article]) -> list[str]:
    told = follow([(item, Finding()) for item in items], now=NOON)
    return [each.incident.id for each in told]


def _bcubed(pairs: list[tuple[str, str]]) -> float:
    gold, found, both = Counter(g for g, _ in pairs), Counter(f for _, f in pairs), Counter(pairs)
    precision = sum(both[pair] / found[pair[1]] for pair in pairs) / len(pairs)
    recall = sum(both[pair] / gold[pair[0]] for pair in pairs) / len(pairs)
    return 2 * precision * recall / (precision + recall)
