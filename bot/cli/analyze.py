"""`tocsin analyze`: what the rule engine says of an article, or of many."""

import asyncio
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import tee, zip_longest
from pathlib import Path
from typing import Annotated, BinaryIO

import msgspec
import typer
from rich.console import Console

from bot.app import fetcher, now, packs_of, reader
from bot.cli.codes import Exit
from bot.cli.errors import fail, one_line
from bot.cli.options import Config, Json, settings
from bot.cli.rows import UNDATED, BadRow, article_of_row, rows
from bot.cli.shown import show
from bot.detect import Packs, detect
from bot.model.feed import Article
from bot.model.finding import Finding
from bot.report.finding import as_row, explain
from bot.settings import Settings
from bot.track.index import follow

#: Bytes of a document in which its markup shows.
_HEAD = 2048


def analyze(  # noqa: PLR0913  a command has as many options as people need
    source: Annotated[
        str, typer.Argument(metavar="[FILE|URL|-]", help="An article: plain text or HTML.")
    ] = "-",
    config: Config = None,
    *,
    as_json: Json = False,
    why: Annotated[bool, typer.Option("--explain", help="Show the arithmetic.")] = False,
    jsonl: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help='Read rows {"id","title"?,"text","date"?}; "-" is stdin.'
        ),
    ] = None,
    incidents: Annotated[bool, typer.Option(help="Name each row's incident.")] = False,
    mentions: Annotated[bool, typer.Option(help="List every named actor and place.")] = False,
) -> None:
    """Read an article and say what it reports, and which sentence says so.

    Examples: tocsin analyze article.txt --explain
              tocsin analyze https://example.org/story.html --json
              tocsin analyze --jsonl articles.jsonl --incidents > findings.jsonl
    """
    with one_line():
        chosen = settings(config)
        packs = packs_of(chosen)
        if jsonl is not None:
            _many(jsonl, packs, incidents=incidents, mentions=mentions)
        else:
            article = _article(source, chosen)
            _one(article, packs, as_json=as_json, why=why)


def _one(article: Article, packs: Packs, *, as_json: bool, why: bool) -> None:
    finding = detect(article, packs, mentions=as_json)
    if as_json:
        typer.echo(msgspec.json.encode(as_row(article.id, finding, mentions=True)))
        return
    show(Console(highlight=False), article, finding, reasons=explain(finding) if why else ())


def _many(file: str, packs: Packs, *, incidents: bool, mentions: bool) -> None:
    """One row out for each row in, in the same order."""
    bad: list[BadRow] = []
    with ExitStack() as stack:
        stream = sys.stdin.buffer if file == "-" else stack.enter_context(_opened(file))
        read, again = tee(_findings(stream, packs, bad, mentions=mentions))
        names = (each.incident.id for each in follow(again, now=UNDATED)) if incidents else ()
        for (article, finding), name in zip_longest(read, names):
            row = as_row(article.id, finding, incident=name, mentions=mentions)
            sys.stdout.buffer.write(msgspec.json.encode(row) + b"\n")
    sys.stdout.buffer.flush()
    for each in bad:
        _warn(f'{file}: line {each.line}: {each.why}; write {{"id": …, "text": …}}')
    if bad:
        raise typer.Exit(Exit.FAILED)


def _findings(
    stream: BinaryIO, packs: Packs, bad: list[BadRow], *, mentions: bool
) -> Iterator[tuple[Article, Finding]]:
    for row in rows(stream):
        if isinstance(row, BadRow):
            bad.append(row)
        else:
            article = article_of_row(row, warn=_warn)
            yield article, detect(article, packs, mentions=mentions)


def _article(source: str, chosen: Settings) -> Article:
    body, url = _body(source, chosen)
    name = "standard input" if source == "-" else source
    if b"\0" in body[:_HEAD]:
        raise fail(f"{name}: is no text; pass plain text or HTML in UTF-8", code=Exit.USAGE)
    text = body.decode("utf-8", "replace")
    if _is_html(body):
        text = asyncio.run(_page(body, url, chosen))
    if not text.strip():
        raise fail(f"{name}: holds no text; pass an article", code=Exit.USAGE)
    return Article(id=source, feed_id="", title="", text=text, seen=now())


def _body(source: str, chosen: Settings) -> tuple[bytes, str]:
    if source == "-":
        return sys.stdin.buffer.read(), ""
    if source.startswith(("http://", "https://")):
        return asyncio.run(_fetched(source, chosen)), source
    if "://" in source:
        raise fail(f"{source}: only http and https are fetched", code=Exit.USAGE)
    with _opened(source) as file:
        return file.read(), ""


async def _fetched(url: str, chosen: Settings) -> bytes:
    async with fetcher(chosen) as web:
        return (await web.get(url)).body


async def _page(body: bytes, url: str, chosen: Settings) -> str:
    async with reader(chosen) as read:
        return await read.page(body, content_type="text/html", url=url)


def _is_html(body: bytes) -> bool:
    head = body[:_HEAD].lower()
    return any(mark in head for mark in (b"<html", b"<!doctype html", b"<body", b"<p>"))


def _opened(file: str) -> BinaryIO:
    try:
        return Path(file).open("rb")
    except OSError as error:
        raise fail(f"{file}: cannot be read: {error.strerror}", code=Exit.USAGE) from error


def _warn(text: str) -> None:
    typer.echo(f"tocsin: {text}", err=True)
