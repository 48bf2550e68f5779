"""A chat's own rule: found, or refused with the reason, whatever is typed."""

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.detect.keywords import LONGEST, BadKeyword, keyword, sentences_with
from bot.model.feed import Article


@pytest.mark.parametrize(
    ("wanted", "found", "missed"),
    [
        ("tanker", "A Tanker ran aground.", "Two tankers ran aground."),
        ("tanker*, oil rig*", "Oil rigs burn off Malabo.", "A rig for oil."),
        (
            "cut .. cable|pipeline",
            "Divers cut the new undersea cable.",
            "Cable news cut its staff.",
        ),
        ("São Tomé", "Sao Tome votes.", "Tome votes."),
        ("/tanker(s|ed)?/", "TANKERS leave port.", "tank"),
        (r"/\b(MV|MT) [A-Z]\w+/i", "The MV Corinna drifts.", "mvp"),
        ("/порт/", "Порт закрыт", "port"),
        (r"/\bIL-?76\b/", "An Il-76 landed.", "Il-760"),
    ],
)
def test_what_is_wanted_is_found_and_nothing_else(wanted: str, found: str, missed: str) -> None:
    assert keyword(wanted).stands_in(found)
    assert not keyword(wanted).stands_in(missed)


@pytest.mark.parametrize(
    ("wanted", "reason", "part"),
    [
        (r"/(?<=x)tanker/", "look", "(?<="),
        (r"/(?<!x)tanker/", "look", "(?<!"),
        (r"/tanker(?=s)/", "look", "(?="),
        (r"/tanker(?!s)/", "look", "(?!"),
        (r"/(tanker) \1/", "back", r"\1"),
        (r"/(?P<ship>tanker) (?P=ship)/", "back", "(?P"),
        (r"/\pN{1000}{1000}/", "repeat", "{1000}{1000}"),
        (r"/(x{100}){100}/", "repeat", "{100}"),
        (r"/\pN{1000}/", "large", "too large"),
        (r"/.{0,900}tanker/", "large", ""),
        (r"/[\pL\pN]{200}/", "large", "too large"),
        ("/(a*)*/", "empty_match", ""),
        ("/x?/", "empty_match", ""),
        ("/|tanker/", "empty_match", ""),
        ("/./", "anything", ""),
        (r"/\w+/", "anything", ""),
        ("/[aeiou]/", "anything", ""),
        ("/(/", "pattern", "missing ): ("),
        ("/[z-a]/", "pattern", "invalid character class range: z-a"),
        ("/tanker", "slash", ""),
        ("/tanker/x", "slash", ""),
        ("//", "slash", ""),
        ("/", "slash", ""),
        (r"/a\Cb/", "bytes", ""),
        ("", "empty", ""),
        (" , ,", "empty", ""),
        ("tan*ker", "phrase", "'tan*ker' in 'tan*ker' is no word; write letters"),
        ("@weapons", "phrase", "unknown list @weapons"),
        (".. tanker", "phrase", "'.. tanker' begins or ends with"),
        ("title: tanker", "zone", ""),
        ("when: tanker", "phrase", "unknown zone 'when'"),
        ("/" + "a" * 10_000 + "/", "long", "10002"),
        ("tanker, " * 100, "long", "800"),
        ("/\ud800tanker/", "signs", ""),
        ("tan\x00ker", "signs", ""),
    ],
)  # fmt: skip
def test_what_cannot_run_safely_is_refused_with_the_reason(
    wanted: str, reason: str, part: str
) -> None:
    with pytest.raises(BadKeyword) as refused:
        keyword(wanted)
    assert refused.value.reason == reason
    assert refused.value.part.startswith(part)


def test_what_makes_other_engines_run_for_ever_runs_in_a_moment() -> None:
    for wanted in ("/(a+)+$/", "/(a|a)*b/", "/(.*)(.*)(.*)(.*)z9/", "/(x+x+)+y/"):
        text = "a" * 100_000 + "x" * 100_000
        assert not keyword(wanted.replace("$", "$9")).stands_in(text)


def test_many_alternatives_are_taken_as_far_as_a_rule_may_be_long() -> None:
    names = "|".join(f"ship{number}" for number in range(26))
    assert len(names) < LONGEST - 2
    assert keyword(f"/{names}/").stands_in("The ship25 sank.")


@given(st.text(max_size=60))
def test_no_rule_breaks_us(wanted: str) -> None:
    for typed in (wanted, f"/{wanted}/"):
        with suppress(BadKeyword):
            assert keyword(typed).stands_in("Any sentence.") in (True, False)


def test_the_first_sentence_with_each_keyword_is_given() -> None:
    article = Article(
        id="a",
        feed_id="f",
        title="Tanker adrift",
        text="The coast guard came. A tug pulled the tanker.\nREAD MORE: A ferry burns\nRain fell.",
        seen=datetime(2024, 6, 1, tzinfo=UTC),
    )
    wanted = ("tanker", "tug*", "/^a tug/", "/fell\\.$/", "ferry", "/[^x]rain/", "/GUARD/")
    keywords = {each: keyword(each) for each in wanted}
    assert sentences_with(article, keywords, longest=1000) == {
        "tanker": "Tanker adrift",
        "tug*": "A tug pulled the tanker.",
        "/^a tug/": "A tug pulled the tanker.",
        "/fell\\.$/": "Rain fell.",
        "/GUARD/": "The coast guard came.",
    }
    assert set(sentences_with(article, keywords, longest=20)) == {"tanker", "/GUARD/"}
