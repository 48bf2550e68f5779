"""Incidents in memory, looked up as a store looks them up: for `analyze --incidents` and tests."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from bot.model.feed import Article
from bot.model.finding import Finding
from bot.model.incident import Incident
from bot.track.telling import keys_of
from bot.track.track import Tracked, track

#: As a store's look-up: so many candidates at most, the newest.
MAX_CANDIDATES = 200


class Memory:
    """Incidents by their look-up keys; the newest is the one saved last."""

    def __init__(self) -> None:
        self._incidents: dict[str, Incident] = {}
        self._by_key: dict[str, dict[str, None]] = {}

    def candidates(self, keys: Collection[str]) -> list[Incident]:
        """Incidents that share a key, newest first, at most `MAX_CANDIDATES`."""
        ids: dict[str, int] = {}
        for key in keys:
            for each in self._by_key.get(key, ()):
                ids[each] = ids.get(each, 0) + 1
        found = [each for each in reversed(self._incidents) if each in ids]
        return [self._incidents[each] for each in found[:MAX_CANDIDATES]]

    def save(self, incident: Incident) -> None:
        """Keep an incident, or its new state, and find it under its keys."""
        before = self._incidents.pop(incident.id, None)
        for key in before.keys if before else ():
            self._by_key.get(key, {}).pop(incident.id, None)
        self._incidents[incident.id] = incident
        for key in incident.keys:
            self._by_key.setdefault(key, {})[incident.id] = None


def follow(
    rows: Iterable[tuple[Article, Finding]], *, now: datetime, memory: Memory | None = None
) -> Iterator[Tracked]:
    """Track articles one after the other, in the order in which they come.

    Args:
        rows: Articles with their findings.
        now: The moment for articles without a date; dated ones are judged at their own.
        memory: Where incidents are kept; a fresh one unless given.
    """
    known = memory or Memory()
    for article, finding in rows:
        found = known.candidates(keys_of(article, finding))
        tracked = track(article, finding, found, now=article.published or now)
        known.save(tracked.incident)
        yield tracked
