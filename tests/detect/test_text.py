"""An article is read in sentences, without what is not the article."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.detect.text import read
from bot.model.finding import Zone
from tests.fakes.packs import article


def sentences(text: str) -> list[str]:
    return [each.text for each in read(article(text)).sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("U.S. forces left. They went home.", ["U.S. forces left.", "They went home."]),
        ("Gen. Omar spoke. Nobody listened.", ["Gen. Omar spoke.", "Nobody listened."]),
        ("J. Smith died at 3.5 km. He fell.", ["J. Smith died at 3.5 km.", "He fell."]),
        ('"We will win." he said. Then he left.', ['"We will win." he said.', "Then he left."]),
        ("See No. 5 on the list. It is long.", ["See No. 5 on the list.", "It is long."]),
        ("We said no. They left.", ["We said no.", "They left."]),
        ("THE ARMY CAME.  IT LEFT.", ["THE ARMY CAME.", "IT LEFT."]),
        ("the army came. it left.", ["the army came.", "it left."]),
        ("Ready... to go home. Now.", ["Ready... to go home.", "Now."]),
        ("He fell.The rest ran.", ["He fell.", "The rest ran."]),
        ("Seven dead in raid\nMore to follow", ["Seven dead in raid", "More to follow"]),
        ("Is it over? Yes! They left.", ["Is it over?", "Yes!", "They left."]),
        ("He met Dr. Sol. She left.", ["He met Dr. Sol.", "She left."]),
        ("They went to St. Kel. It rained.", ["They went to St. Kel.", "It rained."]),
        ("See Art. 4 of the law. Go on.", ["See Art. 4 of the law.", "Go on."]),
        ("He spoke (in Kel.) She left.", ["He spoke (in Kel.)", "She left."]),
        ('"Stop!" he said. They ran.', ['"Stop!" he said.', "They ran."]),
        ("He left at 9 p.m. on Monday. It rained.", ["He left at 9 p.m. on Monday.", "It rained."]),
        ("Shells fell… The mill burned.", ["Shells fell…", "The mill burned."]),
        ("It rose 3.5 per cent. Then it fell.", ["It rose 3.5 per cent.", "Then it fell."]),
        ("He came in Jan. 2020. He left.", ["He came in Jan. 2020.", "He left."]),
        ("‘We won.’ They left.", ["‘We won.’", "They left."]),
        ("  One left.   Two left.  ", ["One left.", "Two left."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_stray_capital_does_not_make_lower_cased_copy_one_sentence() -> None:
    text = "the CPI workers left the mill at dusk. the police came at nine. nobody was there. " * 3
    assert len(sentences(text)) == 9


def test_a_run_of_links_at_the_end_of_a_line_is_left_out() -> None:
    text = "the council met on monday. related stories two killed in raid shops burnt"
    assert sentences(text) == ["the council met on monday."]


def test_a_line_broken_in_mid_sentence_is_read_as_one() -> None:
    text = "The patrol had left the northern village\nbefore the shells fell on it."
    assert len(sentences(text)) == 1


LONG = [
    f"The council met again on matter number {word} and put it off until the spring."
    for word in "abcdef"
]


@pytest.mark.parametrize(
    "line",
    [
        "READ MORE: Rockets hit the camp",
        "Related: Two killed in bazaar blast",
        "Sign up for our newsletter",
        "By Ana Pereira",
        "Source: agencies",
        "A soldier guards the gate. (Reuters)",
        "Reporting by a friend",
        "Also read: The camp burned",
        "See also: The camp burned",
        "Watch: The camp burns",
        "Photo: A guard at the gate",
        "Editor's note: The figures were corrected.",
        "Click here for more stories",
        "Follow us on the radio",
        "All rights reserved by the paper",
        "Last updated on Monday",
        "Published 4 hours ago",
        "Additional reporting by Omar Sol",
        "This article was originally told by a paper",
        "Advertisement",
    ],
)
def test_what_is_not_the_article_is_left_out(line: str) -> None:
    assert line not in sentences("\n".join([*LONG[:3], line, *LONG[3:]]))


def test_a_section_heading_does_not_glue_to_the_next_sentence() -> None:
    assert sentences("\n".join([*LONG[:3], "Tit for tat", *LONG[3:]])) == LONG


def test_a_teaser_keeps_its_credit_line() -> None:
    assert sentences("Seven killed in raid. (AFP)") == ["Seven killed in raid.", "(AFP)"]


def test_the_caption_whose_text_comes_twice_is_read_once() -> None:
    lines = ["Rebels say they", "Rebels say they will leave the town. (Reuters)", *LONG]
    assert sentences("\n".join(lines)) == LONG


def test_title_lead_and_body_are_told_apart() -> None:
    document = read(article("\n".join(LONG), title="Council meets"))
    zones = [each.zone for each in document.sentences]
    assert zones[:2] == [Zone.TITLE, Zone.LEAD]
    assert zones[-1] is Zone.BODY


def test_a_text_beyond_the_limit_is_cut_and_says_so() -> None:
    document = read(article("One. Two. Three."), limit=8)
    assert document.truncated
    assert [each.text for each in document.sentences] == ["One.", "Two"]


def test_a_sentence_is_found_by_its_offset() -> None:
    document = read(article("One is here. Two is there.", title="Nought"))
    assert document.at(14) is document.sentences[2]
    assert document.at(999) is None


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=400))
def test_every_sentence_stands_where_it_says(text: str) -> None:
    for each in read(article(text)).sentences:
        assert text[each.start : each.end] == each.text
        assert len(each.folded) == len(each.text)


def test_an_endless_line_is_cut_into_pieces() -> None:
    assert max(map(len, sentences("word " * 2000))) <= 1200
