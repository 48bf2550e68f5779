"""Who says it, in all the orders English has."""

import pytest

from tests.fakes.claims import claims

SPOKEN = [
    ("The army said two rebels were killed.", "The army"),
    ("Two rebels were killed, the army said.", "the army"),
    ("Two rebels were killed, said the army spokesman.", "the army spokesman"),
    ("According to the health ministry, two people were killed.", "the health ministry"),
    ("Two people were killed, according to hospital officials.", "hospital officials"),
    ("Doctors told the agency that two people were killed.", "Doctors"),
    ("The governor put the toll at 14.", "The governor"),
    ("Two miners were killed, police confirmed on Monday.", "police"),
    ("On Sunday, rebels claimed they killed six soldiers.", "rebels"),
    ("The Front, which holds the north, said two of its men were killed.", "The Front"),
    ("A state agency reported that one child had been killed.", "A state agency"),
    ("As reported by local radio, two women were killed.", "local radio"),
    (
        "SOURCES IN THE MILITIA TOLD THE PRESS THAT FOUR FIGHTERS WERE KILLED.",
        "SOURCES IN THE MILITIA",
    ),
    ("“Three of our men were killed,” the brigade said.", "the brigade"),
]


@pytest.mark.parametrize(("text", "speaker"), SPOKEN)
def test_the_one_who_says_it_is_named(text: str, speaker: str) -> None:
    assert [claim.said_by for claim in claims(text)] == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "Two rebels were killed in the raid.",
        "The strike reportedly killed two people.",
        "It said two people were killed.",
        "Two rebels were killed, and the army said it would go on.",
        "Two rebels were killed; the army said it would go on.",
    ],
)
def test_nobody_is_named_where_the_article_speaks_for_itself(text: str) -> None:
    assert claims(text)
    assert all(claim.said_by is None for claim in claims(text))


def test_a_pronoun_means_the_speaker_before() -> None:
    first, second = claims(
        "The mayor said two people were killed. He added that five were injured."
    )
    assert (first.said_by, second.said_by) == ("The mayor", "The mayor")
