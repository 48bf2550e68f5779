"""`tocsin run`: every part together, from start to stop."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

import structlog

from bot import __version__
from bot.adopt import adopt_console, adopt_feeds, adopt_pauses
from bot.app.parts import fetcher, now, opened_store, packs_of, reader
from bot.command.answer import answer
from bot.command.lexicon import resolver
from bot.command.request import Feeding, Request, Resolve
from bot.command.scout import SiteScout
from bot.deliver.outbox import Outbox
from bot.deliver.pace import SENDING, Pace, customary
from bot.deliver.parcel import Wording
from bot.errors import Fault, Misconfigured
from bot.ingest.children import Reader
from bot.ingest.fetch import Fetcher
from bot.ingest.turns import Turns
from bot.model.channel import Channel
from bot.pipeline import Pipeline
from bot.ports import Handler, Store
from bot.process import alone, stopping
from bot.report.alert import alert_message, digest_message, update_message
from bot.report.message import Message
from bot.report.notices import notice_message
from bot.settings import Settings
from bot.workers.bus import Bus
from bot.workers.jobs import register
from bot.workers.ticks import Ticks, working
from handlers.console import ConsoleHandler

_log = structlog.get_logger()


async def run(settings: Settings, *, until: asyncio.Event | None = None) -> None:
    """Poll, detect, track and deliver until SIGTERM, SIGINT or `until`.

    Raises:
        Misconfigured: the packs, the data folder or the database cannot be used.
    """
    stop = until or asyncio.Event()
    packs = packs_of(settings)
    async with AsyncExitStack() as stack:
        stack.enter_context(stopping(stop))
        store = await stack.enter_async_context(opened_store(settings))
        stack.enter_context(alone(settings.data))
        web = await stack.enter_async_context(fetcher(settings))
        read = await stack.enter_async_context(reader(settings, detecting=True))
        async with store.begin() as tx:
            await adopt_feeds(tx, settings, now=now())
            await adopt_pauses(tx, web, now=now())
            await adopt_console(tx, settings, packs, now=now())
        pipeline = _pipeline(settings, store=store, web=web, reader=read)
        stack.push_async_callback(pipeline.close)
        chats = settings.chats
        scout = SiteScout(web=web, read=read, rules=read, clock=now)
        feeding = Feeding(scout=scout, per_chat=chats.feeds, in_all=chats.feeds_in_all)
        answering = _Answering(store, resolver(packs.lexicon.names.by_key), feeding)
        handlers = await _handlers(stack, settings, answering)
        outbox = Outbox(store=store, handlers=handlers, wording=_wording(settings), clock=now)
        bus = Bus()
        register(bus, poll=pipeline.poll, deliver=outbox.deliver)
        await stack.enter_async_context(working(Ticks(store=store, bus=bus, clock=now)))
        _announce(settings)
        await stop.wait()
        _log.info("app.stopping")


def _pipeline(settings: Settings, *, store: Store, web: Fetcher, reader: Reader) -> Pipeline:
    polling = settings.polling
    spacing = polling.spacing.total_seconds()
    return Pipeline(
        store=store,
        web=web,
        reader=reader,
        clock=now,
        jitter=random.random,
        turns=Turns(concurrency=polling.concurrency, spacing=spacing),
        stale_after=settings.tracking.stale_after,
        first_poll_alerts=polling.first_poll_alerts,
    )


class _Chat(Handler, Protocol):
    """A platform that is connected to."""

    async def start(self) -> None:
        """Connect; a token that is refused raises Misconfigured."""

    async def stop(self) -> None:
        """Disconnect, within seconds."""

    def status(self) -> str:
        """How the connection is, in a few words."""


async def _handlers(
    stack: AsyncExitStack, settings: Settings, answering: "_Answering"
) -> dict[str, Handler]:
    """The platforms that are configured, connected; they are disconnected with the stack.

    Raises:
        Misconfigured: tokens are refused, and no other channel is left.
    """
    terminal = ConsoleHandler()
    handlers: dict[str, Handler] = {terminal.platform: terminal}
    faults: list[Fault] = []
    for make in _chats(settings):
        try:
            chat = make(store=answering.store, answer=answering.answer, turn=_turn(), clock=now)
            answering.chats[chat.platform] = chat
            await chat.start()
        except Misconfigured as error:
            faults += error.faults
        else:
            stack.push_async_callback(chat.stop)
            handlers[chat.platform] = chat
    if faults and len(handlers) == 1 and not settings.console.enabled:
        raise Misconfigured(faults)
    for fault in faults:
        _log.error("app.platform_left_out", error=str(fault))
    return handlers


def _chats(settings: Settings) -> Iterator[Callable[..., _Chat]]:
    telegram, slack = settings.telegram, settings.slack
    if telegram.token is not None:
        from handlers.telegram import TelegramHandler

        yield partial(
            TelegramHandler,
            token=telegram.token.get_secret_value(),
            api_base_url=telegram.api_base_url,
        )
    if slack.bot_token is not None:
        from handlers.slack import SlackHandler

        yield partial(
            SlackHandler,
            bot_token=slack.bot_token.get_secret_value(),
            app_token=slack.app_token.get_secret_value() if slack.app_token else "",
            api_base_url=slack.api_base_url,
        )


def _turn() -> Callable[[Channel], Awaitable[None]]:
    return Pace(limits=partial(customary, margin=SENDING), late=0.02).turn


@dataclass(frozen=True, slots=True)
class _Answering:
    """What answering people needs, whatever platform they ask on."""

    store: Store
    resolve: Resolve
    feeding: Feeding
    chats: dict[str, _Chat] = field(default_factory=dict)

    async def answer(self, request: Request) -> Message:
        """Answer one request."""
        return await answer(
            request,
            store=self.store,
            may_change=self.chats[request.channel.platform].may_change,
            now=now(),
            resolve=self.resolve,
            feeding=self.feeding,
            connections={name.capitalize(): chat.status() for name, chat in self.chats.items()},
        )


def _wording(settings: Settings) -> Wording:
    language = settings.general.language
    return Wording(
        alert=partial(alert_message, language=language),
        update=partial(update_message, language=language),
        digest=partial(digest_message, language=language),
        notice=partial(notice_message, language=language),
    )


def _announce(settings: Settings) -> None:
    if settings.general.allow_private_networks:
        _log.warning("app.private_networks_allowed", key="general.allow_private_networks")
    _log.info("app.started", feeds=len(settings.feeds), version=__version__)
