"""The lexicon: word lists, and the named actors and places with their countries."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from bot.detect.claim_words import ClaimWords
from bot.detect.cue_words import mode_words
from bot.detect.cues import ModeWords
from bot.detect.gates import Gate, gate
from bot.detect.gazetteer import Named, Names, merged
from bot.detect.name_tables import NAME_TABLES, NameTables, Tables, Told
from bot.detect.phrase import BadPhrase, Phrase, phrase
from bot.detect.scan import Pattern, compiled, found
from bot.detect.text import Document, Sentence
from bot.detect.words import EVERY, WordIndex
from bot.errors import Fault
from bot.model.finding import Effect

#: The tables a lexicon file may hold.
_TABLES = ("lists", "topics", "modes", *NAME_TABLES)
#: Those of the vocabulary of claims, which stand in one file together.
_CLAIMS = (*Effect, "people", "background", "grammar")
#: What a phrase can be written of.
_WORDS = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject that is not conflict; an article with `needs` of its words is about it."""

    name: str
    needs: int
    #: The bits of entries that are plain words; each that a text has counts one.
    plain: int
    #: The other entries.
    others: tuple[tuple[Gate, Pattern], ...]

    def is_told(self, folded: str, seen: int) -> bool:
        """Whether a text, of whose words these bits are seen, is about it."""
        least = self.needs - (seen & self.plain).bit_count()
        may = [pattern for gate, pattern in self.others if gate.verdict(seen) is not False]
        return len(may) >= least and sum(found(each, folded) for each in may) >= least


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Lists for phrases; names for who and where; topics for what is something else."""

    lists: Mapping[str, tuple[str, ...]]
    names: Names
    topics: tuple[Topic, ...]
    #: What the words of a sentence tell: of topics, modes and rules.
    index: WordIndex
    #: What tells the past, the future, the supposed and the denied.
    modes: ModeWords
    #: How harm is told; None in a lexicon without those tables.
    claims: ClaimWords | None = None

    def named(self, folded: str) -> Iterator[Named]:
        """Every known name in a folded text, the longest where several begin together."""
        return self.names.find(folded)

    def named_in(self, sentence: Sentence) -> Iterator[Named]:
        """The same of a sentence, whose words tell where there can be none."""
        if not sentence.folded.isascii():
            yield from self.names.find(sentence.folded)
        elif sentence.seen == EVERY or self.names.may_stand(sentence.words):
            yield from self.names.find(sentence.folded, sentence.line)

    def topics_of(self, document: Document) -> tuple[str, ...]:
        """The subjects other than conflict that an article is about."""
        seen = reduce(or_, (each.seen for each in document.sentences), 0)
        return tuple(each.name for each in self.topics if each.is_told(document.folded, seen))


def lexicon(files: Sequence[tuple[str, Mapping[str, Any]]], faults: list[Fault]) -> Lexicon:
    """Read the lexicon's files; a later file's names and lists replace earlier ones.

    Args:
        files: each file's name and its tables.
        faults: where everything wrong is noted.
    """
    lists: dict[str, tuple[str, ...]] = {}
    topics: list[Topic] = []
    index = WordIndex()
    told = Told()
    claims: ClaimWords | None = None
    for file, tables in sorted(files, key=lambda each: "countries" not in each[1]):
        reader = _Reader(file, faults)
        for unknown in tables.keys() - {*_TABLES, *_CLAIMS}:
            reader.fault(unknown, "unknown table", f"use one of: {', '.join((*_TABLES, *_CLAIMS))}")
        claims = reader.claims(tables, index) or claims
        lists |= reader.lists(tables.get("lists", {}))
        topics += reader.topics(tables.get("topics", {}), index)
        NameTables(file, faults).read(tables, told)
    names = merged(told.places, told.others, told.usual)
    return Lexicon(
        lists=lists | _named_lists(told, lists),
        names=Names(names),
        topics=tuple(topics),
        index=index,
        modes=mode_words(files, faults, index),
        claims=claims,
    )


class _Reader(Tables):
    """The tables of one file that hold no names."""

    def claims(self, tables: Mapping[str, Any], index: WordIndex) -> ClaimWords | None:
        if not tables.keys() & set(_CLAIMS):
            return None
        try:
            return ClaimWords.of(tables, index)
        except (KeyError, AttributeError, TypeError) as error:
            self.fault("claims", f"{error} is missing or no list", "see the shipped claims.toml")
            return None

    def lists(self, table: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
        return {name: self.texts(f"lists.{name}", value) for name, value in table.items()}

    def topics(self, table: Mapping[str, Any], index: WordIndex) -> Iterator[Topic]:
        for name, value in table.items():
            needs = value.get("needs") if isinstance(value, Mapping) else None
            if not isinstance(needs, int):
                self.fault(f"topics.{name}", "needs no number", "write needs = 4, words = [ … ]")
                continue
            words = self.texts(f"topics.{name}.words", value.get("words"))
            phrases = tuple(self._topic(f"topics.{name}.words", words))
            yield _topic(name, needs, phrases, index)

    def _topic(self, key: str, words: Sequence[str]) -> Iterator[Phrase]:
        for word in words:
            try:
                yield phrase(word, {})
            except BadPhrase as error:
                self.fault(key, error.wrong, error.right)


def _named_lists(told: Told, lists: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """The lists that the name tables make: `@states`, `@groups` (who bear arms), `@peoples`."""
    left_out = {*lists.get("unarmed", ()), *lists.get("plain_words", ())}
    made = {"states": tuple(told.states)}
    for name, spellings in (("groups", told.groups), ("peoples", told.peoples)):
        made[name] = tuple(
            spelling
            for spelling, whose in spellings.items()
            if not left_out & {spelling, whose} and _WORDS.fullmatch(spelling)
        )
    return {name: spellings for name, spellings in made.items() if spellings}


def _topic(name: str, needs: int, phrases: Sequence[Phrase], index: WordIndex) -> Topic:
    plain = 0
    others = []
    for each in phrases:
        words = each.asked.enough
        bit = index.bit(words) if words and each.asked.needs == (words,) else 0
        if bit and not plain & bit:
            plain |= bit
        else:
            others.append((gate([each.asked], index), compiled(each.source)))
    return Topic(name, needs, plain, tuple(others))
