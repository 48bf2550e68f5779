"""Answers buttons: for the one who pressed; "Share in channel" for all."""

from dataclasses import dataclass, field, replace

import structlog

from bot.command.names import command_of, split
from bot.command.redraw import Redraw
from bot.errors import TocsinError
from bot.report.catalogue import say
from bot.report.message import Line, Text
from bot.report.message import Message as Neutral
from handlers.slack.ask import Asking
from handlers.slack.once import Once
from handlers.slack.read import PREFIX, Asked, Press
from handlers.slack.render import draw

#: After these the incident's message looks different.
_MARKS = ("ack", "falsealarm")

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Presses:
    """Everything needed to answer a button."""

    asking: Asking
    redraw: Redraw
    #: Messages that were shared.
    _shared: Once = field(default_factory=Once)

    async def press(self, press: Press) -> None:
        """Do what a button stands for, and say so."""
        asked, found = press.asked, press.pressed
        if found is None:
            text = say("slack.button.foreign", asked.request.language, prefix=PREFIX)
            await self._word(asked, text)
        elif found.share:
            await self._share(press)
        else:
            answer = await self.asking.answered(asked.request)
            await self.asking.tell_asker(asked, answer)
            if answer.incident_id is not None and _command(asked) in _MARKS:
                await self.redraw.incident(asked.request.channel, answer.incident_id)

    async def _share(self, press: Press) -> None:
        """Show an answer to the channel, as it reads now; once for each message."""
        asked, request = press.asked, press.asked.request
        if not self._shared.first(f"{asked.place.id}/{press.message}"):
            await self._word(asked, say("slack.shared_before", request.language))
            return
        answer = await self.asking.answered(request)
        if answer.private or answer.refused:
            await self.asking.tell_asker(asked, answer)
            return
        by = Line(
            label=say("slack.shared", request.language),
            parts=(Text(request.user_name or request.user_id),),
        )
        shared = draw(replace(answer, lines=(*answer.lines, by)), topic=request.channel.topic)
        await self.asking.turn(request.channel)
        # By the response_url it works where the bot is not in the channel.
        await self.asking.respond(asked, shared, {"response_type": "in_channel"})
        await self._forget(asked)

    async def _forget(self, asked: Asked) -> None:
        """Take away what only the asker saw: it stands in the channel now."""
        try:
            await self.asking.wire.respond(asked.response_url or "", {"delete_original": True})
        except TocsinError as error:
            _log.info("slack.original_kept", error=str(error))

    async def _word(self, asked: Asked, text: str) -> None:
        word = Neutral(heading=text, private=True, refused=True)
        await self.asking.tell_asker(asked, word)


def _command(asked: Asked) -> str | None:
    return command_of(split(asked.request.text)[0])
