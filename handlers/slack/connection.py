"""The connection: who we are, and the websocket that brings what people do."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp

from bot.errors import Fault, Misconfigured, Rejected, TocsinError
from handlers.slack.dispatch import Identity
from handlers.slack.refusals import ScopeMissing, TokenRefused
from handlers.slack.wire import Health, Wire

#: Seconds.
_FIRST_TRY = 4.0
_LONGEST_PAUSE = 60.0
_GOODBYE = 1.0

_Said = TypeVar("_Said")

_log = structlog.get_logger()


@dataclass(slots=True, kw_only=True)
class Connection:
    """Connects, and goes on trying where Slack cannot be reached.

    Attributes:
        me: who we are, None until Slack has said so.
    """

    wire: Wire
    health: Health
    app_token: str
    app: Callable[[], AsyncApp]
    log: logging.Logger
    #: Seconds between two looks at the websocket, and before the second attempt to connect.
    pause: float
    me: Identity | None = None
    _socket: AsyncSocketModeHandler | None = None
    _connecting: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Connect; where Slack cannot be reached, go on trying in the background.

        Raises:
            Misconfigured: Slack refuses one of the tokens.
        """
        await self.wire.open()
        url = None
        try:
            async with asyncio.timeout(_FIRST_TRY):
                url = await self._enter()
        except (TocsinError, TimeoutError) as error:
            if isinstance(error, Misconfigured):
                await self.wire.close()
                raise
            _log.warning("slack.unreachable", trouble=self.health.trouble)
        self._connecting = asyncio.create_task(self._connect(url), name="slack-connect")

    async def hush(self) -> None:
        """Hear no more, within seconds; what was not acknowledged stays with Slack."""
        if self._connecting is not None:
            self._connecting.cancel()
            with suppress(asyncio.CancelledError):
                await self._connecting
        if self._socket is not None:
            await _closed(self._socket)

    def status(self) -> str:
        """How the connection is, in a few words."""
        if self.health.trouble:
            return self.health.trouble
        if self.me is None or not self._hears():
            return "connecting"
        lacks = ", ".join(sorted(self.health.lacks))
        known = f"connected as {self.me.name} in {self.me.team_name}"
        return f"{known}; missing scope: {lacks}" if lacks else known

    async def _connect(self, url: str | None) -> None:
        """Try until it works; only a refused token ends it."""
        pause = self.pause
        while url is None:
            try:
                url = await self._enter()
            except Misconfigured as error:
                _log.error("slack.token_refused", error=str(error))
                return
            except TocsinError:
                _log.warning("slack.unreachable", trouble=self.health.trouble, again_in=pause)
                await asyncio.sleep(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)
        self._socket = AsyncSocketModeHandler(
            self.app(),
            self.app_token,
            logger=self.log,
            web_client=self.wire.client,
            ping_interval=self.pause,
        )
        self._socket.client.wss_uri = url
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._first(self._socket))
            tasks.create_task(self._watch(self._socket))

    async def _first(self, socket: AsyncSocketModeHandler) -> None:
        await socket.connect_async()  # type: ignore[no-untyped-call] # slack_sdk leaves it untyped
        _log.info("slack.connected", bot=self.me.name if self.me else "")

    async def _watch(self, socket: AsyncSocketModeHandler) -> None:
        """slack_sdk tries one address for ever, and an address opens one websocket only."""
        while True:
            await asyncio.sleep(self.pause)
            if not self._hears():
                socket.client.wss_uri = None

    def _hears(self) -> bool:
        session = self._socket.client.current_session if self._socket is not None else None
        return session is not None and not session.closed

    async def _enter(self) -> str:
        """Learn who we are; the address of a websocket.

        Raises:
            Misconfigured: Slack refuses a token.
            Unavailable, Uncertain: it could not be asked.
        """
        who = await self._checked("slack.bot_token", "SLACK_BOT_TOKEN", self.wire.identify())
        self.me = Identity(
            team=str(who["team_id"]),
            team_name=str(who.get("team") or who["team_id"]),
            user=str(who["user_id"]),
            name=str(who.get("user") or "tocsin"),
            bot=str(who.get("bot_id") or ""),
        )
        if self.health.lacks:
            _log.warning("slack.scopes_missing", scopes=sorted(self.health.lacks))
        ticket = self.wire.ticket(self.app_token)
        return await self._checked("slack.app_token", "SLACK_APP_TOKEN", ticket)

    async def _checked(self, key: str, where: str, call: Awaitable[_Said]) -> _Said:
        try:
            return await call
        except (TokenRefused, ScopeMissing, Rejected) as error:
            right = "take both tokens anew from the app's pages; `docs/slack.md` says where"
            fault = Fault(file=where, key=key, wrong=str(error), right=right)
            raise Misconfigured([fault]) from error


async def _closed(socket: AsyncSocketModeHandler) -> None:
    """Close a websocket without waiting long for the other side's goodbye."""
    client = socket.client
    client.closed, client.auto_reconnect_enabled = True, False
    with suppress(TimeoutError):
        await asyncio.wait_for(client.disconnect(), _GOODBYE)  # type: ignore[no-untyped-call] # slack_sdk leaves it untyped
    await client.close()  # type: ignore[no-untyped-call] # slack_sdk leaves it untyped
    tasks = (client.message_processor, client.current_session_monitor, client.message_receiver)
    await asyncio.gather(*(task for task in tasks if task is not None), return_exceptions=True)
