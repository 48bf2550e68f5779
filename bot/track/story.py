"""The same-story question: which known incident, if any, does this article report?"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain

from bot.model.feed import Article
from bot.model.finding import Finding
from bot.model.incident import Incident
from bot.track.scene import Bearing, bearing
from bot.track.words import Terms, fold, terms

#: An incident of which nothing was heard for so long takes no more articles.
STALE = timedelta(hours=72)
#: Stems kept of one incident.
MAX_STORY = 96
#: Look-up keys of one article, and of one incident.
MAX_ARTICLE_KEYS = 40
MAX_INCIDENT_KEYS = 64
#: Incidents that are compared closely: those that share most.
_CLOSEST = 12
#: Likeness (0 to 1) from which two texts tell one story.
_LIKE = 0.20
#: Incidents imagined beside the candidates, so that few candidates do not make every word common.
_IMAGINED = 50


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
    told = terms(article.title, article.text)
    best, best_score = None, 0.0
    for incident, likeness in _closest(told, fresh):
        score, needed = _judge(likeness, bearing(finding, incident))
        if score >= needed and score > best_score:
            best, best_score = incident, score
    return best


def merge(story: Terms, told: Terms) -> Terms:
    """The story of an incident after one more telling."""
    weights = dict(story)
    for stem, weight in told:
        weights[stem] = weights.get(stem, 0.0) + weight
    kept = sorted(weights.items(), key=lambda term: (-term[1], term[0]))[:MAX_STORY]
    return tuple(kept)


def merge_keys(known: Iterable[str], more: Iterable[str], story: Terms) -> tuple[str, ...]:
    """The look-up keys of an incident after one more telling: names first, then heavy stems."""
    named = [key for key in chain(known, more) if not key.startswith("w:")]
    stems = [f"w:{stem}" for stem, _ in story]
    return tuple(dict.fromkeys(chain(named[:24], stems)))[:MAX_INCIDENT_KEYS]


def _judge(likeness: float, facts: Bearing) -> tuple[float, float]:
    """Text and facts together: the score, and the score that is needed."""
    if facts.other:
        return likeness, 2.0
    return likeness + facts.bonus, _LIKE


@dataclass(frozen=True, slots=True)
class _Rarity:
    """How rare a stem is among the incidents at hand."""

    spread: Counter[str]
    number: int

    def __call__(self, stem: str) -> float:
        return math.log((self.number + 2) / (self.spread[stem] + 1)) + 0.2


def _closest(told: Terms, incidents: Sequence[Incident]) -> list[tuple[Incident, float]]:
    """The incidents that share most with what is told, with their likeness (cosine)."""
    spread = Counter(chain.from_iterable((stem for stem, _ in i.story) for i in incidents))
    rarity = _Rarity(spread, len(incidents) + _IMAGINED)
    asked = {stem: weight * rarity(stem) for stem, weight in told}
    shared = []
    for place, incident in enumerate(incidents):
        weight = sum(asked[stem] for stem, _ in incident.story if stem in asked)
        if weight:
            shared.append((weight, -place))
    shared.sort(reverse=True)
    near = [incidents[-place] for _, place in shared[:_CLOSEST]]
    return [(each, _cosine(asked, each.story, rarity)) for each in near]


def _cosine(asked: dict[str, float], story: Terms, rarity: _Rarity) -> float:
    known = {stem: weight * rarity(stem) for stem, weight in story}
    dot = sum(weight * known[stem] for stem, weight in asked.items() if stem in known)
    return dot / (_length(asked) * _length(known)) if dot else 0.0


def _length(weights: dict[str, float]) -> float:
    return math.sqrt(sum(weight * weight for weight in weights.values()))
