"""`tocsin feeds check`: which addresses answer today."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import msgspec
import typer
from rich.console import Console
from rich.progress import Progress

from bot import app
from bot.adopt import adopt_feeds, adopt_pauses
from bot.cli.codes import Exit
from bot.cli.errors import fail, one_line
from bot.cli.options import Config, Data, Json, settings
from bot.cli.table import show_table
from bot.errors import TocsinError
from bot.ingest.fetch import Fetcher
from bot.model.feed import Feed, FeedState, FirstAnswer, ParsedFeed, Response
from bot.ports import Reader, Web
from bot.report.feeds import ago_words, holds_words
from bot.settings import Settings

_ANSWER = ("feed", "name", "answers", "what it holds, or why not")
_NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What one feed answered when it was tried."""

    feed: Feed
    state: FeedState
    #: What it answered; None where nothing came.
    response: Response | None = None
    #: None where it holds what it held when it was last read, and where it could not be read.
    parsed: ParsedFeed | None = None
    #: Why it could not be read.
    error: str | None = None


def check(
    feed_ids: Annotated[list[str] | None, typer.Argument(metavar="[ID]...")] = None,
    config: Config = None,
    data: Data = None,
    *,
    as_json: Json = False,
) -> None:
    """Try feeds now, all or these, and show which answer.

    What a feed answers that was never polled is kept as its first poll, so that its publisher is
    not asked twice; else nothing is stored. Feeds that are switched off are tried too. Exit code 1
    where one does not answer.

    Example: tocsin feeds check bbc-world
    """
    with one_line():
        tried = asyncio.run(_check(feed_ids or [], settings(config, data)))
    if as_json:
        rows = [_answered(one) for one in tried]
        typer.echo(msgspec.json.encode(rows))
    else:
        show_table(_ANSWER, [_row(one) for one in tried])
        answering = sum(one.error is None for one in tried)
        typer.echo(f"{answering} of {len(tried)} answer", err=True)
    if any(one.error for one in tried):
        raise typer.Exit(Exit.FAILED)


async def heed_pauses(web: Fetcher, chosen: Settings) -> None:
    """Leave those alone who asked for a pause; without a database nobody has."""
    if not (chosen.data / "tocsin.db").exists():
        return
    async with app.opened_store(chosen) as store, store.begin() as tx:
        await adopt_pauses(tx, web, now=app.now())


async def _check(feed_ids: Sequence[str], chosen: Settings) -> list[Tried]:
    async with app.opened_store(chosen) as store, store.begin() as tx:
        await adopt_feeds(tx, chosen, now=app.now())
        found = {feed.id: (feed, state) for feed, state in await tx.feeds.all()}
    if missing := [feed_id for feed_id in feed_ids if feed_id not in found]:
        raise fail(f"there is no feed {missing[0]}; `tocsin feeds list` shows their ids")
    wanted = [found[feed_id] for feed_id in feed_ids or found]
    async with app.fetcher(chosen) as web, app.reader(chosen) as read:
        await heed_pauses(web, chosen)
        with Progress(console=Console(stderr=True), transient=True) as progress:
            bar = progress.add_task("trying feeds", total=len(wanted))

            async def one(feed: Feed, state: FeedState) -> Tried:
                tried = await _try(feed, state, web, read)
                progress.advance(bar)
                return tried

            tried = await asyncio.gather(*(one(*each) for each in wanted))
    await _keep(tried, chosen)
    return tried


async def _keep(tried: Sequence[Tried], chosen: Settings) -> None:
    """What strangers answered is their first poll."""
    now = app.now()
    async with app.opened_store(chosen) as store, store.begin() as tx:
        for one in tried:
            response = one.response
            if one.feed.enabled and response is not None and one.state.first_polled_at is None:
                answer = FirstAnswer(url=one.feed.url, at=now, response=response)
                await tx.following.keep_answer(one.feed.id, answer)


async def _try(feed: Feed, state: FeedState, web: Web, read: Reader) -> Tried:
    """One request, with the validators we have: a publisher need not send the same twice."""
    response = None
    try:
        response = await web.get(feed.url, etag=state.etag, last_modified=state.last_modified)
        if response.status == _NOT_MODIFIED:
            return Tried(feed=feed, state=state, response=response)
        kind = response.headers.get("content-type", "")
        parsed = await read.feed(response.body, content_type=kind, url=response.url)
    except TocsinError as error:
        return Tried(feed=feed, state=state, response=response, error=str(error))
    return Tried(feed=feed, state=state, response=response, parsed=parsed)


def _row(tried: Tried) -> tuple[str, ...]:
    return tried.feed.id, tried.feed.name, "NO" if tried.error else "yes", _told(tried)


def _told(tried: Tried) -> str:
    if tried.error is not None:
        return tried.error
    if tried.parsed is not None:
        return holds_words(tried.parsed, now=app.now(), language="en")
    since = tried.state.last_change_at or tried.state.first_polled_at or app.now()
    return f"unchanged, last change {ago_words(app.now() - since, 'en')}"


def _answered(tried: Tried) -> dict[str, object]:
    return {
        "id": tried.feed.id,
        "name": tried.feed.name,
        "url": tried.feed.url,
        "answers": tried.error is None,
        "told": _told(tried),
    }
