"""One update from Telegram to the part it is for; one bad update stops no other."""

from dataclasses import dataclass

import structlog
from telegram import Chat, ChatMember, ChatMemberUpdated, Update

from bot.errors import TocsinError
from bot.model.channel import Channel
from bot.report.catalogue import say
from bot.report.message import Message as Neutral
from handlers.telegram.ask import Asking
from handlers.telegram.faults import named
from handlers.telegram.life import PLATFORM, Life
from handlers.telegram.press import Presses

_log = structlog.get_logger()

_OUT = (ChatMember.LEFT, ChatMember.BANNED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """The parts that updates are for."""

    asking: Asking
    presses: Presses
    life: Life

    async def update(self, update: Update, context: object) -> None:
        """Hand an update to its part."""
        del context  # the parts were wired by hand
        try:
            await self._route(update)
        except TocsinError as error:
            _log.warning("telegram.answer_lost", update=update.update_id, error=str(error))
        except Exception as error:  # noqa: BLE001 # the loop that isolates one update from the next
            _log.error("telegram.update_failed", error=named(error))  # see `named`

    async def _route(self, update: Update) -> None:
        if update.callback_query is not None:
            await self.presses.press(update.callback_query)
        elif update.my_chat_member is not None:
            await self._membership(update.my_chat_member)
        elif update.message is not None and not await self.life.service(update.message):
            await self.asking.message(update.message)

    async def _membership(self, change: ChatMemberUpdated) -> None:
        """Pause, or resume and say so; greet a group that is new."""
        resumed = await self.life.membership(change)
        here = Channel(platform=PLATFORM, chat=str(change.chat.id))
        came = change.old_chat_member.status in _OUT and change.new_chat_member.status not in _OUT
        if not came or change.chat.type == Chat.CHANNEL:
            return
        language = change.from_user.language_code or "en"
        if resumed:
            text = say("telegram.back", language, count=resumed)
            await self.asking.tell(here, Neutral(heading=text, language=language), to=None)
        elif change.chat.type != Chat.PRIVATE:
            await self.asking.greet(here, change.from_user)
