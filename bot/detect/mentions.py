"""Mentions: how far a named actor or place reaches, and names no lexicon knows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.detect.gazetteer import Name, Named
from bot.detect.scan import Pattern, compiled
from bot.detect.text import Sentence

#: What an organisation, a force or a place is called by, as the last word of its name.
_KIND = (
    r"(?:Army|Armies|Forces?|Battalions?|Regiment|Brigades?|Division|Corps|Guards?|Council"
    r"|Committee|Ministry|University|Party|Front|Movement|Coalition|Society|Command|Office"
    r"|Department|Organi[sz]ation|Union|Agency|Group|Court|Commission|Fund|Foundation|Association"
    r"|Institute|Museum|Mosque|River|Dam|Barrage|Bridge|Airport|Airbase|Base|Province|District"
    r"|Governorate|Region|County|Gate|Security|Defen[cs]e|Staff|Board|Centre|Center|Bank|Republic"
    r"|Kingdom|Emirate|Parliament|Congress|Senate|Assembly|Government|Authority|Police|Navy"
    r"|Network|Federation|League|Brotherhood|Church|Cathedral|Temple|Hospital|Prison|College|Camp"
    r"|Mountains?|Hills|Valley|Lake|Strait|Islands?|Peninsula|Square|Highway|Crossing|Embassy"
    r"|Consulate|Observatory|Bureau|Administration|Service|Services|Secretariat|Trust|Militia"
    r"|Alliance|Initiative|Tribunal|Directorate|Municipality|Company|Corporation|Operations)"
)
_CAPITAL = r"[A-Z0-9][\pL\pN.'’-]*"
#: "of Culture", "of the Treasury", "of Antiquities and Heritage".
_OF = rf"(?: (?:of|for) (?:the )?{_CAPITAL}(?:(?: and| of| for)?(?: the)? {_CAPITAL}){{0,4}})"
#: Behind a known name: what makes it part of a longer one ("Mosul University").
_GOES_ON = compiled(
    rf"^(?:['’]s)?(?: federal)?(?: (?:{_CAPITAL}|of|for|and|the)){{0,4}}? {_KIND}\b{_OF}?"
)
#: Names by their shape: acronyms, capitals that end in what something is, "Ministry of Culture".
_SHAPE = compiled(
    rf"\b(?:[Tt]he )?(?:(?:{_CAPITAL}(?: (?:of|for|and|the|al))? ){{1,5}}{_KIND}\b{_OF}?"
    rf"|(?:Ministry|Department|University|Office|Board|Bank|Republic|Kingdom|Government|Institute"
    rf"|Directorate|Bureau|Society|Organi[sz]ation|High Council|Supreme Court){_OF}"
    rf"|(?:Lakes?|Mount|Mt|Camp|Fort|River|Cape|Jebel|Jabal|Wadi|Tel|Tell|Deir|Dayr|Kafr|Beit"
    rf"|Ras|Bir|Ain|Ayn) {_CAPITAL}(?: and {_CAPITAL})?"
    rf"|{_CAPITAL} (?:military |international )?(?:mountains?|river|valley|province|district"
    rf"|governorate|airport|airbase|air base|neighbou?rhood|refugee camp|oblast|prefecture"
    rf"|municipality|tribe|clan|peninsula|desert|dam|barrage)\b"
    r"|[A-Z]{3,6}\b)"
)
#: A name in capitals behind a preposition: a place the lexicon does not know.
_PLACED = compiled(
    r"\b(?:[Ii]n|[Nn]ear|[Oo]utside|[Aa]round)(?: the)?"
    r"(?: (?:village|town|city|district|province|region|area|suburb|camp|hamlet) of)?"
    r" ((?:[A-Z][\pL'’-]+)(?:[ -](?:al|el|de|ez|az|ul|[A-Z][\pL'’-]+)){0,2})"
)
#: A noun that a name before it turns into an actor or a place: "Syrian government", "ISIL units".
_HEAD = compiled(
    r"^(?:'s)?(?:-(?:led|backed|held|controlled|allied))?(?: [a-z]+)?"
    r" (?:government|regime|people|peoples|population|army|armed forces|air force|navy"
    r"|forces|troops|military|opposition|officials?|authorities|fighters|terrorists?|militants?"
    r"|units?|operatives|gunmen|leaders|leadership|commanders?|members|members of parliament"
    r"|service members|personnel|nationals|residents|villagers|refugees|civilians|children|women"
    r"|soldiers|rebels|insurgents|police|state television|state media|news agency|groups?"
    r"|coalition|parliament|communit(?:y|ies)|compan(?:y|ies)|partners|counterparts|allies"
    r"|province|district|governorate|region|airport|airspace|border|frontier|buildings?"
    r"|citizens|territory|territories|headquarters|countryside|capital|side|soil|waters|coast"
    r"|embassy|consulate|navy|delegation|tribes?|clans?|militias?|side of the border)\b"
)
#: What belongs to the name behind it: "western Mosul", "the people of Iraq".
_BEFORE = compiled(
    r"\b(?:(?:north|south)?-?(?:east|west|north|south)(?:ern|most)?|central|upper|lower|rural)"
    r"(?: and (?:north|south|east|west)[a-z]*)? $"
    r"|(?:\bthe )?\b(?:people|peoples|governments?|(?:port |holy )?city|town|village|province"
    r"|district|governorate|university|citizens) of (?:the )?$"
)
#: A place the lexicon does not know before the country or the province it lies in.
_WITHIN = compiled(r"\b(?:in|at|near|of|from|outside) ((?:[A-Z][\pL'’-]+ ?){1,3}), $")
_BESIDE = (", ", " , ", ",\xa0")
#: In capitals, but nobody and nowhere.
_NOBODY = compiled(
    r"^(?:[Tt]he )?(?:S?V?B?IEDs?|UAVs?|RPGs?|AK|GMT|BST|UTC|CEO|DVD|SUVs?|IDPs?|NGOs?|HIV|AIDS"
    r"|COVID|DNS|GPS|CCTV|USD|FIR|MPs?|DNA|ATMs?|READ|MORE|ALSO|ANSWER|QUESTION|NOTE|TNT|WMDs?"
    r"|MANPADS|ICBMs?|JCPOA|USB|PDF|SMS|FAQ|GDP|VIP|VIPs|TV|AND|THE|FOR|WITH|NOT|BUT|January"
    r"|February|March|April|May|June|July|August|September|October|November|December|Monday"
    r"|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Ramadan|Eid|Christmas|Easter|Parliament"
    r"|English|Arabic|God|Islam|Internet|Operation|Mr|Mrs|Dr|Twitter|Facebook|Telegram)\b"
)
#: Characters: a short acronym is called with its article.
_SHORT = 4
#: Characters behind a name and before it that may belong to it.
_BEHIND, _AHEAD = 96, 40


@dataclass(frozen=True, slots=True)
class Extent:
    """Something named, from start to end; `name` is None where only its shape tells."""

    start: int
    end: int
    name: Name | None
    type: str


def extents(sentence: Sentence, named: Sequence[Named]) -> Iterator[Extent]:
    """Everything named in a sentence, as far as it reaches.

    Args:
        sentence: the sentence.
        named: the names in it that the lexicon knows.
    """
    cased = not sentence.text.isupper()
    known = _joined(sentence.folded, [_whole(sentence, each, cased=cased) for each in named])
    taken: list[Extent] = []
    for each in known:
        if not _overlaps(each, taken):
            taken.append(each)
            yield each
    if not cased:
        return
    for pattern, type_ in ((_SHAPE, "actor"), (_PLACED, "place")):
        for each in _by_shape(sentence.text, pattern, type_):
            if not _overlaps(each, taken):
                taken.append(each)
                yield each


def _whole(sentence: Sentence, each: Named, *, cased: bool) -> Extent:
    folded = sentence.folded
    start, end = each.start, each.end
    behind = _reach(_GOES_ON, sentence.text[end : end + _BEHIND]) if cased else 0
    behind = behind or _reach(_HEAD, folded[end : end + _BEHIND])
    before = _BEFORE.search(folded[max(0, start - _AHEAD) : start])
    if before:
        start = max(0, start - _AHEAD) + before.start()
    elif cased and each.name.type in ("country", "place"):
        ahead = sentence.text[max(0, start - _AHEAD) : start].encode("utf-8", "replace").decode()
        within = _WITHIN.search(ahead)
        start = max(0, start - _AHEAD) + within.start(1) if within else start
    actor = behind > 0 or each.name.type in ("actor", "people")
    if (actor or end - start <= _SHORT) and folded[max(0, start - 4) : start] == "the ":
        start -= 4
    type_ = "place" if each.name.type in ("country", "place") else "actor"
    return Extent(start, end + behind, each.name, type_)


def _reach(pattern: Pattern, text: str) -> int:
    found = pattern.search(text.encode("utf-8", "replace").decode())
    return int(found.end()) if found else 0


def _joined(folded: str, known: Sequence[Extent]) -> Iterator[Extent]:
    """A place and the country behind its comma are one: "Palmyra, Syria"."""
    held: Extent | None = None
    for each in known:
        beside = held and folded[held.end : each.start] in _BESIDE
        if held and beside and _lies_in(held.name, each.name):
            yield replace(held, end=each.end)
            held = None
            continue
        if held:
            yield held
        held = each
    if held:
        yield held


def _lies_in(inner: Name | None, outer: Name | None) -> bool:
    if inner is None or outer is None or inner.type != "place" or not inner.country:
        return False
    if outer.type not in ("country", "place") or inner.country != outer.country:
        return False
    return outer.type == "country" or (outer.admin1 == outer.name and outer.name != inner.name)


def _by_shape(text: str, pattern: Pattern, type_: str) -> Iterator[Extent]:
    for match in pattern.finditer(text.encode("utf-8", "replace").decode()):
        start, end = match.span(1) if type_ == "place" else match.span()
        if not _reach(_NOBODY, text[start:end]):
            yield Extent(start, end, None, type_)


def _overlaps(each: Extent, others: Sequence[Extent]) -> bool:
    return any(each.start < other.end and other.start < each.end for other in others)
