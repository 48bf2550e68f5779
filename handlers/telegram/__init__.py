"""Telegram, by long polling of the Bot API."""

from handlers.telegram.handler import TelegramHandler

__all__ = ["TelegramHandler"]
