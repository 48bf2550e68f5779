"""Match: an article in which a chat's own rules found what they look for."""

from dataclasses import dataclass
from datetime import datetime

from bot.model.scale import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An article that one or more rules of a channel matched."""

    rules: tuple[str, ...]
    title: str
    source: str
    url: str | None = None
    #: The first that matched, verbatim.
    sentence: str
    #: As the rules of all have it; UNKNOWN where they found nothing.
    severity: Severity
    at: datetime
