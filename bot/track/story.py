"""The same-story question: which known incident, if any, does this article report?"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain

from bot.model.feed import Article
from bot.model.finding import Finding
from bot.model.incident import Incident
from bot.track.names import names
from bot.track.scene import bearing
from bot.track.words import COMMON_STEMS, Terms, fold, terms

#: An incident of which nothing was heard for so long takes no more articles.
STALE = timedelta(hours=72)
#: Stems kept of one incident.
MAX_STORY = 96
#: Look-up keys of one article, and of one incident.
MAX_ARTICLE_KEYS = 40
MAX_INCIDENT_KEYS = 80
MAX_NAMED_KEYS = 16
#: Incidents that are compared closely: those that share most.
_CLOSEST = 12
#: Likeness (about 0 to 1) from which two texts tell one story.
_LIKE = 0.22
#: Share of the article's words that the incident knows: what that counts beside the cosine.
_KNOWN = 0.3
#: Words that two tellings share at least.
_FEWEST = 2
#: Likeness without one shared name and with all: the factor runs from the first to their sum.
_NAMELESS = 0.5
_NAMED = 1.0
#: Incidents imagined beside the candidates, so that few candidates do not make every word common.
_IMAGINED = 50
#: In how many of the imagined ones a common word stands.
_COMMON_SPREAD = 5


def keys_of(article: Article, finding: Finding) -> tuple[str, ...]:
    """Look-up keys of an article: incidents that share one are its candidates.

    Args:
        article: What is looked up.
        finding: What the rule engine says of it.

    Returns:
        At most `MAX_ARTICLE_KEYS` short strings: `w:` stems, `p:` places, `a:` actors.
    """
    named = [f"p:{fold(place.name)}" for place in finding.places[:4]]
    named += [f"a:{fold(actor)}" for actor in finding.actors[:4]]
    stems = [f"w:{stem}" for stem, _ in terms(article.title, article.text)]
    return tuple(dict.fromkeys(chain(named, stems)))[:MAX_ARTICLE_KEYS]


def same_story(
    article: Article, finding: Finding, candidates: Sequence[Incident], *, now: datetime
) -> Incident | None:
    """The incident that the article reports, None where it tells of something new.

    Args:
        article: What came in.
        finding: What the rule engine says of it.
        candidates: Incidents that share a key with it; their words also tell which are common.
        now: The moment of the question.
    """
    fresh = [each for each in candidates if abs(now - each.updated) <= STALE]
    for each in fresh:
        if any(report.article_id == article.id for report in each.reports):
            return each
    best, most = None, 0.0
    for incident, likeness in _closest(_told(article, fresh), fresh):
        facts = bearing(finding, incident)
        score = likeness + facts.bonus
        if not facts.other and score >= _LIKE and score > most:
            best, most = incident, score
    return best


def merge(story: Terms, told: Terms) -> Terms:
    """The story of an incident after one more telling."""
    weights = dict(story)
    for stem, weight in told:
        weights[stem] = weights.get(stem, 0.0) + weight
    return tuple(sorted(weights.items(), key=lambda term: (-term[1], term[0]))[:MAX_STORY])


def merge_keys(known: Iterable[str], more: Iterable[str], story: Terms) -> tuple[str, ...]:
    """The look-up keys of an incident after one more telling: names first, then heavy stems."""
    named = [key for key in dict.fromkeys(chain(known, more)) if not key.startswith("w:")]
    stems = [f"w:{stem}" for stem, _ in story]
    return (*named[:MAX_NAMED_KEYS], *stems)[:MAX_INCIDENT_KEYS]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What an article tells, weighed by how rare its words are among the incidents at hand."""

    words: dict[str, float]
    names: frozenset[str]
    spread: Counter[str]
    number: int

    def rarity(self, stem: str) -> float:
        """How rare a stem is."""
        spread = self.spread[stem] + (_COMMON_SPREAD if stem in COMMON_STEMS else 0)
        return math.log((self.number + _COMMON_SPREAD + 2) / (spread + 1)) + 0.2


def _told(article: Article, incidents: Sequence[Incident]) -> _Told:
    spread = Counter(chain.from_iterable((stem for stem, _ in i.story) for i in incidents))
    told = _Told(words={}, names=frozenset(), spread=spread, number=len(incidents) + _IMAGINED)
    weighed = terms(article.title, article.text)
    heavy = {stem: weight * told.rarity(stem) for stem, weight in weighed}
    return replace(told, words=heavy, names=names(article.title, article.text) & heavy.keys())


def _closest(told: _Told, incidents: Sequence[Incident]) -> list[tuple[Incident, float]]:
    """The incidents that share most with what is told, with their likeness."""
    shared = []
    for place, incident in enumerate(incidents):
        weight = sum(told.words[stem] for stem, _ in incident.story if stem in told.words)
        if weight:
            shared.append((weight, -place))
    shared.sort(reverse=True)
    near = [incidents[-place] for _, place in shared[:_CLOSEST]]
    return [(each, _likeness(told, each.story)) for each in near]


def _likeness(told: _Told, story: Terms) -> float:
    """Cosine and known words, scaled by the names that both know.

    Two raids share the words of all raids; it is the names that tell them apart.
    """
    known = {stem: weight * told.rarity(stem) for stem, weight in story}
    shared = [stem for stem in told.words if stem in known]
    dot = sum(told.words[stem] * known[stem] for stem in shared)
    if len(shared) < min(_FEWEST, len(told.words)) or COMMON_STEMS.issuperset(shared):
        return 0.0
    cosine = dot / (_length(told.words) * _length(known)) if dot else 0.0
    covered = sum(told.words[stem] for stem in shared) / sum(told.words.values())
    return (cosine + _KNOWN * covered) * _by_names(told, known)


def _by_names(told: _Told, known: dict[str, float]) -> float:
    whole = sum(map(told.rarity, told.names))
    if not whole:
        return 1.0
    share = sum(told.rarity(name) for name in told.names if name in known) / whole
    return _NAMELESS + _NAMED * share


def _length(weights: dict[str, float]) -> float:
    return math.sqrt(sum(weight * weight for weight in weights.values()))
