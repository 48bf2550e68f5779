"""feeds, yes: the feeds behind a channel's alerts, how they do, and feeds of its own."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

from bot.command.feeds_add import add, remove, yes
from bot.command.request import Desk, Request
from bot.errors import BadRequest
from bot.model.feed import Feed, FeedState
from bot.ports import Transaction
from bot.report.catalogue import say
from bot.report.feeds import feed_line, feed_message, is_ailing
from bot.report.message import Button, Line, Message, Style, Text
from bot.report.quotes import shorten

__all__ = ["feeds", "yes"]

#: Feeds on one page, and ailing ones that are named on the first.
_PAGE, _NAMED = 15, 5

_Part: TypeAlias = Callable[[Request, str, Desk], Awaitable[Message]]
_Row: TypeAlias = tuple[Feed, FeedState]


async def feeds(request: Request, rest: str, desk: Desk) -> Message:
    """This channel's own feeds and all chats' feeds; one of them in full; add, remove."""
    word, _, more = rest.partition(" ")
    part = _PARTS.get(word.casefold())
    if part is not None:
        return await part(request, more.strip(), desk)
    if "://" in word:
        return await add(request, rest, desk)
    return await _one(request, rest, desk) if rest else await _overview(request, "", desk)


async def _overview(request: Request, _rest: str, desk: Desk) -> Message:
    async with desk.store.begin() as tx:
        own, common = await tx.following.feeds(request.channel), await _common(tx)
    language = request.language
    ailing = [row for row in common if is_ailing(*row)]
    lines = [
        feed_line(feed, state, now=desk.now, language=language, label=str(number))
        for number, (feed, state) in enumerate(own, 1)
    ]
    polled = sum(feed.enabled for feed, _ in common)
    counts = say("feeds.common", language, count=polled, ailing=len(ailing))
    lines.append(Line(label=say("feeds.all", language), parts=(Text(counts),)))
    lines += [feed_line(*row, now=desk.now, language=language) for row in ailing[:_NAMED]]
    if len(ailing) > _NAMED:
        more = say("names.more", language, count=len(ailing) - _NAMED)
        lines.append(Line(parts=(Text(more, Style.FAINT),)))
    if desk.feeding is not None and desk.feeding.per_chat:
        how = say("feeds.how", language, prefix=request.prefix, most=desk.feeding.per_chat)
        lines.append(Line(parts=(Text(how, Style.FAINT),)))
    return Message(
        heading=say("feeds.heading", language, count=len(own)),
        lines=tuple(lines),
        buttons=(
            Button(text=say("button.all_feeds", language), command="feeds all 1"),
            *(
                Button(
                    text=say("button.remove_feed", language, number=number),
                    command=f"feeds remove {feed.id}",
                )
                for number, (feed, _) in enumerate(own[:5], 1)
            ),
        ),
        private=True,
        language=language,
    )


async def _all(request: Request, rest: str, desk: Desk) -> Message:
    """The feeds that all chats get, page by page, what ails first."""
    async with desk.store.begin() as tx:
        rows = sorted(await _common(tx), key=lambda row: not is_ailing(*row))
    language, pages = request.language, max(1, -(-len(rows) // _PAGE))
    page = min(max(1, int(rest) if rest.isdecimal() and len(rest) < len("10000") else 1), pages)
    shown = rows[(page - 1) * _PAGE : page * _PAGE]
    following = say("button.next", language)
    more = (Button(text=following, command=f"feeds all {page + 1}"),) if page < pages else ()
    return Message(
        heading=say("feeds.page", language, count=len(rows), page=page, pages=pages),
        lines=tuple(feed_line(*row, now=desk.now, language=language) for row in shown),
        buttons=more,
        private=True,
        language=language,
    )


async def _one(request: Request, rest: str, desk: Desk) -> Message:
    """One feed in full, by its number, id, address or the words of its name."""
    async with desk.store.begin() as tx:
        own, common = await tx.following.feeds(request.channel), await _common(tx)
    found = _named(rest, own, common)
    if found is None:
        shown = shorten(rest, 60)
        raise BadRequest(say("bad.feed", request.language, what=shown, prefix=request.prefix))
    return feed_message(*found, now=desk.now, language=request.language)


async def _common(tx: Transaction) -> list[_Row]:
    return [row for row in await tx.feeds.all() if row[0].shared]


def _named(text: str, own: Sequence[_Row], common: Sequence[_Row]) -> _Row | None:
    if text.isdecimal() and 0 < int(text[:6]) <= len(own):
        return own[int(text[:6]) - 1]
    rows, wanted = [*own, *common], text.casefold()
    exact = [row for row in rows if wanted in (row[0].id, row[0].name.casefold(), row[0].url)]
    close = [row for row in rows if wanted in row[0].name.casefold()]
    return next(iter([*exact, *close]), None)


_PARTS: Mapping[str, _Part] = MappingProxyType(
    {
        "list": _overview,
        "health": _overview,
        "all": _all,
        "add": add,
        "follow": add,
        "yes": yes,
        "remove": remove,
        "unfollow": remove,
    }
)
