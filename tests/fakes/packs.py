"""The packs of `config/`, compiled once for the tests that want the real rule engine."""

from functools import cache
from pathlib import Path

from bot.detect import Packs, compile_packs
from bot.errors import Fault
from bot.settings.packs import read_packs

_CONFIG = Path(__file__).parents[2] / "config"


@cache
def real_packs() -> Packs:
    """Rules, lexicon and severity table as they are shipped."""
    faults: list[Fault] = []
    raw = read_packs(_CONFIG, faults)
    if raw is None:
        raise AssertionError(faults)
    return compile_packs(raw.rules, raw.lexicon, raw.severity)
