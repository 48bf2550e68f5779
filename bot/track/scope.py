"""Whose incidents: what a chat's own feed reports is kept apart from what all chats are told."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.model.feed import Feed
from bot.model.incident import Incident
from bot.track.track import Tracked


def keys_in(feed: Feed, keys: Collection[str]) -> tuple[str, ...]:
    """The keys under which the incidents that a feed may join are kept."""
    return tuple(keys) if feed.shared else tuple(f"{feed.id}|{key}" for key in keys)


def known_in(feed: Feed, incidents: Sequence[Incident]) -> list[Incident]:
    """Incidents that were found under those keys, with the keys that `track` knows them by."""
    if feed.shared:
        return list(incidents)
    own = f"{feed.id}|"
    return [
        replace(each, keys=tuple(key.removeprefix(own) for key in each.keys)) for each in incidents
    ]


def kept_in(feed: Feed, tracked: Tracked) -> Tracked:
    """What became of a feed's article, kept where only who may hear of it will find it."""
    if feed.shared:
        return tracked
    keys = keys_in(feed, tracked.incident.keys)
    incident = replace(tracked.incident, keys=keys, only_for=feed.id)
    alert = tracked.alert and replace(tracked.alert, incident=incident)
    return replace(tracked, incident=incident, alert=alert)
