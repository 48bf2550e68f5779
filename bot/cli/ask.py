"""`tocsin summary`, `why` and `deliveries`: what the database knows, without a chat."""

import asyncio
from typing import Annotated

import msgspec
import typer
from rich.console import Console

from bot import app
from bot.adopt import CONSOLE
from bot.cli.codes import Exit
from bot.cli.errors import one_line
from bot.cli.options import Config, Data, Json, settings
from bot.cli.table import show_table
from bot.command.answer import answer
from bot.command.lexicon import resolver
from bot.command.request import Request
from bot.model.channel import Delivery, DeliveryState
from bot.report.message import Message
from bot.settings import Settings

_FAILED = (DeliveryState.UNKNOWN, DeliveryState.FAILED, DeliveryState.GIVEN_UP)
#: Rows of a listing.
_MOST = 200
_COLUMNS = ("delivery", "channel", "severity", "state", "tries", "since (UTC)", "error")


def summary(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[1h|6h|24h|7d] [PLACE|ACTOR|#STORY]")
    ] = None,
    config: Config = None,
    data: Data = None,
) -> None:
    """The picture now: incidents ranked, tolls, threats, counts by country.

    Example: tocsin summary 24h iraq
    """
    _ask(" ".join(("summary", *(words or ()))), config, data)


def why(
    what: Annotated[list[str], typer.Argument(metavar="#STORY|LINK|WORDS")],
    config: Config = None,
    data: Data = None,
) -> None:
    """Which sentences and rules an alert rests on, or why nothing was sent.

    Example: tocsin why '#k7f3qa'
    """
    _ask(" ".join(("why", *what)), config, data)


def deliveries(
    config: Config = None,
    data: Data = None,
    *,
    failed: Annotated[
        bool, typer.Option("--failed", help="Only what did not arrive, or may not have.")
    ] = False,
    as_json: Json = False,
) -> None:
    """The outbox: what was sent, what waits, what was given up and why.

    Example: tocsin deliveries --failed
    """
    with one_line():
        states = _FAILED if failed else tuple(DeliveryState)
        rows = asyncio.run(_listing(settings(config, data), states))
    if as_json:
        typer.echo(msgspec.json.encode(rows))
        return
    if rows:
        show_table(_COLUMNS, [_row(row) for row in rows])
    else:
        typer.echo("Nothing.")


def _ask(text: str, config: Config, data: Data) -> None:
    with one_line():
        message = asyncio.run(_answer(text, settings(config, data)))
    app.draw(message, Console(highlight=False))
    if message.refused:
        raise typer.Exit(Exit.FAILED)


async def _answer(text: str, chosen: Settings) -> Message:
    names = app.packs_of(chosen).lexicon.names.by_key
    request = Request(channel=CONSOLE, user_id="operator", text=text, prefix="tocsin ")
    async with app.opened_store(chosen) as store:
        return await answer(
            request,
            store=store,
            may_change=_everybody,
            now=app.now(),
            resolve=resolver(names),
        )


async def _everybody(_channel: object, _user: str) -> bool:
    return True


async def _listing(chosen: Settings, states: tuple[DeliveryState, ...]) -> list[Delivery]:
    async with app.opened_store(chosen) as store, store.begin() as tx:
        return await tx.deliveries.listing(states, limit=_MOST)


def _row(row: Delivery) -> tuple[str, ...]:
    since = f"{row.created_at:%d %b %H:%M:%S}"
    tries, error = str(row.attempt), row.error or ""
    return row.id, str(row.channel), row.severity, row.state, tries, since, error
