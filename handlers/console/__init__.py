"""The terminal as a chat platform."""

from handlers.console.draw import draw
from handlers.console.handler import ConsoleHandler

__all__ = ["ConsoleHandler", "draw"]
