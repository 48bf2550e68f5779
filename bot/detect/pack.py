"""Packs: rules, lexicon and severity table compiled together, refused whole when one is wrong."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import re2

from bot.detect.condition import anchors, holds
from bot.detect.fold import fold
from bot.detect.lexicon import Lexicon, lexicon
from bot.detect.phrase import BadPhrase, phrase, union
from bot.detect.rule import Rule, rule
from bot.detect.scan import PATTERN_ROOM, Pattern, compiled, spans
from bot.detect.severity import SeverityTable, severity_table
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
    """All rules as two multi-pattern passes: one finds articles, one reads sentences."""

    rules: tuple[Rule, ...]
    lexicon: Lexicon
    severity: SeverityTable
    #: "sha256:…" over what the packs say, whatever their files are called.
    hash: str
    #: Every distinct pattern of a group, by the number the sentence pass gives it.
    patterns: tuple[Pattern, ...]
    sources: Mapping[str, int]
    #: Rules by the numbers of the patterns one of which they cannot do without.
    by_anchor: Mapping[int, tuple[Rule, ...]]
    gate: Any
    reader: Any
    #: Finds parties without a name, and weapons: the lexicon's lists `parties` and `weapons`.
    parties: Pattern | None
    weapons: Pattern | None

    def may_fire(self, folded: str) -> bool:
        """Whether a whole text holds anything that a rule is about."""
        return self.gate is not None and bool(self.gate.Match(_bytes(folded)))

    def hits(self, folded: str, zone: Zone) -> Iterator[Hit]:
        """The rules that hold in one folded sentence, in the packs' order."""
        numbers = set((self.reader and self.reader.Match(_bytes(folded))) or ())
        seen = {rule.id: rule for number in numbers for rule in self.by_anchor.get(number, ())}
        for each in self.rules:
            if each.id in seen and (span := self._judge(each, numbers, folded, zone)):
                yield Hit(each, span)

    def _judge(self, each: Rule, numbers: set[int], folded: str, zone: Zone) -> Span | None:
        found = {
            name: [self.sources[part.source] for part in parts if _in_zone(part.zone, zone)]
            for name, parts in each.groups.items()
        }
        found = {name: [n for n in those if n in numbers] for name, those in found.items()}
        if not holds(each.condition, {name for name, those in found.items() if those}):
            return None
        wanted = [n for name in anchors(each.condition) or () for n in found[name]]
        starts = [next(spans(self.patterns[n], folded), None) for n in wanted]
        return min(filter(None, starts), default=None)


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
    sources: dict[str, int] = {}
    by_anchor: dict[int, tuple[Rule, ...]] = {}
    for each in rules:
        for parts in each.groups.values():
            for part in parts:
                sources.setdefault(part.source, len(sources))
        for name in anchors(each.condition) or ():
            for part in each.groups[name]:
                number = sources[part.source]
                by_anchor[number] = (*by_anchor.get(number, ()), each)
    ordered = list(sources)
    return Packs(
        rules=rules,
        lexicon=words,
        severity=table,
        hash=hash_,
        patterns=tuple(map(compiled, ordered)),
        sources=sources,
        by_anchor=by_anchor,
        gate=_filter([ordered[number] for number in by_anchor]),
        reader=_filter(ordered),
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


def _filter(sources: Sequence[str]) -> Any:  # noqa: ANN401  # the library ships no types
    """One pass for the words that patterns cannot do without, then those patterns alone.

    A single automaton of all patterns (re2.Set) grows out of its room with gaps and runs a
    hundred times slower.
    """
    if not sources:
        return None
    options = re2.Options()
    options.max_mem = PATTERN_ROOM
    options.never_capture = True
    options.log_errors = False
    found = re2.Filter()
    for source in sources:
        found.Add(source, options)
    found.Compile()
    return found


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
