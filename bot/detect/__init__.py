"""Hop 5: what an article reports, each statement with its sentence."""

from bot.detect.detect import detect as detect
from bot.detect.keywords import BadKeyword as BadKeyword
from bot.detect.keywords import Keyword as Keyword
from bot.detect.keywords import keyword as keyword
from bot.detect.keywords import sentences_with as sentences_with
from bot.detect.pack import Packs as Packs
from bot.detect.pack import compile_packs as compile_packs
from bot.detect.rule_table import UNREADABLE as UNREADABLE
