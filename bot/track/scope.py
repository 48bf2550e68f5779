"""Whose incidents: what a chat's own feed reports is kept apart from what all chats are told."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from bot.model.feed import Feed
from bot.model.finding import Finding
from bot.model.incident import Incident
from bot.track.story import same_story
from bot.track.telling import Telling
from bot.track.track import Tracked

#: Before the keys of what any chat's own feed tells; no feed has such an id.
_ANY_OWN = "*|"


def keys_in(feed: Feed, keys: Collection[str]) -> tuple[str, ...]:
    """The keys under which the incidents that a feed may join are kept."""
    return tuple(keys) if feed.shared else tuple(f"{feed.id}|{key}" for key in keys)


def keys_of_own(keys: Collection[str]) -> tuple[str, ...]:
    """The keys under which the incidents of all feeds that chats added are found."""
    return tuple(f"{_ANY_OWN}{key}" for key in keys)


def known_in(feed: Feed, incidents: Sequence[Incident]) -> list[Incident]:
    """Incidents that were found under those keys, with the keys that `track` knows them by."""
    if feed.shared:
        return list(incidents)
    own = f"{feed.id}|"
    return [
        replace(each, keys=tuple(key.removeprefix(own) for key in each.keys if key.startswith(own)))
        for each in incidents
    ]


def kept_in(feed: Feed, tracked: Tracked) -> Tracked:
    """What became of a feed's article, kept where only who may hear of it will find it."""
    if feed.shared:
        return tracked
    keys = (*keys_in(feed, tracked.incident.keys), *keys_of_own(tracked.incident.keys))
    incident = replace(tracked.incident, keys=keys, only_for=feed.id)
    alert = tracked.alert and replace(tracked.alert, incident=incident)
    return replace(tracked, incident=incident, alert=alert)


def told_by_own(
    telling: Telling, finding: Finding, incidents: Sequence[Incident], *, now: datetime
) -> list[Incident]:
    """The incidents of feeds that chats added which are the story an article tells.

    Args:
        telling: What came in.
        finding: What the rule engine says of it.
        incidents: Those found under `keys_of_own` of its keys.
        now: The moment.
    """
    by_feed: dict[str, list[Incident]] = {}
    for each in incidents:
        by_feed.setdefault(each.only_for or "", []).append(each)
    found = (same_story(telling, finding, some, now=now) for some in by_feed.values())
    return [each for each in found if each is not None]
