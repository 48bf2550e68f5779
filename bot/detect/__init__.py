"""Hop 5: what an article reports, each statement with its sentence."""

from bot.detect.detect import detect as detect
from bot.detect.pack import Packs as Packs
from bot.detect.pack import compile_packs as compile_packs
from bot.detect.rule_table import UNREADABLE as UNREADABLE
