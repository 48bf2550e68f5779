"""Whether a subscription wants an incident, and the reason where it does not."""

from dataclasses import replace

import pytest

from bot.model.finding import Mode, Place
from bot.model.kind import Kind
from bot.model.scale import Severity
from bot.report.match import fold, matcher, matches
from tests.fakes.nouns import incident, report, signal, subscription, vow


def test_an_empty_wish_wants_everything_of_its_severity() -> None:
    assert matches(subscription(), incident()) is None


def test_less_than_the_wished_severity_is_refused_with_both_levels() -> None:
    mild = incident(severity=Severity.MODERATE)
    reason = "severity moderate is below this subscription's severe"
    assert matches(subscription(), mild) == reason


def test_a_channel_that_follows_an_incident_hears_how_it_eases() -> None:
    mild = incident(severity=Severity.MINOR)
    assert matches(subscription(), mild, following=True) is None


def test_a_paused_subscription_wants_nothing_and_says_why() -> None:
    reason = matches(subscription(paused="the bot was kicked"), incident())
    assert reason == "the subscription is paused: the bot was kicked"


@pytest.mark.parametrize(
    "wish",
    [
        {"places": ("iq",)},
        {"places": ("IQ",)},
        {"places": ("iraq",)},
        {"places": ("karsa",)},
        {"places": ("syria", "Kársa")},
        {"actors": ("delta front",)},
        {"actors": ("Northern Republic",)},
        {"actors": ("delta",)},
        {"kinds": ("air_strike",)},
        {"kinds": ("explosions/remote violence",)},
        {"kinds": ("shelling", "air_strike")},
        {"words": ("depot",)},
        {"words": ("at least seven people",)},
        {"words": ("nothing", "BOMBED")},
        {"without": ("football",)},
        {"places": ("iq",), "actors": ("delta front",), "kinds": ("air_strike",)},
    ],
)
def test_wishes_that_the_raid_fulfils(wish: dict[str, tuple[str, ...]]) -> None:
    assert matches(subscription(**wish), incident()) is None


def test_a_wish_for_a_province_is_fulfilled_by_its_towns() -> None:
    raid = incident(places=(Place(name="Karsa", country="IQ", admin1="Anbar"),))

    assert matches(subscription(places=("anbar",)), raid) is None


@pytest.mark.parametrize(
    ("wish", "reason"),
    [
        ({"places": ("sy",)}, "none of its places (Karsa, Iraq) is one of Syria"),
        ({"places": ("kars",)}, "none of its places (Karsa, Iraq) is one of kars"),
        (
            {"actors": ("hill guard",)},
            "none of its actors (Northern Republic, Delta Front) is one of hill guard",
        ),
        ({"kinds": ("ceasefire",)}, "it is Air/drone strike, not Ceasefire"),
        ({"words": ("pipeline", "dam")}, "it says none of: pipeline, dam"),
        ({"without": ("depot",)}, "it says “depot”, which this subscription leaves out"),
        ({"without": ("iraq",)}, "it says “iraq”, which this subscription leaves out"),
        ({"places": ("iq",), "words": ("dam",)}, "it says none of: dam"),
        ({"without": ("#k7f3q1",)}, "story #k7f3q1 is muted here"),
    ],
)
def test_wishes_that_the_raid_does_not_fulfil(
    wish: dict[str, tuple[str, ...]], reason: str
) -> None:
    assert matches(subscription(**wish), incident()) == reason


def test_a_muted_story_is_silent_even_where_it_is_followed_and_others_are_not() -> None:
    wish = subscription(without=("#k7f3q1",))
    assert matches(wish, incident(), following=True) is not None
    assert matches(wish, incident(2)) is None


def test_a_country_code_is_never_taken_for_a_word() -> None:
    swiss = incident(country="CH", places=(Place(name="In Albon", country="CH"),))
    assert matches(subscription(places=("in",)), swiss) is not None


def test_an_incident_nobody_places_matches_no_place() -> None:
    nowhere = incident(country=None, places=())
    reason = matches(subscription(places=("iq",)), nowhere)
    assert reason == "none of its places (none named) is one of Iraq"


def test_what_was_denied_or_is_past_is_no_kind_of_the_incident() -> None:
    for mode in (Mode.HISTORICAL, Mode.NEGATED, Mode.HYPOTHETICAL):
        told = report(signals=(signal(), signal(Kind.CHEMICAL_WEAPON, mode=mode)))
        wish = subscription(kinds=("chemical_weapon",))
        assert matches(wish, incident(reports=(told,))) is not None


def test_an_announced_revenge_is_a_kind_of_the_incident() -> None:
    wish = subscription(kinds=("revenge_threat",))
    assert matches(wish, incident(reports=(report(signals=(vow(),)),))) is None


def test_one_matcher_serves_many_subscriptions() -> None:
    why_not = matcher(incident())
    assert why_not(subscription(places=("iq",))) is None
    assert why_not(subscription(places=("sy",))) is not None


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Al-Qā'im", "al qaim"),
        ("İSTANBUL", "istanbul"),
        ("Iran's", "iran"),
        ("Côte d’Ivoire", "cote divoire"),
        ("العراق", "العراق"),
        ("🔥", ""),
        ("Łódź, Poland", "lodz poland"),
    ],
)
def test_folding_takes_case_accents_and_signs_away(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_no_wish_reaches_from_one_headline_into_the_next() -> None:
    two = incident(title="A march in Karsa", reports=(replace(report(), title="Bombs fell"),))
    assert matches(subscription(words=("karsa bombs",)), two) is not None
