"""The same-story question: which known incident, if any, does this article report?"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import chain

from bot.model.finding import Finding
from bot.model.incident import Incident
from bot.track.likeness import closest
from bot.track.scene import bearing
from bot.track.telling import Telling
from bot.track.words import Terms

#: An incident of which nothing was heard for so long takes no more articles.
STALE = timedelta(hours=72)
#: Stems kept of one incident.
MAX_STORY = 96
#: Look-up keys of one incident, and places and actors among them.
MAX_KEYS = 80
_MAX_NAMED = 16
#: Likeness, with what shared places and actors add, from which two tellings are one story.
_LIKE = 0.22


def same_story(
    telling: Telling, finding: Finding, candidates: Sequence[Incident], *, now: datetime
) -> Incident | None:
    """The incident that an article reports, None where it tells of something new.

    Args:
        telling: What came in.
        finding: What the rule engine says of it.
        candidates: Incidents that share a key with it; their words also tell which are common.
        now: The moment of the question.
    """
    fresh = [each for each in candidates if abs(now - each.updated) <= STALE]
    best, most = None, 0.0
    for incident, likeness in closest(telling, fresh):
        facts = bearing(telling, finding, incident)
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
    return (*named[:_MAX_NAMED], *stems)[:MAX_KEYS]
