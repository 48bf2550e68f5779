"""One rule: read from its table, every fault noted."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

import re2

from bot.detect.condition import BadCondition, Condition, anchors, names, parse
from bot.detect.phrase import BadPhrase, Phrase, phrase, union
from bot.detect.scan import Pattern, compiled
from bot.detect.words import Asked
from bot.errors import Fault
from bot.model.finding import Mode, Zone
from bot.model.kind import SUB_EVENT_TYPE, Family, Kind, Plover, SubEventType

_ID = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)+")
_TEXTS = ("id", "title", "kind", "condition")
_OPTIONAL = ("plover", "sub_event_type", "mode", "status", "language")
_LISTS = ("match", "ignore", "unless_article")
_E = TypeVar("_E", bound=StrEnum)

_DEESCALATION = (Kind.CEASEFIRE, Kind.TALKS, Kind.RELEASE, Kind.WITHDRAWAL, Kind.RESTRAINT_CALL)


class Status(StrEnum):
    """Experimental rules are shown and never alert."""

    STABLE = "stable"
    EXPERIMENTAL = "experimental"


@dataclass(frozen=True, slots=True)
class Part:
    """The phrases of a group that hold in one zone (None: everywhere), as one pattern."""

    source: str
    zone: Zone | None
    #: What each of its phrases asks a text's words for.
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What fires, and what it then says."""

    id: str
    title: str
    kind: Kind
    family: Family
    sub_event_type: SubEventType | None
    plover: Plover | None
    mode: Mode
    status: Status
    language: str
    groups: Mapping[str, tuple[Part, ...]]
    condition: Condition
    #: Groups of which one must be found; where they stand the rule fires.
    anchors: tuple[str, ...]
    #: The rule says nothing about an article where this is found.
    unless_article: Pattern | None
    match: tuple[str, ...]
    ignore: tuple[str, ...]
    file: str


def rule(
    file: str, raw: Mapping[str, Any], lists: Mapping[str, Sequence[str]], faults: list[Fault]
) -> Rule | None:
    """Read one `[[rule]]` table.

    Args:
        file: the file's name, for faults.
        raw: the table.
        lists: the lexicon's lists.
        faults: where everything wrong is noted.

    Returns:
        The rule, or None when a fault was noted.
    """
    reader = _Reader(file, raw, lists, faults)
    before = len(faults)
    kind = reader.enum("kind", Kind, None)
    groups = reader.groups()
    keys: dict[str, Any] = {
        "id": reader.text("id"),
        "title": reader.text("title"),
        "condition": reader.condition(groups),
        "unless_article": reader.unless(),
        "mode": reader.enum("mode", Mode, Mode.CURRENT),
        "status": reader.enum("status", Status, Status.STABLE),
        "plover": reader.enum("plover", Plover, None),
        "sub_event_type": reader.enum("sub_event_type", SubEventType, None),
        "match": reader.examples("match"),
        "ignore": reader.examples("ignore"),
        "language": str(raw.get("language", "en")),
    }
    if len(faults) > before or kind is None:
        return None
    keys["anchors"] = anchors(keys["condition"]) or ()
    keys["sub_event_type"] = keys["sub_event_type"] or SUB_EVENT_TYPE.get(kind)
    return Rule(**keys, kind=kind, family=family(kind), groups=groups, file=file)


def family(kind: Kind) -> Family:
    """The family of a kind."""
    if kind in SUB_EVENT_TYPE:
        return Family.ACT
    return Family.DEESCALATION if kind in _DEESCALATION else Family.WORD


class _Reader:
    """The keys of one table; what is wrong goes to the faults."""

    def __init__(
        self,
        file: str,
        raw: Mapping[str, Any],
        lists: Mapping[str, Sequence[str]],
        faults: list[Fault],
    ) -> None:
        self._file = file
        self._raw = raw
        self._lists = lists
        self._faults = faults
        self._name = str(raw.get("id", "rule without id"))

    def text(self, key: str) -> str:
        value = self._raw.get(key)
        if not isinstance(value, str) or not value.strip():
            self._fault(key, "is missing or no text", f'write {key} = "…"')
            return ""
        if key == "id" and not _ID.fullmatch(value):
            self._fault(key, f"{value!r} is no id", "write family.name in small letters")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._raw.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            self._fault(key, "is no list of texts", f'write {key} = ["…", "…"]')
            return ()
        return tuple(value)

    def enum(self, key: str, choices: type[_E], default: _E | None) -> _E | None:
        value = self._raw.get(key)
        if value is None:
            if key in _TEXTS:
                self._fault(key, "is missing", f"choose one of: {', '.join(choices)}")
            return default
        try:
            return choices(value)
        except ValueError:
            self._fault(key, f"unknown {value!r}", f"choose one of: {', '.join(choices)}")
            return default

    def groups(self) -> dict[str, tuple[Part, ...]]:
        known = {*_TEXTS, *_OPTIONAL, *_LISTS}
        found = {}
        for key, value in self._raw.items():
            if key in known:
                continue
            if not isinstance(value, list) or not value:
                self._fault(
                    key, "is no list of phrases", f'write {key} = ["…"], or remove an unknown key'
                )
            found[key] = self._parts(key)
        return found

    def condition(self, groups: Mapping[str, tuple[Part, ...]]) -> Condition | None:
        text = self.text("condition")
        if not text:
            return None
        try:
            condition = parse(text, groups)
        except BadCondition as error:
            self._fault("condition", error.wrong, error.right)
            return None
        for unused in sorted(set(groups) - names(condition)):
            self._fault(unused, "is not used by the condition", "name it there, or remove it")
        return condition

    def unless(self) -> Pattern | None:
        parts = self._parts("unless_article")
        return compiled(union([part.source for part in parts])) if parts else None

    def examples(self, key: str) -> tuple[str, ...]:
        sentences = self.texts(key)
        if not sentences:
            self._fault(key, "has no example", f'write {key} = ["a sentence"]')
        return sentences

    def _parts(self, key: str) -> tuple[Part, ...]:
        zones: dict[Zone | None, list[Phrase]] = {}
        for text in self.texts(key):
            try:
                read = phrase(text, self._lists)
            except BadPhrase as error:
                self._fault(key, error.wrong, error.right)
                continue
            zones.setdefault(read.zone, []).append(read)
        parts = tuple(
            Part(union([each.source for each in those]), zone, tuple(each.asked for each in those))
            for zone, those in zones.items()
        )
        return parts if all(self._runs(key, part.source) for part in parts) else ()

    def _runs(self, key: str, source: str) -> bool:
        try:
            compiled(source)
        except re2.error as error:
            self._fault(key, f"RE2 refuses it: {error}", "use fewer phrases or gaps")
            return False
        return True

    def _fault(self, key: str, wrong: str, right: str) -> None:
        self._faults.append(Fault(self._file, f"{self._name}: {key}", wrong, right))
