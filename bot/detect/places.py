"""Places: where it happened, and in which country."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from bot.detect.gazetteer import Name, Named
from bot.detect.known import Known
from bot.detect.mentions import extents
from bot.detect.scan import compiled, spans
from bot.detect.text import Document, Sentence
from bot.model.finding import Mention, Place, Zone

#: Names of these types are people or offices; the others are places.
_ACTORS = ("actor", "people", "media")
#: What makes a name a location rather than a party.
_LOCATES = compiled(
    r"\b(?:in|at|near|outside|inside|across|around|into|over|from|of|on|off|to|towards?|throughout"
    r"|between|along|province|district|region|city|town|village|capital|northern|southern|eastern"
    r"|western|central|north|south|east|west|and)\b[^a-z]*(?:the )?$"
)
#: A name in capitals behind a preposition, for places the lexicon does not know.
_UNKNOWN = compiled(
    r"\b(?:in|at|near|outside)(?: the)?(?: (?:village|town|city|district|province|region|area"
    r"|neighbou?rhood|camp) of)? ((?:[A-Z][\pL'-]+)(?:[ -](?:al|el|de|of|[A-Z][\pL'-]+)){0,3})"
)
_NOT_PLACES = compiled(
    r"^(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|The|An?)\b"
)


def place_of(sentence: Sentence, names: Sequence[Named], near: int) -> Place | None:
    """The place a sentence speaks of: towns before countries, the nearest to an offset."""
    located = [each for each in names if is_located(sentence, each)]
    for type_ in ("place", "country"):
        some = [each for each in located if each.name.type == type_]
        if some:
            best = min(some, key=lambda each: (each.start < near, abs(each.start - near)))
            return as_place(best.name)
    return _unknown_place(sentence, names)


def as_place(name: Name) -> Place:
    """A known name as a place."""
    return Place(
        name=name.name,
        country=name.country,
        admin1=name.admin1,
        is_country=name.type == "country",
    )


def is_located(sentence: Sentence, named: Named) -> bool:
    """Whether something is said to be there: "in Qaim", not "Tehran said"."""
    before = sentence.folded[max(0, named.start - 24) : named.start]
    return any(True for _ in spans(_LOCATES, before))


def country_of(weighed: Iterable[tuple[Sentence, Sequence[Named], float]]) -> str | None:
    """The country that the sentences, by their weight, are about.

    Args:
        weighed: sentences with their names and what each counts.
    """
    votes: Counter[str] = Counter()
    for sentence, names, weight in weighed:
        for each in names:
            if each.name.country:
                votes[each.name.country] += weight * _vote(sentence, each)  # type: ignore[assignment]  # a Counter counts in halves too
    return max(votes, key=lambda code: (votes[code], code), default=None)


def mentions_of(document: Document, known: Known) -> Iterator[Mention]:
    """Every named actor and place of the text (not of the title)."""
    for sentence in document.sentences:
        if sentence.zone is Zone.TITLE:
            continue
        for each in extents(sentence, known.names(sentence)):
            words = sentence.text[each.start : each.end]
            yield Mention(
                text=words,
                span=(sentence.start + each.start, sentence.start + each.end),
                type=each.type,
                name=each.name.name if each.name else words,
            )


def _vote(sentence: Sentence, each: Named) -> float:
    """What a name tells of where it happens: more where something is said to be there."""
    located = is_located(sentence, each)
    if each.name.type == "place":
        return 2.0 if located else 1.5
    if each.name.type == "country" and located:
        return 2.0
    return 0.4


def _unknown_place(sentence: Sentence, names: Sequence[Named]) -> Place | None:
    if sentence.text.isupper():
        return None
    for match in _UNKNOWN.finditer(sentence.text.encode("utf-8", "replace").decode()):
        name = match.group(1)
        known = any(each.start < match.end(1) and match.start(1) < each.end for each in names)
        if not known and not _NOT_PLACES.search(name):
            return Place(name=name)
    return None
