"""Hop 6: Finding + open Incidents → Incident, and an Alert when something material changed."""

from bot.track.index import Memory, follow
from bot.track.scope import kept_in, keys_in, keys_of_own, known_in, told_by_own
from bot.track.telling import Telling, keys_of, telling_of
from bot.track.track import Tracked, passed_over, track

__all__ = [
    "Memory",
    "Telling",
    "Tracked",
    "follow",
    "kept_in",
    "keys_in",
    "keys_of",
    "keys_of_own",
    "known_in",
    "passed_over",
    "telling_of",
    "told_by_own",
    "track",
]
