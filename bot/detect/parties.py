"""Parties: who did it to whom, named as the lexicon names them, else in the text's own words."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.detect.gazetteer import Named
from bot.detect.scan import Pattern, compiled, found, spans
from bot.detect.text import Sentence
from bot.model.finding import Span

_BY = compiled(r"\bby(?: the| a| an| some| several| suspected| unidentified| unknown)*\W*$")
#: Between a deed and "by": these words say that "by" belongs to something else.
_OTHER_BY = compiled(r"\b(?:used|backed|led|held|controlled|owned|run|against|targeting)\b")
#: Between a name and the noun it belongs to: "Iran-backed militia groups".
_JOINT = compiled(r"(?:'s)?(?:-(?:backed|linked|led|aligned|allied|held))?(?: [a-z]+)?[ -]?")
#: Between somebody and a deed: it was done to them.
_PASSIVE = compiled(
    r"\b(?:was|were|been|being|is|are|got)(?: (?:also|reportedly|allegedly|later|then|\pN+))?"
    r" (?:[a-z]+ed|shot|hit|struck|slain|hurt|blown|beaten|taken|held|burnt|caught|seen)\b"
)
#: Before a country: it is where something happens, not who does or suffers it.
_WHERE = compiled(
    r"\b(?:in|near|inside|across|within|outside|throughout|around)(?: the)?"
    r"(?: (?:(?:far|mid) ?-?)?(?:north|south|east|west|central)[a-z-]*)*\s*$"
    r"|\b(?:of|from) (?:north|south|east|west|central)[a-z-]*\s*$"
)
#: Between a place and the country that it lies in: "Aleppo, Syria".
_WHOSE = compiled(r",? (?:in )?")
#: Behind a country: "killed in US air strikes" says whose they are.
_WHOSE_DEED = compiled(
    r"(?:'s)?[ -](?:led|backed|air|airstrike|drone|strike|raid|attack|missile|bomb|shell|artillery"
    r"|army|military|troops|forces|police|soldiers|fire|custody)"
)
#: Characters before a country in which a word of place stands.
_BEFORE = 40
#: Characters between a deed and the "by" that names its doer.
_NEAR = 60


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody in a sentence."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Roles:
    """Who → whom; None where the sentence does not say."""

    actor: str | None
    target: str | None


def parties_in(
    sentence: Sentence, names: Sequence[Named], described: Pattern | None
) -> tuple[Party, ...]:
    """Everybody a sentence speaks of, in its order.

    Args:
        sentence: the sentence.
        names: its known names.
        described: what finds parties without a name ("gunmen", "Iran-backed militia groups").
    """
    parties = [
        Party(each.start, each.end, each.name.name)
        for each in names
        if each.name.type not in ("place", "media") and not _is_where(sentence.folded, each, names)
    ]
    for start, end in spans(described, sentence.folded) if described else ():
        # "Iraqi army" is the Iraqi army, not Iraq and an army.
        inside = [each for each in parties if _joined(sentence.folded, each, start)]
        begin = min([start, *(each.start for each in inside)])
        parties = [each for each in parties if each not in inside and not start <= each.start < end]
        parties.append(Party(begin, end, sentence.text[begin:end]))
    return tuple(sorted(parties, key=lambda each: each.start))


def roles(sentence: Sentence, parties: Sequence[Party], span: Span) -> Roles:
    """Who does what a span tells, and to whom."""
    before = [each for each in parties if each.end <= span[0]]
    after = [each for each in parties if each.start >= span[1]]
    doer = next((each for each in after if _by(sentence.folded, span[1], each.start)), None)
    if doer:
        return Roles(doer.name, before[-1].name if before else None)
    inside = [each for each in parties if span[0] <= each.start < span[1]]
    if before and found(_PASSIVE, sentence.folded[before[-1].end : span[1]]):
        return Roles(None, before[-1].name)
    actor = before[-1] if before else (inside[0] if inside else None)
    target = next((each for each in after if actor is None or each.name != actor.name), None)
    return Roles(actor.name if actor else None, target.name if target else None)


def _is_where(folded: str, named: Named, names: Sequence[Named]) -> bool:
    if named.name.type != "country" or _WHOSE_DEED.match(folded[named.end :]):
        return False
    if found(_WHERE, folded[max(0, named.start - _BEFORE) : named.start]):
        return True
    return any(
        each.name.type == "place" and _WHOSE.fullmatch(folded[each.end : named.start])
        for each in names
    )


def _joined(folded: str, named: Party, start: int) -> bool:
    if not named.start <= start:
        return False
    return bool(_JOINT.fullmatch(folded[named.end : start]))


def _by(folded: str, end: int, start: int) -> bool:
    between = folded[end:start]
    if len(between) > _NEAR or not any(True for _ in spans(_BY, between)):
        return False
    return not any(True for _ in spans(_OTHER_BY, between))
