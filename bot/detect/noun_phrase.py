"""Noun phrases around a verb: who stands before it, and what it is done to."""

import re
from dataclasses import dataclass

from bot.detect.scan import anchored, compiled, found, spans
from bot.model.finding import Span

#: What may stand between a subject and its verb.
_BETWEEN = compiled(
    r"(?:^|[ \"'])(?:also|always|often|long|again|later|earlier|then|now|only|already|once|thus"
    r"|meanwhile|still|all|both|jointly|have|has|had|having|did|does|do|is|are|was|were|been|being"
    r"|be|am|will|would|shall|may|can|could|should|must|not|never|newly|in turn|in response|at once"
    r"|(?:on |late |early )*(?:mon|tues|wednes|thurs|fri|satur|sun)day(?: night| morning| evening)?"
    r"|yesterday|today|tonight|this week|[a-z]{3,}ly)$"
)
_BE = compiled(r"\b(?:is|are|was|were|been|being|be)$")
#: "Wants to", "is ready to": the verb or adjective that governs the one behind it.
_GOVERNS = compiled(r"(?:^| )[a-z'-]+ to$")
#: Ends a noun phrase on its left.
_EDGE = compiled(
    r"[,;:.\"()!?]|[^s]' | -+ |\b(?:that|but|while|as|after|when|because|if|although|though|whereas"
    r"|since|said|says|say|saying|told|than|where|who|which|whom|and|or|before|until|against|over|with"
    r"|into|amid|despite|how|whether)\b"
)
_RELATIVE = ("who", "which", "whom")
#: "The Front, which holds the north,": the name stands before the aside.
_ASIDE = compiled(r"([^,;:\"]{2,80}), [^,;:\"]{2,160},$")
#: The same with commas in the aside.
_LONG_ASIDE = compiled(r"([^,;:\"]{2,80}), (?:who|which|whose|whom|where) [^;:\"]{2,200},$")
#: Opens another noun phrase, unless "of" or "for" joins it to the one before.
_OPENS = compiled(
    r"(?:^|(\b[a-z']+) )(?:the|a|an|its|his|her|their|our|this|these|those|both|two) "
)
_JOINS = ("of", "for", "and", "by", "'s")
_DAY = anchored(
    r"^\W*(?:(?:on|late|early) )*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"(?: night| morning| evening)?|today|yesterday|tonight|later|now|again|but|here) "
)
#: Words for what is said: what stands before them is no subject, unless it owns them.
_NOUN = anchored(
    r"^(?:ultimatums?|threats?|revenge|vengeance|retaliation|retribution|response|reply"
    r"|consequences|condemnation|outrage|outcry|criticism|allegations?|accusations?|denials?"
    r"|harsh|crushing|severe|strong|decisive|devastating|restraint|high|highest|full|general"
    r"|partial|curfew|martial|evacuation|travel|security|embassy)\b"
)
_OWNER = compiled(r"()'s? (?:[a-z-]+ )?$")
_SHORT_QUOTE = re.compile(r"\"([^\"\s]{1,24}(?: [^\"\s]{1,24})?)\"")
#: Ends a noun phrase on its right, once it has a head.
_PLACED = compiled(r" (?:in|on|at|near|from|during|inside|under|across|around|to|by|outside) .*$")
#: Words that make a stretch more than a noun phrase.
_VERB = compiled(
    r"\b(?:said|says|was|were|is|are|has|had|have|been|be|made|came|led to|went|left|shot|hit|sent"
    r"|held|took|fell|struck|[a-z]{3,}(?:[^e]ed|ied|ying|[aeiou]ting))\b"
)
_NOT_VERB = compiled(
    r"\b(?:armed|united|allied|masked|hooded|wounded|bereaved|retired|named|exiled|ousted|jailed)\b"
)
#: Nobody: a place, a determiner or a figure alone, "no group".
_NO_HEAD = compiled(
    r"^(?:in|on|at|near|from|during|inside|under|across|around|to|by|outside|of|for|through|via|along|within|despite|what|there|no|nobody|none|nor|not)\b"
    r"|\b(?:the|a|an|of|for|as|its|his|her|their)$|^(?:two|three|four|five|six|seven|eight|nine|ten|\pN+)$"
)
_PREPOSITION = anchored(
    r"^(?:in|on|at|near|from|during|inside|under|across|around|to|by|outside|of)\b"
)
#: What is done to whom: the noun phrase right behind a verb.
_OBJECT = anchored(
    r"^ (?:(?:that|to|against|upon|on) )?((?:the|a|an|all|any|both|every|several|many|foreign"
    r"|local|those|these|two|three|four|five|six|seven|eight|nine|ten|\pN+)(?: [\pL\pN'-]+){1,5}?)"
    r"(?: (?:of|for|to|that|who|which|if|unless|and|as|is|was|are|were|will|would|must|should|has"
    r"|had|have|until|by|over|not|because|on|in|at|from|with|against|after|before|during|when|into"
    r"|near|within|around|under|along|across|off|so|while|it|they|he|she|a|an|the|yesterday|today|\pN+|[a-z]+teen|twenty|forty|two|three|four|five|six|seven|ten"
    r"|step|stop|leave|leaves|withdraw|release|end|hand|resign|face|pay|lift|free|be|responsible|accountable|guilty)\b"
    r"|[,.;:\"!?)]|$)"
)
#: The same without an article: "told [villagers] to leave", "gave [families] two days".
_PEOPLE = anchored(
    r"^ ((?:[\pL-]+ ){0,2}?[\pL-]+(?:s|men|women|people|children))"
    r" (?:to|that|not|against|of|about|until|over|if|\pN+|a|one|two|three|four|five|six|ten)\b"
)
#: No object of a verb: a time, a part in something.
_NO_OBJECT = compiled(
    r"\b(?:hours?|days?|weeks?|months?|minutes|deadline|part|role|hand|link|links|chance|time|way"
    r"|right|end|price|choice|finger|blame|ultimatum|statement|talks|truce|cease-?fire|pact|deal"
    r"|accord|agreement|treaty|fighting|hostilities|peace|claims?|reports?|allegations?)$"
)
#: "On Monday the clan mourned …": who, then the first verb.
_OPENING = anchored(
    r"^\W*(?:(?:on|in|at|after|during|by|late|early) [^,]{2,40}, )?"
    r"((?:the |a |an )?[\pL\pN'-]+(?: (?:of|for|in|from|the|[\pL\pN'-]+)){0,6}?)"
    r",? (?:also |again |later |then |[a-z]+ly )?(?:[a-z]{2,}ed|said|says|has|have|had|is|are|was"
    r"|were|will|would|told|held|met|took|went|came|gave|made|left|sent|shot|hit|lost|fought|swore|buried"
    r"|[a-z]{3,}(?:es|s))\b"
)
#: Characters before a verb in which its subject is looked for.
_REACH = 200
#: Words: a longer stretch is no noun phrase.
_LONGEST = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What stands before a verb; `span` None where the verb's subject stands elsewhere."""

    span: Span | None = None
    #: Who is joined to it: "[the army] and the rebels agreed".
    other: Span | None = None
    #: It is done to the subject: "the raid was condemned".
    passive: bool = False


def subject_before(folded: str, begin: int) -> Subject:
    """The noun phrase that a verb has as its subject.

    Args:
        folded: the sentence, folded.
        begin: where the verb begins.
    """
    folded = _without_short_quotes(folded)
    head = folded[begin:].split(maxsplit=1)[0] if folded[begin:].split() else ""
    if found(_NOUN, head):
        owner = _OWNER.search(folded[:begin])
        return Subject(span=_phrase(folded, owner.start(1))) if owner else Subject()
    end, be = _without_what_is_between(folded, begin)
    passive = be and head.strip(",.;").endswith(("ed", "en")) and head != "determined"
    text = folded[:end]
    if text.endswith(","):
        near = text[-_REACH:]
        aside = None
        if not head.endswith("ing"):
            aside = _LONG_ASIDE.search(near) or _ASIDE.search(near)
        if aside is None:
            return Subject(passive=passive)
        end -= len(near) - aside.end(1)
    elif text.endswith('"') or not text:
        return Subject(passive=passive)
    phrase = _phrase(folded, end)
    return Subject(span=phrase, other=_joined(folded, phrase), passive=passive)


def object_behind(folded: str, end: int, *, people: bool = False) -> Span | None:
    """The noun phrase right behind a verb: "threatened to shell [the port]".

    Args:
        folded: the sentence, folded.
        end: where the verb ends.
        people: whether the verb is one that is done to people, who come without an article too.
    """
    match = _OBJECT.search(folded[end:]) or (_PEOPLE.search(folded[end:]) if people else None)
    if match is None or found(_NO_OBJECT, match.group(1)):
        return None
    return end + match.start(1), end + match.end(1)


def opening(folded: str) -> Span | None:
    """The noun phrase that a sentence opens with, before its first verb.

    Args:
        folded: the sentence, folded.
    """
    match = _OPENING.search(_without_short_quotes(folded)[:_REACH])
    return match.span(1) if match else None


def is_plain(phrase: str) -> bool:
    """Whether a stretch is a noun phrase and no more: it has no verb and opens with no place."""
    words = phrase.split()
    if not 0 < len(words) <= _LONGEST or found(_NO_HEAD, phrase):
        return False
    single = " ".join(word for word in words if "-" not in word)
    return not found(_VERB, single) or found(_NOT_VERB, single)


def _without_short_quotes(folded: str) -> str:
    """The drug "barons" are the drug barons; every character keeps its place."""
    return _SHORT_QUOTE.sub(r" \1 ", folded)


def _joined(folded: str, phrase: Span | None) -> Span | None:
    """The noun phrase that "and" joins to one."""
    before = folded[: phrase[0]].rstrip() if phrase else ""
    return _phrase(folded, len(before) - len(" and")) if before.endswith(" and") else None


def _without_what_is_between(folded: str, begin: int) -> tuple[int, bool]:
    end, be = begin, False
    while True:
        text = folded[max(0, begin - _REACH) : end].rstrip()
        low = max(0, begin - _REACH)
        end = low + len(text)
        match = _BETWEEN.search(text) or _GOVERNS.search(text)
        if match is None:
            return end, be
        be = be or found(_BE, text)
        end = low + match.start() + (1 if match.group()[:1] in "\"'" else 0)


def _phrase(folded: str, end: int) -> Span | None:
    low = max(0, end - _REACH)
    text = folded[low:end]
    edges = list(spans(_EDGE, text))
    if edges and edges[-1][1] == len(text):
        begin = edges[-1][0]
        if text[begin:] in _RELATIVE:
            return _phrase(folded, low + len(text[:begin].rstrip(" ,")))
        return None
    start = edges[-1][1] if edges else 0
    for match in _OPENS.finditer(text[start:]):
        before = match.group(1) or ""
        if before and not before.endswith(_JOINS) and not found(_PREPOSITION, before):
            start += match.end(1) + 1
            break
    day = _DAY.match(text[start:])
    start += day.end() if day else 0
    placed = next(spans(_PLACED, text[start:].lstrip()), None)
    start += len(text[start:]) - len(text[start:].lstrip())
    stop = start + placed[0] if placed else len(text)
    return (low + start, low + stop) if stop > start else None
