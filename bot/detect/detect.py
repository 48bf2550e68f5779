"""Hop 5: Article → Finding."""

from collections.abc import Sequence
from dataclasses import replace

from bot.detect.claims import claims_of
from bot.detect.judge import is_alertable, is_relevant, is_violence, main_type, telling
from bot.detect.known import Known
from bot.detect.modes import Timeline
from bot.detect.pack import Packs
from bot.detect.places import as_place, country_of, is_located, mentions_of
from bot.detect.rule import Status
from bot.detect.severity import is_live, scores
from bot.detect.signals import Fired, signals_of
from bot.detect.text import Document, read
from bot.detect.toll import toll_of
from bot.model.feed import Article
from bot.model.finding import Claim, Finding, Place, Signal, Weighing, Zone
from bot.model.kind import EVENT_TYPE, Family, SubEventType

#: What a sentence's names count in the question which country it is.
_WEIGHTS = {Zone.TITLE: 3.0, Zone.LEAD: 2.0, Zone.BODY: 0.5}
#: And what a current signal adds.
_SIGNAL = 2.0


def detect(article: Article, packs: Packs, *, mentions: bool = False) -> Finding:
    """Say what an article reports.

    Args:
        article: the article; its text is read up to `text.LIMIT` characters.
        packs: compiled rules, lexicon and severity table.
        mentions: also list every named actor and place.
    """
    document = read(article, packs.lexicon.index)
    timeline = Timeline(document, packs.lexicon.modes)
    known = Known(document, packs.lexicon)
    fired = tuple(signals_of(document, timeline, packs, known))
    words = packs.lexicon.claims
    claims = claims_of(document, timeline, words) if words else ()
    nothing = Finding(packs=packs.hash, truncated=document.truncated)
    finding = _finding(document, packs, known, fired, claims) if fired or claims else nothing
    if not mentions:
        return finding
    return replace(finding, mentions=tuple(mentions_of(document, known)))


def _finding(
    document: Document,
    packs: Packs,
    known: Known,
    fired: Sequence[Fired],
    claims: tuple[Claim, ...],
) -> Finding:
    stable, weighing = _judged_by(document, packs, fired, claims)
    toll = toll_of(claims)
    judged = scores(packs.severity, stable, claims, toll)
    kind = main_type(stable, packs.severity.points["main"], document.folded)
    places, country = _where(document, known, fired, kind)
    return Finding(
        relevant=is_relevant(stable),
        alertable=is_alertable(stable),
        severity=judged.severity,
        urgency=judged.urgency,
        certainty=judged.certainty,
        event_type=EVENT_TYPE[kind] if kind else None,
        sub_event_type=kind,
        packs=packs.hash,
        truncated=document.truncated,
        country=country,
        places=places,
        actors=_actors(fired),
        toll=toll,
        claims=claims,
        signals=tuple(each.signal for each in fired),
        arithmetic=judged.arithmetic,
        weighing=weighing,
    )


def _judged_by(
    document: Document, packs: Packs, fired: Sequence[Fired], claims: tuple[Claim, ...]
) -> tuple[list[Signal], Weighing | None]:
    """The signals that the article is judged by, and what its violence weighs."""
    stable = [each.signal for each in fired if each.rule.status is Status.STABLE]
    violence = list(filter(is_violence, stable))
    weighing = packs.weights.weigh(violence, claims, document) if violence else None
    kept = telling(
        stable,
        sentences=len(document.sentences),
        about=lambda: packs.lexicon.topics_of(document),
        reported=bool(weighing),
    )
    return kept, weighing


def _where(
    document: Document, known: Known, fired: Sequence[Fired], kind: SubEventType | None
) -> tuple[tuple[Place, ...], str | None]:
    """The places of what is going on, those of the main type first, and the country it is in."""
    live = {each.sentence for each in fired if is_live(each.signal)}
    places: dict[str, Place] = {}
    for hit in sorted(fired, key=lambda each: each.signal.sub_event_type != kind):
        where = hit.place
        if where and is_live(hit.signal) and hit.signal.family is Family.ACT:
            places.setdefault(where.name, where)
    weighed = []
    for sentence in document.sentences:
        names = known.names(sentence)
        weight = _WEIGHTS[sentence.zone] + (_SIGNAL if sentence in live else 0.0)
        weighed.append((sentence, names, weight))
        for each in names if sentence in live or sentence.zone is not Zone.BODY else ():
            if each.name.type == "place" and is_located(sentence, each):
                place = as_place(each.name)
                places.setdefault(place.name, place)
    return tuple(places.values()), country_of(weighed)


def _actors(fired: Sequence[Fired]) -> tuple[str, ...]:
    """Canonical names first of those who act, then of all who are named beside it."""
    found: dict[str, None] = {}
    for each in fired:
        known = {name.name.name for name in each.names if name.name.type not in ("place", "media")}
        for who in (each.signal.actor, each.signal.target):
            if who in known:
                found.setdefault(who)
    beside = (name.name for each in fired for name in each.names)
    for name in beside:
        if name.type == "actor":
            found.setdefault(name.name)
    return tuple(found)
