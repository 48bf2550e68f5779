"""Rules beyond the shipped ones, made up with a seed: what an operator with many topics has."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from random import Random
from typing import Any

from bot.settings.packs import RawPacks

_SEED = 20_260_101
_KINDS = ("attack", "armed_clash", "shelling", "abduction", "arrests", "property_destruction")
#: Verbs with the ending that any form of them has.
_VERBS = (
    "attack* raid* storm* shell* bomb* ambush* seiz* captur* burn* loot* abduct* kidnap* detain*"
    " arrest* besieg* strik* target* destroy* torch* overrun* assault* clash* fir*"
).split()
_THINGS = (
    "bridge|crossing checkpoint|roadblock convoy|lorry depot|warehouse barracks|garrison"
    " market|bazaar school|college clinic|hospital pipeline|refinery mast|pylon ferry|harbour"
    " granary|silo courthouse|prison airstrip|runway mine|quarry well|cistern church|mosque"
    " station|terminal office|bureau mill|factory orchard|plantation herd|flock"
).split()
_PEOPLE = "farmers herders miners drivers teachers pilgrims traders nurses fishermen guards".split()
_TOWN = re.compile(r"[A-Za-z]{5,12}")
#: Towns that one made-up rule watches.
_WATCHED = 12


def padded(raw: RawPacks, count: int) -> RawPacks:
    """The packs with made-up rules beside the shipped ones, `count` in all.

    Each has the shape of a shipped rule: a deed of alternatives, gaps, lists and counts, somebody
    who does it, a dozen towns that it watches, and what rules it out.
    """
    shipped = sum(len(tables.get("rule", ())) for _, tables in raw.rules)
    random = Random(_SEED)  # noqa: S311  # nothing is kept secret by it
    towns = sorted(_towns(raw))
    made = [_rule(number, random, towns) for number in range(count - shipped)]
    return replace(raw, rules=(*raw.rules, ("padding.toml", {"rule": made})))


def _rule(number: int, random: Random, towns: list[str]) -> Mapping[str, Any]:
    verbs, things = random.sample(_VERBS, 4), random.sample(_THINGS, 3)
    people, watched = random.sample(_PEOPLE, 3), random.sample(towns, _WATCHED)
    return {
        "id": f"padding.rule{number}",
        "title": "Made up to measure with",
        "kind": random.choice(_KINDS),
        "deed": [
            f"{verbs[0]}|{verbs[1]} .. {things[0]}",
            f"{verbs[2]}|{verbs[3]} .. @vehicles .. {things[1]}",
            f"{{count}} {people[0]}|{people[1]} .. {verbs[0]}|{verbs[2]}",
            f"@faction .. {verbs[1]}|{verbs[3]} .. {people[2]}|{things[2]}",
        ],
        "who": ["@faction", "@soldiers"],
        "where": ["|".join(watched[:6]), "|".join(watched[6:])],
        "other": ["@idle", f"{things[2].split('|')[0]} festival|museum"],
        "condition": "deed and who and where and not other",
        "match": [
            f"Rebels {verbs[0][:-1]}ed the old {things[0].split('|')[0]} near {watched[0]}.",
            f"Troops said 12 {people[0]} were {verbs[2][:-1]}ed in {watched[7]}.",
        ],
        "ignore": [f"The {things[0].split('|')[0]} in {watched[0]} was painted."],
    }


def _towns(raw: RawPacks) -> Iterator[str]:
    for _, tables in raw.lexicon:
        for lines in tables.get("places", {}).values():
            names = (line.split("|")[0] for line in lines if isinstance(line, str))
            yield from (name.lower() for name in names if _TOWN.fullmatch(name))
