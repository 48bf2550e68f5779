"""Places: where it happened, and in which country."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from bot.detect.lexicon import Lexicon, Named
from bot.detect.mentions import extents
from bot.detect.scan import compiled, spans
from bot.detect.text import Document, Sentence
from bot.model.finding import Mention, Place, Zone

#: Names of these types are people or offices; the others are places.
_ACTORS = ("actor", "people", "media")
#: Characters: a shorter name is an acronym, all capitals.
_ACRONYM = 4
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


def named_in(sentence: Sentence, lexicon: Lexicon) -> tuple[Named, ...]:
    """Known names of a sentence, without those that are plain words there.

    In text with capitals a name has them. In ALL CAPS or small letters nothing tells "US" from
    "us": the lexicon's list `plain_words` says which names are then left alone.
    """
    found = tuple(lexicon.named(sentence.folded))
    if not found:
        return ()
    if sentence.text.isupper() or sentence.text == sentence.folded:
        plain = lexicon.lists.get("plain_words", ())
        return tuple(each for each in found if sentence.folded[each.start : each.end] not in plain)
    return tuple(each for each in found if _is_name(sentence.text[each.start : each.end]))


def _is_name(text: str) -> bool:
    return text.isupper() if len(text) < _ACRONYM else text[0].isupper()


def place_of(sentence: Sentence, names: Sequence[Named], near: int) -> Place | None:
    """The place a sentence speaks of: towns before countries, the nearest to an offset."""
    located = [each for each in names if is_located(sentence, each)]
    for type_ in ("place", "country"):
        some = [each for each in located if each.name.type == type_]
        if some:
            best = min(some, key=lambda each: (each.start < near, abs(each.start - near)))
            whole = type_ == "country"
            return Place(name=best.name.name, country=best.name.country, is_country=whole)
    return _unknown_place(sentence, names)


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


def mentions_of(document: Document, lexicon: Lexicon) -> Iterator[Mention]:
    """Every named actor and place of the text (not of the title)."""
    for sentence in document.sentences:
        if sentence.zone is Zone.TITLE:
            continue
        named = named_in(sentence, lexicon)
        for start, end, each in extents(sentence, named):
            yield Mention(
                text=sentence.text[start:end],
                span=(sentence.start + start, sentence.start + end),
                type="actor" if each is None or each.type in _ACTORS else "place",
                name=each.name if each else sentence.text[start:end],
            )


def _vote(sentence: Sentence, each: Named) -> float:
    if each.name.type == "place":
        return 2.0
    if each.name.type in _ACTORS:
        return 0.5
    return 2.0 if is_located(sentence, each) else 0.7


def _unknown_place(sentence: Sentence, names: Sequence[Named]) -> Place | None:
    if sentence.text.isupper():
        return None
    for match in _UNKNOWN.finditer(sentence.text.encode("utf-8", "replace").decode()):
        name = match.group(1)
        known = any(each.start < match.end(1) and match.start(1) < each.end for each in names)
        if not known and not _NOT_PLACES.search(name):
            return Place(name=name)
    return None
