"""The phrase language."""

import pytest

from bot.detect.fold import fold
from bot.detect.phrase import BadPhrase, phrase
from bot.detect.scan import compiled, found
from bot.model.finding import Zone

LISTS = {"weapon": ("mortar", "rocket launcher"), "many": ("rebel*",)}


def matches(text: str, sentence: str) -> bool:
    return found(compiled(phrase(text, LISTS).source), fold(sentence))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("attack", "The ATTACK began."),
        ("attack*", "They attacked."),
        ("air-strike", "An air strike."),
        ("air-strike", "An airstrike."),
        ("kill*|murder*", "He was murdered."),
        ("vow* .. revenge", "They vowed on Friday to take revenge."),
        ("vow* .. revenge", "They vow revenge."),
        ("said .. killed", 'He said, "we killed them".'),
        ("@weapon attack", "A rocket launcher attack."),
        ("@many .. fled", "Rebels fled."),
        ("killing {count}", "A blast killing twenty-two people."),
        ("{count} dead", "Dozens dead."),
        ("{count} dead", "1,200 dead"),
        ("Erdoğan", "ERDOGAN spoke"),
        ("атака", "Это атака на город"),
    ],
)
def test_a_phrase_finds_its_sentence(text: str, sentence: str) -> None:
    assert matches(text, sentence)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("attack", "They counterattack."),
        ("attack", "They attacked."),
        ("vow* .. revenge", "They vowed one two three four five six revenge."),
        ("vow* .. revenge", "They vowed; revenge came."),
        ("атака", "контратака"),
    ],
)
def test_a_phrase_finds_nothing_else(text: str, sentence: str) -> None:
    assert not matches(text, sentence)


def test_a_phrase_may_ask_for_a_zone() -> None:
    assert phrase("title: dead", {}).zone is Zone.TITLE
    assert phrase("lead: dead", {}).zone is Zone.LEAD
    assert phrase("dead", {}).zone is None


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("", "at least one word"),
        (".. dead", "both sides"),
        ("dead ..", "both sides"),
        ("at*tack", "one * at the end"),
        ("@nothing", "many, weapon"),
        ("{sum}", "{count}"),
        ("body: dead", "title: or lead:"),
        ("(?<=a)b", "letters, digits"),
    ],
)
def test_a_bad_phrase_is_refused_with_the_remedy(text: str, right: str) -> None:
    with pytest.raises(BadPhrase) as caught:
        phrase(text, LISTS)
    assert right in caught.value.right
