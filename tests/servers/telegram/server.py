"""A strict Telegram Bot API server over real HTTP on loopback."""

import re
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self, TypeVar

from aiohttp import web

from tests.servers.faults import Fault, Kind, Script, fail_after
from tests.servers.port import Port, Watch, abort, read
from tests.servers.telegram.errors import Refusal, flood
from tests.servers.telegram.log import Call, Log
from tests.servers.telegram.methods import method
from tests.servers.telegram.people import People
from tests.servers.telegram.world import Json, User, World

TOKEN = "123456:test-token-for-a-server-on-loopback"  # noqa: S105 # no secret: only this server takes it
_WELL_FORMED = re.compile(r"\d+:[A-Za-z0-9_-]{20,}")
T = TypeVar("T")


class TelegramServer:
    """The server; `world` is what it knows, `people` act in it, `log` is what the bot did.

    `async with TelegramServer() as server:` serves on a free port at `server.url`.
    """

    def __init__(self, *, token: str = TOKEN, username: str = "tocsin_test_bot") -> None:
        self.token = token
        bot_id = int(token.split(":", maxsplit=1)[0])
        self.world = World(bot=User(id=bot_id, first_name="Tocsin", username=username, is_bot=True))
        self.people = People(self.world)
        self.faults = Script(exempt=frozenset({"getupdates"}))
        self.log = Log()
        self.url = ""
        self._port = Port()
        self._watch = Watch(self._last)

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def open(self) -> None:
        """Listen; the same port as before when it listened once already."""
        app = web.Application(client_max_size=50 * 2**20)
        app.router.add_route("*", "/bot{token}/{method}", self._serve)
        await self._port.open(app)
        self.url = f"http://127.0.0.1:{self._port.number}"

    async def close(self) -> None:
        """Stop listening; connections are refused from now on."""
        await self._port.close()

    async def until(self, happened: Callable[[], T], *, within: float = 5.0) -> T:
        """Wait until the bot's calls make a condition true; its value.

        Raises:
            TimeoutError: it did not come true in time; the message shows the last calls.
        """
        return await self._watch.until(happened, within=within)

    def messages(self, chat_id: int) -> list[Json]:
        """What the bot posted in a chat and is there now, oldest first."""
        chat = self.world.chats[chat_id]
        return [chat.messages[number] for number in sorted(chat.mine & chat.messages.keys())]

    def _last(self) -> object:
        return [(call.method, call.status, call.asked) for call in self.log.calls[-5:]]

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        at = time.monotonic()
        name = request.match_info["method"].lower()
        asked = await read(request)
        try:
            self._check_token(request.match_info["token"])
        except Refusal as refusal:
            self._note(Call(at=at, method=name, asked=asked, status=refusal.status))
            return web.json_response(refusal.json(), status=refusal.status)
        fault = self.faults.take(name, asked.get("chat_id"))
        if fault is not None and (answer := self._fail_before(request, fault)) is not None:
            row = Call(at=at, method=name, asked=asked, status=answer.status, fault=fault.kind)
            self._note(row)
            return answer
        answer, call = await self._answer(name, asked, at)
        self._note(call)
        if fault is not None:
            await fail_after(request, fault)
        return answer

    def _check_token(self, token: str) -> None:
        if not _WELL_FORMED.fullmatch(token):
            raise Refusal(404, "Not Found")
        if token != self.token:
            raise Refusal(401, "Unauthorized")

    @staticmethod
    def _fail_before(request: web.Request, fault: Fault) -> web.Response | None:
        if fault.kind is Kind.FLOOD:
            return _refused(flood(int(fault.seconds)))
        if fault.kind is Kind.STATUS:
            return web.Response(status=fault.status, text="<html>gateway</html>")
        if fault.kind is Kind.REFUSE:
            return _refused(Refusal(fault.status, fault.words))
        if fault.kind is Kind.RESET_BEFORE:
            abort(request)
            return web.Response(status=499)
        return None

    async def _answer(self, name: str, asked: Json, at: float) -> tuple[web.Response, Call]:
        try:
            result: Any = await method(name)(self.world, asked)
        except Refusal as refusal:
            call = Call(
                at=at,
                method=name,
                asked=asked,
                status=refusal.status,
                description=refusal.description,
            )
            return _refused(refusal), call
        call = Call(at=at, method=name, asked=asked, status=200, result=result)
        return web.json_response({"ok": True, "result": result}), call

    def _note(self, call: Call) -> None:
        self.log.calls.append(call)
        self._watch.tell()


def _refused(refusal: Refusal) -> web.Response:
    headers = {}
    if refusal.parameters and "retry_after" in refusal.parameters:
        headers["Retry-After"] = str(refusal.parameters["retry_after"])
    return web.json_response(refusal.json(), status=refusal.status, headers=headers)
