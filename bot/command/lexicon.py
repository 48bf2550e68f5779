"""The rule engine's names as a person's wishes read them."""

from collections.abc import Mapping
from typing import Protocol

from bot.command.request import Resolve
from bot.detect.fold import fold
from bot.detect.gazetteer import key


class Named(Protocol):
    """What the lexicon says a name stands for."""

    @property
    def name(self) -> str:
        """The canonical name."""

    @property
    def type(self) -> str:
        """One of "actor", "people" (a demonym), "country" and "place"."""

    @property
    def country(self) -> str | None:
        """ISO 3166-1 alpha-2."""


def resolver(names: Mapping[str, Named]) -> Resolve:
    """Look names up in a lexicon (folded name → what it stands for): a demonym is its country."""

    def resolve(words: str, /) -> tuple[str, str] | None:
        named = names.get(key(fold(words)))
        if named is None:
            return None
        if named.type == "actor" or (named.type == "people" and named.country is None):
            return "actor", named.name
        if named.type in ("country", "people"):
            return "place", named.country or named.name
        return "place", named.name

    return resolve
