"""The HTTP of the Web API: one request for one call, and what it tells about the connection."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any, TypeAlias

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.errors import TocsinError, Unavailable, Uncertain
from handlers.slack.manifest import SCOPES
from handlers.slack.refusals import AFTER_REPAIR, TOKEN_ERRORS, Refused, TokenRefused, meaning

Json: TypeAlias = dict[str, Any]

#: Seconds; all of a call together stays below what the outbox waits for one.
_TIMES = aiohttp.ClientTimeout(total=25.0, sock_connect=5.0)
_OPEN = "apps.connections.open"
#: Names the scopes that a token has. Source: Slack, OAuth, "Verifying the OAuth scopes".
_SCOPES_HEADER = "x-oauth-scopes"
_NOT_SENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)


@dataclass(slots=True, kw_only=True)
class Health:
    """How the connection is; for /status."""

    clock: Callable[[], datetime]
    #: What was wrong last, None while all is well.
    trouble: str | None = None
    #: The scopes that the app lacks, as far as is known.
    lacks: set[str] = field(default_factory=set)
    #: Until then Slack is not asked: it refuses the token.
    barred_until: datetime | None = None
    #: The name of the error that barred it.
    barred_by: str = ""

    def bar(self, name: str) -> None:
        """The installation is not valid any more: ask nothing for a while."""
        self.barred_by, self.trouble = name, f"Slack refuses the token: {name}"
        self.barred_until = self.clock() + timedelta(seconds=AFTER_REPAIR)

    def check(self) -> None:
        """Pass where Slack may be asked.

        Raises:
            Unavailable: the token was refused a short while ago.
        """
        if self.barred_until is None:
            return
        left = (self.barred_until - self.clock()).total_seconds()
        if left > 0:
            raise TokenRefused(f"Slack says {self.barred_by}", retry_after=left)


class Wire:
    """Calls Slack; whatever goes wrong comes out as one of the house's errors.

    Attributes:
        client: for the Socket Mode client, which calls by itself.
    """

    def __init__(self, *, token: str, server: str, health: Health, log: logging.Logger) -> None:
        self._health = health
        self._log = log
        # slack_sdk sends a request again after a lost connection unless it is told not to.
        self.client = AsyncWebClient(token=token, base_url=server, logger=log, retry_handlers=[])

    async def open(self) -> None:
        """Be ready to call. Each call has its own connection: none is found broken."""
        connector = aiohttp.TCPConnector(force_close=True)
        self.client.session = aiohttp.ClientSession(timeout=_TIMES, connector=connector)

    async def close(self) -> None:
        """Call nobody any more."""
        if self.client.session is not None:
            await self.client.session.close()

    async def write(self, method: str, body: Mapping[str, object]) -> Json:
        """Call a method that changes something.

        Raises:
            Unavailable, Uncertain, ChannelGone, MarkupRefused, Rejected: see `bot.ports.Handler`.
        """
        self._health.check()
        return _data(await self._call(method, json=dict(body)))

    async def read(self, method: str, **asked: str) -> Json:
        """Call a method that changes nothing; what is uncertain may be asked again.

        Raises:
            Unavailable, ChannelGone, Rejected: as above.
        """
        self._health.check()
        try:
            return _data(await self._call(method, data=asked))
        except Uncertain as error:
            raise Unavailable(str(error)) from error

    async def identify(self) -> AsyncSlackResponse:
        """Who the token belongs to; asked even of a token that was refused.

        Raises:
            Unavailable, Uncertain: it could not be asked.
        """
        return await self._call("auth.test", data={})

    async def ticket(self, app_token: str) -> str:
        """The address of a new websocket.

        Raises:
            Unavailable, Uncertain: it could not be asked.
        """
        answer = await self._call(_OPEN, params={"token": app_token})
        return str(answer["url"])

    async def respond(self, url: str, body: Json) -> None:
        """Post to a response_url.

        Raises:
            Unavailable, Uncertain: Slack did not answer.
            MarkupRefused: it does not take the blocks.
            Rejected: the address is used up or too old.
        """
        hook = AsyncWebhookClient(
            url, session=self.client.session, logger=self._log, retry_handlers=[]
        )
        try:
            answer = await hook.send_dict(body)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise self._unreached(error) from error
        if answer.status_code != HTTPStatus.OK:
            raise meaning(Refused(status=answer.status_code, error=answer.body))

    async def _call(self, method: str, **options: Json) -> AsyncSlackResponse:
        try:
            answer = await self.client.api_call(method, **options)  # type: ignore[arg-type] # by name
        except SlackApiError as error:
            raise self._refused(method, _refusal(error.response)) from error
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise self._unreached(error) from error
        self._health.trouble = self._health.barred_until = None
        # Websockets are opened with the other token, which has other scopes.
        if method != _OPEN and (granted := str(answer.headers.get(_SCOPES_HEADER, ""))):
            self._health.lacks = set(SCOPES) - {scope.strip() for scope in granted.split(",")}
        return answer

    def _refused(self, method: str, refused: Refused) -> TocsinError:
        if refused.error in TOKEN_ERRORS and method != _OPEN:
            self._health.bar(refused.error)
        if refused.needed:
            self._health.lacks |= set(refused.needed.split(","))
        return meaning(refused)

    def _unreached(self, error: Exception) -> TocsinError:
        if isinstance(error, _NOT_SENT):
            told: TocsinError = Unavailable("Slack cannot be reached")
        elif isinstance(error, TimeoutError):
            told = Uncertain("Slack did not answer in time")
        else:
            told = Uncertain("the connection to Slack broke after the request")
        self._health.trouble = str(told)
        return told


def _data(answer: AsyncSlackResponse) -> Json:
    return answer.data if isinstance(answer.data, dict) else {}


def _refusal(answer: object) -> Refused:
    """Read a refusal; a body that is no JSON says nothing but its status."""
    if not isinstance(answer, AsyncSlackResponse):
        return Refused(status=HTTPStatus.INTERNAL_SERVER_ERROR)
    said = _data(answer)
    wait = str(answer.headers.get("Retry-After", ""))
    status = answer.status_code
    if not said and status != HTTPStatus.TOO_MANY_REQUESTS:
        status = max(status, HTTPStatus.INTERNAL_SERVER_ERROR)
    return Refused(
        status=status,
        error=str(said.get("error", "")),
        retry_after=float(wait) if wait.isdecimal() else None,
        needed=str(said.get("needed", "")),
    )
