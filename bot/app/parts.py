"""What commands use one by one; each is imported when it is asked for, since many are heavy."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rich.console import Console

from bot import __version__
from bot.detect import Packs, compile_packs
from bot.errors import Fault, Misconfigured
from bot.ports import Clock, Store
from bot.report.message import Message
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.ingest.children import Reader
    from bot.ingest.fetch import Fetcher


def now() -> datetime:
    """The time; nobody else asks the machine for it."""
    return datetime.now(UTC)


def packs_of(settings: Settings) -> Packs:
    """Compile the configured packs.

    Raises:
        Misconfigured: with every fault of every pack.
    """
    raw = settings.packs
    return compile_packs(raw.rules, raw.lexicon, raw.severity)


@asynccontextmanager
async def opened_store(settings: Settings) -> AsyncIterator[Store]:
    """The database of the data folder, which is made where there is none.

    Raises:
        Misconfigured: the folder or the database cannot be used.
    """
    from bot.store.database import open_store

    try:
        settings.data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        wrong = f"cannot be made: {error.strerror}"
        right = "name a folder that you may write to"
        raise Misconfigured([Fault(str(settings.data), "--data", wrong, right)]) from error
    async with open_store(settings.data / "tocsin.db") as store:
        yield store


def fetcher(settings: Settings, *, clock: Clock = now) -> "Fetcher":
    """Guarded HTTP under the configured limits; open it with `async with`."""
    from bot.ingest.fetch import Fetcher, Limits, user_agent
    from bot.ingest.guard import Guard

    polling, general = settings.polling, settings.general
    return Fetcher(
        user_agent=user_agent(version=__version__, contact=general.contact_url),
        clock=clock,
        guard=Guard(
            allow_private_networks=general.allow_private_networks,
            ports=frozenset(polling.allowed_ports),
        ),
        limits=Limits(
            body=polling.max_bytes,
            seconds=polling.timeout.total_seconds(),
            concurrency=polling.concurrency,
        ),
        trust_env=polling.use_proxy,
    )


def reader(settings: Settings, *, detecting: bool = False) -> "Reader":
    """Killable children under the configured limits; open it with `async with`.

    Args:
        settings: the configuration in use.
        detecting: they also say what articles report.
    """
    from bot.ingest.children import Reader

    polling = settings.polling
    return Reader(
        warm=polling.children,
        seconds=polling.child_timeout.total_seconds(),
        packs=settings.packs if detecting else None,
    )


def draw(message: Message, console: Console) -> None:
    """Print an answer as the terminal shows it."""
    from handlers.console import draw

    draw(message, console)


def manifest() -> str:
    """What Slack is told to make the app with one paste."""
    from handlers.slack import manifest

    return manifest()


async def run(settings: Settings, *, until: asyncio.Event | None = None) -> None:
    """Poll, detect, track and deliver until SIGTERM, SIGINT or `until`.

    Raises:
        Misconfigured: the packs, the data folder or the database cannot be used.
    """
    from bot.app.running import run

    await run(settings, until=until)
