"""Speakers of one article: one name each, and what its title and lead leave out."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.detect.fold import fold
from bot.model.finding import Claim, Effect, Standing, Zone

_ARTICLES = frozenset({"the", "a", "an"})
#: Behind a name these add where it is or what it is for: "police in Belo", "ministry of health".
_BEHIND = frozenset({"of", "in", "at", "for", "from"})


def credited(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The same claims, each speaker under one name, and figures of title and lead credited.

    "The ministry" is the "Iraqi health ministry" of the sentence before; and whose figure a title
    repeats, the body says.
    """
    named = [claim.said_by for claim in claims if claim.said_by]
    if not named:
        return tuple(claims)
    names = _names(named)
    known = [_said_by(each, names.get(each.said_by or "", each.said_by)) for each in claims]
    statements = Counter(_statement(each) for each in known)
    sources: dict[tuple[object, ...], str] = {}
    for each in known:
        if each.said_by:
            sources.setdefault((each.effect, each.count, each.mode), each.said_by)
    return tuple(
        _said_by(each, sources.get((each.effect, each.count, each.mode)))
        if _is_digest(each) and statements[_statement(each)] == 1
        else each
        for each in known
    )


def _said_by(claim: Claim, speaker: str | None) -> Claim:
    return claim if claim.said_by == speaker else replace(claim, said_by=speaker)


def _statement(claim: Claim) -> tuple[str, Effect, bool]:
    """What a claim is counted with: only a figure that stands alone is somebody else's too."""
    return claim.sentence, claim.effect, claim.standing is Standing.PART


def _is_digest(claim: Claim) -> bool:
    """Whether a figure without a speaker stands where an article sums itself up."""
    return claim.said_by is None and claim.count is not None and claim.zone is not Zone.BODY


def _names(speakers: Sequence[str]) -> dict[str, str]:
    """The fullest name of each speaker, where there is only one that it can be."""
    keys = {name: _key(name) for name in dict.fromkeys(speakers)}
    first: dict[tuple[str, ...], str] = {}
    fuller: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for name, key in keys.items():
        first.setdefault(key, name)
        for short in _shorts(key):
            fuller.setdefault(short, set()).add(key)
    found = {}
    for name, key in keys.items():
        long = fuller.get(key, set()) if _is_definite(name) else set()
        found[name] = first[next(iter(long)) if len(long) == 1 else key]
    return found


def _key(name: str) -> tuple[str, ...]:
    return tuple(word for word in fold(name).replace("'s", "").split() if word not in _ARTICLES)


def _is_definite(name: str) -> bool:
    """Whether a name may mean somebody told of before: "a doctor" does not."""
    return fold(name).partition(" ")[0] not in {"a", "an", "another"}


def _shorts(key: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """What a name may be cut to: "ministry" of "health ministry", "police" of "police in Belo"."""
    behind = next((place for place, word in enumerate(key) if word in _BEHIND), None)
    if behind:
        yield key[:behind]
    elif behind is None:
        for begin in range(1, len(key)):
            yield key[begin:]
