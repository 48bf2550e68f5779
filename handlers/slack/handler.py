"""Slack: the handler the house talks to, and its own connection by Socket Mode."""

import re
from collections.abc import Callable
from datetime import datetime

from bot.command.redraw import Redraw
from bot.errors import ChannelGone, Fault, Misconfigured
from bot.model.channel import Channel
from bot.ports import Receipt, Store
from bot.report.message import Message
from handlers.slack.ask import Answer, Asking
from handlers.slack.connection import Connection
from handlers.slack.discretion import discreet_logger
from handlers.slack.dispatch import Dispatch
from handlers.slack.find import Search
from handlers.slack.life import Life
from handlers.slack.members import Members
from handlers.slack.order import PerChannel
from handlers.slack.place import PLATFORM, place_of
from handlers.slack.post import Poster, Turn
from handlers.slack.press import Presses
from handlers.slack.wire import Health, Wire

#: "xoxb-…" and "xapp-…", as Slack writes them; Slack decides whether they are known.
_BOT_TOKEN = re.compile(r"xoxb-[A-Za-z0-9-]+")
_APP_TOKEN = re.compile(r"xapp-[A-Za-z0-9-]+")
#: Seconds.
_STOP_ANSWERING = 1.5


class SlackHandler:
    """One app in one Slack workspace; implements `bot.ports.Handler`.

    Attributes:
        platform: "slack".
        health: how the connection is.
    """

    platform = PLATFORM

    def __init__(  # noqa: PLR0913 # all named: what the composition root hands down
        self,
        *,
        bot_token: str,
        app_token: str,
        api_base_url: str,
        store: Store,
        answer: Answer,
        turn: Turn,
        clock: Callable[[], datetime],
        admins_only: bool = False,
        pause: float = 5.0,
    ) -> None:
        """Wire the parts; nothing is contacted yet.

        Args:
            bot_token: the app's xoxb- token.
            app_token: its xapp- token, for Socket Mode.
            api_base_url: the server with `/api/`.
            store: where channels' subscriptions pause and resume.
            answer: answers a person's request, raises BadRequest with a text that helps.
            turn: waits for a channel's next slot; asked right before every request that counts.
            clock: the time.
            admins_only: only admins of the workspace may change subscriptions, not all members.
            pause: seconds between two looks at the websocket, and before a second attempt to
                connect; later ones wait longer.

        Raises:
            Misconfigured: a token cannot be one.
        """
        _check_form(bot_token, app_token)
        log = discreet_logger()
        self.health = Health(clock=clock)
        self._wire = Wire(token=bot_token, server=api_base_url, health=self.health, log=log)
        self._poster, self._order = Poster(self._wire, turn), PerChannel()
        self._search = Search(wire=self._wire, store=store)
        self._members = Members(wire=self._wire, admins_only=admins_only)
        asking = Asking(
            wire=self._wire,
            answer=answer,
            poster=self._poster,
            members=self._members,
            life=Life(store),
            turn=turn,
            name=lambda: self._link.me.name if self._link.me else "tocsin",
        )
        dispatch = Dispatch(
            asking=asking,
            presses=Presses(asking=asking, redraw=Redraw(store=store, poster=self._poster)),
            order=self._order,
            health=self.health,
            me=lambda: self._link.me,
        )
        self._link = Connection(
            wire=self._wire,
            health=self.health,
            app_token=app_token,
            app=lambda: dispatch.app(server=api_base_url, log=log),
            log=log,
            pause=pause,
        )

    async def start(self) -> None:
        """Connect; where Slack cannot be reached, go on trying in the background.

        Raises:
            Misconfigured: Slack refuses one of the tokens.
        """
        await self._link.start()

    async def stop(self) -> None:
        """Stop listening and answering, within seconds."""
        await self._link.hush()
        await self._order.cut_short(after=_STOP_ANSWERING)
        await self._wire.close()

    async def post(self, channel: Channel, message: Message, *, delivery_id: str) -> Receipt:
        """Post a new message."""
        self._check_team(channel)
        return await self._poster.post(channel, message, delivery_id=delivery_id)

    async def edit(self, channel: Channel, message_id: str, message: Message) -> None:
        """Bring an earlier message up to date."""
        self._check_team(channel)
        await self._poster.edit(channel, message_id, message)

    async def reply(
        self, channel: Channel, message_id: str, message: Message, *, delivery_id: str, loud: bool
    ) -> Receipt:
        """Answer an earlier message in its thread; `loud` shows it to the whole channel."""
        self._check_team(channel)
        return await self._poster.reply(
            channel, message_id, message, delivery_id=delivery_id, loud=loud
        )

    async def find(self, channel: Channel, delivery_id: str, *, since: datetime) -> Receipt | None:
        """Look for a message whose fate is unknown.

        Raises:
            Unavailable: Slack cannot be asked now.
            Uncertain: the app may not read this channel.
        """
        self._check_team(channel)
        return await self._search.find(channel, delivery_id, since=since)

    async def may_change(self, channel: Channel, user_id: str) -> bool:
        """Whether this person may change this channel's subscriptions, asked at this moment."""
        return await self._members.may_change(channel, user_id)

    def status(self) -> str:
        """How the connection is, in a few words for /status."""
        return self._link.status()

    def _check_team(self, channel: Channel) -> None:
        """Another workspace's token would find another channel, or none."""
        me, team = self._link.me, place_of(channel).team
        if me is not None and me.team != team:
            raise ChannelGone(f"the app is installed in workspace {me.team}, not in {team}")


def _check_form(bot_token: str, app_token: str) -> None:
    faults = [
        Fault(file=where, key=key, wrong="is no token of this kind", right=right)
        for token, form, where, key, right in (
            (bot_token, _BOT_TOKEN, "SLACK_BOT_TOKEN", "slack.bot_token", "it begins with xoxb-"),
            (app_token, _APP_TOKEN, "SLACK_APP_TOKEN", "slack.app_token", "it begins with xapp-"),
        )
        if not form.fullmatch(token)
    ]
    if faults:
        raise Misconfigured(faults)
