"""`tocsin feeds import | export`: lists of feeds for and from other readers."""

import asyncio
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from bot import app
from bot.adopt import adopt_feeds
from bot.cli.codes import Exit
from bot.cli.errors import fail, one_line
from bot.cli.options import Config, Data, settings
from bot.errors import FeedUnreadable
from bot.ingest.opml import MAX_BYTES, Outline, read_opml, write_opml
from bot.model.address import feed_id, folded, written
from bot.model.feed import Feed
from bot.settings import Settings
from bot.settings.options import web_address

#: Between the first polls of two imported feeds: a long list does not fire in one second.
_APART = timedelta(milliseconds=200)
_REASON = "Imported from a list; nobody has graded it."


@dataclass(slots=True, kw_only=True)
class _Import:
    """What becomes of a list."""

    added: list[Feed] = field(default_factory=list)
    known: int = 0
    #: What could not be taken, a line each.
    faults: list[str] = field(default_factory=list)


def import_(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="An OPML file; - is standard input.")
    ],
    config: Config = None,
    data: Data = None,
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be added; store nothing.")
    ] = False,
) -> None:
    """Follow the feeds of an OPML file; those that are followed already stay as they are.

    A folder's name becomes the region of its feeds. Exit code 1 where a feed could not be taken.

    Example: tocsin feeds import subscriptions.opml
    """
    with one_line():
        chosen = settings(config, data)
        try:
            outlines = read_opml(_body(file))
        except FeedUnreadable as error:
            raise fail(f"{file}: {error}", code=Exit.USAGE) from error
        done = asyncio.run(_import(outlines, chosen, dry_run=dry_run))
    for fault in done.faults:
        typer.echo(f"tocsin: {file}: {fault}", err=True)
    would = "would be " if dry_run else ""
    typer.echo(
        f"{len(done.added)} {would}added, {done.known} followed already,"
        f" {len(done.faults)} not taken"
    )
    if done.faults:
        raise typer.Exit(Exit.FAILED)


def export(
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="Default: standard output.")
    ] = None,
    config: Config = None,
    data: Data = None,
) -> None:
    """Write the feeds that all chats get as OPML, a folder for each region.

    Example: tocsin feeds export feeds.opml
    """
    with one_line():
        text = write_opml(asyncio.run(_shared(settings(config, data))))
        if file is None:
            sys.stdout.buffer.write(text.encode())
            return
        try:
            file.write_text(text, "utf-8")
        except OSError as error:
            raise fail(f"{file}: cannot be written: {error.strerror}", code=Exit.USAGE) from error


def _body(file: Path) -> bytes:
    """The file, not more of it than may be read."""
    try:
        if str(file) == "-":
            return sys.stdin.buffer.read(MAX_BYTES + 1)
        with file.open("rb") as opened:
            return opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise fail(f"{file}: cannot be read: {error.strerror}", code=Exit.USAGE) from error


async def _import(outlines: Sequence[Outline], chosen: Settings, *, dry_run: bool) -> _Import:
    done = _Import()
    async with app.opened_store(chosen) as store, store.begin() as tx:
        await adopt_feeds(tx, chosen, now=app.now())
        known = {folded(feed.url) for feed, _ in await tx.feeds.all()}
        for outline in outlines:
            _take(outline, known, done)
        for number, feed in enumerate(() if dry_run else done.added):
            await tx.feeds.put(feed, now=app.now() + number * _APART)
    return done


def _take(outline: Outline, known: set[str], done: _Import) -> None:
    url = written(outline.url)
    try:
        web_address(url)
    except ValueError as error:
        done.faults.append(f"line {outline.line}: {outline.title or 'a feed'}: its address {error}")
        return
    if folded(url) in known:
        done.known += 1
        return
    known.add(folded(url))
    done.added.append(
        Feed(
            id=feed_id(url),
            url=url,
            name=outline.title or url,
            language=outline.language or "en",
            region=outline.region,
            reason=_REASON,
            added_by="cli",
        )
    )


async def _shared(chosen: Settings) -> list[Feed]:
    async with app.opened_store(chosen) as store, store.begin() as tx:
        await adopt_feeds(tx, chosen, now=app.now())
        return [feed for feed, _ in await tx.feeds.all() if feed.shared]
