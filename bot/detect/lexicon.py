"""The lexicon: word lists, and the named actors and places with their countries."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import re2

from bot.detect.claim_words import ClaimWords
from bot.detect.cue_words import mode_words
from bot.detect.cues import ModeWords
from bot.detect.fold import fold
from bot.detect.phrase import BadPhrase, Phrase, phrase
from bot.detect.scan import ROOM, Pattern, compiled, found, spans
from bot.detect.words import Needs, WordIndex, words_of
from bot.errors import Fault
from bot.model.finding import Effect

#: The tables a lexicon file may hold.
_TABLES = ("lists", "countries", "places", "offices", "actors", "media", "topics", "modes")
#: Those of the vocabulary of claims, which stand in one file together.
_CLAIMS = (*Effect, "people", "background", "grammar")
_COUNTRY_KEYS = {"name", "capital", "people", "aliases"}
_COUNTRY = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class Name:
    """What a name stands for; `country` is ISO 3166-1 alpha-2, None where it has none."""

    name: str
    #: "actor", "media", "people" (a demonym), "country" or "place".
    type: str
    country: str | None


@dataclass(frozen=True, slots=True)
class Named:
    """A name where it stands in a text."""

    start: int
    end: int
    name: Name


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject that is not conflict; an article with `needs` of its words is about it."""

    name: str
    needs: int
    #: One for each entry of its word list, and what that asks for.
    words: tuple[Pattern, ...]
    asked: tuple[Needs, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Lists for phrases; names for who and where; topics for what is something else."""

    lists: Mapping[str, tuple[str, ...]]
    names: Mapping[str, Name]
    topics: tuple[Topic, ...]
    #: The entries of all topics, in their order.
    topic_words: WordIndex
    finder: Pattern | None
    #: What tells the past, the future, the supposed and the denied.
    modes: ModeWords
    #: How harm is told; None in a lexicon without those tables.
    claims: ClaimWords | None = None

    def named(self, folded: str) -> Iterator[Named]:
        """Every known name in a folded text, the longest where several begin together."""
        if self.finder is None:
            return
        for start, end in spans(self.finder, folded):
            name = self.names.get(_key(folded[start:end]))
            if name is not None:
                yield Named(start, end, name)

    def topics_of(self, folded: str) -> tuple[str, ...]:
        """The subjects other than conflict that a whole text is about."""
        seen, _ = self.topic_words.keys_in(words_of(folded))
        names = []
        number = 0
        for topic in self.topics:
            there = [
                word
                for place, word in enumerate(topic.words, start=number)
                if self.topic_words.may(place, seen)
            ]
            number += len(topic.words)
            enough = len(there) >= topic.needs
            if enough and sum(found(word, folded) for word in there) >= topic.needs:
                names.append(topic.name)
        return tuple(names)


def lexicon(files: Sequence[tuple[str, Mapping[str, Any]]], faults: list[Fault]) -> Lexicon:
    """Read the lexicon's files; a later file's names and lists replace earlier ones.

    Args:
        files: each file's name and its tables.
        faults: where everything wrong is noted.
    """
    lists: dict[str, tuple[str, ...]] = {}
    names: dict[str, Name] = {}
    topics: list[Topic] = []
    countries: dict[str, str] = {}
    claims: ClaimWords | None = None
    for file, tables in sorted(files, key=lambda each: "countries" not in each[1]):
        reader = _Reader(file, faults)
        for key in tables.keys() - {*_TABLES, *_CLAIMS}:
            reader.fault(key, "unknown table", f"use one of: {', '.join((*_TABLES, *_CLAIMS))}")
        claims = reader.claims(tables) or claims
        lists |= reader.lists(tables.get("lists", {}))
        names |= reader.countries(tables.get("countries", {}), countries)
        names |= reader.places(tables.get("places", {}))
        names |= reader.offices(tables.get("offices", {}), countries)
        names |= reader.actors(tables.get("actors", {}))
        names |= reader.media(tables.get("media", {}))
        topics += reader.topics(tables.get("topics", {}))
    return Lexicon(
        lists=lists | _states(files, names),
        names=names,
        topics=tuple(topics),
        topic_words=WordIndex([(asked,) for topic in topics for asked in topic.asked], ()),
        finder=_finder(names),
        modes=mode_words(files, faults),
        claims=claims,
    )


class _Reader:
    """The tables of one file; what is wrong goes to the faults."""

    def __init__(self, file: str, faults: list[Fault]) -> None:
        self._file = file
        self._faults = faults

    def fault(self, key: str, wrong: str, right: str) -> None:
        self._faults.append(Fault(self._file, key, wrong, right))

    def claims(self, tables: Mapping[str, Any]) -> ClaimWords | None:
        if not tables.keys() & set(_CLAIMS):
            return None
        try:
            return ClaimWords.of(tables)
        except (KeyError, AttributeError, TypeError) as error:
            self.fault("claims", f"{error} is missing or no list", "see the shipped claims.toml")
            return None

    def lists(self, table: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
        return {name: self._texts(f"lists.{name}", value) for name, value in table.items()}

    def countries(
        self, table: Mapping[str, Any], countries: dict[str, str]
    ) -> Iterator[tuple[str, Name]]:
        for code, value in table.items():
            key = f"countries.{code}"
            if not _COUNTRY.fullmatch(code) or not isinstance(value, Mapping):
                self.fault(key, "is no country", 'write XX = { name = "…" } with its ISO code')
                continue
            for unknown in value.keys() - _COUNTRY_KEYS:
                self.fault(f"{key}.{unknown}", "unknown key", "use name, capital, people, aliases")
            name = countries[code] = str(value.get("name", code))
            yield from _spellings([name, *value.get("aliases", ())], name, "country", code)
            people = [form for each in value.get("people", ()) for form in _plurals(each)]
            yield from _spellings(people, name, "people", code)
            for capital in value.get("capital", ()):
                yield from _spellings([capital], None, "place", code)

    def places(self, table: Mapping[str, Any]) -> Iterator[tuple[str, Name]]:
        for code, value in table.items():
            if not _COUNTRY.fullmatch(code):
                self.fault(f"places.{code}", "is no ISO country code", "use two capitals")
            for line in self._texts(f"places.{code}", value):
                yield from _spellings(line.split("|"), None, "place", code)

    def offices(
        self, table: Mapping[str, Any], countries: Mapping[str, str]
    ) -> Iterator[tuple[str, Name]]:
        for code, value in table.items():
            if code not in countries:
                self.fault(f"offices.{code}", "unknown country", "add it to [countries] first")
            texts = self._texts(f"offices.{code}", value)
            yield from _spellings(texts, countries.get(code, code), "actor", code)

    def actors(self, table: Mapping[str, Any]) -> Iterator[tuple[str, Name]]:
        for name, value in table.items():
            aliases = self._texts(f"actors.{name}", value) if value != [] else ()
            yield from _spellings([name, *aliases], name, "actor", None)

    def media(self, table: Mapping[str, Any]) -> Iterator[tuple[str, Name]]:
        for kind, value in table.items():
            for line in self._texts(f"media.{kind}", value):
                yield from _spellings(line.split("|"), None, "media", None)

    def topics(self, table: Mapping[str, Any]) -> Iterator[Topic]:
        for name, value in table.items():
            needs = value.get("needs") if isinstance(value, Mapping) else None
            if not isinstance(needs, int):
                self.fault(f"topics.{name}", "needs no number", "write needs = 4, words = [ … ]")
                continue
            words = self._texts(f"topics.{name}.words", value.get("words"))
            phrases = tuple(self._topic(f"topics.{name}.words", words))
            patterns = tuple(compiled(each.source) for each in phrases)
            yield Topic(name, needs, patterns, tuple(each.needs for each in phrases))

    def _topic(self, key: str, words: Sequence[str]) -> Iterator[Phrase]:
        for word in words:
            try:
                yield phrase(word, {})
            except BadPhrase as error:
                self.fault(key, error.wrong, error.right)

    def _texts(self, key: str, value: Any) -> tuple[str, ...]:  # noqa: ANN401  # as TOML gave it
        if isinstance(value, list) and value and all(isinstance(each, str) for each in value):
            return tuple(value)
        self.fault(key, "is no list of texts", f'write {key} = ["…", "…"]')
        return ()


def _spellings(
    spellings: Sequence[str], name: str | None, type_: str, country: str | None
) -> Iterator[tuple[str, Name]]:
    """The look-up key of each spelling; the first spelling names the thing unless it has a name."""
    for spelling in filter(None, map(str.strip, spellings)):
        yield _key(fold(spelling)), Name(name or spellings[0].strip(), type_, country)


def _states(
    files: Sequence[tuple[str, Mapping[str, Any]]], names: Mapping[str, Name]
) -> dict[str, tuple[str, ...]]:
    """The list `@states`: every country, its people, and the capital that speaks for it."""
    spellings = [key for key, name in names.items() if name.type in ("country", "people")]
    for _, tables in files:
        for value in tables.get("countries", {}).values():
            capitals = value.get("capital", ()) if isinstance(value, Mapping) else ()
            spellings += [_key(fold(capital)) for capital in capitals]
    return {"states": tuple(spellings)} if spellings else {}


def _plurals(people: str) -> tuple[str, ...]:
    return (people,) if people.endswith(("s", "h", "e")) else (people, f"{people}s")


def _key(folded: str) -> str:
    return " ".join(folded.replace("-", " ").replace("'", " ").split())


def _finder(names: Mapping[str, Name]) -> Pattern | None:
    if not names:
        return None
    options = re2.Options()
    options.max_mem = ROOM
    options.longest_match = True
    options.never_capture = True
    sources = (r"[-' ]+".join(map(re.escape, word.split())) for word in sorted(names))
    return re2.compile(rf"\b(?:{'|'.join(sources)})\b", options)
