"""`tocsin feeds list | add | remove | discover`; its other commands stand beside it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import msgspec
import typer

from bot import app
from bot.adopt import adopt_feeds
from bot.cli.codes import Exit
from bot.cli.errors import fail, one_line
from bot.cli.feeds_check import check, heed_pauses
from bot.cli.feeds_opml import export, import_
from bot.cli.options import Config, Data, Json, settings
from bot.cli.table import show_table
from bot.errors import TocsinError
from bot.ingest.discover import Found, Skip, discover
from bot.model.address import feed_id, folded
from bot.model.feed import Feed, FeedState, FirstAnswer
from bot.report.feeds import entries_a_week, holds_words, remarks
from bot.settings import Settings

_STATE = (
    "feed",
    "name",
    "grade",
    "last success",
    "last change",
    "a week",
    "next poll",
    "why then",
    "for",
    "remarks",
)
#: Ten columns are more than a terminal has room for.
_TOGETHER = {
    "feed": "{feed}",
    "name, grade": "{name}\n{grade}",
    "read, news": "{last success}\n{last change}\n{a week} a week",
    "next poll": "{next poll}\n{why then}",
    "for, remarks": "{for}\n{remarks}",
}
_FOUND = ("address", "title", "what it holds")

feeds = typer.Typer(
    no_args_is_help=True, help="Feeds: list them, find, add, remove, try, import and export them."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listed:
    """A feed as the list shows it."""

    feed: Feed
    state: FeedState
    entries_a_week: int
    #: The channels that follow a feed of their own; empty where all chats get it.
    followers: list[str]


@feeds.command("list")
def list_(config: Config = None, data: Data = None, *, as_json: Json = False) -> None:
    """Every feed: its grade, how it does, when it is polled next and why then (times in UTC).

    Example: tocsin feeds list --json
    """
    with one_line():
        rows = asyncio.run(_listed(settings(config, data)))
    if as_json:
        typer.echo(msgspec.json.encode(rows))
        return
    show_table(_STATE, [_state(row) for row in rows], together=_TOGETHER)


@feeds.command("discover")
def discover_(url: str, config: Config = None, data: Data = None, *, as_json: Json = False) -> None:
    """Show the feeds of a site, or what the feed at an address holds; nothing is stored.

    Example: tocsin feeds discover example.org
    """
    with one_line():
        found = asyncio.run(_discover(url, settings(config, data)))
    if as_json:
        rows = [{"url": one.url, "title": one.parsed.title} for one in found]
        typer.echo(msgspec.json.encode(rows))
        return
    show_table(_FOUND, [(one.url, one.parsed.title, _holds(one)) for one in found])


@feeds.command()
def add(
    url: str,
    name: Annotated[
        str | None, typer.Option(help="What people read; default: its own title.")
    ] = None,
    config: Config = None,
    data: Data = None,
) -> None:
    """Try the feed at an address, or a site's only feed, and follow it from now on.

    It is kept in the database, for all chats; feeds.toml stays as you wrote it.

    Example: tocsin feeds add https://example.org/rss.xml --name "Example News"
    """
    with one_line():
        chosen = settings(config, data)
        found = asyncio.run(_only(url, chosen))
        title = name or found.parsed.title or found.url
        feed = Feed(id=feed_id(found.url), url=found.url, name=title, added_by="cli")
        asyncio.run(_add(feed, found, chosen))
    typer.echo(f"{feed.id}: {feed.name}: {_holds(found)}: added")


@feeds.command()
def remove(feed: str, config: Config = None, data: Data = None) -> None:
    """Follow a feed no longer, named by its id or address; what was read of it stays.

    Example: tocsin feeds remove example-org-1a2b3c4d
    """
    with one_line():
        chosen = settings(config, data)
        own = next((each for each in chosen.feeds if _is(each, feed)), None)
        if own is not None:
            right = "take its table out of there, or write enabled = false in it"
            raise fail(f"{own.id} stands in {chosen.config / 'feeds.toml'}; {right}")
        removed = asyncio.run(_remove(feed, chosen))
        if removed is None:
            raise fail(f"there is no feed {feed}; `tocsin feeds list` shows their ids")
    typer.echo(f"{removed}: removed")


feeds.command()(check)
feeds.command("import")(import_)
feeds.command()(export)


async def _all(chosen: Settings) -> list[tuple[Feed, FeedState]]:
    async with app.opened_store(chosen) as store, store.begin() as tx:
        await adopt_feeds(tx, chosen, now=app.now())
        return await tx.feeds.all()


async def _listed(chosen: Settings) -> list[_Listed]:
    rows = await _all(chosen)
    async with app.opened_store(chosen) as store, store.begin() as tx:
        return [
            _Listed(
                feed=feed,
                state=state,
                entries_a_week=entries_a_week(state, now=app.now()),
                followers=[str(each) for each in await tx.following.followers(feed.id)],
            )
            for feed, state in rows
        ]


async def _discover(
    url: str, chosen: Settings, *, tail: str = "", skip: Skip | None = None
) -> tuple[Found, ...]:
    """The feeds at an address; why there are none is said with the address, and a tail."""
    if not url.strip():
        raise fail("write the address of a feed or a site, such as example.org", code=Exit.USAGE)
    try:
        async with app.fetcher(chosen) as web, app.reader(chosen) as read:
            await heed_pauses(web, chosen)
            return await discover(url, web=web, read=read, now=app.now(), skip=skip)
    except TocsinError as error:
        raise fail(f"{url}: {error}{tail}") from error


async def _only(url: str, chosen: Settings) -> Found:
    """The one feed that an address leads to; one that is followed already is not asked again."""
    rows = await _all(chosen)
    _refuse_known(url, rows)
    known = {folded(feed.url) for feed, _ in rows}

    async def skip(link: str) -> bool:
        return folded(link) in known

    found = await _discover(url, chosen, tail="; it was not added", skip=skip)
    if not found:
        raise fail(f"{url}: what it leads to is followed already; it was not asked again")
    if len(found) > 1:
        addresses = ", ".join(one.url for one in found)
        raise fail(f"{url} has {len(found)} feeds; add one of them: {addresses}")
    return found[0]


async def _add(feed: Feed, found: Found, chosen: Settings) -> None:
    """Store a feed, with what it just answered as its first poll: it is not asked twice."""
    answer = FirstAnswer(url=feed.url, at=app.now(), response=found.response)
    async with app.opened_store(chosen) as store, store.begin() as tx:
        _refuse_known(feed.url, await tx.feeds.all())
        await tx.feeds.put(feed, now=answer.at)
        await tx.following.keep_answer(feed.id, answer)


def _refuse_known(url: str, known: Sequence[tuple[Feed, FeedState]]) -> None:
    for feed, _ in known:
        if folded(feed.url) == folded(url):
            raise fail(f"{url} is followed already, as {feed.id} ({feed.name})")


async def _remove(name: str, chosen: Settings) -> str | None:
    async with app.opened_store(chosen) as store, store.begin() as tx:
        for feed, _ in await tx.feeds.all():
            if _is(feed, name) and await tx.feeds.remove(feed.id):
                return feed.id
    return None


def _is(feed: Feed, name: str) -> bool:
    return feed.id == name or ("." in name and folded(feed.url) == folded(name))


def _holds(found: Found) -> str:
    return holds_words(found.parsed, now=app.now(), language="en")


def _state(row: _Listed) -> tuple[str, ...]:
    feed, state = row.feed, row.state
    success = f"{state.last_success_at:%d %b %H:%M}" if state.last_success_at else "never"
    change = f"{state.last_change_at:%d %b %H:%M}" if state.last_change_at else "never"
    polled = feed.enabled and not state.gone
    upcoming = f"{state.next_poll_at:%d %b %H:%M}" if polled else "never"
    said = "; ".join(remarks(feed, state, "en"))
    reason = state.next_poll_reason if polled else ""
    whom = "all chats" if feed.shared else ", ".join(row.followers)
    asked = (success, change, str(row.entries_a_week), upcoming, reason)
    return feed.id, feed.name, feed.reliability, *asked, whom, said
