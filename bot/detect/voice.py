"""Who says a threat, a condemnation or a denial, and to or about whom."""

import re
from collections.abc import Iterator

from bot.detect.naming import Naming
from bot.detect.noun_phrase import Subject, object_behind, opening, subject_before
from bot.detect.roles import Roles
from bot.detect.scan import anchored, compiled, found
from bot.detect.speaker import speaker_of
from bot.detect.text import Sentence
from bot.model.finding import Span

#: "Calls for revenge from the clan", "was condemned by the bloc".
_BEHIND = anchored(
    r"^(?: (?:on|late|early|in) [a-z]+(?: [a-z]+)?)? ?\b(?:by|from)(?: both| all)?(?: the| an?)? ?$"
)
_PRONOUN = compiled(
    r"^(?:he|she|it|they|we|i|who|which|this|these|those|both|all|some|one|many|our|us|its|his|her"
    r"|their|you|your|whoever|any|anyone|anybody|every|everyone|nobody|whatever)\b|^\PL*$"
)
_OURS = anchored(r"^(?:we|i|our|us)\b")
#: "Residents have until Friday", "the ambush will not go unpunished": the subject is no speaker.
_ABOUT = compiled(
    r"^(?:has|have|had) (?:been given|\pN|until|a|one|two|three|no |[a-z]+ (?:hours|days))"
    r"|no choice|^legitimate target"
    r"|^(?:will|would|shall|must)(?: not| never)? (?:be|bear|become|bleed|cease|die|face|go|live"
    r"|pass|pay|perish|receive|regret|remain|return|suffer)\b|^(?:faces?|facing|suffers?|pay)\b"
)
#: "Six sailors … were freed": whoever stands before it suffers it.
_DONE_TO = compiled(r"\b(?:was|were|been|being|is|are) (?:[a-z]+ly )?(?:[a-z]+ed|set|let)\b")
#: "… within a week or face force": nothing before it is its subject.
_LOOSE = anchored(
    r"^(?:within|or|unless|by|before|in|as|of|with|for|truces?|cease-?fires?|curfews?|armistice"
    r"|(?:is|are|was|were) (?:an? |all |pure |total |simply |completely |entirely )?(?:lies?|false"
    r"|untrue|baseless|fabricat\pL*|nonsense|unfounded|propaganda|hoax|fake))\b"
)
#: What cannot speak: a deed, a thing said.
_THING = compiled(
    r"\b(?:attack|raid|ambush|strike|assault|blast|explosion|massacre|murder|death|crime|incident|move"
    r"|response|revenge|blood|violence|statement|report|news|law|vote|talks|announcement|step"
    r"|war|offensive|clash|banner|message|letter|video|note|leaflet|poster|recording|tape"
    r"|lull|truce|ceasefire|accord|deadline|detention|arrest|seizure|deportation|expulsion|launch"
    r"|[a-z]{2,}ing)(?:s|es)?(?: of .*)?$"
)
#: Verbs that are said to somebody.
_TO_PEOPLE = compiled(
    r"\b(?:accus|blam|warn|urg|order|told|tell|gave|giv|ask|implor|advis|instruct|threaten|demand"
    r"|call|condemn|denounc|summon|evacuat)[a-z]*$"
)
#: Whose it is that is said: "calls for revenge from the clan", not "refrain from".
_SAID_BY = compiled(
    r"\b(?:calls?|cry|cries|condemnation|outcry|protests?|demands?|threats?|anger|appeals?)\b"
)
#: Words of a hit behind which no object stands; nobody is threatened by what avenges him.
_NO_VERB = compiled(
    r"\b(?:that|if|unless|as|and|or|but|of|for|from|until|since|than|said|says|is|are|was|were|be"
    r"|been|has|have|had|will|would|to|with|under|near|into|around|between|before|after|aveng[a-z]*|by|in|on|at|the|a|an|over|against)$"
)
#: The same before an ultimatum's end: "told the mutineers to … within a week or".
_SAID_TO = re.compile(r"\b(?:told|warned|ordered|gave|given|urged|asked)\b")
_WORD = re.compile(r"\S+")
#: The deed that is condemned, without an article.
_CONDEMN = anchored(r"^(?:condemn|denounc|deplor|decr|slam)[a-z]*$")
_DEED = anchored(
    r"^ ((?:[\pL'-]+ ){0,3}?(?:attack|raid|strike|bombing|killing|murder|massacre|assault|shelling"
    r"|shooting|abduction|kidnapping|execution|assassination|violence|crime|coup)s?)\b"
)
#: Before somebody for whose sake it is said.
_FOR = compiled(r"\bfor(?: the| its| his| their)?(?: [\pL\pN]+)? $")

#: "Says the rebels carried out the raid": it is the rebels who are blamed.
_BLAMED = anchored(
    r"^(?:say|says|said|believes?|believed) .*"
    r"\b(?:behind|carried|ordered|staged|masterminded|plotted)\b"
)

_WITH = compiled(r"\b(?:with|to|from)(?: the| its| an?)? $")


def voice_of(naming: Naming, sentence: Sentence, span: Span, *, said: bool = True) -> Roles:
    """Who says what stands at a span, and to or about whom.

    Args:
        naming: how those are called that the document speaks of.
        sentence: the sentence.
        span: offsets of the words in it, end exclusive.
        said: whether it is said; if not, it is done, and whoever tells it has no part in it.
    """
    words = sentence.folded[slice(*span)]
    subject = Subject() if found(_LOOSE, words) else subject_before(sentence.folded, span[0])
    behind = _behind(naming, sentence, span)
    no_speaker = found(_ABOUT, words) or (not said and found(_DONE_TO, words))
    if no_speaker and not said:
        return Roles(behind, None)
    about = _somebody(naming, sentence, subject) if subject.passive or no_speaker else None
    if subject.passive or behind:
        return Roles(behind, about)
    subject = Subject() if no_speaker else _with_its_noun(naming, sentence, span, subject)
    actor = _speaker(naming, sentence, span, subject, said=said)
    about = about if about != actor else None
    first = _somebody(naming, sentence, Subject(span=subject.other))
    if first and first != actor:
        about = about or _target(naming, sentence, span, actor, said=said)
        return Roles(first, about if about and about != first else actor)
    return Roles(actor, about or _target(naming, sentence, span, actor, said=said))


def _with_its_noun(naming: Naming, sentence: Sentence, span: Span, subject: Subject) -> Subject:
    """The whole subject of words that begin inside it: "clan [militiamen converged]"."""
    for each in naming.parties(sentence):
        if each.start <= span[0] < each.end < span[1]:
            begin = subject.span[0] if subject.span and subject.span[1] >= span[0] - 1 else span[0]
            return Subject(span=(min(begin, each.start), each.end), other=subject.other)
    return subject


def _somebody(naming: Naming, sentence: Sentence, subject: Subject) -> str | None:
    """The subject's name, unless it is a pronoun."""
    if subject.span is None or found(_PRONOUN, sentence.folded[slice(*subject.span)]):
        return None
    return naming.of(sentence, subject.span)


def _behind(naming: Naming, sentence: Sentence, span: Span) -> str | None:
    """Who stands behind "by" or "from", right after the words."""
    end = span[1]
    words = sentence.folded[slice(*span)]
    if words.endswith(" from") and not found(_SAID_BY, words):
        return None
    if words.endswith((" by", " from")):
        end -= len(words.split()[-1]) + 1
    for each in naming.parties(sentence):
        if each.start >= end and _BEHIND.search(sentence.folded[end : each.start]):
            return naming.of(sentence, (each.start, each.end)) or each.name
    return None


def _speaker(
    naming: Naming, sentence: Sentence, span: Span, subject: Subject, *, said: bool
) -> str | None:
    phrase = sentence.folded[slice(*subject.span)] if subject.span else ""
    if phrase and not found(_THING, phrase):
        name = _somebody(naming, sentence, subject)
        if name:
            return name
    speaker = speaker_of(sentence, span) if said else None
    if speaker:
        return _said(naming, sentence, speaker)
    if found(_OURS, phrase):
        return _spoke_before(naming, sentence, said=True)
    first = _first(naming, sentence, span[0])
    if first or not found(_PRONOUN, phrase):
        return first
    return _spoke_before(naming, sentence, said=False)


def _said(naming: Naming, sentence: Sentence, said: str) -> str | None:
    if found(_PRONOUN, said.lower()):
        # "Their leader said": whose that is stands before.
        return _spoke_before(naming, sentence, said=False) or said
    start = sentence.text.find(said)
    return naming.of(sentence, (start, start + len(said))) or said


def _first(naming: Naming, sentence: Sentence, end: int) -> str | None:
    """Who the sentence is about: what it opens with, or else the first party in it."""
    span = opening(sentence.folded)
    if span and span[1] <= end and not found(_THING, sentence.folded[slice(*span)]):
        name = _somebody(naming, sentence, Subject(span=span))
        if name:
            return name
    party = next((each for each in naming.parties(sentence) if each.end <= end), None)
    return naming.of(sentence, (party.start, party.end)) or party.name if party else None


def _spoke_before(naming: Naming, sentence: Sentence, *, said: bool) -> str | None:
    """Whom a pronoun means: the one who spoke, or whom the sentence before is about."""
    for each in naming.before(sentence):
        end = len(each.folded)
        speaker = speaker_of(each, (end, end))
        if speaker and not found(_PRONOUN, speaker.lower()):
            return _said(naming, each, speaker)
        if not said and (name := _first(naming, each, end)):
            return name
    return None


def _target(
    naming: Naming, sentence: Sentence, span: Span, actor: str | None, *, said: bool
) -> str | None:
    blamed = _blamed(naming, sentence, span)
    if blamed and blamed != actor:
        return blamed
    for thing in _objects(sentence.folded, span):
        doer = found(_THING, sentence.folded[slice(*thing)])
        name = naming.inside(sentence, thing, doer=doer) or sentence.text[slice(*thing)]
        if name != actor:
            return name
    for seat in _seats(naming, sentence, span):
        if seat != actor:
            return seat
    teller = (speaker_of(sentence, span) or "").lower()
    for each in naming.parties(sentence):
        spelt = sentence.text[each.start : each.end].lower()
        own = (actor is not None and spelt in actor.lower()) or spelt in teller
        spared = found(_FOR, sentence.folded[: each.start])
        if each.start > span[0] and not own and not spared:
            # Whoever moves or frees somebody does not do it to his own unnamed men.
            whole = (each.start, each.end)
            told = said or found(_WITH, sentence.folded[: each.start])
            called = naming.of(sentence, whole) if told else naming.inside(sentence, whole)
            if called and called != actor:
                return called
    return None


def _blamed(naming: Naming, sentence: Sentence, span: Span) -> str | None:
    if not found(_BLAMED, sentence.folded[slice(*span)]):
        return None
    inside = (p for p in naming.parties(sentence) if span[0] < p.start and p.end <= span[1])
    party = next(inside, None)
    return naming.of(sentence, (party.start, party.end)) or party.name if party else None


def _seats(naming: Naming, sentence: Sentence, span: Span) -> Iterator[str]:
    """States called by their capitals right behind the words' verbs."""
    for match in _WORD.finditer(sentence.folded[slice(*span)]):
        state = naming.state_from(sentence, span[0] + match.end() + 1)
        if state:
            yield state


def _objects(folded: str, span: Span) -> Iterator[Span]:
    """What stands behind each verb of the words, or behind the verb that they belong to."""
    words = folded[slice(*span)]
    if found(_LOOSE, words):
        for match in _SAID_TO.finditer(folded[: span[0]]):
            thing = object_behind(folded, match.end(), people=True)
            if thing:
                yield thing
    ends = [span[0] + match.end() for match in _WORD.finditer(words)]
    for end in dict.fromkeys((*ends, span[1])):
        verb = folded[span[0] : end].rsplit(" ", 1)[-1]
        if found(_NO_VERB, verb):
            continue
        thing = object_behind(folded, end, people=found(_TO_PEOPLE, verb))
        deed = _DEED.search(folded[end:]) if found(_CONDEMN, verb) else None
        if thing is None and deed:
            thing = (end + deed.start(1), end + deed.end(1))
        if thing:
            yield thing
