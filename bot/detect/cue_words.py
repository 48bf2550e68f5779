"""The vocabulary of modes, compiled from the tables `modes` of the lexicon."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.detect.cues import Bits, Cue, ModeWords
from bot.detect.phrase import BadPhrase, phrase, union
from bot.detect.scan import Pattern, compiled
from bot.detect.words import Asked, WordIndex, easiest
from bot.errors import Fault
from bot.model.finding import Mode

#: Lists of phrases, and lists of plain words.
_PHRASES = ("retrospect", "now", "onward", "question", "supposing", "statement", "result", "tied")
_SIGNED = frozenset({"statement", "result"})
_WORDS = ("before_date", "dated", "months")
_TABLES = ("lists", "stops", "cues")
_CUE = ("mode", "words", "left", "right", "stop", "unless", "itself")
#: Modes that a cue may give; without one a thing is current.
_MODES = tuple(mode.value for mode in Mode if mode is not Mode.CURRENT)
_MONTHS = 12
#: Characters; no sentence is longer.
_FARTHEST = 1_200
#: A stop may begin with a sign, or be one: ";", ", and|who".
_SIGN = re.compile(r"([,;:-])\s*(.*)")
#: A dash stands apart; a hyphen does not.
_DASH = r"\s-+\s|--"
_PLAIN = re.compile(r"[a-z]+(?:[ |][a-z]+)*")


@dataclass(frozen=True, slots=True)
class _Cued:
    """A phrase, or a sign with or without one: its pattern, and what it asks words for."""

    source: str
    asked: Asked


def mode_words(
    files: Sequence[tuple[str, Mapping[str, Any]]],
    faults: list[Fault],
    index: WordIndex | None = None,
) -> ModeWords:
    """Compile what the lexicon says of modes.

    Args:
        files: each lexicon file's name and its tables, in their order; lists of words add up, a
            cue replaces one of the same name.
        faults: where everything wrong is noted.
        index: where the words of the cues are taken in.
    """
    lists: dict[str, tuple[str, ...]] = {}
    index = index or WordIndex()
    readers = [_Reader(file, tables, lists, faults) for file, tables in files if "modes" in tables]
    for reader in readers:
        lists |= reader.lists()
    words = _words(readers)
    ends = _ends(readers, (*words["statement"], *words["result"]))
    cues = {name: cue for reader in readers for name, cue in reader.cues(ends, index)}
    months = _numbered(words["months"][-_MONTHS:])
    return ModeWords(
        cues=tuple(cues.values()),
        retrospect=_pattern(words["retrospect"]),
        now=_pattern(words["now"]),
        onward=_pattern(words["onward"], opening=True),
        question=_pattern(words["question"], opening=True),
        supposing=_pattern(words["supposing"], opening=True),
        statement=ends["statement"],
        opened=_pattern(words["statement"]),
        tied=_pattern(words["tied"]),
        date=_date(words["before_date"], words["dated"], months),
        dated=frozenset(words["dated"]),
        months=months,
    )


def _numbered(months: Sequence[str]) -> dict[str, int]:
    return {name: number for number, each in enumerate(months, 1) for name in each.split("|")}


def _words(readers: Sequence["_Reader"]) -> dict[str, list[str]]:
    """The lists of every file, added up."""
    words: dict[str, list[str]] = {name: [] for name in (*_PHRASES, *_WORDS)}
    for reader in readers:
        for name, sources in reader.words():
            words[name] += sources
    return words


def _ends(readers: Sequence["_Reader"], statement: Sequence[str]) -> dict[str, Pattern | None]:
    """The patterns of the lists of stops, and of what ends a statement."""
    stops: dict[str, list[str]] = {"statement": list(statement)}
    for reader in readers:
        for name, sources in reader.stops():
            stops.setdefault(name, []).extend(sources)
    return {name: _pattern(sources) for name, sources in stops.items()}


class _Reader:
    """The table of one file; what is wrong goes to the faults."""

    def __init__(
        self,
        file: str,
        tables: Mapping[str, Any],
        lists: Mapping[str, Sequence[str]],
        faults: list[Fault],
    ) -> None:
        self._file = file
        self._known = lists
        self._faults = faults
        self._raw = self._table(tables, "modes")
        known = (*_PHRASES, *_WORDS, *_TABLES)
        for key in self._raw.keys() - set(known):
            self._fault(key, "unknown key", f"use one of: {', '.join(known)}")

    def lists(self) -> dict[str, tuple[str, ...]]:
        """The lists that phrases name as `@list`."""
        table = self._table(self._raw, "lists")
        return {name: self._texts(f"lists.{name}", value) for name, value in table.items()}

    def words(self) -> Iterator[tuple[str, Sequence[str]]]:
        """The patterns of each list of phrases, and the plain words."""
        for name in self._raw.keys() & set(_PHRASES):
            phrases = self._phrases(name, self._raw[name], signs=name in _SIGNED)
            yield name, [each.source for each in phrases]
        for name in self._raw.keys() & set(_WORDS):
            texts = self._texts(name, self._raw[name])
            for text in texts:
                if not _PLAIN.fullmatch(text):
                    self._fault(name, f"{text!r} is no word", "write small letters")
            if name == "months" and len(texts) != _MONTHS:
                self._fault(name, f"has {len(texts)} months", "write twelve, in their order")
            yield name, [text for text in texts if _PLAIN.fullmatch(text)]

    def stops(self) -> Iterator[tuple[str, Sequence[str]]]:
        """The patterns of each list of stops."""
        for name, value in self._table(self._raw, "stops").items():
            yield name, [e.source for e in self._phrases(f"stops.{name}", value, signs=True)]

    def cues(
        self, stops: Mapping[str, Pattern | None], index: WordIndex
    ) -> Iterator[tuple[str, Cue]]:
        """The cues, each with its name."""
        table = self._table(self._raw, "cues")
        for name in table:
            cue = self._cue(f"cues.{name}", self._table(table, name, "cues."), stops, index)
            if cue is not None:
                yield name, cue

    def _cue(
        self,
        key: str,
        raw: Mapping[str, Any],
        stops: Mapping[str, Pattern | None],
        index: WordIndex,
    ) -> Cue | None:
        before = len(self._faults)
        for unknown in raw.keys() - set(_CUE):
            self._fault(f"{key}.{unknown}", "unknown key", f"use one of: {', '.join(_CUE)}")
        mode = self._one_of(f"{key}.mode", raw.get("mode"), _MODES)
        stop = self._one_of(f"{key}.stop", raw["stop"], stops) if "stop" in raw else None
        itself = raw.get("itself", True)
        if not isinstance(itself, bool):
            self._fault(f"{key}.itself", "is neither true nor false", "write true or false")
        left, right = self._reach(key, raw, "left"), self._reach(key, raw, "right")
        phrases = self._phrases(f"{key}.words", raw.get("words"))
        unless = self._phrases(f"{key}.unless", raw["unless"]) if "unless" in raw else ()
        if len(self._faults) > before:
            return None
        return Cue(
            mode=Mode(mode), pattern=_pattern([each.source for each in phrases]), left=left,
            right=right, itself=itself, stop=stops[stop] if stop else None,
            unless=_pattern([each.source for each in unless]),
            asked=_asked(phrases, index),
        )  # fmt: skip

    def _one_of(self, key: str, value: object, known: Collection[str]) -> str:
        if isinstance(value, str) and value in known:
            return value
        self._fault(key, f"is {value!r}", f"use one of: {', '.join(known)}")
        return ""

    def _reach(self, key: str, raw: Mapping[str, Any], side: str) -> int:
        value = raw.get(side, 0)
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _FARTHEST:
            return value
        right = f"write a number of characters from 0 to {_FARTHEST}"
        self._fault(f"{key}.{side}", f"is {value!r}", right)
        return 0

    def _phrases(self, key: str, value: object, *, signs: bool = False) -> tuple[_Cued, ...]:
        texts = self._texts(key, value)
        return tuple(each for text in texts for each in self._phrase(key, text, signs=signs))

    def _phrase(self, key: str, text: str, *, signs: bool) -> Iterator[_Cued]:
        """The phrase, if it is one; a sign before it is part of its pattern."""
        sign = _SIGN.match(text) if signs else None
        if sign and not sign[2]:
            yield _Cued(_DASH if sign[1] == "-" else sign[1], Asked())
            return
        try:
            read = phrase(sign[2] if sign else text, self._known)
        except BadPhrase as error:
            self._fault(key, error.wrong, error.right)
        else:
            yield _Cued(rf"{sign[1]}\s+{read.source}" if sign else read.source, read.asked)

    def _texts(self, key: str, value: object) -> tuple[str, ...]:
        if isinstance(value, list) and value and all(isinstance(each, str) for each in value):
            return tuple(value)
        self._fault(key, "is no list of texts", f'write {key} = ["…", "…"]')
        return ()

    def _table(self, raw: Mapping[str, Any], key: str, above: str = "") -> Mapping[str, Any]:
        value = raw.get(key, {})
        if isinstance(value, Mapping):
            return value
        name = f"{above}{key}"
        self._fault(name, "is no table", f"write [modes.{name}]")
        return {}

    def _fault(self, key: str, wrong: str, right: str) -> None:
        self._faults.append(Fault(self._file, f"modes.{key}", wrong, right))


def _pattern(sources: Sequence[str], *, opening: bool = False) -> Pattern | None:
    if not sources:
        return None
    return compiled(rf"^\W*{union(sources)}" if opening else union(sources))


def _asked(phrases: Sequence[_Cued], index: WordIndex) -> Bits:
    needs = [each.asked.needs for each in phrases]
    one = keys = 0
    for each in needs:
        if len(each) == 1:
            one |= index.bit(each[0])
        elif each:
            keys |= index.bit(easiest(each))
    together = tuple(index.bits(each) for each in needs if len(each) != 1)
    return Bits(one=one, together=together, keys=keys if all(needs) else 0)


def _date(before: Sequence[str], dated: Sequence[str], months: Mapping[str, int]) -> Pattern | None:
    if not (months and before):
        return None
    when = "|".join(before)
    names = "|".join(sorted(months, key=len, reverse=True))
    return compiled(
        rf"(?:\b({when}) )?(?:\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? )?\b({names})\b\.?"
        rf"(?: (\d{{1,2}})(?:st|nd|rd|th)?\b)?(?:,? (?:of )?\b((?:1[6-9]|20)\d\d)\b)?"
        rf"|\b({'|'.join((*before, *dated, 'of'))}) \b((?:1[6-9]|20)\d\d)\b"
    )
