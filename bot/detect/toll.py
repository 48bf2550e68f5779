"""The toll: claims of one article read together, never added across speakers."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from bot.model.finding import Claim, Count, Effect, Mode, Standing, Toll

_ONE = Count(1, 1)


def toll_of(claims: Iterable[Claim]) -> Toll:
    """Read the current claims together, one range an effect.

    Groups of one statement are added, and "another two" to the statement before; the largest
    statement is the toll, what is narrower stands inside it; an overall toll replaces them all.
    """
    current = [claim for claim in claims if claim.mode is Mode.CURRENT and claim.count is not None]
    current = list(_without_the_dead(current))
    return Toll(
        **{
            effect.value: _total([claim for claim in current if claim.effect is effect])
            for effect in Effect
        }
    )


def _without_the_dead(claims: list[Claim]) -> Iterator[Claim]:
    """Leave out the one who is injured in one sentence and dies in the next."""
    told = Counter(claim.sentence for claim in claims)
    for claim, following in zip_longest(claims, claims[1:]):
        if claim is None:
            return
        alone = claim.effect is Effect.INJURED and claim.count == _ONE
        if not (alone and told[claim.sentence] == 1 and _dies(following)):
            yield claim


def _dies(claim: Claim | None) -> bool:
    """Whether the claim is "he died"."""
    return (
        claim is not None
        and claim.effect is Effect.KILLED
        and claim.standing is Standing.PART
        and claim.count == _ONE
    )


def _total(claims: list[Claim]) -> Count | None:
    revised = [
        claim.count for claim in claims if claim.standing is Standing.REVISED and claim.count
    ]
    if revised:
        return max(revised, key=_floor)
    statements = _statements(claims)
    total: Count | None = None
    chain: Count | None = None
    for statement in statements:
        whole = [c for c in statement if c.standing is not Standing.PART] or _parts(statement)
        figure = Count(0, 0)
        for claim in whole:
            if claim.count:
                figure = figure + claim.count
        if chain is not None and all(
            c.standing is Standing.MORE and c.count and c.count.exact for c in whole
        ):
            figure = chain + figure
        chain = figure
        if total is None or figure.min > total.min:
            total = figure
    return total


def _statements(claims: list[Claim]) -> Iterator[list[Claim]]:
    """Claims that are added: those of one sentence and one speaker.

    "Five guards were killed; 20 attackers died, the army said": who speaks last means both, when
    they are other people.
    """
    told: dict[str, dict[str | None, list[Claim]]] = {}
    for claim in claims:
        told.setdefault(claim.sentence, {}).setdefault(claim.said_by, []).append(claim)
    for speakers in told.values():
        own = [claim for claim in speakers.get(None, ()) if claim.standing is Standing.GROUP]
        others = [claim for each in speakers if each for claim in speakers[each]]
        kinds = {claim.of for claim in own} | {"people"}
        both = own and len(speakers) == len((None, "one"))
        if both and all(c.of not in kinds and c.standing is Standing.GROUP for c in others):
            yield own + others
        else:
            yield from speakers.values()


def _parts(statement: list[Claim]) -> list[Claim]:
    """Parts that stand alone: the named are added, who is only "he" may be any of them."""
    named = {claim.of: claim for claim in statement if claim.of != "people"}
    return list(named.values()) or statement[:1]


def _floor(count: Count) -> int:
    return count.min
