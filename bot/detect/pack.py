"""Packs: rules, lexicon and severity table compiled together, refused whole when one is wrong."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from bot.detect.examples import failed_ignore, failed_match
from bot.detect.fold import fold
from bot.detect.lexicon import Lexicon, lexicon
from bot.detect.listed import Listed, listed
from bot.detect.matching import Hit, Matcher
from bot.detect.phrase import BadPhrase, phrase, union
from bot.detect.rule import Rule
from bot.detect.rules import rules_of
from bot.detect.scan import Pattern, compiled, found
from bot.detect.severity import SeverityTable, severity_table
from bot.detect.text import Sentence
from bot.detect.weight import Weights
from bot.errors import Fault, Misconfigured
from bot.model.finding import Zone

#: A file's name, as faults should give it, and the TOML it held.
RawPack: TypeAlias = tuple[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Packs:
    """All that the engine knows, compiled."""

    rules: tuple[Rule, ...]
    lexicon: Lexicon
    severity: SeverityTable
    #: "sha256:…" over what the packs say, whatever their files are called.
    hash: str
    matcher: Matcher
    #: Finds parties without a name, and weapons: the lexicon's lists `parties` and `weapons`.
    parties: Listed
    weapons: Listed
    weights: Weights

    def hits(self, folded: str, zone: Zone) -> Iterator[Hit]:
        """The rules that hold in one folded sentence, in the packs' order."""
        return self.matcher.hits(Sentence(folded, folded, 0, zone, 0))


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
    read = rules_of(rules, words.lists, faults)
    table = severity_table(*severity, faults)
    packs = _compiled(read, words, table, _hash(rules, lexicons, severity))
    faults += _failed_examples(packs)
    if faults:
        raise Misconfigured(faults)
    return packs


def _compiled(rules: tuple[Rule, ...], words: Lexicon, table: SeverityTable, hash_: str) -> Packs:
    return Packs(
        rules=rules,
        lexicon=words,
        severity=table,
        hash=hash_,
        matcher=Matcher(rules, words.index),
        parties=listed(words.lists.get("parties", ())),
        weapons=listed(words.lists.get("weapons", ())),
        weights=Weights(
            points=table.points.get("telling", {}),
            speech=_list(words, "first_person"),
            general=_list(words, "deeds_in_general"),
            sites=_list(words, "sites"),
        ),
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
    for place, each in enumerate(packs.rules):
        for text in each.match:
            if not _fires(packs, place, text):
                yield failed_match(each.file, each.id, text)
        for text in each.ignore:
            if _fires(packs, place, text):
                yield failed_ignore(each.file, each.id, text)


def _fires(packs: Packs, rule: int, text: str) -> bool:
    folded = fold(text)
    unless = packs.rules[rule].unless_article
    if unless and found(unless, folded):
        return False
    return packs.matcher.fires(rule, Sentence(text, folded, 0, Zone.TITLE, -1))


def _hash(*content: object) -> str:
    canonical = json.dumps([_without_names(each) for each in content], sort_keys=True, default=str)
    return f"sha256:{hashlib.sha256(canonical.encode()).hexdigest()}"


def _without_names(content: Any) -> Any:  # noqa: ANN401  # any TOML
    if isinstance(content, tuple) and isinstance(content[0], str):
        return content[1]
    return [pack[1] for pack in content]
