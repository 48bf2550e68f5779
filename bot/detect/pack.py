"""Packs: rules, lexicon and severity table compiled together, refused whole when one is wrong."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from bot.detect.condition import holds, may_hold
from bot.detect.fold import fold
from bot.detect.lexicon import Lexicon, lexicon
from bot.detect.phrase import BadPhrase, phrase, union
from bot.detect.rule import Rule, rule
from bot.detect.scan import Pattern, compiled, first
from bot.detect.severity import SeverityTable, severity_table
from bot.detect.words import Needs, WordIndex, words_of
from bot.errors import Fault, Misconfigured
from bot.model.finding import Span, Zone

#: A file's name, as faults should give it, and the TOML it held.
RawPack: TypeAlias = tuple[str, Mapping[str, Any]]

#: Where a `lead:` phrase and a `title:` phrase hold.
_HOLDS = {Zone.TITLE: (Zone.TITLE,), Zone.LEAD: (Zone.TITLE, Zone.LEAD)}


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that holds in a sentence, and where in it."""

    rule: Rule
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Packs:
    """All rules. A text's words tell which of them could hold; their patterns decide."""

    rules: tuple[Rule, ...]
    lexicon: Lexicon
    severity: SeverityTable
    #: "sha256:…" over what the packs say, whatever their files are called.
    hash: str
    #: Every distinct pattern of a group, by its number.
    patterns: tuple[Pattern, ...]
    #: The numbers of each rule's groups, by zone (None: everywhere).
    groups: tuple[Mapping[str, tuple[tuple[int, Zone | None], ...]], ...]
    #: Places (in `rules`) of the rules that cannot do without a pattern, by its number.
    by_anchor: Mapping[int, tuple[int, ...]]
    index: WordIndex
    #: Finds parties without a name, and weapons: the lexicon's lists `parties` and `weapons`.
    parties: Pattern | None
    weapons: Pattern | None

    def may_fire(self, folded: str) -> bool:
        """Whether a whole text holds the words that a rule asks for."""
        seen, keys = self.index.keys_in(words_of(folded))
        return any(self._may(place, seen) for place in self._candidates(keys))

    def hits(self, folded: str, zone: Zone) -> Iterator[Hit]:
        """The rules that hold in one folded sentence, in the packs' order."""
        seen, keys = self.index.keys_in(words_of(folded))
        if not keys:
            return
        stretch = _Stretch(folded, self.patterns, self.index, seen)
        for place in sorted(self._candidates(keys)):
            if self._may(place, seen):
                found = _Groups(self.groups[place], stretch, zone)
                each = self.rules[place]
                if holds(each.condition, found) and (span := found.first(each.anchors)):
                    yield Hit(each, span)

    def _candidates(self, keys: set[int]) -> set[int]:
        return {place for number in keys for place in self.by_anchor[number]}

    def _may(self, place: int, seen: int) -> bool:
        groups = self.groups[place]
        may = self.index.may
        return may_hold(
            self.rules[place].condition,
            lambda name: any(may(number, seen) for number, _ in groups[name]),
        )


class _Stretch:
    """A stretch of text; each pattern is looked for once, and only where its words stand."""

    def __init__(
        self, folded: str, patterns: Sequence[Pattern], index: WordIndex, seen: int
    ) -> None:
        self._folded = folded
        self._patterns = patterns
        self._index = index
        self._seen = seen
        self._known: dict[int, Span | None] = {}

    def find(self, number: int) -> Span | None:
        if number not in self._known:
            there = self._index.may(number, self._seen)
            self._known[number] = first(self._patterns[number], self._folded) if there else None
        return self._known[number]


class _Groups:
    """The groups of one rule that a stretch holds in its zone, as a condition asks for them."""

    def __init__(
        self,
        parts: Mapping[str, tuple[tuple[int, Zone | None], ...]],
        stretch: _Stretch,
        zone: Zone,
    ) -> None:
        self._parts = parts
        self._stretch = stretch
        self._zone = zone

    def __contains__(self, name: object) -> bool:
        return any(True for _ in self._spans(str(name)))

    def first(self, names: Sequence[str]) -> Span | None:
        return min((span for name in names for span in self._spans(name)), default=None)

    def _spans(self, name: str) -> Iterator[Span]:
        for number, asked in self._parts[name]:
            if _in_zone(asked, self._zone) and (span := self._stretch.find(number)):
                yield span


def compile_packs(
    rules: Sequence[RawPack], lexicons: Sequence[RawPack], severity: RawPack
) -> Packs:
    """Compile everything the engine knows.

    Args:
        rules: rule files: name and TOML tables, each with a list `rule`.
        lexicons: lexicon files: name and TOML tables.
        severity: the severity file: name and TOML tables.

    Raises:
        Misconfigured: with every fault of every file.
    """
    faults: list[Fault] = []
    words = lexicon(lexicons, faults)
    read = _rules(rules, words, faults)
    table = severity_table(*severity, faults)
    packs = _compiled(read, words, table, _hash(rules, lexicons, severity))
    faults += _failed_examples(packs)
    if faults:
        raise Misconfigured(faults)
    return packs


def _rules(rules: Sequence[RawPack], words: Lexicon, faults: list[Fault]) -> tuple[Rule, ...]:
    read: dict[str, Rule] = {}
    for file, tables in rules:
        faults += [
            Fault(file, key, "unknown key", "a pack holds [[rule]] tables only")
            for key in tables.keys() - {"rule"}
        ]
        for raw in tables.get("rule", ()):
            each = rule(file, raw, words.lists, faults)
            if each and each.id in read:
                first = read[each.id].file
                faults.append(
                    Fault(file, f"{each.id}: id", f"is taken in {first}", "give it another id")
                )
            elif each:
                read[each.id] = each
    return tuple(read.values())


def _compiled(rules: tuple[Rule, ...], words: Lexicon, table: SeverityTable, hash_: str) -> Packs:
    numbers: dict[str, int] = {}
    needs: list[tuple[Needs, ...]] = []
    groups = []
    by_anchor: dict[int, tuple[int, ...]] = {}
    for place, each in enumerate(rules):
        for part in (part for parts in each.groups.values() for part in parts):
            if part.source not in numbers:
                numbers[part.source] = len(needs)
                needs.append(part.needs)
        parts = {
            name: tuple((numbers[part.source], part.zone) for part in parts)
            for name, parts in each.groups.items()
        }
        groups.append(parts)
        for number in {number for name in each.anchors for number, _ in parts[name]}:
            by_anchor[number] = (*by_anchor.get(number, ()), place)
    return Packs(
        rules=rules,
        lexicon=words,
        severity=table,
        hash=hash_,
        patterns=tuple(map(compiled, numbers)),
        groups=tuple(groups),
        by_anchor=by_anchor,
        index=WordIndex(needs, by_anchor.keys()),
        parties=_list(words, "parties"),
        weapons=_list(words, "weapons"),
    )


def _list(words: Lexicon, name: str) -> Pattern | None:
    phrases = words.lists.get(name)
    if not phrases:
        return None
    try:
        return compiled(union([phrase(each, {}).source for each in phrases]), longest=True)
    except BadPhrase:
        return None


def _failed_examples(packs: Packs) -> Iterator[Fault]:
    for each in packs.rules:
        for text in each.match:
            if not _fires(packs, each, text):
                yield Fault(
                    each.file, f"{each.id}: match", f"does not fire on {text!r}", "mend either"
                )
        for text in each.ignore:
            if _fires(packs, each, text):
                yield Fault(each.file, f"{each.id}: ignore", f"fires on {text!r}", "mend either")


def _fires(packs: Packs, each: Rule, text: str) -> bool:
    folded = fold(text)
    if each.unless_article and each.unless_article.search(_bytes(folded)):
        return False
    return any(hit.rule is each for hit in packs.hits(folded, Zone.TITLE))


def _in_zone(asked: Zone | None, zone: Zone) -> bool:
    return asked is None or zone in _HOLDS[asked]


def _bytes(folded: str) -> bytes:
    return folded.encode("utf-8", "replace")


def _hash(*content: object) -> str:
    canonical = json.dumps([_without_names(each) for each in content], sort_keys=True, default=str)
    return f"sha256:{hashlib.sha256(canonical.encode()).hexdigest()}"


def _without_names(content: Any) -> Any:  # noqa: ANN401  # any TOML
    if isinstance(content, tuple) and isinstance(content[0], str):
        return content[1]
    return [pack[1] for pack in content]
