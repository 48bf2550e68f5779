"""What a publisher counts against a feed's readers: feed by feed, on the clock of the test."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from tests.servers.feeds import Asked


@dataclass(slots=True)
class _Known:
    """What a reader of one feed was given last, and how long it should stay away."""

    etag: str | None = None
    last_modified: str | None = None
    asked: datetime | None = None
    wait: timedelta = timedelta()


@dataclass(slots=True)
class Publisher:
    """Judges requests by what was answered before; the counts of a good reader hold two names.

    Attributes:
        clock: the time of the test.
        counts: by feed: "conditional" and "unconditional", and every complaint.
        moments: by feed: when each request came.
        most_at_once: requests that were being answered at one time.
    """

    clock: Callable[[], datetime]
    counts: dict[str, Counter[str]] = field(default_factory=dict)
    moments: dict[str, list[datetime]] = field(default_factory=dict)
    most_at_once: int = 0
    _at_once: int = 0
    _known: dict[str, _Known] = field(default_factory=dict)

    def asked(self, asked: Asked) -> None:
        """Count one request, answered or not."""
        known = self._known.setdefault(asked.path, _Known())
        self.counts.setdefault(asked.path, Counter()).update(self._seen(asked, known))
        known.asked = self.clock()
        self.moments.setdefault(asked.path, []).append(self.clock())
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)

    def answered(self, asked: Asked, status: int, headers: Mapping[str, str]) -> None:
        """Remember what a request was answered."""
        self._at_once -= 1
        known = self._known[asked.path]
        if status in (200, 304):
            fresh = status == 200
            known.etag = headers.get("etag", None if fresh else known.etag)
            stamp = headers.get("last-modified", None if fresh else known.last_modified)
            known.last_modified = stamp
        known.wait = timedelta(seconds=_wait(headers, self.clock()))

    def complaints(self) -> dict[str, Counter[str]]:
        """What speaks against the readers, by feed."""
        usual = Counter({"conditional": 1_000_000, "unconditional": 1})
        return {path: found - usual for path, found in self.counts.items() if found - usual}

    def _seen(self, asked: Asked, known: _Known) -> list[str]:
        now, sent = self.clock(), asked.headers
        validators = (sent.get("if-none-match"), sent.get("if-modified-since"))
        verdicts = {
            "conditional" if any(validators) else "unconditional": True,
            "made-up or stale validator": validators != (known.etag, known.last_modified),
            "early": known.asked is not None and now < known.asked + known.wait,
            "double": known.asked == now,
            "cookie": "cookie" in sent,
            "referrer": "referer" in sent,
            "query parameter": bool(asked.query),
            "no name": not sent.get("user-agent", "").startswith("Tocsin/"),
            "no address": "(+http" not in sent.get("user-agent", ""),
            "not GET": asked.method != "GET",
            "not packed": "gzip" not in sent.get("accept-encoding", ""),
        }
        return [name for name, holds in verdicts.items() if holds]


def _wait(headers: Mapping[str, str], now: datetime) -> float:
    """Seconds for which an answer asks to be left alone."""
    if "retry-after" in headers:
        return _pause(headers["retry-after"], now)
    found = headers.get("cache-control", "").partition("max-age=")[2]
    return max(0.0, float(found or 0) - float(headers.get("age", 0)))


def _pause(wish: str, now: datetime) -> float:
    """Seconds, or until a date; nobody can keep to junk."""
    if wish.isdecimal():
        return float(wish)
    try:
        return (parsedate_to_datetime(wish) - now).total_seconds()
    except ValueError:
        return 0.0
