"""The rules of every pack, read; what is wrong with any of them is noted."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.detect.examples import surely_failing
from bot.detect.rule import Draft, Rule
from bot.detect.rule_table import rule
from bot.errors import Fault


def rules_of(
    packs: Sequence[tuple[str, Mapping[str, Any]]],
    lists: Mapping[str, Sequence[str]],
    faults: list[Fault],
) -> tuple[Rule, ...]:
    """Read all rule files.

    Args:
        packs: each file's name and its TOML tables.
        lists: the lexicon's lists.
        faults: where everything wrong is noted.

    Returns:
        The rules without a fault. The examples of the others have been judged as far as they can
        be; those of the rules returned have not.
    """
    read: dict[str, Rule] = {}
    first: dict[str, str] = {}
    for file, tables in packs:
        for number, raw in enumerate(_tables(file, tables, faults), start=1):
            each = rule(file, raw, lists, faults, number=number)
            taken = first.get(each.id) if each.id else None
            if taken:
                wrong = f"is taken in {taken}"
                faults.append(Fault(file, f"{each.id}: id", wrong, "give it another id"))
            first.setdefault(each.id, file)
            if isinstance(each, Draft) or taken:
                faults += surely_failing(each)
            else:
                read[each.id] = each
    return tuple(read.values())


def _tables(
    file: str, tables: Mapping[str, Any], faults: list[Fault]
) -> Iterator[Mapping[str, Any]]:
    faults += [
        Fault(file, key, "unknown key", "a pack holds [[rule]] tables only")
        for key in tables.keys() - {"rule"}
    ]
    rules = tables.get("rule", [])
    for each in rules if isinstance(rules, list) else [None]:
        if isinstance(each, Mapping):
            yield each
        else:
            faults.append(Fault(file, "rule", "is no table of a rule", "write [[rule]] above it"))
