"""What the words after a command ask for."""

import pytest

from bot.command.request import resolve_nothing
from bot.command.tokens import Token, clean, tokens
from bot.command.wishes import Wishes, read_wishes, wish_words
from bot.errors import BadRequest
from bot.model.scale import Severity
from tests.command.conftest import resolve


@pytest.mark.parametrize(
    ("text", "wishes"),
    [
        ("", Wishes()),
        ("iraq", Wishes(places=("iq",))),
        ("Iraq, Syria; iran", Wishes(places=("iq", "sy", "ir"))),
        ("IQ", Wishes(places=("iq",))),
        ("south sudan", Wishes(places=("ss",))),
        ("to all of iraq and syria", Wishes(places=("iq", "sy"))),
        ("karsa", Wishes(places=("karsa",))),
        ("delta front", Wishes(actors=("Delta Front",))),
        ("islamic state iraq", Wishes(actors=("Islamic State",), places=("iq",))),
        ("air strikes", Wishes(kinds=("air_strike",))),
        ("truce", Wishes(kinds=("ceasefire",))),
        ("strikes", Wishes(kinds=("air_strike", "shelling"))),
        ("battles", Wishes(kinds=("battles",))),
        ("pipeline", Wishes(words=("pipeline",))),
        ('"oil field"', Wishes(words=("oil field",))),
        ("“oil field”", Wishes(words=("oil field",))),
        ('"delta front"', Wishes(actors=("Delta Front",))),
        ("-football", Wishes(without=("football",))),
        ("–football −cricket", Wishes(without=("football", "cricket"))),
        ('-"world cup"', Wishes(without=("world cup",))),
        ("without football", Wishes(without=("football",))),
        ("min=extreme", Wishes(min_severity=Severity.EXTREME)),
        ("MIN=Minor", Wishes(min_severity=Severity.MINOR)),
        ("level moderate", Wishes(min_severity=Severity.MODERATE)),
        ("severe", Wishes(min_severity=Severity.SEVERE)),
        ("min=minor min=severe", Wishes(min_severity=Severity.SEVERE)),
        ("place=karsa", Wishes(places=("karsa",))),
        ('place="Al Anbar"', Wishes(places=("al anbar",))),
        ("actor=nobody", Wishes(actors=("nobody",))),
        ("kind=ultimatum", Wishes(kinds=("ultimatum",))),
        ("word=iraq", Wishes(words=("iraq",))),
        ("iraq iraq IQ", Wishes(places=("iq",))),
        ("العراق", Wishes(words=("العراق",))),
        ("\u202eiraq\u202c", Wishes(places=("iq",))),
        ("ira\u200bq", Wishes(places=("iq",))),
        ("us", Wishes(words=("us",))),
        ('say "open', Wishes(words=("say", "open"))),
    ],
)
def test_words_are_understood(text: str, wishes: Wishes) -> None:
    assert read_wishes(text, resolve) == wishes


@pytest.mark.parametrize(
    ("text", "helps"),
    [
        ("min=high", "“high” is no level; write one of minor, moderate, severe, extreme"),
        ("min=", "min= needs a level: minor, moderate, severe, extreme."),
        ("min 5", "“5” is no level"),
        ("mim=severe", "“mim=” is not known; write min before"),
        ("colour=red", "“colour=” is not known; write"),
        ("xyzzy=red", "write min, place, actor, kind, word, without before"),
        ("kind=airstrik", "known are, for example: airstrike"),
        ("kind=zzzzzz", "known are, for example: strike, threat, truce"),
        ("🔥", "“🔥” has too few letters to look for"),
        ("-🔥", "too few letters"),
        ("-", "too few letters"),
        ("x", "too few letters"),
        ('""', "too few letters"),
        ("place=", "too few letters"),
        ("<b>iraq</b>", "holds signs that no headline has"),
        ("[iraq](http://x)", "holds signs that no headline has"),
        ("a" * 90, "is longer than 80 characters"),
        (" ".join(f"word{number}" for number in range(50)), "write at most 40 wishes"),
    ],
)
def test_what_cannot_be_understood_is_answered_with_what_would_work(text: str, helps: str) -> None:
    with pytest.raises(BadRequest) as refused:
        read_wishes(text, resolve)
    assert helps in str(refused.value)
    assert "\n" not in str(refused.value)


def test_without_a_lexicon_countries_are_still_known() -> None:
    assert read_wishes("iraq mosul", resolve_nothing) == Wishes(places=("iq",), words=("mosul",))


def test_wishes_are_said_back_in_words() -> None:
    wishes = read_wishes("iraq karsa delta front strikes pipeline -football", resolve)
    assert wish_words(wishes, "en") == (
        "places: Iraq, Karsa · actors: Delta Front · kinds: Air/drone strike,"
        " Shelling/artillery/missile attack · words: pipeline · without: football"
    )
    assert wish_words(Wishes(), "en") == "everything"
    assert wish_words(Wishes(without=("football",)), "en") == "everything · without: football"
    assert wish_words(Wishes(kinds=("battles",)), "en") == "kinds: Battles"


def test_a_request_is_cleaned_of_what_cannot_be_seen() -> None:
    assert clean(" a\x1b[31m\u200b\n b\t") == "a[31m b"


def test_tokens_keep_phrases_keys_and_minus_apart() -> None:
    assert tokens('min=severe -"a b" c') == [
        Token(text="severe", key="min"),
        Token(text="a b", quoted=True, minus=True),
        Token(text="c"),
    ]
