"""A strict Slack server over real HTTP and websockets on loopback."""

import json
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self, TypeVar

from aiohttp import web

from tests.servers.faults import Fault, Kind, Script, fail_after
from tests.servers.port import Port, Watch, abort, read
from tests.servers.slack.errors import Refusal
from tests.servers.slack.log import Call, Log
from tests.servers.slack.methods import method
from tests.servers.slack.people import USES, People
from tests.servers.slack.posting import post_message, whisper
from tests.servers.slack.sockets import Sockets
from tests.servers.slack.world import Json, User, World

# No secrets: only this server takes them.
BOT_TOKEN = "xoxb-1-test-token-for-a-server-on-loopback"  # noqa: S105 # see above
APP_TOKEN = "xapp-1-test-token-for-a-server-on-loopback"  # noqa: S105 # see above
TEAM = "T0DESK"
_OPEN = "apps.connections.open"
T = TypeVar("T")


class SlackServer:
    """The server; `world` is what it knows, `people` act in it, `log` is what the app did.

    `async with SlackServer() as server:` serves on a free port; `server.url` is the address of
    its Web API, with `/api/`.
    """

    def __init__(self) -> None:
        self.bot_token, self.app_token = BOT_TOKEN, APP_TOKEN
        bot = User(id="U0TOCSIN", name="tocsin", team=TEAM, is_bot=True)
        self.world = World(team=TEAM, bot=bot, users={bot.id: bot})
        self._watch = Watch(self._last)
        self.sockets = Sockets(self._watch.tell)
        self.people = People(world=self.world, sockets=self.sockets)
        self.faults = Script()
        self.log = Log()
        self.url = ""
        self._port = Port()

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
        app.router.add_route("*", "/api/{method}", self._serve)
        app.router.add_post("/response/{id}", self._respond)
        app.router.add_get("/socket", self.sockets.serve)
        await self._port.open(app)
        self.people.url = f"http://127.0.0.1:{self._port.number}"
        self.url = f"{self.people.url}/api/"

    async def close(self) -> None:
        """Stop listening; connections are refused from now on."""
        await self.sockets.close()
        await self._port.close()

    async def until(self, happened: Callable[[], T], *, within: float = 5.0) -> T:
        """Wait until what the app does makes a condition true; its value.

        Raises:
            TimeoutError: it did not come true in time; the message shows the last calls.
        """
        return await self._watch.until(happened, within=within)

    def messages(self, channel: str) -> list[Json]:
        """What the app posted in a channel, oldest first."""
        rows = self.world.channels[channel].messages.values()
        return [row for row in rows if row.get("bot_id") == self.world.bot_id]

    def _last(self) -> object:
        calls = self.log.calls[-5:]
        return [(call.method, call.status, call.asked, call.answer) for call in calls]

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        at, name = time.monotonic(), request.match_info["method"]
        asked = await read(request)
        fault = self.faults.take(name, asked.get("channel"))
        if fault is not None and (early := _before(request, fault)) is not None:
            told = early.content_type == "application/json"
            answer: Json = json.loads(early.text or "{}") if told else {}
            self._note(Call(at=at, method=name, asked=asked, status=early.status, answer=answer))
            return early
        answer = self._answer(request, name, asked)
        kind = fault.kind if fault else None
        self._note(Call(at=at, method=name, asked=asked, status=200, answer=answer, fault=kind))
        if fault is not None and fault.kind is Kind.REFUSE_AFTER:
            answer = Refusal(fault.words or "internal_error").json()
        if fault is not None and fault.kind is Kind.GARBLE:
            return web.Response(text='{"ok": tr', content_type="application/json")
        if fault is not None:
            await fail_after(request, fault)
        scopes = ",".join(sorted(self.world.scopes if name != _OPEN else ["connections:write"]))
        return web.json_response(answer, headers={"X-OAuth-Scopes": scopes})

    def _answer(self, request: web.Request, name: str, asked: Json) -> Json:
        try:
            self._check_token(request, name)
            if name == _OPEN:
                ticket = self.sockets.ticket()
                base = self.people.url.replace("http", "ws", 1)
                return {"ok": True, "url": f"{base}/socket?ticket={ticket}&app_id=A0TOCSIN"}
            return {"ok": True, **method(name)(self.world, asked)}
        except Refusal as refusal:
            return refusal.json()

    def _check_token(self, request: web.Request, name: str) -> None:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme != "Bearer" or not token:
            raise Refusal("not_authed")
        if token not in {self.bot_token, self.app_token}:
            raise Refusal("invalid_auth")
        if (token == self.app_token) is not (name == _OPEN):
            raise Refusal("not_allowed_token_type")
        if self.world.token_error is not None and name != _OPEN:
            raise Refusal(self.world.token_error)

    async def _respond(self, request: web.Request) -> web.Response:
        """What is posted to a response_url."""
        at, asked = time.monotonic(), await read(request)
        fault = self.faults.take("response_url", None)
        if fault is not None and fault.kind is Kind.RESET_BEFORE:
            abort(request)
            return web.Response(status=499)
        status, words = 400, fault.words if fault is not None else ""
        if fault is None:
            status, words = self._responded(request.match_info["id"], asked)
        answer = {"ok": status == web.HTTPOk.status_code, "words": words}
        self._note(Call(at=at, method="response_url", asked=asked, status=status, answer=answer))
        return web.Response(status=status, text=words)

    def _responded(self, address: str, asked: Json) -> tuple[int, str]:
        reply = self.people.replies.get(address)
        if reply is None or reply.expired:
            return 404, "expired_url"
        if reply.uses >= USES:
            return 404, "used_url"
        reply.uses += 1
        if asked.get("delete_original") is True and not asked.get("text"):
            return 200, "ok"
        try:
            if asked.get("response_type") == "in_channel":
                inside = self.world.channels[reply.channel]
                members, inside.members = inside.members, inside.members | {self.world.bot.id}
                post_message(self.world, {**asked, "channel": reply.channel})
                inside.members = members
            else:
                whisper(self.world, self.world.channels[reply.channel], reply.user, asked)
        except Refusal as refusal:
            return 400, refusal.error
        return 200, "ok"

    def _note(self, call: Call) -> None:
        self.log.calls.append(call)
        self._watch.tell()


def _before(request: web.Request, fault: Fault) -> web.Response | None:
    if fault.kind is Kind.FLOOD:
        wait = {"Retry-After": str(int(fault.seconds))}
        return web.json_response(Refusal("ratelimited").json(), status=429, headers=wait)
    if fault.kind is Kind.STATUS:
        page = "<html>gateway</html>"
        return web.Response(status=fault.status, text=page, content_type="text/html")
    if fault.kind is Kind.REFUSE:
        return web.json_response(Refusal(fault.words or "internal_error").json())
    if fault.kind is Kind.RESET_BEFORE:
        abort(request)
        return web.Response(status=499)
    return None
