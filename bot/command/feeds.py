"""feeds, yes: the feeds behind a channel's alerts, how they do, and feeds of its own."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from difflib import get_close_matches
from types import MappingProxyType
from typing import TypeAlias

from bot.command.feeds_add import add, remove, yes
from bot.command.request import Desk, Request
from bot.errors import BadRequest
from bot.ports import Transaction
from bot.report.catalogue import say
from bot.report.feed_lists import Row, overview_message, page_message
from bot.report.feeds import feed_message
from bot.report.message import Message
from bot.report.quotes import shorten

__all__ = ["feeds", "yes"]

#: How like a verb a word must be to be taken for a slip: "ad" is, "valley" is not "all".
_MEANT = 0.75

_Part: TypeAlias = Callable[[Request, str, Desk], Awaitable[Message]]


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
    how = None
    if desk.feeding is not None and desk.feeding.per_chat:
        most, prefix = desk.feeding.per_chat, request.prefix
        how = say("feeds.how", request.language, prefix=prefix, most=most)
    return overview_message(own, common, how=how, now=desk.now, language=request.language)


async def _all(request: Request, rest: str, desk: Desk) -> Message:
    async with desk.store.begin() as tx:
        common = await _common(tx)
    page = int(rest[:4]) if rest.isdecimal() else 1
    return page_message(common, page=page, now=desk.now, language=request.language)


async def _one(request: Request, rest: str, desk: Desk) -> Message:
    """One feed in full, by its number, id, address or the words of its name."""
    async with desk.store.begin() as tx:
        own, common = await tx.following.feeds(request.channel), await _common(tx)
    found = _named(rest, own, common)
    if found is None:
        raise BadRequest(_unknown(rest, request))
    return feed_message(*found, now=desk.now, language=request.language)


async def _common(tx: Transaction) -> list[Row]:
    return [row for row in await tx.feeds.all() if row[0].shared]


def _named(text: str, own: Sequence[Row], common: Sequence[Row]) -> Row | None:
    if text.isdecimal() and 0 < int(text[:6]) <= len(own):
        return own[int(text[:6]) - 1]
    rows, wanted = [*own, *common], text.casefold()
    exact = [row for row in rows if wanted in (row[0].id, row[0].name.casefold(), row[0].url)]
    close = [row for row in rows if wanted in row[0].name.casefold()]
    return next(iter([*exact, *close]), None)


def _unknown(text: str, request: Request) -> str:
    """No feed is called so; perhaps a word of these commands was meant."""
    language, prefix, shown = request.language, request.prefix, shorten(text, 60)
    word, _, more = text.partition(" ")
    meant = get_close_matches(word.casefold(), _PARTS, n=1, cutoff=_MEANT)
    if not meant:
        return say("bad.feed", language, what=shown, prefix=prefix)
    verb = f"{meant[0]} {shorten(more, 60)}".strip()
    return say("bad.feed_verb", language, what=shown, verb=verb, prefix=prefix)


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
