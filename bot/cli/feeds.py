"""`tocsin feeds list | add | remove | check`."""

import asyncio
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Annotated
from urllib.parse import urlsplit

import msgspec
import typer
from rich.console import Console
from rich.progress import Progress

from bot import app
from bot.adopt import adopt_feeds
from bot.cli.codes import Exit
from bot.cli.errors import fail, one_line
from bot.cli.options import Config, Data, Json, settings
from bot.cli.table import show_table
from bot.errors import TocsinError
from bot.model.feed import Feed, FeedState, ParsedFeed
from bot.ports import Reader, Web
from bot.settings import Settings

_STATE = ("feed", "name", "grade", "last success", "next poll", "why then", "last fault")
_ANSWER = ("feed", "answers", "what it holds")

feeds = typer.Typer(no_args_is_help=True, help="Feeds: list them, add, remove, try them.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What one feed answered when it was tried."""

    feed: Feed
    parsed: ParsedFeed | None = None
    #: Why it could not be read.
    error: str | None = None


@feeds.command("list")
def list_(config: Config = None, data: Data = None, *, as_json: Json = False) -> None:
    """Every feed: its grade, how it does, when it is polled next and why then.

    Example: tocsin feeds list --json
    """
    with one_line():
        rows = asyncio.run(_all(settings(config, data)))
    if as_json:
        typer.echo(msgspec.json.encode([{"feed": feed, "state": state} for feed, state in rows]))
        return
    show_table(_STATE, [_state(feed, state) for feed, state in rows])


@feeds.command()
def add(
    url: str,
    name: Annotated[
        str | None, typer.Option(help="What people read; default: its own title.")
    ] = None,
    config: Config = None,
    data: Data = None,
) -> None:
    """Try a feed, show what it holds, and follow it from now on.

    Example: tocsin feeds add https://example.org/rss.xml --name "Example News"
    """
    with one_line():
        tried = asyncio.run(_add(url, name, settings(config, data)))
    if tried.parsed is None:
        raise fail(f"{url}: {tried.error}; it was not added")
    typer.echo(f"{tried.feed.id}: {tried.feed.name}: {_holds(tried.parsed, app.now())}: added")


@feeds.command()
def remove(feed_id: str, config: Config = None, data: Data = None) -> None:
    """Follow a feed no longer; what was read of it stays.

    Example: tocsin feeds remove example-org-1a2b3c
    """
    with one_line():
        chosen = settings(config, data)
        if any(feed.id == feed_id for feed in chosen.feeds):
            right = "take its table out of there, or write enabled = false in it"
            raise fail(f"{feed_id} stands in {chosen.config / 'feeds.toml'}; {right}")
        if not asyncio.run(_remove(feed_id, chosen)):
            raise fail(f"there is no feed {feed_id}; `tocsin feeds list` shows their ids")
    typer.echo(f"{feed_id}: removed")


@feeds.command()
def check(
    feed_ids: Annotated[list[str] | None, typer.Argument(metavar="[ID]...")] = None,
    config: Config = None,
    data: Data = None,
) -> None:
    """Try feeds now and show which answer; nothing is stored.

    Example: tocsin feeds check bbc-world
    """
    with one_line():
        tried = asyncio.run(_check(feed_ids or [], settings(config, data)))
    show_table(_ANSWER, [_answer(one, app.now()) for one in tried])
    if any(one.error for one in tried):
        raise typer.Exit(Exit.FAILED)


async def _all(chosen: Settings) -> list[tuple[Feed, FeedState]]:
    async with app.opened_store(chosen) as store, store.begin() as tx:
        await adopt_feeds(tx, chosen, now=app.now())
        return await tx.feeds.all()


async def _add(url: str, name: str | None, chosen: Settings) -> Tried:
    async with app.fetcher(chosen) as web, app.reader(chosen) as read:
        tried = await _try(Feed(id=_id(url), url=url, name=url, added_by="cli"), web, read)
    if tried.parsed is None:
        return tried
    feed = replace(tried.feed, name=name or tried.parsed.title or url)
    async with app.opened_store(chosen) as store, store.begin() as tx:
        await tx.feeds.put(feed, now=app.now())
    return replace(tried, feed=feed)


async def _remove(feed_id: str, chosen: Settings) -> bool:
    async with app.opened_store(chosen) as store, store.begin() as tx:
        return await tx.feeds.remove(feed_id)


async def _check(feed_ids: Sequence[str], chosen: Settings) -> list[Tried]:
    found = {feed.id: feed for feed, _ in await _all(chosen)}
    if missing := [feed_id for feed_id in feed_ids if feed_id not in found]:
        raise fail(f"there is no feed {missing[0]}; `tocsin feeds list` shows their ids")
    wanted = [found[feed_id] for feed_id in feed_ids or found]
    async with app.fetcher(chosen) as web, app.reader(chosen) as read:
        with Progress(console=Console(stderr=True), transient=True) as progress:
            bar = progress.add_task("trying feeds", total=len(wanted))

            async def one(feed: Feed) -> Tried:
                tried = await _try(feed, web, read)
                progress.advance(bar)
                return tried

            return await asyncio.gather(*(one(feed) for feed in wanted))


async def _try(feed: Feed, web: Web, read: Reader) -> Tried:
    try:
        response = await web.get(feed.url)
        kind = response.headers.get("content-type", "")
        parsed = await read.feed(response.body, content_type=kind, url=response.url)
    except TocsinError as error:
        return Tried(feed=feed, error=str(error))
    return Tried(feed=feed, parsed=parsed)


def _id(url: str) -> str:
    """A readable id: the host, and a few digits of the address's hash."""
    host = re.sub(r"[^a-z0-9]+", "-", (urlsplit(url).hostname or "feed").lower()).strip("-")
    return f"{host.removeprefix('www-')}-{hashlib.sha256(url.encode()).hexdigest()[:6]}"


def _holds(parsed: ParsedFeed, moment: datetime) -> str:
    """What a feed holds: "7 entries, newest 12 min ago"."""
    count = len(parsed.entries)
    entries = f"{count} {'entry' if count == 1 else 'entries'}"
    dates = [entry.published for entry in parsed.entries if entry.published]
    if not dates:
        return f"{entries}, none dated"
    return f"{entries}, newest {_ago(moment - max(dates))}"


def _ago(age: timedelta) -> str:
    minutes = max(0, int(age.total_seconds() // 60))
    for unit, size in (("d", 1440), ("h", 60)):
        if minutes >= 2 * size:
            return f"{minutes // size} {unit} ago"
    return f"{minutes} min ago"


def _state(feed: Feed, state: FeedState) -> tuple[str, ...]:
    success = f"{state.last_success_at:%d %b %H:%M}" if state.last_success_at else "never"
    upcoming = f"{state.next_poll_at:%d %b %H:%M}" if feed.enabled else "off"
    fault = f"{state.failures} × {state.last_error}" if state.failures else ""
    reason = state.next_poll_reason
    return feed.id, feed.name, feed.reliability, success, upcoming, reason, fault


def _answer(tried: Tried, moment: datetime) -> tuple[str, ...]:
    told = _holds(tried.parsed, moment) if tried.parsed else tried.error or ""
    return tried.feed.id, "yes" if tried.parsed else "NO", told
