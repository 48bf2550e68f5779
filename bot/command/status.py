"""status: whether the bot listens, what it hears, what waits to be sent."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.command.find import seen_by
from bot.command.request import Desk, Request
from bot.model.channel import DeliveryState
from bot.model.feed import Feed, FeedState
from bot.report.catalogue import say
from bot.report.message import Line, Message, Style, Text
from bot.report.quotes import shorten
from bot.report.wording import span_words, time_words

#: Feeds that fail are named up to this many.
_NAMED = 5
#: How many of the last incidents are searched for one that this channel may see.
_SEARCHED = 50
_WAITING = (DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.UNKNOWN)
_LOST = (DeliveryState.FAILED, DeliveryState.GIVEN_UP)


async def status(request: Request, _rest: str, desk: Desk) -> Message:
    """Feeds and their failures, the outbox, this channel's subscriptions."""
    async with desk.store.begin() as tx:
        own = await tx.following.feeds(request.channel)
        feeds = [*own, *(row for row in await tx.feeds.all() if row[0].shared)]
        counts = await tx.deliveries.counts()
        mine = await tx.subscriptions.of(request.channel)
        seen = await seen_by(request, tx)
        latest = [each for each in await tx.incidents.latest(_SEARCHED) if seen(each)]
    language = request.language
    paused = [each.paused for each in mine if each.paused is not None]
    here = say("status.subscriptions", language, count=len(mine))
    last = _last(latest[0].updated if latest else None, language)
    return Message(
        heading=say("status.heading", language, at=time_words(desk.now, language)),
        lines=(
            *_feed_lines(feeds, desk.now, language),
            _line("status.incident", last, language),
            _line("status.outbox", _outbox(counts, language), language),
            _line("status.here", here, language),
            *(Line(label=name, parts=(Text(how),)) for name, how in desk.connections.items()),
            *(_line("status.paused", each, language) for each in paused[:1]),
        ),
        private=True,
        language=language,
    )


def _feed_lines(
    feeds: Sequence[tuple[Feed, FeedState]], now: datetime, language: str
) -> list[Line]:
    enabled = [(feed, state) for feed, state in feeds if feed.enabled]
    failing = [(feed, state) for feed, state in enabled if state.failures]
    read = [state.last_success_at for _, state in enabled if state.last_success_at]
    text = say("status.feed_counts", language, count=len(enabled), failing=len(failing))
    lines = [
        _line("status.feeds", text, language),
        _line("status.read", _ago(max(read, default=None), now, language), language),
    ]
    for feed, state in failing[:_NAMED]:
        error = shorten(state.last_error or say("status.no_reason", language), 120)
        lines.append(Line(parts=(Text(f"{feed.name}: {error}", Style.FAINT),)))
    if len(failing) > _NAMED:
        more = say("names.more", language, count=len(failing) - _NAMED)
        lines.append(Line(parts=(Text(more, Style.FAINT),)))
    return lines


def _outbox(counts: Mapping[DeliveryState, int], language: str) -> str:
    waiting = sum(counts.get(state, 0) for state in _WAITING)
    lost = sum(counts.get(state, 0) for state in _LOST)
    return say("status.deliveries", language, waiting=waiting, lost=lost)


def _line(key: str, text: str, language: str) -> Line:
    return Line(label=say(key, language), parts=(Text(text),))


def _last(at: datetime | None, language: str) -> str:
    return time_words(at, language) if at else say("status.never", language)


def _ago(at: datetime | None, now: datetime, language: str) -> str:
    if at is None:
        return say("status.never", language)
    return say("status.ago", language, span=span_words(now - at, language))
