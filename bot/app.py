"""The composition root: the one file that knows every part; start, run, stop."""

import asyncio
import fcntl
import random
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import structlog

from bot import __version__
from bot.command.lexicon import resolver
from bot.command.wishes import read_wishes
from bot.deliver.outbox import Outbox
from bot.deliver.parcel import Wording
from bot.detect import Packs, compile_packs
from bot.errors import Fault, Misconfigured
from bot.ingest.children import Reader
from bot.ingest.fetch import Fetcher, Limits, user_agent
from bot.ingest.guard import Guard
from bot.model.channel import Channel, Subscription
from bot.pipeline import Pipeline
from bot.ports import Clock, Handler, Store, Transaction
from bot.report.alert import alert_message, digest_message, update_message
from bot.settings import Settings
from bot.store.database import open_store
from bot.workers.bus import Bus
from bot.workers.jobs import register
from bot.workers.ticks import Ticks, working
from handlers.console import ConsoleHandler

_log = structlog.get_logger()

#: The terminal that runs Tocsin, as a channel.
CONSOLE = Channel(platform="console", chat="terminal")


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
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        wrong = f"cannot be made: {error.strerror}"
        right = "name a folder that you may write to"
        raise Misconfigured([Fault(str(settings.data), "--data", wrong, right)]) from error
    async with open_store(settings.data / "tocsin.db") as store:
        yield store


def fetcher(settings: Settings, *, clock: Clock = now) -> Fetcher:
    """Guarded HTTP under the configured limits; open it with `async with`."""
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


def reader(settings: Settings) -> Reader:
    """Killable children under the configured limits; open it with `async with`."""
    polling = settings.polling
    return Reader(warm=polling.children, seconds=polling.child_timeout.total_seconds())


async def run(settings: Settings, *, until: asyncio.Event | None = None) -> None:
    """Poll, detect, track and deliver until SIGTERM, SIGINT or `until`.

    Raises:
        Misconfigured: the packs, the data folder or the database cannot be used.
    """
    stop = until or asyncio.Event()
    packs = packs_of(settings)
    async with AsyncExitStack() as stack:
        stack.enter_context(_stopping(stop))
        store = await stack.enter_async_context(opened_store(settings))
        stack.enter_context(_alone(settings.data))
        web = await stack.enter_async_context(fetcher(settings))
        read = await stack.enter_async_context(reader(settings))
        async with store.begin() as tx:
            await adopt_feeds(tx, settings)
            await _adopt_console(tx, settings, packs)
        pipeline = Pipeline(
            store=store,
            web=web,
            reader=read,
            packs=packs,
            clock=now,
            jitter=random.random,
            stale_after=settings.tracking.stale_after,
            first_poll_alerts=settings.polling.first_poll_alerts,
        )
        outbox = Outbox(store=store, handlers=_handlers(), wording=_wording(settings), clock=now)
        bus = Bus()
        register(bus, poll=pipeline.poll, deliver=outbox.deliver)
        await stack.enter_async_context(working(Ticks(store=store, bus=bus, clock=now)))
        _announce(settings)
        await stop.wait()
        _log.info("app.stopping")


async def adopt_feeds(tx: Transaction, settings: Settings) -> None:
    """Bring the stored feeds in line with the configured ones; what people added stays."""
    configured = {feed.id for feed in settings.feeds}
    for feed in settings.feeds:
        await tx.feeds.put(feed, now=now())
    for feed, _ in await tx.feeds.all():
        if feed.added_by == "config" and feed.id not in configured:
            await tx.feeds.remove(feed.id)


def _handlers() -> dict[str, Handler]:
    handlers: list[Handler] = [ConsoleHandler()]
    return {handler.platform: handler for handler in handlers}


def _wording(settings: Settings) -> Wording:
    language = settings.general.language
    return Wording(
        alert=partial(alert_message, language=language),
        update=partial(update_message, language=language),
        digest=partial(digest_message, language=language),
    )


async def _adopt_console(tx: Transaction, settings: Settings, packs: Packs) -> None:
    for old in await tx.subscriptions.of(CONSOLE):
        await tx.subscriptions.remove(old.id)
    if settings.console.enabled:
        await tx.subscriptions.put(_console_subscription(settings, packs))


def _console_subscription(settings: Settings, packs: Packs) -> Subscription:
    console = settings.console
    named = {
        "place": console.places,
        "actor": console.actors,
        "word": console.words,
        "without": console.without,
    }
    text = " ".join(f'{key}:"{value}"' for key, values in named.items() for value in values)
    wishes = read_wishes(text, resolver(packs.lexicon.names))
    return Subscription(
        id="console",
        channel=CONSOLE,
        places=wishes.places,
        actors=wishes.actors,
        words=wishes.words,
        without=wishes.without,
        min_severity=console.min_severity,
        created_at=now(),
        created_by="tocsin.toml",
    )


def _announce(settings: Settings) -> None:
    if settings.general.allow_private_networks:
        _log.warning("app.private_networks_allowed", key="general.allow_private_networks")
    _log.info("app.started", feeds=len(settings.feeds), version=__version__)


@contextmanager
def _stopping(stop: asyncio.Event) -> Iterator[None]:
    loop = asyncio.get_running_loop()
    signals = (signal.SIGTERM, signal.SIGINT)
    for each in signals:
        loop.add_signal_handler(each, stop.set)
    try:
        yield
    finally:
        for each in signals:
            loop.remove_signal_handler(each)


@contextmanager
def _alone(data: Path) -> Iterator[None]:
    """Hold the data folder: a second process on it would doubt what the first is sending."""
    with (data / "tocsin.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            wrong = "is in use by another `tocsin run`"
            right = "stop that one, or name another folder with --data"
            raise Misconfigured([Fault(str(data), "--data", wrong, right)]) from error
        yield
