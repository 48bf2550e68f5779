"""Roles: who did it to whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.detect.parties import Party
from bot.detect.scan import anchored, compiled, first, found, spans
from bot.detect.text import Sentence
from bot.model.finding import Span

#: Between a deed and whoever did it.
_BY: Final = compiled(
    r"(?:\bby|\bblamed on|\battributed to|\b(?:fire|attack|shelling|bombardment) from|^ from)"
    r"(?: the| a| an| some| several| suspected| unidentified| unknown| alleged| pro-[a-z]+)*\W*$"
)
#: Between a deed and "by": these words say that "by" belongs to something else.
_OTHER_BY: Final = compiled(
    r"\b(?:used|backed|led|held|controlled|owned|run|against|targeting|occupied|confirmed|said"
    r"|reported|condemned|denounced|manned|guarded|followed)\b"
)
#: Before whoever did it, where they stand before the word of the deed: "hit by Russian shelling".
_HIT_BY: Final = compiled(
    r"\b(?:by|in|during|after|under)(?: the| a| an| several| two| three| heavy| renewed| intense"
    r"| suspected| overnight| fresh)*\W*$"
)
#: Between somebody and a deed: it was done to them.
_PASSIVE: Final = compiled(
    r"\b(?:was|were|been|being|is|are|got)(?: (?:also|reportedly|allegedly|later|then|\pN+))?"
    r" (?:[a-z]+ed|shot|hit|struck|slain|hurt|blown|beaten|taken|held|burnt|caught|seen|under)\b"
    r"|\b(?:came|come|comes|coming) under\b|\bwas the target of\b"
)
#: Between a deed and whoever suffers it.
_ON: Final = compiled(
    r"\b(?:on|against|at|targeting|targeted|of|hit|hits|struck|killed|killing|wounded|wounding"
    r"|injured|destroyed|towards?|into)(?: [a-z0-9'-]+){0,4}\W*$"
)
_BETWEEN: Final = anchored(r"^(?:ing|s|es)?(?: [a-z0-9]+){0,7} between\W+(?:[a-z]+ ){0,3}$")
#: Between two who fight each other: "the army and rebels clashed".
_AND: Final = anchored(r"^,? and(?: [a-z]+){0,2} $")
_MUTUAL: Final = compiled(
    r"\b(?:clash|fought|fight|battl|exchang|traded|skirmish|gun ?fight|fire ?fight|gun ?battle"
    r"|shoot-?out|encounter|hostilities|confrontation)"
)
#: A verb that goes on with what somebody did: ", killing".
_BESIDES: Final = compiled(
    r", (?:[a-z]+ )?(?:kill|wound|injur|leav|destroy|captur|abduct|driv)[a-z]*ing\b"
)
#: Characters of a deed in which its verb stands.
_VERB: Final = 12
#: Behind and before whoever only tells of it.
_TELLS: Final = anchored(
    r"^(?: (?:interior|defen[cs]e|health|foreign|information|regional|military|government))?"
    r"(?: (?:ministry|ministries|authorities|government|army|police|presidency))?"
    r"(?:'s)?,?(?: and [a-z]+(?: [a-z]+)?)?"
    r"(?: (?:spokes[a-z]+|officials?|officers?|sources?|statement|also|later|have|has|had"
    r"|in a statement|on [a-z]+day|chief|commander))*"
    r" (?:said|says|say|told|reported|reports|confirmed|announced|stated|added|claimed that"
    r"|believe|suspect|blamed|accused|blame|accuse)\b"
)
_TOLD_BY: Final = compiled(
    r"(?:\b(?:according to|told|quoting|citing|reported by)|[,\"'] ?(?:said|says|added))"
    r"(?: the| a| an| local)?\W*$"
)
#: Behind "said": who tells of it did it.
_ITSELF: Final = compiled(r"\b(?:it|they|its|their|we|our|he)\b")
#: Characters between a deed and the "by" that names its doer.
_NEAR: Final = 70


@dataclass(frozen=True, slots=True)
class Roles:
    """Who → whom; None where the sentence does not say."""

    actor: str | None
    target: str | None


def roles(sentence: Sentence, parties: Sequence[Party], span: Span) -> Roles:
    """Who does what a span tells, and to whom.

    Args:
        sentence: the sentence.
        parties: everybody in it, in its order.
        span: offsets of the deed in the sentence, end exclusive.
    """
    folded = sentence.folded
    span = _deed(folded, parties, span)
    doing = [each for each in parties if not _tells(folded, each, span)]
    before = [each for each in doing if each.end <= span[0]]
    after = [each for each in doing if each.start >= span[1]]
    fighting = _fighting(folded, before, after, span)
    if fighting:
        return _roles(*fighting)
    doer = next((each for each in after if _by(folded, span[1], each.start)), None)
    if doer:
        return _roles(doer, _done_to(folded, before, after, span=span, doer=doer))
    if before and found(_PASSIVE, folded[before[-1].end : span[1]]):
        return _roles(None, before[-1])
    if len(before) > 1 and found(_HIT_BY, folded[before[-2].end : before[-1].start]):
        passive = found(_PASSIVE, folded[before[-2].end : before[-1].start])
        return _roles(before[-1], before[-2] if passive else _first(after, before[-1]))
    if len(before) > 1 and found(_BESIDES, folded[before[-1].end : span[0] + _VERB]):
        # "Police fired at protesters, killing one": what follows from it is its subject's too.
        return _roles(before[0], _first(after, before[0]) or before[1])
    actor = next((each for each in reversed(before) if not each.suffers), None)
    return _roles(actor, _first(after, actor))


def _deed(folded: str, parties: Sequence[Party], span: Span) -> Span:
    """The deed itself where a phrase reached over who did it or to whom."""
    start, end = span
    for each in parties:
        if each.start < end and start < each.end:
            before = folded[start : each.start]
            if any(map(str.isalpha, before)) and not _TELLS.search(before):
                by = first(_BY, folded[start : each.start])
                return start, start + by[0] if by else each.start
            start = each.end
    return start, max(start, end)


def _tells(folded: str, party: Party, span: Span) -> bool:
    """Whether somebody only tells of the deed: "police said gunmen attacked"."""
    if found(_TOLD_BY, folded[max(0, party.start - 24) : party.start]):
        return True
    tells = _TELLS.search(folded[party.end : party.end + 60])
    if not tells:
        return False
    return not found(_ITSELF, folded[party.end + tells.end() : max(span[0], party.end)])


def _fighting(
    folded: str, before: Sequence[Party], after: Sequence[Party], span: Span
) -> tuple[Party, Party] | None:
    """Two who fight each other, in the order in which they are named."""
    if len(after) > 1 and found(_BETWEEN, folded[span[1] : after[0].start]):
        return (after[0], after[1]) if found(_MUTUAL, folded[span[0] : after[0].start]) else None
    if len(before) < 2 or not found(_MUTUAL, folded[before[-1].end : span[1] + 24]):  # noqa: PLR2004  # it takes two
        return None
    return (
        (before[-2], before[-1]) if found(_AND, folded[before[-2].end : before[-1].start]) else None
    )


def _done_to(
    folded: str, before: Sequence[Party], after: Sequence[Party], *, span: Span, doer: Party
) -> Party | None:
    """To whom it was done where "by" tells who did it."""
    beside = next((each for each in after if each.start < doer.start), None)
    if beside and found(_ON, folded[span[1] : beside.start]):
        return beside
    if before:
        return before[-1]
    behind = _first([each for each in after if each.start > doer.end], doer)
    return behind if behind and found(_ON, folded[doer.end : behind.start]) else None


def _first(parties: Sequence[Party], actor: Party | None) -> Party | None:
    return next((each for each in parties if actor is None or each.name != actor.name), None)


def _by(folded: str, end: int, start: int) -> bool:
    between = folded[end:start]
    if len(between) > _NEAR or not any(True for _ in spans(_BY, between)):
        return False
    return not any(True for _ in spans(_OTHER_BY, between))


def _roles(actor: Party | None, target: Party | None) -> Roles:
    return Roles(actor.name if actor else None, target.name if target else None)
