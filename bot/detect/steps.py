"""Steps: the walk that a written phrase stands for."""

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise, product

from bot.detect.fold import fold
from bot.detect.walk import Step, Walk, Words, either

#: Stands between two words of a phrase for up to five others.
GAP_SIGN = ".."
#: Words of phrases that are remembered while packs are read; rules share most of theirs.
_MANY = 20_000
_SIGNS = re.compile(r"[-'.&/]")
#: What a hyphen between two words of a phrase stands for, where they are not written as one.
_HYPHEN = ("-", " ")


def walk_of(tokens: Sequence[str], lists: Mapping[str, Sequence[str]]) -> Walk | None:
    """The walk of a phrase that can be read; None where a word has letters that are not ASCII.

    Args:
        tokens: the folded phrase, split at its spaces.
        lists: the lexicon's lists; a list may not name another.
    """
    steps = []
    for before, token in pairwise(("", *tokens)):
        if token != GAP_SIGN:
            parts = _parts(token.split("|"), lists)
            if parts is None:
                return None
            steps.append(Step(parts, gap=before == GAP_SIGN))
    return tuple(steps)


def _parts(atoms: Sequence[str], lists: Mapping[str, Sequence[str]]) -> tuple[Words, ...] | None:
    """What a place of a phrase may hold: the words written there, and each list as it is."""
    parts: list[Words] = []
    walks: list[Walk] = []
    for atom in atoms:
        if atom.startswith("@"):
            words = _words_of_list(tuple(lists[atom[1:]]))
            if words is None:
                return None
            parts.append(words)
        elif (read := _walks(atom)) is not None:
            walks += read
        else:
            return None
    return (*parts, either(walks)) if walks else tuple(parts)


@cache
def _words_of_list(entries: tuple[str, ...]) -> Words | None:
    walks = [walk_of(fold(each).split(), {}) for each in entries]
    known = [walk for walk in walks if walk is not None]
    return either(known) if len(known) == len(walks) else None


@lru_cache(_MANY)
def _walks(atom: str) -> tuple[Walk, ...] | None:
    """The walks that one written word stands for: "air-strike" is one word or two."""
    if atom == "{count}":
        return ((Step((Words(count=True, opens=None),)),),)
    stem = atom.rstrip("*")
    if not stem.isascii() or (atom != stem and stem.endswith(".")):
        return None
    behind = "." if stem.endswith(".") else ""
    words = _SIGNS.split(stem.removesuffix("."))
    signs = _SIGNS.findall(stem.removesuffix("."))
    # "" where the two are written as one word.
    ways = product(*((("",), _HYPHEN) if sign == "-" else ((sign,),) for sign in signs))
    return tuple(_joined(words, way, behind, any_ending=atom != stem) for way in ways)


def _joined(
    words: Sequence[str], way: Sequence[tuple[str, ...]], behind: str, *, any_ending: bool
) -> Walk:
    """One walk: the words, with one of the signs that stand between each two of them."""
    parts: list[tuple[str, tuple[str, ...] | None]] = [(words[0], None)]
    for word, signs in zip(words[1:], way, strict=True):
        if "" in signs:
            parts[-1] = (parts[-1][0] + word, parts[-1][1])
        else:
            parts.append((word, signs))
    steps = [Step((_exactly(word),), signs=before) for word, before in parts]
    if not any_ending:
        return (*steps[:-1], Step(steps[-1].parts, signs=steps[-1].signs, behind=behind))
    return (*steps[:-1], Step((_any_ending(parts[-1][0]),), signs=steps[-1].signs))


@lru_cache(_MANY)
def _exactly(word: str) -> Words:
    words = frozenset({word})
    return Words(words, heads=words)


@lru_cache(_MANY)
def _any_ending(stem: str) -> Words:
    return Words(stems=(stem,), opens=(stem,))
