"""summary, story, sources: what happened."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from bot.command.find import incident_of, seen_by
from bot.command.request import Desk, Request
from bot.command.wishes import Wishes, read_wishes, subscription, wish_words
from bot.errors import BadRequest
from bot.model.channel import Subscription
from bot.model.incident import Incident
from bot.model.scale import Severity
from bot.ports import Transaction
from bot.report.catalogue import say
from bot.report.match import matches
from bot.report.message import Message
from bot.report.quotes import shorten
from bot.report.story import sources_message, story_message
from bot.report.summary import Period, summary_message

_DURATION = re.compile(r"(\d{1,6})(m|min|h|hours?|d|days?|w|weeks?)", re.IGNORECASE)
#: What begins with a figure was meant as a duration.
_MEANT = re.compile(r"[-+]?\d[\w.:]*", re.ASCII)
_UNITS = {
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}
_USUAL, _SHORTEST, _LONGEST = timedelta(hours=24), timedelta(minutes=5), timedelta(days=31)
#: Incidents shown where a period is empty, and related ones under a story.
_LATEST, _RELATED = 3, 5
#: How many of the last incidents are searched for these.
_SEARCHED = 200
#: The store's periods end before `until`: what moves at this moment belongs to it.
_A_MOMENT = timedelta(seconds=1)


async def summary(request: Request, rest: str, desk: Desk) -> Message:
    """The picture of a period, of everything or of a place, an actor, a word, a story."""
    if rest.startswith("#"):
        return await story(request, rest, desk)
    span, words = _span(rest, request)
    wishes = read_wishes(words, desk.resolve, request.language)
    wish = subscription(
        wishes, id_="", channel=request.channel, usual=Severity.UNKNOWN, now=desk.now
    )
    since, until = desk.now - span, desk.now + _A_MOMENT
    async with desk.store.begin() as tx:
        seen = await seen_by(request, tx)
        found = _wanted(filter(seen, await tx.incidents.between(since, until)), wish)
        alerts = [each for each in await tx.incidents.alerts_since(since) if seen(each.incident)]
        latest = [] if found else await _latest(tx, wish, before=since, seen=seen)
    return summary_message(
        found,
        alerts,
        period=Period(since=since, until=desk.now),
        latest=latest,
        about=_about(wishes, request.language),
        language=request.language,
    )


async def story(request: Request, rest: str, desk: Desk) -> Message:
    """How an incident went, and what else happened between the same sides."""
    async with desk.store.begin() as tx:
        incident = await incident_of(rest, request, tx, command="story")
        alerts = await tx.incidents.alerts(incident.id)
        latest = filter(await seen_by(request, tx), await tx.incidents.latest(_SEARCHED))
    related = [each for each in latest if _same_sides(each, incident)][:_RELATED]
    return story_message(incident, alerts, latest=related, language=request.language)


async def sources(request: Request, rest: str, desk: Desk) -> Message:
    """Each source of an incident, with its grade and its figures."""
    async with desk.store.begin() as tx:
        incident = await incident_of(rest, request, tx, command="sources")
    return sources_message(incident, language=request.language)


def _span(rest: str, request: Request) -> tuple[timedelta, str]:
    """The duration among the words, and the words without it."""
    words = rest.split()
    spans = [word for word in words if _MEANT.fullmatch(word)]
    if not spans:
        return _USUAL, rest
    if len(spans) > 1:
        raise BadRequest(say("bad.two_spans", request.language, prefix=request.prefix))
    words.remove(spans[0])
    return _read_span(spans[0], request), " ".join(words)


def _read_span(word: str, request: Request) -> timedelta:
    match = _DURATION.fullmatch(word)
    if match is None:
        shown = shorten(word, 40)
        raise BadRequest(say("bad.span", request.language, span=shown, prefix=request.prefix))
    span = int(match.group(1)) * _UNITS[match.group(2)[0].casefold()]
    if not _SHORTEST <= span <= _LONGEST:
        raise BadRequest(say("bad.span_range", request.language, span=word))
    return span


def _wanted(incidents: Iterable[Incident], wish: Subscription) -> list[Incident]:
    return [incident for incident in incidents if matches(wish, incident) is None]


async def _latest(
    tx: Transaction, wish: Subscription, *, before: datetime, seen: Callable[[Incident], bool]
) -> list[Incident]:
    latest = await tx.incidents.latest(_SEARCHED)
    return _wanted((each for each in latest if each.updated < before and seen(each)), wish)[
        :_LATEST
    ]


def _about(wishes: Wishes, language: str) -> str:
    if wishes == Wishes(min_severity=wishes.min_severity):
        text = ""
    else:
        text = wish_words(wishes, language)
    if wishes.min_severity is None:
        return text
    severity = say(f"severity.{wishes.min_severity}", language)
    return " · ".join(filter(None, (text, say("wish.from", language, severity=severity))))


def _same_sides(each: Incident, incident: Incident) -> bool:
    sides = {*incident.actors, *incident.targets}
    return each.id != incident.id and len(sides.intersection((*each.actors, *each.targets))) > 1
