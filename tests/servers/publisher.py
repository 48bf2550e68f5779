"""What a publisher counts against a feed's readers: feed by feed, on the clock of the test."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

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
    """

    clock: Callable[[], datetime]
    counts: dict[str, Counter[str]] = field(default_factory=dict)
    _known: dict[str, _Known] = field(default_factory=dict)

    def asked(self, asked: Asked) -> None:
        """Count one request, answered or not."""
        known = self._known.setdefault(asked.path, _Known())
        self.counts.setdefault(asked.path, Counter()).update(self._seen(asked, known))
        known.asked = self.clock()

    def answered(self, asked: Asked, status: int, headers: Mapping[str, str]) -> None:
        """Remember what a request was answered."""
        known = self._known[asked.path]
        if status in (200, 304):
            fresh = status == 200
            known.etag = headers.get("etag", None if fresh else known.etag)
            stamp = headers.get("last-modified", None if fresh else known.last_modified)
            known.last_modified = stamp
        known.wait = timedelta(seconds=_wait(headers))

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


def _wait(headers: Mapping[str, str]) -> float:
    """Seconds for which an answer asks to be left alone."""
    if "retry-after" in headers:
        return float(headers["retry-after"])
    found = headers.get("cache-control", "").partition("max-age=")[2]
    return max(0.0, float(found or 0) - float(headers.get("age", 0)))
