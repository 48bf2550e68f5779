"""Known names: those that a document's sentences hold, what is ambiguous told by the rest of it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.detect.gazetteer import Name, Named
from bot.detect.lexicon import Lexicon
from bot.detect.scan import anchored, compiled
from bot.detect.text import Document, Sentence

#: Characters: a shorter name is an acronym, all capitals.
_ACRONYM = 4
#: Small before a name: "al-Qaida", "ar-Raqqa".
_ARTICLES = ("al-", "al ", "el-", "el ", "ar-", "as-", "ash-", "ad-", "at-", "an-", "az-")
#: Characters before and behind a name that tell whether it is one.
_NEAR = 32
#: Before a name that is also a word or a surname: it is a place.
_PLACED = compiled(
    r"\b(?:in|at|near|outside|inside|around|across|entered|towards?"
    r"|(?:city|town|village|district|province|region|state|capital|county|island|port|area|camp"
    r"|suburb|municipality) of|(?:north|south|east|west|central)[a-z-]*|capital|city|town|village)"
    r"(?: of)? $"
)
#: The same in text whose capitals tell nothing.
_SURELY_PLACED = compiled(
    r"\b(?:city|town|village|district|province|region|state|capital|county|municipality)"
    r"(?: of)? $"
)
_PLACE_BEHIND = anchored(
    r"^ (?:province|district|region|city|town|village|governorate|state|county|oblast|prefecture"
    r"|department|municipality|airport|police|residents|governor|mayor|authorities|prison|court"
    r"|hospital|villagers|suburbs?|outskirts)\b"
)
#: "Tripoli, Lebanon", "Tripoli in northern Lebanon".
_APPOSED = anchored(r"^(?:, (?:in )?| in )(?:the )?(?:(?:north|south|east|west|central)[a-z]* )?$")
#: A given name before a surname, and a surname behind a given name.
_GIVEN = compiled(r"(?:^|[^.!?\"'] |[\"'])([A-Z][\pL'-]+|[A-Z]\.) $")
_NO_GIVEN = anchored(
    r"^(?:In|At|Near|From|Of|And|The|Northern|Southern|Eastern|Western|Central|North|South|East"
    r"|West|Upper|Lower|Greater|But|While|When|After|Before|Since|On|For|With|To|By|As|If|Both)$"
)
_SURNAME = anchored(r"^ (?:[A-Z]\. )?[A-Z][\pL'-]+")
_NO_SURNAME = anchored(
    r"^ (?:Valley|River|Basin|Police|Army|Air|Navy|Forces?|Defen[cs]e|State|Province|District"
    r"|Government|Ministry|National|Times|University|Embassy|Street|Road|City|Strait|Border|On|In"
    r"|At|And|Says|Vows|Warns|Kills|Strikes|Attacks|Bombs|War|Crisis|Conflict|Election|President"
    r"|Prime|Foreign|Attack|Strike|Bombing|Clashes|Troops|Soldiers|Court|Parliament)\b"
)


class Known:
    """The known names of one document; each sentence is looked up once, when it is asked for."""

    def __init__(self, document: Document, lexicon: Lexicon) -> None:
        self._document = document
        self._lexicon = lexicon
        self._names: dict[Sentence, tuple[Named, ...]] = {}
        #: The same, before what is ambiguous was told by the rest of the document.
        self._open: dict[Sentence, tuple[Named, ...]] = {}
        self._told: Counter[tuple[str, bool]] | None = None

    def names(self, sentence: Sentence) -> tuple[Named, ...]:
        """The known names of a sentence, without those that are plain words there."""
        known = self._names.get(sentence)
        if known is None:
            known = self._in(sentence)
            if any(each.name.senses for each in known):
                known = tuple(self._meant(sentence, each, known) for each in known)
            self._names[sentence] = known
        return known

    def _in(self, sentence: Sentence) -> tuple[Named, ...]:
        known = self._open.get(sentence)
        if known is None:
            known = self._open[sentence] = names_in(sentence, self._lexicon)
        return known

    def _meant(self, sentence: Sentence, each: Named, names: Sequence[Named]) -> Named:
        """A name in the sense that the words beside it, its sentence or its document give it."""
        if not each.name.senses:
            return each
        for other in names:
            between = sentence.folded[each.end : other.start]
            if other.start > each.end and _APPOSED.search(between):
                sense = next((s for s in each.name.senses if s.country == other.name.country), None)
                if sense:
                    return replace(each, name=sense)
        sense = _likeliest(each.name, _told(names)) or _likeliest(each.name, self._everywhere())
        return replace(each, name=sense) if sense else each

    def _everywhere(self) -> Counter[tuple[str, bool]]:
        if self._told is None:
            self._told = Counter()
            for sentence in self._document.sentences:
                self._told.update(_told(self._in(sentence)))
        return self._told


def names_in(sentence: Sentence, lexicon: Lexicon) -> tuple[Named, ...]:
    """The known names of one sentence; what they mean may still be open.

    In text with capitals a name has them. In ALL CAPS or small letters nothing tells "US" from
    "us": the lexicon's list `plain_words` says which names are then left alone.
    """
    found = tuple(lexicon.named_in(sentence))
    if not found:
        return ()
    if sentence.text.isupper() or sentence.text == sentence.folded:
        plain = lexicon.lists.get("plain_words", ())
        return tuple(
            each
            for each in found
            if sentence.folded[each.start : each.end] not in plain
            and (not each.name.unsure or _is_placed(sentence, each, cased=False))
        )
    people = lexicon.lists.get("also_people", ())
    return tuple(
        each
        for each in found
        if _is_name(sentence.text[each.start : each.end], each.name)
        and (not each.name.unsure or _is_placed(sentence, each, cased=True))
        and not (
            sentence.folded[each.start : each.end] in people and _is_person(sentence, each, found)
        )
    )


def _is_name(text: str, name: Name) -> bool:
    if len(text) < _ACRONYM and name.type != "place":
        return text.isupper()
    return not text[0].islower() or (text.startswith(_ARTICLES) and any(map(str.isupper, text)))


def _is_placed(sentence: Sentence, each: Named, *, cased: bool) -> bool:
    before = sentence.folded[max(0, each.start - _NEAR) : each.start]
    behind = sentence.folded[each.end : each.end + _NEAR]
    if _PLACE_BEHIND.search(behind):
        return True
    surely = not cased and each.name.name.isalpha()
    return bool((_SURELY_PLACED if surely else _PLACED).search(before))


def _is_person(sentence: Sentence, each: Named, names: Iterable[Named]) -> bool:
    """Whether a country's name is somebody's: "Michael Jordan", "Chad Smith"."""
    before = sentence.text[max(0, each.start - _NEAR) : each.start]
    given = _GIVEN.search(before)
    if given and not _NO_GIVEN.search(given.group(1)):
        beside = each.start - 1
        return not any(other.end == beside for other in names)
    behind = sentence.text[each.end : each.end + _NEAR]
    if not _SURNAME.search(behind) or _NO_SURNAME.search(behind):
        return False
    return not any(other.start == each.end + 1 for other in names)


def _told(names: Iterable[Named]) -> Counter[tuple[str, bool]]:
    """How often countries are told of, by themselves or (True) by one of their places."""
    return Counter(
        (each.name.country, each.name.type == "place")
        for each in names
        if each.name.country and not each.name.senses
    )


def _likeliest(name: Name, told: Counter[tuple[str, bool]]) -> Name | None:
    """The sense whose country is told of most; None where nothing is told of any.

    A country is not contested by another country's mention, but by its places: next to Atlanta,
    Georgia is a state.
    """
    contested = any(each.type == "country" for each in name.senses)
    best: tuple[int, bool] = (0, False)
    meant = None
    for each in name.senses:
        code = each.country or ""
        points = 2 * told[code, True]
        if each.type == "country" or not contested:
            points += told[code, False]
        if points and (points, code == name.country) > best:
            best, meant = (points, code == name.country), each
    return meant
