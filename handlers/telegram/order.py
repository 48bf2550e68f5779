"""Updates of one chat in their order, chats beside each other."""

import asyncio
from collections.abc import Awaitable, Coroutine
from contextlib import suppress
from typing import Any

import structlog
from telegram import Update
from telegram.ext import BaseUpdateProcessor

#: Updates in work or waiting for their chat at a time: so many that no chat can take them all.
_AT_ONCE = 4096
#: Questions of one chat that may wait; who asks more, faster than Telegram lets us answer, is not
#: answered.
_PATIENCE = 20

_log = structlog.get_logger()


class PerChat(BaseUpdateProcessor):
    """Runs each chat's updates one after the other."""

    def __init__(self) -> None:
        super().__init__(_AT_ONCE)
        self._locks: dict[int, asyncio.Lock] = {}
        self._users: dict[int, int] = {}
        self._running: set[asyncio.Task[Any]] = set()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Wait for the chat's earlier updates, then work."""
        chat = update.effective_chat if isinstance(update, Update) else None
        key = chat.id if chat else 0
        if self._users.get(key, 0) >= _PATIENCE and _is_question(update):
            _log.warning("telegram.too_many_questions", chat=key)
            if isinstance(coroutine, Coroutine):
                coroutine.close()
            return
        task = asyncio.current_task()
        if task is not None:
            self._running.add(task)
        self._users[key] = self._users.get(key, 0) + 1
        try:
            async with self._locks.setdefault(key, asyncio.Lock()):
                await coroutine
        finally:
            self._leave(key)
            if task is not None:
                self._running.discard(task)

    async def cut_short(self, *, after: float) -> None:
        """Give what is in work so many seconds, then stop it."""
        running = set(self._running)
        if not running:
            return
        _, late = await asyncio.wait(running, timeout=after)
        for task in late:
            task.cancel()
        for task in late:
            with suppress(asyncio.CancelledError):
                await task

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    def _leave(self, key: int) -> None:
        self._users[key] -= 1
        if not self._users[key]:
            del self._users[key], self._locks[key]


def _is_question(update: object) -> bool:
    """Whether a person asks; what happens to the chat itself is never passed over."""
    if not isinstance(update, Update):
        return False
    return update.callback_query is not None or bool(update.message and update.message.text)
