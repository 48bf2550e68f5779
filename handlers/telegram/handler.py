"""Telegram: the handler the house talks to, and its own connection by long polling."""

import asyncio
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, TypeAlias

import structlog
from telegram import Update
from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application, ExtBot, TypeHandler

from bot.command.redraw import Redraw
from bot.errors import Fault, Misconfigured, Uncertain
from bot.model.channel import Channel
from bot.ports import Receipt, Store
from bot.report.message import Message
from handlers.telegram.admins import Admins
from handlers.telegram.ask import Answer, Asking
from handlers.telegram.buttons import Seals
from handlers.telegram.dispatch import Dispatch
from handlers.telegram.life import PLATFORM, Life
from handlers.telegram.menu import register
from handlers.telegram.order import PerChat
from handlers.telegram.post import Poster, Turn
from handlers.telegram.press import Presses
from handlers.telegram.wire import Discretion, Health, WatchedRequest

_App: TypeAlias = Application[ExtBot[None], Any, Any, Any, Any, Any]

#: "123456:ABC…", as BotFather writes it; Telegram decides whether it is known.
_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
_KINDS = ["message", "callback_query", "my_chat_member"]
#: Seconds.
_POLL = timedelta(seconds=25)
_FIRST_TRY = 4.0
_LONGEST_PAUSE = 60.0
_STOP_POLLING, _STOP_ANSWERING = 1.0, 1.5
#: Longer than an answer takes, shorter than the outbox waits for one call.
_TIMEOUTS = {
    "connect_timeout": 5.0,
    "read_timeout": 20.0,
    "write_timeout": 10.0,
    "pool_timeout": 5.0,
}

_log = structlog.get_logger()


class TelegramHandler:
    """One bot on Telegram; implements `bot.ports.Handler`.

    Attributes:
        platform: "telegram".
        health: how the connection is.
    """

    platform = PLATFORM

    def __init__(  # noqa: PLR0913 # all named: what the composition root hands down
        self,
        *,
        token: str,
        api_base_url: str,
        store: Store,
        answer: Answer,
        turn: Turn,
        clock: Callable[[], datetime],
        pause: float = 1.0,
        patience: float = 5.0,
    ) -> None:
        """Wire the parts; nothing is contacted yet.

        Args:
            token: as BotFather gave it.
            api_base_url: the server without `/bot`.
            store: where chats' subscriptions pause, resume and move.
            answer: answers a person's request, raises BadRequest with a text that helps.
            turn: waits for a channel's next slot; asked right before every request that counts,
                because whatever is done between a slot and its request brings requests together.
            clock: the time.
            pause: seconds before the second attempt to connect; later ones wait longer.
            patience: seconds after which who sends us to a site is told that it takes longer.

        Raises:
            Misconfigured: the token cannot be one.
        """
        if not _TOKEN.fullmatch(token):
            raise _wrong_token("is no token", "BotFather writes it as 123456:ABC-DEF")
        self.health = Health(clock=clock)
        self._pause = pause
        # Before anything else: PTB logs the address it will use as soon as it is built.
        self._discretion = Discretion(token)
        self._discretion.begin()
        self._order = PerChat()
        self._requests = tuple(_request(self.health, token, pool) for pool in (64, 2))
        self._app = _application(token, api_base_url.rstrip("/"), self._requests, self._order)
        bot: ExtBot[None] = self._app.bot
        life, seals = Life(store), Seals(token)
        self._admins = Admins(bot)
        self._poster = Poster(bot, seals, moved=life.moved, turn=turn)
        asking = Asking(
            bot=bot,
            answer=answer,
            poster=self._poster,
            admins=self._admins,
            life=life,
            patience=patience,
        )
        redraw = Redraw(store=store, poster=self._poster)
        presses = Presses(bot=bot, seals=seals, asking=asking, redraw=redraw)
        dispatch = Dispatch(asking=asking, presses=presses, life=life)
        self._app.add_handler(TypeHandler(Update, dispatch.update))
        self._connecting: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Connect; where Telegram cannot be reached, go on trying in the background.

        Raises:
            Misconfigured: Telegram does not know the token.
        """
        refused = False
        try:
            async with asyncio.timeout(_FIRST_TRY):
                await self._app.initialize()
        except InvalidToken:
            refused = True
        except (TelegramError, TimeoutError):
            _log.warning("telegram.unreachable", trouble=self.health.trouble)
        # Raised out here: the error above holds the token.
        if refused:
            await self.stop()
            raise _wrong_token("Telegram does not know this token", "take the one BotFather shows")
        self._connecting = asyncio.create_task(self._connect(), name="telegram-connect")

    async def stop(self) -> None:
        """Stop polling and answering, within seconds; pending updates stay with Telegram."""
        if self._connecting is not None:
            self._connecting.cancel()
            with suppress(asyncio.CancelledError):
                await self._connecting
        updater = self._app.updater
        if updater is not None and updater.running:
            with suppress(TelegramError, TimeoutError):
                await asyncio.wait_for(updater.stop(), _STOP_POLLING)
        await self._order.cut_short(after=_STOP_ANSWERING)
        if self._app.running:
            await self._app.stop()
        await self._app.shutdown()
        # PTB closes them only where it got as far as to know its own name.
        for request in self._requests:
            await request.shutdown()
        self._discretion.end()

    async def post(self, channel: Channel, message: Message, *, delivery_id: str) -> Receipt:
        """Post a new message."""
        del delivery_id  # Telegram keeps nothing beside a message that a bot could read back
        return await self._poster.post(channel, message)

    async def edit(self, channel: Channel, message_id: str, message: Message) -> None:
        """Bring an earlier message up to date."""
        await self._poster.edit(channel, message_id, message)

    async def reply(
        self, channel: Channel, message_id: str, message: Message, *, delivery_id: str, loud: bool
    ) -> Receipt:
        """Answer an earlier message; `loud` makes a sound."""
        del delivery_id  # as in `post`
        return await self._poster.reply(channel, message_id, message, loud=loud)

    async def find(self, channel: Channel, delivery_id: str, *, since: datetime) -> Receipt | None:
        """Bots cannot read a chat back.

        Raises:
            Uncertain: always.
        """
        del channel, since  # there is nowhere to look
        raise Uncertain(f"Telegram cannot be asked whether {delivery_id} was posted")

    async def may_change(self, channel: Channel, user_id: str) -> bool:
        """Whether this person may change this channel's subscriptions, asked at this moment."""
        return await self._admins.may_change(channel, user_id)

    def status(self) -> str:
        """How the connection is, in a few words for /status."""
        if self.health.trouble:
            return self.health.trouble
        updater = self._app.updater
        if updater is not None and updater.running:
            return f"connected as @{self._app.bot.username}"
        return "connecting"

    async def _connect(self) -> None:
        """Try until it works; only a refused token ends it."""
        pause = self._pause
        while True:
            try:
                await self._open()
            except InvalidToken:
                _log.error("telegram.token_refused")  # the traceback holds the token
                return
            except TelegramError:
                _log.warning("telegram.unreachable", trouble=self.health.trouble, again_in=pause)
                await asyncio.sleep(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)
            else:
                return

    async def _open(self) -> None:
        await self._app.initialize()
        if not self._app.running:
            await self._app.start()
        updater = self._app.updater
        if updater is not None and not updater.running:
            await updater.start_polling(
                timeout=_POLL, allowed_updates=_KINDS, error_callback=self._lost
            )
        _log.info("telegram.connected", bot=self._app.bot.username)
        await register(self._app.bot)

    def _lost(self, error: TelegramError) -> None:
        """Polling failed; PTB goes on by itself."""
        _log.warning("telegram.polling_failed", kind=type(error).__name__)


def _request(health: Health, token: str, connections: int) -> WatchedRequest:
    return WatchedRequest(health, token, connection_pool_size=connections, **_TIMEOUTS)


def _application(
    token: str, server: str, requests: tuple[WatchedRequest, ...], order: PerChat
) -> _App:
    talk, poll = requests
    return (
        Application.builder()
        .token(token)
        .base_url(f"{server}/bot")
        .base_file_url(f"{server}/file/bot")
        .request(talk)
        .get_updates_request(poll)
        .concurrent_updates(order)
        .job_queue(None)
        .build()
    )


def _wrong_token(wrong: str, right: str) -> Misconfigured:
    where = "TELEGRAM_BOT_TOKEN"
    return Misconfigured([Fault(file=where, key="telegram.token", wrong=wrong, right=right)])
