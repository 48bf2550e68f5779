"""What holds for every article, whoever wrote it and however: generated texts, fixed draws."""

import re
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.detect import detect
from bot.model.finding import Finding, Mode, Signal
from tests.fakes.packs import article, found, shipped

SEED = Path(__file__).parents[3] / "shared" / "seed" / "article.txt"
fixed = settings(derandomize=True, deadline=None, max_examples=40, database=None)
PUBLISHED = datetime(2024, 6, 12, 9, tzinfo=UTC)

PLACES = ("Arunpur", "Belo", "Corinth", "Dessa", "Kalmar Bay", "Old Torvik")
PEOPLE = ("Arun Velt", "Bela Korr", "Corin Asse", "Dessa Umarov")
VICTIMS = ("farmers", "policemen", "children", "people", "soldiers", "market traders", "miners")
HARM = (
    "{n} {who} were killed",
    "gunmen killed {n} {who}",
    "{n} {who} were shot dead",
    "a bomb killed {n} {who}",
    "{n} {who} died in a rocket attack",
    "{n} {who} were wounded in an ambush",
    "the shelling left {n} {who} dead",
    "rebels kidnapped {n} {who}",
    "mortars wounded {n} {who}",
)
DEEDS = (
    "Warplanes bombed a depot near {place} on Tuesday, killing {n} {who}.",
    "Gunmen attacked a convoy in {place} and {n} {who} were killed, {person} said.",
    "A car bomb went off in {place}, leaving {n} {who} dead.",
    '"We will take revenge for {place}," the brigade said after {n} {who} were shot dead.',
    "Rebels shelled {place} overnight; {n} {who} were wounded.",
    "Militants abducted {n} {who} from a village near {place}.",
    "The government condemned the raid on {place} as a crime.",
    "Both sides agreed to a ceasefire in {place} on Monday, {person} said.",
    "Police fired on protesters in {place}, wounding {n} {who}.",
)
UNRELATED = (
    "The harvest was good this summer.",
    "A new bridge opens to traffic next spring.",
    "Tickets for the concert are sold out.",
    "The museum keeps its doors open until nine.",
    "Shares closed slightly higher.",
    "Rain is expected in the hills.",
)
#: A claim, and the same claim denied.
NEGATIONS: tuple[Callable[[str], str], ...] = (
    lambda claim: f"The army denied that {claim}.",
    lambda claim: f"The ministry ruled out that {claim}.",
    lambda claim: f"It is not true that {claim}.",
    lambda claim: f"The governor withdrew his statement that {claim}.",
    lambda claim: f"The agency retracted its report that {claim}.",
    lambda claim: f"A spokesman dismissed reports that {claim}.",
    lambda claim: f"Officials rejected claims that {claim}.",
    lambda claim: f"Reports that {claim} proved false.",
    lambda claim: f"The claim that {claim} was untrue.",
    lambda claim: f"The police refuted rumours that {claim}.",
    lambda claim: f"The mayor backtracked on his claim that {claim}.",
    lambda claim: f"The network took back its report that {claim}.",
    lambda claim: f"There is no truth in reports that {claim}.",
    lambda claim: f"The report that {claim} turned out to be a hoax.",
    lambda claim: f"Rumours that {claim} are baseless, residents said.",
    lambda claim: f"Neither side has confirmed that {claim}, and the army denies that {claim}.",
)

numbers = st.integers(min_value=2, max_value=90)
sentences = st.builds(
    lambda deed, place, person, n, who: deed.format(place=place, person=person, n=n, who=who),
    st.sampled_from(DEEDS), st.sampled_from(PLACES), st.sampled_from(PEOPLE), numbers,
    st.sampled_from(VICTIMS),
)  # fmt: skip
articles = st.lists(sentences, min_size=1, max_size=5).map(" ".join)
claims = st.builds(
    lambda harm, n, who: harm.format(n=n, who=who),
    st.sampled_from(HARM), numbers, st.sampled_from(VICTIMS),
)  # fmt: skip
words = st.sampled_from(
    "two 5 a the men killed and were injured , . dead who in his including no at least bodies toll"
    " rose to from said police ( ) of among others \" ' ? - -- another himself unknown if will army"
    " shelled denied that In April 1983 most of them withdrew statement bomb attack US IS : ; \n"
    " \n\n READ MORE: İstanbul ﬁre ß é 30 000 $5m 14-year-old".split(" ")
)


def strikes(text: str, *, title: str = "") -> list[tuple[object, ...]]:
    """What the packs say of a text, without the words it says it in."""
    return [
        (s.rule, s.kind, s.mode, s.zone, s.sub_event_type, s.plover)
        for s in found(text, title=title).signals
    ]


def assert_spans_match(text: str, finding: Finding) -> None:
    told = [(each.span, each.sentence) for each in finding.signals]
    told += [(each.span, each.sentence) for each in finding.claims]
    for span, sentence in told:
        if span is not None:
            assert 0 <= span[0] < span[1] <= len(text)
            assert text[slice(*span)] in sentence
            assert sentence in text
    for mention in finding.mentions:
        assert text[slice(*mention.span)] == mention.text


@fixed
@given(st.text(max_size=400), st.text(max_size=80))
@example("\ud800 killed 5 men", "\ud800")
@example("İ" * 50 + " killed two men", "")
@example("five were killed, " * 300, "toll rises to " * 50)
@example("In April he died. " + "Most of them were attacks. " * 400, "")
def test_no_text_breaks_it_and_its_spans_are_of_the_text(text: str, title: str) -> None:
    finding = detect(article(text, title=title), shipped(), mentions=True)
    assert_spans_match(text, finding)


@fixed
@given(st.lists(words, max_size=120), st.lists(words, max_size=12))
def test_no_order_of_words_breaks_it(body: list[str], head: list[str]) -> None:
    text, title = " ".join(body), " ".join(head)
    assert_spans_match(text, detect(article(text, title=title), shipped(), mentions=True))


@fixed
@given(articles, st.sampled_from((str, str.upper, str.lower)))
def test_what_is_told_is_told_where_it_stands(text: str, case: Callable[[str], str]) -> None:
    text = case(text)
    finding = detect(article(text), shipped(), mentions=True)
    assert_spans_match(text, finding)
    assert finding.signals


@pytest.mark.parametrize(
    "line",
    [
        "Gunmen killed {n} farmers in Belo on Tuesday, chief {n} of the town said.",
        "Most of them were attacks of group {n}.",
        "The {n} ministry said {n} people had been killed, among them two boys.",
        "In April, group {n} shelled the port; the army denied that it had hit back.",
        "The harvest of field {n} was good.",
        "Doctor Number{n} said {n} guards were hurt by gunfire.",
        "if the {n} , and who killed but not {n} or after {n} to from " * 2,
    ],
)
def test_the_work_grows_as_the_article_does(line: str) -> None:
    """Counts calls, not seconds: twice the text takes twice as many, give or take a tenth."""
    short, long = (
        _calls("\n".join(line.format(n=n) for n in range(1, count + 1))) for count in (100, 200)
    )
    assert long <= short * 2.2


def _calls(text: str) -> int:
    """How many functions are called to read a text."""
    told = article(text)
    packs = shipped()
    detect(told, packs)  # words are remembered from the first time on
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        detect(told, packs)
    finally:
        sys.setprofile(before)
    return calls


@fixed
@given(articles, st.sampled_from(UNRELATED), st.sampled_from((" ", "\n\n")))
def test_an_unrelated_sentence_at_the_end_removes_nothing(text: str, more: str, gap: str) -> None:
    def told(text: str) -> list[tuple[str, object, Mode]]:
        return [(each.rule, each.span, each.mode) for each in found(text).signals]

    assert told(text) == told(f"{text}{gap}{more}")
    assert found(text).toll == found(f"{text}{gap}{more}").toll


@fixed
@given(
    st.lists(claims, min_size=1, max_size=3),
    st.sampled_from((str.upper, str.lower, str.title)),
    st.sampled_from((("'", "’"), ("'", "ʼ"), ('"', "“"), ('"', "«"), ("-", "–"))),
)
def test_letter_case_and_quotes_change_no_toll(
    told: list[str], case: Callable[[str], str], quotes: tuple[str, str]
) -> None:
    text = " ".join(
        f'"{each[:1].upper()}{each[1:]} at the town\'s gate," he said.' for each in told
    )
    changed = case(text).replace(*quotes)
    assert found(changed).toll == found(text).toll
    assert found(text).toll


@fixed
@given(claims, st.sampled_from(range(len(NEGATIONS))))
def test_a_negated_copy_of_a_claim_is_never_current(claim: str, negation: int) -> None:
    plain = found(f"{claim[:1].upper()}{claim[1:]}.")
    assert any(each.mode is Mode.CURRENT for each in plain.claims)
    denied = found(NEGATIONS[negation](claim))
    assert not [each for each in denied.claims if each.mode is Mode.CURRENT]
    assert not denied.toll


@fixed
@given(
    st.lists(st.sampled_from(range(len(DEEDS))), min_size=1, max_size=4),
    st.permutations(PLACES), st.permutations(PEOPLE), numbers, numbers,
)  # fmt: skip
def test_other_names_places_and_figures_give_the_same_signals_shifted(
    deeds: list[int], places: list[str], people: list[str], first: int, second: int
) -> None:
    def write(places: list[str], people: list[str], n: int) -> list[str]:
        return [
            DEEDS[deed].format(place=places[i], person=people[i], n=n, who=VICTIMS[i])
            for i, deed in enumerate(deeds)
        ]

    one = write(list(PLACES), list(PEOPLE), first)
    other = write(places, people, second)
    told, again = found(" ".join(one)).signals, found(" ".join(other)).signals
    assert strikes(" ".join(one)) == strikes(" ".join(other))
    for before, after in zip(told, again, strict=True):
        assert other[one.index(before.sentence)] == after.sentence
        assert _in_sentence(one, before)[0] == _in_sentence(other, after)[0] or re.search(
            r"\d|" + "|".join(PLACES), after.sentence[: _in_sentence(other, after)[0]]
        )


def _in_sentence(text: list[str], signal: Signal) -> tuple[int, int]:
    """Where a signal stands within its sentence."""
    assert signal.span is not None
    start = " ".join(text).index(signal.sentence)
    return signal.span[0] - start, signal.span[1] - start


@pytest.mark.skipif(not SEED.exists(), reason="shared/ is absent")
def test_the_seed_in_capitals_tells_the_same_toll_and_its_end_removes_nothing() -> None:
    text = SEED.read_text(encoding="utf-8")
    title, _, body = text.partition("\n")
    plain = found(body, title=title, published=PUBLISHED)
    curly = body.replace("'", "’").replace('"', "”")
    assert found(curly, title=title, published=PUBLISHED).toll == plain.toll
    for more in UNRELATED:
        longer = found(f"{body}\n\n{more}", title=title, published=PUBLISHED)
        assert longer.signals[: len(plain.signals)] == plain.signals
