"""Hop 6: Finding + open Incidents → Incident, and an Alert when something material changed."""

from bot.track.index import Memory, follow
from bot.track.telling import keys_of
from bot.track.track import Tracked, track

__all__ = ["Memory", "Tracked", "follow", "keys_of", "track"]
