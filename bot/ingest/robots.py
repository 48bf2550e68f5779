"""robots.txt (RFC 9309) for article pages; a feed itself is published for readers like us."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote, unquote

from bot.errors import Rejected, TocsinError
from bot.ingest.url import address
from bot.ports import Web

#: The name that publishers write into robots.txt for us.
TOKEN = "tocsin"  # noqa: S105 - a product token, no secret
#: RFC 9309, 2.4: not longer than a day; an unreachable file is asked for again sooner.
_KEPT = timedelta(hours=24)
_KEPT_UNREACHED = timedelta(hours=1)
#: RFC 9309, 2.5: at least 500 KiB are read.
_MAX_BYTES = 512_000
_MAX_ORIGINS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One Allow or Disallow line."""

    path: str
    allow: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    rules: tuple[Rule, ...]
    until: datetime


class Robots:
    """Whether pages may be fetched; each site's robots.txt is asked for once a day."""

    def __init__(self, web: Web) -> None:
        self._web = web
        self._answers: dict[str, _Answer] = {}
        self._asking: dict[str, asyncio.Lock] = {}

    async def allow(self, url: str, *, now: datetime) -> bool:
        """Whether a page may be fetched.

        Raises:
            Rejected: the address cannot be read.
        """
        page = address(url)
        if not page.absolute:
            raise Rejected("the address names no host")
        origin = str(page.origin())
        async with self._asking.setdefault(origin, asyncio.Lock()):
            answer = self._answers.get(origin)
            if answer is None or answer.until <= now:
                answer = await self._asked(origin, now=now)
                self._keep(origin, answer)
        return allowed(answer.rules, page.raw_path_qs)

    async def _asked(self, origin: str, *, now: datetime) -> _Answer:
        """Ask a site; none there allows all, none to be had forbids all (RFC 9309, 2.3.1)."""
        try:
            response = await self._web.get(f"{origin}/robots.txt")
        except Rejected:
            return _Answer(rules=(), until=now + _KEPT)
        except TocsinError:
            forbidden = (Rule(path="/", allow=False),)
            return _Answer(rules=forbidden, until=now + _KEPT_UNREACHED)
        text = response.body[:_MAX_BYTES].decode("utf-8", "replace")
        return _Answer(rules=rules_for(TOKEN, text), until=now + _KEPT)

    def _keep(self, origin: str, answer: _Answer) -> None:
        self._answers.pop(origin, None)
        while len(self._answers) >= _MAX_ORIGINS:
            oldest = next(iter(self._answers))
            del self._answers[oldest]
            self._asking.pop(oldest, None)
        self._answers[origin] = answer


def rules_for(token: str, text: str) -> tuple[Rule, ...]:
    """The rules that a robots.txt has for a product token, else those for everybody."""
    groups: dict[str, list[Rule]] = {}
    names: list[str] = []
    naming = False
    for key, value in _lines(text):
        if key == "user-agent":
            names = [*names, value.lower()] if naming else [value.lower()]
            groups.setdefault(names[-1], [])
            naming = True
        elif key in {"allow", "disallow"}:
            naming = False
            if value:
                rule = Rule(path=_coded(value), allow=key == "allow")
                for name in names:
                    groups[name].append(rule)
    return tuple(groups.get(token, groups.get("*", [])))


def allowed(rules: Iterable[Rule], path: str) -> bool:
    """Whether rules let a path (with its query) be fetched: the longest match decides.

    Between two of one length the one that allows stands.
    """
    path = _coded(path)
    matches = [(len(rule.path), rule.allow) for rule in rules if _matches(rule.path, path)]
    return max(matches)[1] if matches else True


def _lines(text: str) -> Iterable[tuple[str, str]]:
    for row in text.lstrip("\ufeff").splitlines():
        key, colon, value = row.partition("#")[0].partition(":")
        if colon:
            yield key.strip().lower(), value.strip()


def _coded(path: str) -> str:
    """One spelling for every path: percent-encoded just where it must be."""
    return quote(unquote(path), safe="/*$?&=;:@!'(),+~%")


def _matches(pattern: str, path: str) -> bool:
    """`*` stands for anything, `$` at the end for the end; walked once, so nothing explodes."""
    ends = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    place = len(first)
    for number, part in enumerate(rest, start=1):
        if ends and number == len(rest):
            return path.endswith(part) and len(path) - len(part) >= place
        found = path.find(part, place)
        if found < 0:
            return False
        place = found + len(part)
    return not ends or place == len(path)
