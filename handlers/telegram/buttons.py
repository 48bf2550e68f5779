"""Buttons: neutral commands as callback data that only works in the chat it was sent to."""

import base64
import hashlib
import hmac
from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.report.literal import literal
from bot.report.message import Button
from handlers.telegram.text import cut

#: Bytes. Source: Bot API, InlineKeyboardButton.callback_data.
LONGEST_DATA = 64
#: What a thumb can hit side by side on a phone.
_IN_A_ROW = 3
#: UTF-16 units of a button's text.
_LONGEST_TEXT = 64
#: Characters of base64, 6 bits each.
_SEAL = 8


class Seals:
    """Seals callback data: a changed client may send any data, from any chat."""

    def __init__(self, token: str) -> None:
        self._key = hashlib.sha256(b"tocsin buttons " + token.encode()).digest()

    def close(self, command: str, chat: str) -> str:
        """The callback data of a command in a chat."""
        return self._seal(command, chat) + command

    def open(self, data: str, chat: str) -> str | None:
        """The command, None when the data was not made by us for this chat."""
        command = data[_SEAL:]
        genuine = hmac.compare_digest(data[:_SEAL].encode(), self._seal(command, chat).encode())
        return command if genuine else None

    def _seal(self, command: str, chat: str) -> str:
        digest = hmac.digest(self._key, f"{chat}\n{command}".encode(), "sha256")
        return base64.urlsafe_b64encode(digest).decode()[:_SEAL]


def keyboard(buttons: Sequence[Button], chat: str, seals: Seals) -> InlineKeyboardMarkup | None:
    """The buttons under a message; one whose command is too long for Telegram is left out."""
    drawn = [
        InlineKeyboardButton(cut(literal(button.text), _LONGEST_TEXT), callback_data=data)
        for button in buttons
        if len((data := seals.close(button.command, chat)).encode()) <= LONGEST_DATA
        and button.text.strip()
    ]
    rows = [drawn[start : start + _IN_A_ROW] for start in range(0, len(drawn), _IN_A_ROW)]
    return InlineKeyboardMarkup(rows) if rows else None
