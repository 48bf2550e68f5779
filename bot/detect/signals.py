"""Signals: each rule's hits in an article, with who, whom, where and when."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.detect.gazetteer import Named
from bot.detect.known import Known
from bot.detect.listed import Listed
from bot.detect.matching import Hit
from bot.detect.modes import Timeline
from bot.detect.naming import Naming
from bot.detect.pack import Packs
from bot.detect.places import place_of
from bot.detect.roles import Roles, roles
from bot.detect.rule import Rule
from bot.detect.scan import found
from bot.detect.text import Document, Sentence
from bot.detect.voice import voice_of
from bot.model.finding import Mode, Place, Signal, Zone
from bot.model.kind import CIVIL, Family, Kind

#: Modes that the context of a word decides, whatever its rule says.
_CONTEXT = (Mode.HISTORICAL, Mode.NEGATED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fired:
    """A signal with the rule that made it and where its sentence stands."""

    signal: Signal
    rule: Rule
    sentence: Sentence
    names: tuple[Named, ...]
    place: Place | None


def signals_of(
    document: Document, timeline: Timeline, packs: Packs, known: Known
) -> Iterator[Fired]:
    """Every hit in reading order, one a kind and sentence.

    Rivals, shareholders and stars accuse, reject and demand too: an article about another subject
    that tells of no deed and no threat has no signals.
    """
    hits = list(_hits(document, packs))
    if all(hit.rule.kind in CIVIL for _, hit in hits) and (
        not hits or packs.lexicon.topics_of(document)
    ):
        return
    bodies = packs.lexicon.lists.get("bodies", ())
    naming = Naming(document, known, packs.parties, bodies)
    for sentence, hit in hits:
        names = known.names(sentence)
        place = place_of(sentence, names, hit.span[0])
        who = _roles(hit, sentence, naming)
        signal = replace(
            _signal(hit, sentence, who, place),
            mode=_mode(hit, sentence, timeline),
            weapon=_weapon(hit, sentence, packs.weapons),
        )
        yield Fired(signal=signal, rule=hit.rule, sentence=sentence, names=names, place=place)


def _hits(document: Document, packs: Packs) -> Iterator[tuple[Sentence, Hit]]:
    unless: dict[str, bool] = {}
    for sentence in document.sentences:
        kinds: set[Kind] = set()
        for hit in packs.matcher.hits(sentence):
            if hit.rule.kind not in kinds and not _ruled_out(hit.rule, document, unless):
                kinds.add(hit.rule.kind)
                yield sentence, hit


def _ruled_out(rule: Rule, document: Document, known: dict[str, bool]) -> bool:
    if rule.unless_article is None:
        return False
    if rule.id not in known:
        texts = (document.title_folded, document.folded)
        known[rule.id] = any(found(rule.unless_article, text) for text in texts)
    return known[rule.id]


def _signal(hit: Hit, sentence: Sentence, who: Roles, place: Place | None) -> Signal:
    return Signal(
        rule=hit.rule.id,
        family=hit.rule.family,
        kind=hit.rule.kind,
        sub_event_type=hit.rule.sub_event_type,
        plover=hit.rule.plover,
        actor=who.actor,
        target=who.target,
        place=place.name if place else None,
        zone=sentence.zone,
        span=_in_article(sentence, hit.span),
        sentence=sentence.text,
    )


def _roles(hit: Hit, sentence: Sentence, naming: Naming) -> Roles:
    if hit.rule.family is not Family.ACT:
        calms = hit.rule.family is Family.DEESCALATION and hit.rule.kind is not Kind.RESTRAINT_CALL
        said = not calms and hit.rule.kind is not Kind.MOBILISATION
        return voice_of(naming, sentence, hit.span, said=said)
    return roles(sentence, naming.parties(sentence), hit.span)


def _mode(hit: Hit, sentence: Sentence, timeline: Timeline) -> Mode:
    rule, (begin, _) = hit.rule, hit.span
    if rule.family is Family.ACT:
        return timeline.mode(sentence, hit.span)
    # What is said is said, whatever it is about: only cues before it shade it.
    context = timeline.mode(sentence, (begin - 1, begin))
    if context in _CONTEXT or rule.mode is Mode.CURRENT:
        return context
    return rule.mode


def _weapon(hit: Hit, sentence: Sentence, weapons: Listed) -> str | None:
    if hit.rule.family is not Family.ACT:
        return None
    found_at = weapons.spans(sentence)
    return sentence.text[slice(*found_at[0])] if found_at else None


def _in_article(sentence: Sentence, span: tuple[int, int]) -> tuple[int, int] | None:
    if sentence.zone is Zone.TITLE:
        return None
    return sentence.start + span[0], sentence.start + span[1]
