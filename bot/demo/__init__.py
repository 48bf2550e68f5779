"""The demo: `seeds/` over real HTTP on loopback, told in about a minute."""

from bot.demo.serve import Demo, demo

__all__ = ["Demo", "demo"]
