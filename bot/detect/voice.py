"""Who says a threat, a condemnation or a denial, and to or about whom."""

from bot.detect.naming import Naming
from bot.detect.noun_phrase import Subject, object_behind, opening, subject_before
from bot.detect.roles import Roles
from bot.detect.scan import compiled, found
from bot.detect.speaker import speaker_of
from bot.detect.text import Sentence
from bot.model.finding import Span

#: "Calls for revenge from the clan", "was condemned by the bloc".
_BEHIND = compiled(
    r"^(?: (?:on|late|early|in) [a-z]+(?: [a-z]+)?)? ?\b(?:by|from)(?: both| all)?(?: the| an?)? ?$"
)
_PRONOUN = compiled(
    r"^(?:he|she|it|they|we|i|who|which|this|these|those|both|all|some|one|many|our|us|its|his|her"
    r"|their)\b"
)
_OURS = compiled(r"^(?:we|i|our|us)\b")
#: "Residents have until Friday", "officers had no choice": the subject is not the speaker.
_GIVEN = compiled(
    r"^(?:has|have|had) (?:\pN|until|a|one|two|three|no |[a-z]+ (?:hours|days))|no choice"
)
#: Verbs that are said to somebody.
_TO_PEOPLE = compiled(
    r"^(?:accus|blam|warn|urg|order|told|tell|gave|giv|ask|implor|advis|instruct|threaten|demand"
    r"|call|condemn|denounc|summon|evacuat)[a-z]*$"
)


def voice_of(naming: Naming, sentence: Sentence, span: Span) -> Roles:
    """Who says what stands at a span, and to or about whom.

    Args:
        naming: how those are called that the document speaks of.
        sentence: the sentence.
        span: offsets of the words in it, end exclusive.
    """
    subject = subject_before(sentence.folded, span[0])
    behind = _behind(naming, sentence, span)
    if subject.passive or behind:
        return Roles(behind, naming.of(sentence, subject.span) if subject.passive else None)
    if found(_GIVEN, sentence.folded[slice(*span)]):
        given = naming.of(sentence, subject.span)
        actor = _speaker(naming, sentence, span, Subject())
        return Roles(actor, given or _target(naming, sentence, span, actor))
    actor = _speaker(naming, sentence, span, subject)
    return Roles(actor, _target(naming, sentence, span, actor))


def _behind(naming: Naming, sentence: Sentence, span: Span) -> str | None:
    """Who stands behind "by" or "from", right after the words."""
    end = span[1]
    words = sentence.folded[slice(*span)]
    if words.endswith((" by", " from")):
        end -= len(words.split()[-1]) + 1
    for each in naming.parties(sentence):
        if each.start >= end and _BEHIND.search(sentence.folded[end : each.start]):
            return naming.of(sentence, (each.start, each.end)) or each.name
    return None


def _speaker(naming: Naming, sentence: Sentence, span: Span, subject: Subject) -> str | None:
    phrase = sentence.folded[slice(*subject.span)] if subject.span else ""
    if phrase and not found(_PRONOUN, phrase):
        name = naming.of(sentence, subject.span)
        if name:
            return name
    said = speaker_of(sentence, span)
    if said:
        return _said(naming, sentence, said)
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
    if span and span[1] <= end and not found(_PRONOUN, sentence.folded[slice(*span)]):
        name = naming.of(sentence, span)
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


def _target(naming: Naming, sentence: Sentence, span: Span, actor: str | None) -> str | None:
    folded = sentence.folded
    verb = span[0] + len(folded[span[0] :].split(maxsplit=1)[0])
    people = found(_TO_PEOPLE, folded[span[0] : verb])
    for end in (verb, span[1]) if people else (span[1], verb):
        thing = object_behind(folded, end, people=people)
        name = thing and (naming.inside(sentence, thing) or sentence.text[slice(*thing)])
        if name and name != actor:
            return name
    for each in naming.parties(sentence):
        own = actor is not None and sentence.text[each.start : each.end].lower() in actor.lower()
        if each.start >= verb and not own:
            name = naming.of(sentence, (each.start, each.end))
            if name and name != actor:
                return name
    return None
