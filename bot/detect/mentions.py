"""Mentions: how far a named actor or place reaches, and names no lexicon knows."""

from collections.abc import Iterator, Sequence

from bot.detect.gazetteer import Name, Named
from bot.detect.scan import compiled
from bot.detect.text import Sentence

#: A noun that a name before it turns into an actor: "Syrian government", "ISIL tactical units".
_HEAD = compiled(
    r"(?:'s)?(?:-(?:led|backed|held))?(?: [a-z]+)?"
    r" (?:government|regime|people|population|army|armed forces"
    r"|forces|troops|military|opposition|officials?|authorities|fighters|terrorists?|militants|units?"
    r"|soldiers|rebels|police|state television|state media|news agency|group|coalition|parliament"
    r"|province|district|governorate|region|airport|airspace|border|frontier|buildings?|citizens)\b"
)
#: What belongs to the name behind it: "the city of Mosul".
_BEFORE = compiled(
    r"(?:\bthe )?\b(?:city|town|village|province|district|area|government) of (?:the )?$"
)
#: Characters: a short acronym is called with its article.
_SHORT = 4
#: Names by their shape: acronyms, and capitals that end in what an organisation or a place is.
_SHAPE = compiled(
    r"\b(?:[Tt]he )?(?:[A-Z]{3,6}\b|(?:[A-Z0-9][\w.'-]*(?: (?:of|for|and|the|al))? ){1,5}"
    r"(?:Army|Forces?|Battalion|Regiment|Brigade|Division|Council|Committee|Ministry|University|Party"
    r"|Front|Movement|Coalition|Society|Command|Office|Department|Organi[sz]ation|Union|Agency|Group"
    r"|Court|Commission|Fund|Foundation|Association|Institute|Museum|Mosque|River|Dam|Bridge|Airport"
    r"|Province|District|Gate|Barada|Security|Defen[cs]e|Staff|Board|Centre|Center|Bank)\b)"
)


def extents(sentence: Sentence, named: Sequence[Named]) -> Iterator[tuple[int, int, Name | None]]:
    """Start, end and meaning of everything named in a sentence; None where only its shape tells.

    Args:
        sentence: the sentence.
        named: the names in it that the lexicon knows.
    """
    taken: list[tuple[int, int]] = []
    for each in named:
        start, end = _whole(sentence.folded, each)
        if not any(start < b and a < end for a, b in taken):
            taken.append((start, end))
            yield start, end, each.name
    if sentence.text.isupper():
        return
    for match in _SHAPE.finditer(sentence.text.encode("utf-8", "replace").decode()):
        start, end = match.span()
        if not any(start < b and a < end for a, b in taken):
            taken.append((start, end))
            yield start, end, None


def _whole(folded: str, each: Named) -> tuple[int, int]:
    start, end = each.start, each.end
    head = _HEAD.match(folded[end : end + 48])
    if head:
        end += head.end()
    before = _BEFORE.search(folded[max(0, start - 32) : start])
    if before:
        return max(0, start - 32) + before.start(), end
    actor = head is not None or each.name.type in ("actor", "people")
    if (actor or end - start <= _SHORT) and folded[max(0, start - 4) : start] == "the ":
        start -= 4
    return start, end
