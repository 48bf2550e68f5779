"""What the operator decided: `config/` and the environment, read into frozen Settings."""

from bot.settings.folders import shipped
from bot.settings.options import Options
from bot.settings.packs import CheckedPacks, RawPacks, load_packs
from bot.settings.settings import Settings, load

__all__ = ["CheckedPacks", "Options", "RawPacks", "Settings", "load", "load_packs", "shipped"]
