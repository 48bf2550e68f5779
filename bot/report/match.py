"""Whether a Subscription wants an Incident, and if not, why not, in words for people."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.model.channel import Subscription
from bot.model.finding import Mode, Signal
from bot.model.incident import Incident
from bot.model.kind import EVENT_TYPE, SUB_EVENT_TYPE, Kind
from bot.report.catalogue import say
from bot.report.countries import NAMES, country_name
from bot.report.wording import kind_name, kind_words

#: Letters and digits in a row.
_WORD = re.compile(r"[^\W_]+")

#: "Iran's" is Iran.
_POSSESSIVE = re.compile(r"['’]s\b")

#: Letters that Unicode does not take apart, and signs that stand for a glottal stop: "Sana'a".
_LETTERS = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d"} | dict.fromkeys("'’‘`ʿʾʼ"))

#: What was, was denied or only might be is no kind of this incident.
_HAPPENING = (Mode.CURRENT, Mode.FUTURE)


def matches(
    subscription: Subscription,
    incident: Incident,
    *,
    following: bool = False,
    language: str = "en",
) -> str | None:
    """None when the subscription wants the incident, else the reason why not.

    Wishes of one sort are alternatives (Iraq or Syria); all sorts must be met (and an air strike);
    an unwanted word anywhere vetoes. Words are compared without case, accents and punctuation, on
    word boundaries. An unwanted word that is an incident's `#id` mutes that incident.

    Args:
        subscription: what a channel wishes.
        incident: as it is known now.
        following: the channel was told of this incident before. It then hears how it goes on,
            also when that is less severe: a truce, a retraction, a figure that fell.
        language: of the reason.
    """
    return matcher(incident, following=following, language=language)(subscription)


def matcher(
    incident: Incident, *, following: bool = False, language: str = "en"
) -> Callable[[Subscription], str | None]:
    """`matches` for one incident and many subscriptions: the incident's words are read once."""
    said = _said(incident)
    story = f"#{incident.id}"

    def why_not(wish: Subscription) -> str | None:
        if wish.paused is not None:
            return say("match.paused", language, reason=wish.paused)
        if story in wish.without:
            return say("match.muted", language, story=story)
        if not following and incident.severity < wish.min_severity:
            severity = say(f"severity.{incident.severity}", language)
            wanted = say(f"severity.{wish.min_severity}", language)
            return say("match.severity", language, severity=severity, wanted=wanted)
        return _other_wishes(wish, said, language)

    return why_not


def fold(text: str) -> str:
    """Lower case, without accents, every run of other signs one space: "Al-Qā'im" → "al qa im"."""
    bare = _POSSESSIVE.sub("", text.casefold()).translate(_LETTERS)
    if not bare.isascii():
        apart = unicodedata.normalize("NFKD", bare)
        # What was taken apart may be in capitals: the sign for hertz is "Hz".
        bare = "".join(each for each in apart if not unicodedata.combining(each)).casefold()
    return " ".join(_WORD.findall(bare))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """An incident's words, folded for comparing and as people read them."""

    codes: frozenset[str]
    places: str
    place_names: tuple[str, ...]
    actors: str
    actor_names: tuple[str, ...]
    kinds: frozenset[str]
    words: str


def _said(incident: Incident) -> _Said:
    codes = {place.country for place in incident.places} | {incident.country}
    countries = [country_name(code) for code in sorted(filter(None, codes))]
    named = [name for place in incident.places for name in (place.name, place.admin1) if name]
    places = tuple(dict.fromkeys(named + countries))
    actors = tuple(dict.fromkeys((*incident.actors, *incident.targets)))
    return _Said(
        codes=frozenset(code.casefold() for code in codes if code),
        places=_folded(places),
        place_names=places,
        actors=_folded(actors),
        actor_names=actors,
        kinds=_kinds(incident),
        words=_folded((*_texts(incident), *places, *actors)),
    )


def _kinds(incident: Incident) -> frozenset[str]:
    kinds = {
        str(signal.kind)
        for report in incident.reports
        for signal in report.signals
        if signal.mode in _HAPPENING
    }
    kinds |= {str(kind) for kind, sub in SUB_EVENT_TYPE.items() if sub == incident.sub_event_type}
    if incident.sub_event_type is not None:
        kinds |= {fold(incident.sub_event_type), fold(EVENT_TYPE[incident.sub_event_type])}
    return frozenset(kinds)


def _texts(incident: Incident) -> Iterable[str]:
    yield incident.title
    for report in incident.reports:
        yield report.title
        signals: tuple[Signal, ...] = report.signals
        yield from dict.fromkeys(signal.sentence for signal in signals)
        yield from dict.fromkeys(claim.sentence for claim in report.claims)


def _folded(texts: Iterable[str]) -> str:
    """Many texts as one that can be searched: no wish reaches over the bar between two."""
    return " | ".join(("", *(fold(text) for text in texts), ""))


def _other_wishes(wish: Subscription, said: _Said, language: str) -> str | None:
    for word in wish.without:
        if not word.startswith("#") and _holds(said.words, word):
            return say("match.without", language, word=word)
    if wish.places and not any(_lies_in(said, place) for place in wish.places):
        wanted = tuple(country_name(place) for place in wish.places)
        return _missing("match.place", said.place_names, wanted, language)
    if wish.actors and not any(_holds(said.actors, actor) for actor in wish.actors):
        return _missing("match.actor", said.actor_names, wish.actors, language)
    if wish.kinds and not any(
        kind in said.kinds or fold(kind) in said.kinds for kind in wish.kinds
    ):
        found = tuple(kind_words(kind, language) for kind in Kind if kind in said.kinds)
        asked = tuple(kind_name(kind, language) for kind in wish.kinds)
        return _missing("match.kind", found, asked, language)
    if wish.words and not any(_holds(said.words, word) for word in wish.words):
        return say("match.word", language, wanted=", ".join(wish.words))
    return None


def _lies_in(said: _Said, place: str) -> bool:
    if place.upper() in NAMES:
        return place.casefold() in said.codes
    return _holds(said.places, place)


def _holds(text: str, wish: str) -> bool:
    folded = fold(wish)
    return bool(folded) and f" {folded} " in text


def _missing(key: str, found: tuple[str, ...], wanted: tuple[str, ...], language: str) -> str:
    shown = ", ".join(found) or say("match.none", language)
    return say(key, language, found=shown, wanted=", ".join(wanted))
