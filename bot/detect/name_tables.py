"""Name tables: the actors, places and media of the lexicon's files."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from bot.detect.fold import fold
from bot.detect.gazetteer import Name, key
from bot.errors import Fault

#: The tables with names that a lexicon file may hold.
NAME_TABLES: Final = (
    "countries", "places", "regions", "usual", "offices", "actors", "peoples", "media",
)  # fmt: skip
_COUNTRY_KEYS = ("name", "capital", "people", "aliases")
_COUNTRY = re.compile(r"[A-Z]{2}")
#: Between the spellings of one thing.
_OR = "|"
#: Behind a place that is also a word or a surname.
_UNSURE = "?"


@dataclass(slots=True)
class Told:
    """What the files tell of names, apart by what is preferred to what."""

    countries: dict[str, str] = field(default_factory=dict)
    places: list[tuple[str, Name]] = field(default_factory=list)
    others: list[tuple[str, Name]] = field(default_factory=list)
    #: Which country a spelling means where the context is silent.
    usual: dict[str, str] = field(default_factory=dict)
    #: For the list `@states`: countries, their peoples, and the capitals that speak for them.
    states: dict[str, None] = field(default_factory=dict)
    #: For the list `@groups`: spellings of the actors of one country, and whose they are.
    groups: dict[str, str] = field(default_factory=dict)
    #: For the list `@peoples`: the same of peoples that have no state of their own.
    peoples: dict[str, str] = field(default_factory=dict)


class Tables:
    """The tables of one file; what is wrong goes to the faults."""

    def __init__(self, file: str, faults: list[Fault]) -> None:
        self._file = file
        self._faults = faults

    def fault(self, key: str, wrong: str, right: str) -> None:
        """Note what is wrong."""
        self._faults.append(Fault(self._file, key, wrong, right))

    def texts(self, key: str, value: Any) -> tuple[str, ...]:  # noqa: ANN401  # as TOML gave it
        """A list of texts; none, and a fault, where it is something else."""
        if isinstance(value, list) and value and all(isinstance(each, str) for each in value):
            return tuple(value)
        self.fault(key, "is no list of texts", f'write {key} = ["…", "…"]')
        return ()


class NameTables(Tables):
    """The tables of one file that hold names."""

    def read(self, tables: Mapping[str, Any], told: Told) -> None:
        """Add what a file tells to what the files before it told."""
        self._countries(tables.get("countries", {}), told)
        told.places += self._places(tables.get("places", {}))
        for spelling, code in tables.get("usual", {}).items():
            told.usual[key(fold(spelling))] = str(code)
        told.places += self._regions(tables.get("regions", {}))
        told.others += self._offices(tables.get("offices", {}), told.countries)
        actors = list(self._actors(tables.get("actors", {})))
        told.others += actors
        told.groups |= {spelling: each.name for spelling, each in actors if each.country}
        peoples = list(self._peoples(tables.get("peoples", {})))
        told.others += peoples
        told.peoples |= {spelling: each.name for spelling, each in peoples}
        told.others += self._media(tables.get("media", {}))

    def _countries(self, table: Mapping[str, Any], told: Told) -> None:
        for code, value in table.items():
            where = f"countries.{code}"
            if not _COUNTRY.fullmatch(code) or not isinstance(value, Mapping):
                self.fault(where, "is no country", 'write XX = { name = "…" } with its ISO code')
                continue
            keys = ", ".join(_COUNTRY_KEYS)
            for unknown in value.keys() - set(_COUNTRY_KEYS):
                self.fault(f"{where}.{unknown}", "unknown key", f"use {keys}")
            name = told.countries[code] = str(value.get("name", code))
            names = (name, *value.get("aliases", ()))
            people = [form for each in value.get("people", ()) for form in _plurals(each)]
            capitals = value.get("capital", ())
            told.places += _spellings(names, Name(name, "country", code))
            told.others += _spellings(people, Name(name, "people", code))
            for capital in capitals:
                unsure = capital.endswith(_UNSURE)
                seat = Name("", "place", code, stands_for=name, unsure=unsure)
                told.places += _spellings([capital.rstrip(_UNSURE)], seat)
            sure = (each for each in capitals if not each.endswith(_UNSURE))
            told.states |= dict.fromkeys(map(_spaced, (*names, *people, *sure)))

    def _places(self, table: Mapping[str, Any]) -> Iterator[tuple[str, Name]]:
        for code, value in table.items():
            where = f"places.{code}"
            if not _COUNTRY.fullmatch(code):
                self.fault(where, "is no ISO country code", "use two capitals")
            for unit, towns in (value if isinstance(value, Mapping) else {"": value}).items():
                province = unit.rstrip(_UNSURE).split(_OR)[0] or None
                within = Name("", "place", code, province)
                lines = self.texts(f"{where}.{unit}".rstrip("."), towns) if towns != [] else ()
                for line in (unit, *lines) if unit else lines:
                    unsure = replace(within, unsure=line.endswith(_UNSURE))
                    yield from _spellings(line.rstrip(_UNSURE).split(_OR), unsure)

    def _regions(self, table: Mapping[str, Any]) -> Iterator[tuple[str, Name]]:
        for kind, value in table.items():
            for line in self.texts(f"regions.{kind}", value):
                yield from _spellings(line.split(_OR), Name("", "place", None))

    def _offices(
        self, table: Mapping[str, Any], countries: Mapping[str, str]
    ) -> Iterator[tuple[str, Name]]:
        for code, value in table.items():
            if code not in countries:
                self.fault(f"offices.{code}", "unknown country", "add it to [countries] first")
            texts = self.texts(f"offices.{code}", value)
            state = countries.get(code, code)
            yield from _spellings(texts, Name(state, "actor", code, stands_for=state))

    def _actors(
        self, table: Mapping[str, Any], home: str | None = None
    ) -> Iterator[tuple[str, Name]]:
        for name, value in table.items():
            if isinstance(value, Mapping):
                if not _COUNTRY.fullmatch(name):
                    self.fault(f"actors.{name}", "is no ISO country code", "use two capitals")
                yield from self._actors(value, name)
                continue
            aliases = self.texts(f"actors.{name}", value) if value != [] else ()
            yield from _spellings([name, *aliases], Name(name, "actor", home))

    def _peoples(self, table: Mapping[str, Any]) -> Iterator[tuple[str, Name]]:
        for name, value in table.items():
            aliases = self.texts(f"peoples.{name}", value) if value != [] else ()
            yield from _spellings([name, *aliases], Name(name, "people", None))

    def _media(self, table: Mapping[str, Any]) -> Iterator[tuple[str, Name]]:
        for kind, value in table.items():
            for line in self.texts(f"media.{kind}", value):
                yield from _spellings(line.split(_OR), Name("", "media", None))


def _spellings(spellings: Sequence[str], meant: Name) -> Iterator[tuple[str, Name]]:
    """The look-up key of each spelling; of a place the first spelling is its name."""
    names = [spelling.strip() for spelling in spellings if spelling.strip()]
    named = meant if meant.name else replace(meant, name=names[0])
    for each in names:
        yield key(fold(each)), named


def _plurals(people: str) -> tuple[str, ...]:
    return (people,) if people.endswith(("s", "h", "e")) else (people, f"{people}s")


def _spaced(spelling: str) -> str:
    """A spelling as the phrases of rules write it: words, and the stops of "u.s."."""
    return " ".join(fold(spelling).replace("-", " ").replace("'", " ").split())
