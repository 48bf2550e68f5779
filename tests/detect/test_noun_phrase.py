"""Who stands before a verb, and what stands behind it."""

import pytest

from bot.detect.noun_phrase import is_plain, object_behind, opening, subject_before


@pytest.mark.parametrize(
    ("text", "verb", "subject"),
    [
        ("the brigade vowed to respond", "vowed", "the brigade"),
        ("on monday the general has again vowed to respond", "vowed", "the general"),
        ("the front, which holds the north, vowed to respond", "vowed", "the front"),
        ("the ministry said the rebels would respond", "would", "the rebels"),
        ("rebels in the hills threatened to attack", "threatened", "rebels"),
        ('the drug "barons" have threatened to attack', "threatened", 'the drug "barons'),
        ("leaders of the clan who threatened the port", "threatened", "leaders of the clan"),
    ],
)
def test_the_subject_is_the_noun_phrase_before_the_verb(text: str, verb: str, subject: str) -> None:
    span = subject_before(text, text.index(verb)).span
    assert span is not None
    assert text[slice(*span)].strip() == subject


def test_two_who_do_it_together_are_both_told() -> None:
    text = "the army and the rebels agreed to a truce"
    subject = subject_before(text, text.index("agreed"))
    assert subject.span
    assert subject.other
    assert text[slice(*subject.span)] == "the rebels"
    assert text[slice(*subject.other)] == "the army"


def test_what_is_done_to_the_subject_is_passive() -> None:
    text = "the raid was condemned by the bloc"
    assert subject_before(text, text.index("condemned")).passive
    assert not subject_before("the bloc condemned it", 9).passive


@pytest.mark.parametrize(
    ("text", "verb", "thing"),
    [
        ("threatened to shell the port on friday", "shell", "the port"),
        ("vowed to respond to the attack", "respond", "the attack"),
        ("gave the garrison two days to leave", "gave", "the garrison"),
        ("demanded that the general step down", "demanded", "the general"),
    ],
)
def test_the_object_is_the_noun_phrase_behind_the_verb(text: str, verb: str, thing: str) -> None:
    span = object_behind(text, text.index(verb) + len(verb))
    assert span is not None
    assert text[slice(*span)] == thing


@pytest.mark.parametrize("text", ["gave two days to leave", "denied any part in it", "said that"])
def test_a_time_or_a_part_is_no_object(text: str) -> None:
    assert object_behind(text, len(text.split(maxsplit=1)[0])) is None


def test_a_sentence_opens_with_whom_it_is_about() -> None:
    span = opening("the clan mourned its dead and swore vengeance")
    assert span == (0, 8)


@pytest.mark.parametrize(
    ("phrase", "plain"),
    [
        ("the brigade", True),
        ("us-backed rebels", True),
        ("no group", False),
        ("in the north", False),
        ("the raid sparked", False),
    ],
)
def test_a_verb_or_a_place_makes_more_than_a_noun_phrase(phrase: str, *, plain: bool) -> None:
    assert is_plain(phrase) is plain
