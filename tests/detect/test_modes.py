"""Modes: current, past, to come, supposed, denied."""

from datetime import UTC, datetime

import pytest

from bot.detect.cue_words import mode_words
from bot.detect.cues import ModeWords
from bot.detect.modes import Timeline
from bot.detect.text import read
from bot.model.finding import Mode
from tests.fakes.cases import cases
from tests.fakes.packs import TODAY, article, raw, shipped


def mode(
    text: str,
    word: str,
    *,
    published: datetime | None = TODAY,
    words: ModeWords | None = None,
) -> Mode:
    words = words or shipped().lexicon.modes
    document = read(article(text, published=published))
    for sentence in document.sentences:
        begin = sentence.folded.find(word)
        if begin >= 0:
            return Timeline(document, words).mode(sentence, (begin, begin + len(word)))
    raise AssertionError(word)


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Gunmen killed five people on Monday.", "killed", Mode.CURRENT),
        ("No casualties were reported.", "casualties", Mode.NEGATED),
        ("The army denied that it had shelled the camp.", "shelled", Mode.NEGATED),
        ("The army denied that its jets, which fly low, shelled it.", "shelled", Mode.NEGATED),
        ("The army denied that its jets, which fly low, shelled it.", "fly", Mode.CURRENT),
        ("Last year jets hit the port, killing four men.", "killing", Mode.HISTORICAL),
        ("Jets hit the port last year, killing four men.", "hit", Mode.HISTORICAL),
        ("The clan declared a truce until January.", "truce", Mode.CURRENT),
        ("The clan freed boys it had held since May.", "freed", Mode.CURRENT),
        ("The clan has held the port since May.", "held", Mode.HISTORICAL),
        ("The report of a raid was not confirmed.", "raid", Mode.NEGATED),
        ("Not only did they kill the guard.", "kill", Mode.CURRENT),
        ("It was not clear how many were killed.", "killed", Mode.CURRENT),
        ("Four were killed last year in the town.", "killed", Mode.HISTORICAL),
        ("The 1983 bombing is remembered here.", "bombing", Mode.HISTORICAL),
        ("Villagers marked the anniversary of the massacre.", "massacre", Mode.HISTORICAL),
        ("He is on trial for the killing of a guard.", "killing", Mode.HISTORICAL),
        ("In April, a drone hit the base.", "hit", Mode.HISTORICAL),
        ("In June, a drone hit the base.", "hit", Mode.CURRENT),
        ("A drone hit the base on 2 February.", "hit", Mode.HISTORICAL),
        ("A drone hit the base on 8 June.", "hit", Mode.CURRENT),
        ("A drone hit the base on 31 February.", "hit", Mode.CURRENT),
        ("Shelling may be heard soon.", "shelling", Mode.CURRENT),
        ("If attacked, the port would burn.", "attacked", Mode.HYPOTHETICAL),
        ("There are fears of a new raid.", "raid", Mode.HYPOTHETICAL),
        ("The rebels will attack the port.", "attack", Mode.FUTURE),
        ("They vowed to strike the capital.", "strike", Mode.FUTURE),
        ("The raid comes a day after shells hit the market.", "hit", Mode.HISTORICAL),
        ("Hundreds protested against the killing of a boy.", "killing", Mode.HISTORICAL),
        ("A cook was shot dead, bringing the dead to nine this year.", "shot", Mode.CURRENT),
        ("A cook was shot dead, the third such killing this year.", "shot", Mode.CURRENT),
        ("Troops took a town near the site of a deadly 2005 raid.", "took", Mode.CURRENT),
        ("Troops took a town near the site of a deadly 2005 raid.", "raid", Mode.HISTORICAL),
        ("Two would-be raiders blew up their own car.", "blew", Mode.CURRENT),
        ("Police arrested a singer wanted for a raid.", "arrested", Mode.CURRENT),
        ("Police arrested a singer wanted for a raid.", "raid", Mode.HISTORICAL),
        ("Six cooks were shot dead in the hills this year.", "shot", Mode.HISTORICAL),
        ("In the same month a judge was shot dead.", "shot", Mode.HISTORICAL),
        ("Since he fled there have been many raids.", "raids", Mode.HISTORICAL),
        ("He spoke of a mission of shelling the port.", "shelling", Mode.HYPOTHETICAL),
    ],
)
def test_cues_give_the_mode_of_what_they_govern(text: str, word: str, expected: Mode) -> None:
    assert mode(text, word) is expected


def test_a_clause_of_its_own_is_not_governed() -> None:
    text = "The army denied it had hit the camp, but rebels attacked the town."
    assert mode(text, "attacked") is Mode.CURRENT


def test_an_earlier_deed_does_not_make_todays_past() -> None:
    text = "Gunmen killed five on Monday, two months after a raid in April left three dead."
    assert mode(text, "killed") is Mode.CURRENT
    assert mode(text, "raid") is Mode.HISTORICAL


def test_an_opening_governs_the_sentences_after_it() -> None:
    text = "In April, a drone hit the base. Three guards were wounded."
    assert mode(text, "wounded") is Mode.HISTORICAL


def test_a_sentence_about_now_ends_what_an_opening_governs() -> None:
    text = "In April, a drone hit the base. On Tuesday three guards were wounded."
    assert mode(text, "wounded") is Mode.CURRENT
    later = "In April, a drone hit it. Today is calm. Three guards were wounded."
    assert mode(later, "calm") is Mode.CURRENT


def test_a_new_paragraph_ends_what_an_opening_governs() -> None:
    assert mode("In April, a drone hit it.\nThree men were wounded.", "wounded") is Mode.CURRENT


def test_an_onward_opening_carries_the_past_across_paragraphs() -> None:
    text = "There were forty raids this year.\nMost of them were bombs against convoys."
    assert mode(text, "bombs") is Mode.HISTORICAL


def test_without_a_date_a_month_alone_is_past_and_a_full_date_is_not() -> None:
    assert mode("In April, a drone hit it.", "hit", published=None) is Mode.HISTORICAL
    assert mode("On April 3 a drone hit it.", "hit", published=None) is Mode.CURRENT
    assert mode("In 2003 a drone hit it.", "hit", published=None) is Mode.HISTORICAL


def test_a_month_later_in_the_year_belongs_to_last_year() -> None:
    june = datetime(2024, 6, 1, tzinfo=UTC)
    assert mode("In November a drone hit it.", "hit", published=june) is Mode.HISTORICAL


@pytest.mark.parametrize(("text", "expected"), cases("modes"))
def test_a_hit_is_read_in_its_time(text: str, expected: str) -> None:
    assert mode(text.replace("\\n", "\n"), " hit ") == expected


def test_a_vocabulary_that_is_compiled_anew_reads_the_same() -> None:
    files = [(file, tables) for file, tables in raw("lexicon") if "modes" in tables]
    words = mode_words(files, [])

    read_as = {
        text: str(mode(text.replace("\\n", "\n"), " hit ", words=words))
        for text, _ in cases("modes")
    }
    assert read_as == dict(cases("modes"))
