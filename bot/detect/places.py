"""Places: where it happened, and in which country."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from bot.detect.gazetteer import Name, Named
from bot.detect.known import Known
from bot.detect.mentions import extents
from bot.detect.scan import Pattern, anchored, compiled, found, spans
from bot.detect.text import Document, Sentence
from bot.model.finding import Mention, Place, Zone

#: Names of these types are people or offices; the others are places.
_ACTORS = ("actor", "people", "media")
#: What makes a name a location rather than a party: a preposition, or what is done to a town.
_LOCATES = compiled(
    r"\b(?:in|at|near|outside|inside|across|around|into|over|from|of|on|off|to|towards?|throughout"
    r"|between|along|above|via|through|province|district|region|city|town|village|capital|northern"
    r"|southern|eastern|western|central|north|south|east|west|and|shelled|bombed|bombarded|pounded"
    r"|captured|recaptured|retook|seized|entered|overran|besieged|stormed|liberated|reached|left"
    r"|fled|hits?|struck|strikes?|rocks?|rocked)\b[^a-z]*(?:the )?$"
)
#: Behind a town: it happens there ("Mogadishu blast", "Kherson was shelled").
_HAPPENS = anchored(
    r"^(?:'s)?(?: (?:[a-z]+ )?(?:blasts?|bomb(?:ing|s)?|attacks?|shootings?|explosions?|strikes?"
    r"|raids?|clashes|siege|ambush|massacre|violence|unrest|riots?|protests?|fighting|killings?"
    r"|airport|mosque|market|bazaar|hospital|church|school|prison|hotel|barracks|base|camp|port|refinery"
    r"|suburbs?|area|front|outskirts)\b"
    r"| (?:was|were|is|came|comes|has been|had been) (?:hit|struck|shelled|bombed|attacked|under"
    r"|rocked|shaken|seized|captured|bombarded|targeted|besieged|stormed)\b)"
)
#: Behind the first name of a sentence: the line that says where it was written.
_DATELINE = anchored(r"^(?:, [a-z. ]{2,30})?(?:, [a-z]+\.? \d+)?(?: ?\([^)]{2,30}\))? ?[-:]+ ")
#: A name in capitals where a place stands, for places the lexicon does not know.
_UNKNOWN = compiled(
    r"\b(?:in|at|near|outside)(?: the)?(?: capital,?| [a-z]*(?:town|village|city))?"
    r"(?: (?:village|town|city|district|province|region|area|neighbou?rhood|camp) of)?"
    r" ((?:(?:al|el|ad|as|at|ar)-)?(?:[A-Z][\pL'’-]+)(?:[ -](?:al|el|de|of|[A-Z][\pL'’-]+)){0,3})"
    r"|\b((?:[A-Z][\pL'’-]+ ){1,3})(?:province|district|village|county|governorate|state|town"
    r"|oblast|township|municipality|neighbou?rhood|refugee camp|locality)\b"
)
#: The same where the text says outright what it is.
_OUTRIGHT = compiled(
    r"\b(?:village|town|city|neighbou?rhood|camp|hamlet|suburb) of"
    r" ((?:(?:al|el|ad|as|at|ar)-)?(?:[A-Z][\pL'’-]+)(?: [A-Z][\pL'’-]+){0,2})"
    r"|\b((?:[A-Z][\pL'’-]+ ){1,2})(?:village|town|township|neighbou?rhood|refugee camp)\b"
)
#: The same in text whose capitals tell nothing.
_UNKNOWN_UNCASED = compiled(
    r"\b(?:village|town|city|district|province|county|township|hamlet|suburb|locality) of"
    r" ([\pL'-]{3,})|\bin ([\pL'-]{4,}) (?:village|district|province|township|governorate)\b"
)
_NOT_PLACES = anchored(
    r"^(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|(?:North|South)?-?(?:[Ee]ast|[Ww]est)"
    r"(?:ern)?|(?:North|South)(?:ern)?|Central|Upper|Lower|The|An?|This|That|These|Those|His"
    r"|Her|Their|Its|Mr|Mrs|Dr|President|Parliament|God|Every|Each|Another|Police|Army|the|this"
    r"|that|his|her|their|our|another|same|every|which)\b"
)
#: Characters before and behind a name that tell of it.
_AROUND = 48


def place_of(sentence: Sentence, names: Sequence[Named], near: int) -> Place | None:
    """The place a sentence speaks of: towns before provinces and countries, the nearest first."""
    located = [each for each in names if is_located(sentence, each)]
    known = [each for each in located if each.name.type == "place"]
    towns = [each for each in known if each.name.name != each.name.admin1]
    if towns:
        return as_place(_nearest(towns, near))
    unknown = _unknown_place(sentence, names, _OUTRIGHT if known else _UNKNOWN)
    if unknown:
        return unknown
    countries = [each for each in located if each.name.type == "country"]
    written = [each for each in names if _is_dateline(sentence, each)]
    for some in (known, countries, written):
        if some:
            return as_place(_nearest(some, near))
    return None


def _nearest(names: Sequence[Named], near: int) -> Name:
    return min(names, key=lambda each: (each.start < near, abs(each.start - near))).name


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
    if any(True for _ in spans(_LOCATES, before)):
        return True
    behind = sentence.folded[named.end : named.end + _AROUND]
    return named.name.type == "place" and found(_HAPPENS, behind)


def _is_dateline(sentence: Sentence, named: Named) -> bool:
    behind = sentence.folded[named.end : named.end + _AROUND]
    return named.name.type == "place" and named.start == 0 and found(_DATELINE, behind)


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
    # A force may be far from home; who suffers it seldom is.
    return 0.2 if each.name.type == "actor" else 0.4


def _unknown_place(sentence: Sentence, names: Sequence[Named], pattern: Pattern) -> Place | None:
    """A place that the words around it tell, in the one country its sentence locates."""
    cased = not sentence.text.isupper() and sentence.text != sentence.folded
    text = sentence.text if cased else sentence.folded
    for match in (pattern if cased else _UNKNOWN_UNCASED).finditer(
        text.encode("utf-8", "replace").decode()
    ):
        group = 1 if match.group(1) else 2
        name, start, end = match.group(group).strip(), match.start(group), match.end(group)
        known = any(each.start < end and start < each.end for each in names)
        if not known and not _NOT_PLACES.search(name):
            return _within(sentence, names, sentence.text[start:end].strip())
    return None


def _within(sentence: Sentence, names: Sequence[Named], name: str) -> Place:
    around = {
        (each.name.country, each.name.admin1)
        for each in names
        if each.name.type in ("country", "place") and is_located(sentence, each)
    }
    countries = {country for country, _ in around}
    provinces = {admin1 for _, admin1 in around if admin1}
    if len(countries) != 1:
        return Place(name=name)
    admin1 = provinces.pop() if len(provinces) == 1 else None
    return Place(name=name, country=countries.pop(), admin1=admin1)
