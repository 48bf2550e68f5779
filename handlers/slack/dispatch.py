"""One envelope from Slack to the part it is for: acknowledged first, done afterwards, and once."""

import logging
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.report.catalogue import say
from bot.report.message import Message
from handlers.slack.ask import Asking
from handlers.slack.life import BACK, GONE
from handlers.slack.once import Once
from handlers.slack.order import PerChannel
from handlers.slack.place import Place
from handlers.slack.press import Presses
from handlers.slack.read import of_command, of_press, of_text
from handlers.slack.wire import Health

Json: TypeAlias = dict[str, Any]
Ack: TypeAlias = Callable[[], Awaitable[object]]

_ANY = re.compile("")
#: The installation ends.
_ENDS = ("app_uninstalled", "tokens_revoked")


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who we are in which workspace."""

    team: str
    team_name: str
    user: str
    name: str
    bot: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """The parts that envelopes are for."""

    asking: Asking
    presses: Presses
    order: PerChannel
    health: Health
    #: None until Slack has said who we are; nothing comes in before.
    me: Callable[[], Identity | None]
    _seen: Once = field(default_factory=Once)

    def app(self, *, server: str, log: logging.Logger) -> AsyncApp:
        """The slack-bolt app that listens."""
        # Bolt makes clients of this one; ours, which has the token, it does not need.
        client = AsyncWebClient(base_url=server, logger=log, retry_handlers=[])

        async def authorize(team_id: str | None) -> AuthorizeResult:
            """Without asking Slack: an acknowledgement does not wait for anybody."""
            me = self.me()
            user, bot = (me.user, me.bot) if me else (None, None)
            return AuthorizeResult(
                enterprise_id=None, team_id=team_id, bot_user_id=user, bot_id=bot
            )

        app = AsyncApp(
            name=log.name, logger=log, client=client, signing_secret="", authorize=authorize
        )
        app.middleware(self._once)
        app.command(_ANY)(self._command)
        app.event(_ANY)(self._event)
        app.action(_ANY)(self._action)
        return app

    async def _once(self, body: Json, ack: Ack, next_: Callable[[], Awaitable[object]]) -> object:
        key = body.get("event_id") or body.get("trigger_id")
        if key is not None and not self._seen.first(str(key)):
            return await ack()
        return await next_()

    async def _command(self, ack: Ack, body: Json) -> None:
        await ack()
        if (me := self.me()) is not None:
            asked = of_command(body, me.team)
            self.order.start(asked.place.id, self.asking.command(asked))

    async def _action(self, ack: Ack, body: Json) -> None:
        await ack()
        if (me := self.me()) is not None:
            press = of_press(body, me.team)
            self.order.start(press.asked.place.id, self.presses.press(press))

    async def _event(self, ack: Ack, event: Json) -> None:
        await ack()
        me, kind = self.me(), event.get("type", "")
        if me is None:
            return
        if kind in _ENDS:
            self._end(event)
        elif _is_for_us(event):
            asked = of_text(event, me.team, me.user)
            self.order.start(asked.place.id, self.asking.text(asked))
        elif kind in GONE:
            place = Place(team=me.team, id=str(event["channel"]))
            self.order.start(place.id, self.asking.life.gone(place.channel.chat, GONE[kind]))
        elif kind in BACK or (kind == "member_joined_channel" and event.get("user") == me.user):
            place = Place(team=me.team, id=str(event["channel"]))
            self.order.start(place.id, self._welcome(place))

    def _end(self, event: Json) -> None:
        """The app was removed, or its token revoked; the tokens of people are not ours."""
        if event["type"] == "app_uninstalled":
            self.health.bar("app_uninstalled")
        elif (event.get("tokens") or {}).get("bot"):
            self.health.bar("token_revoked")

    async def _welcome(self, place: Place) -> None:
        """A channel that had subscriptions goes on, and is told so."""
        resumed = await self.asking.life.back(place.channel.chat)
        if resumed:
            text = Message(heading=say("slack.back", count=resumed))
            await self.asking.tell(place.channel, text)


def _is_for_us(event: Json) -> bool:
    """A person's mention in a channel, or a person's words in a direct message."""
    if event.get("bot_id") or event.get("subtype") or not event.get("user"):
        return False
    direct = event.get("channel_type") == "im"
    if event.get("type") == "message":
        return direct
    # In a direct message the same words come as a message too.
    return event.get("type") == "app_mention" and not str(event.get("channel")).startswith("D")
