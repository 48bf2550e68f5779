"""One `[[rule]]` table, read: a rule, or a draft and every fault of it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from enum import Enum, StrEnum
from typing import Any, Final, TypeVar

import re2

from bot.detect.condition import RESERVED, BadCondition, Condition, anchors, names_in, parse
from bot.detect.phrase import BadPhrase, Phrase, phrase, union
from bot.detect.rule import Draft, Part, Rule, Status, family
from bot.detect.scan import Pattern, compiled, is_surely_small
from bot.errors import Fault
from bot.model.finding import Mode, Zone
from bot.model.kind import SUB_EVENT_TYPE, Kind, Plover, SubEventType

_ID = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)+")
_GROUP = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
#: ISO 639.
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_TEXTS = ("id", "title", "kind", "condition")
_KEYS = frozenset(
    (
        *_TEXTS,
        *("plover", "sub_event_type", "mode", "status", "language"),
        *("match", "ignore", "unless_article"),
    )
)
_E = TypeVar("_E", bound=StrEnum)


class Unreadable(Enum):
    """Stands for a value whose TOML could not be read; that fault has been noted already."""

    VALUE = "unreadable"


#: For whoever reads the files.
UNREADABLE: Final = Unreadable.VALUE


def rule(
    file: str,
    raw: Mapping[str, Any],
    lists: Mapping[str, Sequence[str]],
    faults: list[Fault],
    *,
    number: int = 1,
) -> Rule | Draft:
    """Read one `[[rule]]` table.

    Args:
        file: the file's name, for faults.
        raw: the table.
        lists: the lexicon's lists.
        faults: where everything wrong is noted.
        number: which rule of its file it is, to name one without an id.

    Returns:
        The rule; a draft of it when a fault was noted.
    """
    before = len(faults)
    reader = _Reader(file, raw, lists, faults, number=number)
    kind = reader.enum("kind", Kind, None)
    keys = reader.judged()
    said = reader.said()
    if len(faults) > before or kind is None or reader.open:
        return Draft(**keys, open=frozenset(reader.open))
    keys["anchors"] = anchors(keys["condition"]) or ()
    said["sub_event_type"] = said["sub_event_type"] or SUB_EVENT_TYPE.get(kind)
    return Rule(**keys, **said, kind=kind, family=family(kind))


class _Reader:
    """The keys of one table; what is wrong goes to the faults."""

    def __init__(
        self,
        file: str,
        raw: Mapping[str, Any],
        lists: Mapping[str, Sequence[str]],
        faults: list[Fault],
        *,
        number: int,
    ) -> None:
        self._file = file
        self._raw = raw
        self._lists = lists
        self._faults = faults
        written = raw.get("id")
        self._name = written if isinstance(written, str) and written else f"rule {number}"
        #: Keys of which not everything could be read.
        self.open = {key for key, value in raw.items() if value is UNREADABLE}

    def judged(self) -> dict[str, Any]:
        """What a draft has too: all that its examples are judged by."""
        groups = self.groups()
        return {
            "id": self.text("id"),
            "condition": self.condition(groups),
            "unless_article": self.unless(),
            "match": self.examples("match"),
            "ignore": self.examples("ignore"),
            "groups": groups,
            "file": self._file,
        }

    def said(self) -> dict[str, Any]:
        """What a rule says of a sentence that it fires on."""
        return {
            "title": self.text("title"),
            "mode": self.enum("mode", Mode, Mode.CURRENT),
            "status": self.enum("status", Status, Status.STABLE),
            "plover": self.enum("plover", Plover, None),
            "sub_event_type": self.enum("sub_event_type", SubEventType, None),
            "language": self.language(),
        }

    def text(self, key: str) -> str:
        value = self._raw.get(key)
        if value is UNREADABLE:
            return ""
        if not isinstance(value, str) or not value.strip():
            self._fault(key, "is missing or no text", f'write {key} = "…"')
            return ""
        if key == "id" and not _ID.fullmatch(value):
            self._fault(key, f"{value!r} is no id", "write family.name in small letters")
        return value

    def language(self) -> str:
        value = self._raw.get("language", "en")
        if value is not UNREADABLE and not (isinstance(value, str) and _LANGUAGE.fullmatch(value)):
            self._fault("language", f"{value!r} is no code of a language", 'write "en", or "fr"')
        return str(value)

    def enum(self, key: str, choices: type[_E], default: _E | None) -> _E | None:
        value = self._raw.get(key)
        if value is None:
            if key in _TEXTS:
                self._fault(key, "is missing", f"choose one of: {', '.join(choices)}")
            return default
        if value is UNREADABLE:
            return default
        try:
            return choices(value)
        except ValueError:
            self._fault(key, f"unknown {value!r}", f"choose one of: {', '.join(choices)}")
            return default

    def groups(self) -> dict[str, tuple[Part, ...]]:
        return {key: self._group(key) for key in self._raw if key not in _KEYS}

    def condition(self, groups: Mapping[str, tuple[Part, ...]]) -> Condition | None:
        text = self.text("condition")
        if not text:
            return None
        named = names_in(text)
        unknown = sorted(named - groups.keys())
        known = ", ".join(sorted(groups)) or "none"
        for name in unknown:
            self._fault("condition", f"no group {name!r}", f"the rule's groups are: {known}")
        for name in sorted(groups.keys() - named):
            # A name that was mistyped in the condition has been told above.
            if not get_close_matches(name, unknown, n=1, cutoff=0.7):
                self._fault(name, "is not used by the condition", "name it there, or remove it")
        self.open.update(unknown)
        try:
            return parse(text, {*groups, *unknown})
        except BadCondition as error:
            self._fault("condition", error.wrong, error.right)
            return None

    def unless(self) -> Pattern | None:
        parts = self._parts("unless_article", self._texts("unless_article"))
        phrases = [phrase for part in parts for phrase in part.phrases]
        return compiled(union([each.source for each in phrases])) if phrases else None

    def examples(self, key: str) -> tuple[str, ...]:
        before = len(self._faults)
        sentences = self._texts(key)
        if not sentences and len(self._faults) == before and key not in self.open:
            self._fault(key, "has no example", f'write {key} = ["a sentence"]')
        return sentences

    def _group(self, key: str) -> tuple[Part, ...]:
        value = self._raw[key]
        if value is UNREADABLE:
            return ()
        if not isinstance(value, list) or not value:
            self.open.add(key)
            near = get_close_matches(key, _KEYS, n=1, cutoff=0.75)
            right = f"the key {near[0]} is known" if near else "or remove an unknown key"
            self._fault(key, "is no list of phrases", f'write {key} = ["…"], {right}')
            return ()
        if not _GROUP.fullmatch(key) or key in RESERVED:
            right = "use letters, digits and _, and not and, or, not"
            self._fault(key, "is no name that a condition can use", right)
        return self._parts(key, self._texts(key))

    def _texts(self, key: str) -> tuple[str, ...]:
        value = self._raw.get(key, [])
        if value is UNREADABLE:
            return ()
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            self.open.add(key)
            self._fault(key, "is no list of texts", f'write {key} = ["…", "…"]')
            return ()
        return tuple(value)

    def _parts(self, key: str, texts: Sequence[str]) -> tuple[Part, ...]:
        zones: dict[Zone | None, list[Phrase]] = {}
        for read in self._phrases(key, texts):
            zones.setdefault(read.zone, []).append(read)
        parts = []
        for zone, those in zones.items():
            searched = [each for each in those if each.walk is None or key == "unless_article"]
            if searched and not self._runs(key, union([each.source for each in searched])):
                return ()
            parts.append(Part(tuple(those), zone))
        return tuple(parts)

    def _phrases(self, key: str, texts: Sequence[str]) -> Iterator[Phrase]:
        for text in texts:
            try:
                yield phrase(text, self._lists)
            except BadPhrase as error:
                self.open.add(key)
                self._fault(key, error.wrong, error.right)

    def _runs(self, key: str, source: str) -> bool:
        if is_surely_small(source):
            return True
        try:
            compiled(source)
        except re2.error as error:
            self.open.add(key)
            self._fault(key, f"RE2 refuses it: {error}", "use fewer phrases or gaps")
            return False
        return True

    def _fault(self, key: str, wrong: str, right: str) -> None:
        self._faults.append(Fault(self._file, f"{self._name}: {key}", wrong, right))
