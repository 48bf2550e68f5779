"""How alike a telling is to the stories known: rare words and names in common."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter

from bot.model.incident import Incident
from bot.track.telling import Telling
from bot.track.words import COMMON_STEMS, Terms

#: Incidents that are compared closely: those that share most.
_CLOSEST = 12
#: Share of the article's words that the incident knows: what that counts beside the cosine.
_KNOWN = 0.3
#: Words that two tellings share at least.
_FEWEST = 2
#: The factor where none of many names is shared, and what it gains until all are.
_NAMELESS = 0.5
_NAMED = 1.0
#: How rare the names are, together, that say half of what many would: one country says little.
_FEW_NAMES = 2.0
#: Incidents imagined beside the candidates, so that few candidates do not make every word common.
_IMAGINED = 50
#: In how many of the imagined ones a common word stands.
_COMMON_SPREAD = 5

_stem = itemgetter(0)


def closest(telling: Telling, incidents: Sequence[Incident]) -> list[tuple[Incident, float]]:
    """The incidents that share most with a telling, with their likeness (0 to about 2).

    Args:
        telling: What came in.
        incidents: Its candidates; how many know a word tells how common the word is.
    """
    stems = [list(map(_stem, incident.story)) for incident in incidents]
    spread = Counter(chain.from_iterable(stems))
    told = _Told.of(telling, spread, number=len(incidents) + _IMAGINED)
    shared = [
        (math.fsum(map(told.words.__getitem__, told.words.keys() & known)), -place)
        for place, known in enumerate(stems)
    ]
    near = sorted((each for each in shared if each[0]), reverse=True)[:_CLOSEST]
    return [(incidents[-place], _likeness(told, incidents[-place].story)) for _, place in near]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A telling, weighed by how rare its words are among the incidents at hand."""

    words: dict[str, float]
    names: frozenset[str]
    spread: Counter[str]
    number: int

    @classmethod
    def of(cls, telling: Telling, spread: Counter[str], *, number: int) -> "_Told":
        """Weigh a telling."""
        bare = cls(words={}, names=telling.names, spread=spread, number=number)
        heavy = {stem: weight * bare.rarity(stem) for stem, weight in telling.terms}
        return cls(words=heavy, names=telling.names, spread=spread, number=number)

    def rarity(self, stem: str) -> float:
        """How rare a stem is; common ones stand in some of the imagined incidents."""
        spread = self.spread[stem] + (_COMMON_SPREAD if stem in COMMON_STEMS else 0)
        return math.log((self.number + _COMMON_SPREAD + 2) / (spread + 1)) + 0.2


def _likeness(told: _Told, story: Terms) -> float:
    """Cosine and known words, scaled by the names that both know.

    Two raids share the words of all raids; it is the names that tell them apart.
    """
    known = {stem: weight * told.rarity(stem) for stem, weight in story}
    shared = [stem for stem in told.words if stem in known]
    if len(shared) < min(_FEWEST, len(told.words)) or COMMON_STEMS.issuperset(shared):
        return 0.0
    dot = sum(told.words[stem] * known[stem] for stem in shared)
    cosine = dot / (_length(told.words) * _length(known))
    covered = sum(told.words[stem] for stem in shared) / sum(told.words.values())
    return (cosine + _KNOWN * covered) * _by_names(told, known)


def _by_names(told: _Told, known: dict[str, float]) -> float:
    """The factor of the names; without any, the middle, and the fewer there are, the nearer it."""
    whole = math.fsum(map(told.rarity, told.names)) + _FEW_NAMES
    shared = math.fsum(told.rarity(name) for name in told.names if name in known)
    return _NAMELESS + _NAMED * (shared + _FEW_NAMES / 2) / whole


def _length(weights: dict[str, float]) -> float:
    return math.sqrt(sum(weight * weight for weight in weights.values()))
