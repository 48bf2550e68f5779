"""The phrase language: what an analyst writes, and the walk and the pattern it stands for.

```
attack          the word, in any case, with or without accents
attack*         any ending: attacks, attacked, attacker
air-strike      a hyphen stands for a hyphen, a space or nothing
kill*|murder*   either word
vow* .. revenge up to five words between
@weapon         any phrase of that lexicon list
{count}         a figure: 12, twelve, dozens
title: …        only in the title;  lead: …  in the title or the lead
```
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise

from bot.detect.fold import fold
from bot.detect.steps import GAP_SIGN, walk_of
from bot.detect.walk import COUNT, GAP, SPACE, Walk
from bot.detect.words import Asked, Needs, easiest
from bot.model.finding import Zone

#: The zones a phrase may ask for; the lead's phrases hold in the title too.
ZONES = {"title": Zone.TITLE, "lead": Zone.LEAD}

_WORD = re.compile(r"[^\W_]+(?:[-'.&/][^\W_]+)*\.?\*?$")
_PLAIN = re.compile(r"[a-z0-9]+\*?")
_HEAD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PREFIX = re.compile(r"([a-z_]+):\s*")
#: Words of a phrase, gaps included.
_LONGEST = 60
_FIGURE = "{count}"
#: Words of phrases that are remembered while packs are read; rules share most of theirs.
_MANY = 20_000
#: A gap as short as it can be.
_LAZY = GAP + "?"


class BadPhrase(ValueError):
    """A phrase that cannot be read; `right` says what would be."""

    def __init__(self, wrong: str, right: str) -> None:
        self.wrong = wrong
        self.right = right
        super().__init__(wrong)


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase as a walk and as a pattern; `zone` None holds everywhere."""

    #: Folded, without its zone; phrases of one pack that read alike find the same.
    written: str
    asked: Asked
    zone: Zone | None
    #: None where a word of it has letters that are not ASCII: its pattern is searched for.
    walk: Walk | None
    lists: Mapping[str, Sequence[str]] = field(repr=False, compare=False)

    @property
    def source(self) -> str:
        """Its RE2 pattern, which is long where lists are."""
        return _source(self.written.split(), self.lists)


def phrase(text: str, lists: Mapping[str, Sequence[str]]) -> Phrase:
    """Read one phrase.

    Args:
        text: the phrase as written.
        lists: the lexicon's lists; a list may not name another.

    Raises:
        BadPhrase: it cannot be read.
    """
    folded = fold(text).strip()
    zone = None
    prefix = _PREFIX.match(folded)
    if prefix:
        zone = ZONES.get(prefix.group(1))
        if zone is None:
            known = " or ".join(f"{name}:" for name in ZONES)
            raise BadPhrase(f"unknown zone {prefix.group(1)!r} in {text!r}", f"write {known}")
        folded = folded[prefix.end() :]
    tokens = folded.split()
    if len(tokens) > _LONGEST:
        raise BadPhrase(f"a phrase of {len(tokens)} words", f"use at most {_LONGEST}")
    _check(tokens, text, lists)
    asked = Asked(_needs(tokens, lists), _enough(tokens, lists))
    return Phrase(" ".join(tokens), asked, zone, walk_of(tokens, lists), lists)


def union(sources: Sequence[str]) -> str:
    """One pattern for any of several."""
    return sources[0] if len(sources) == 1 else "(?:" + "|".join(sources) + ")"


def _check(tokens: Sequence[str], text: str, lists: Mapping[str, Sequence[str]]) -> None:
    if not tokens:
        raise BadPhrase("an empty phrase", "write at least one word")
    if GAP_SIGN in (tokens[0], tokens[-1]):
        raise BadPhrase(f"{text!r} begins or ends with '..'", "put a word on both sides of '..'")
    for token in tokens:
        for atom in token.split("|") if token != GAP_SIGN else ():
            _check_atom(atom, text, lists)


def _check_atom(atom: str, text: str, lists: Mapping[str, Sequence[str]]) -> None:
    if atom.startswith("{"):
        if atom != _FIGURE:
            raise BadPhrase(f"unknown {atom!r} in {text!r}", f"the only one is {_FIGURE}")
    elif atom.startswith("@"):
        if atom[1:] not in lists:
            known = ", ".join(sorted(lists)) or "none"
            raise BadPhrase(f"unknown list {atom} in {text!r}", f"the lexicon has: {known}")
        _check_list(tuple(lists[atom[1:]]))
    elif not _is_word(atom):
        raise BadPhrase(
            f"{atom!r} in {text!r} is no word",
            "write letters, digits, - and ', and one * at the end where any ending will do",
        )


# A list's own phrases name no lists: the language has no recursion. Many phrases name the same
# list, which is read once; and rules share most of their words.
@cache
def _check_list(entries: tuple[str, ...]) -> None:
    for each in entries:
        _check(fold(each).split(), each, {})


@lru_cache(_MANY)
def _is_word(atom: str) -> bool:
    return _WORD.match(atom) is not None


def _source(tokens: Sequence[str], lists: Mapping[str, Sequence[str]]) -> str:
    parts = [_token(tokens[0], lists)]
    for before, word in pairwise(tokens):
        if word != GAP_SIGN:
            parts.append(_LAZY if before == GAP_SIGN else SPACE)
            parts.append(_token(word, lists))
    return "".join(parts)


def _token(token: str, lists: Mapping[str, Sequence[str]]) -> str:
    return union([_atom(part, lists) for part in token.split("|")])


def _atom(atom: str, lists: Mapping[str, Sequence[str]]) -> str:
    if atom == _FIGURE:
        return rf"\b{COUNT}\b"
    if atom.startswith("@"):
        return union([_source(fold(each).split(), {}) for each in lists[atom[1:]]])
    return _word(atom)


def _word(word: str) -> str:
    any_ending = word.endswith("*")
    stem = word.rstrip("*")
    source = re.escape(stem).replace(r"\-", "[- ]?")
    if not stem.isascii():
        # RE2's \b knows ASCII letters only.
        ending = r"[\pL\pM\pN]*" if any_ending else ""
        return rf"(?:^|[^\pL\pM\pN]){source}{ending}(?:$|[^\pL\pM\pN])"
    ending = "[a-z0-9]*" if any_ending else ""
    closing = r"\b" if stem[-1].isalnum() else ""
    return rf"\b{source}{ending}{closing}"


def _needs(tokens: Sequence[str], lists: Mapping[str, Sequence[str]]) -> Needs:
    """For each word that asks for something: the words of which a text must hold one."""
    each = (_alternatives(token.split("|"), lists) for token in tokens if token != GAP_SIGN)
    return tuple(words for words in each if words)


def _alternatives(
    atoms: Sequence[str], lists: Mapping[str, Sequence[str]]
) -> frozenset[str] | None:
    asked = [
        _asked_by_list(tuple(lists[atom[1:]])) if atom.startswith("@") else _asked(atom)
        for atom in atoms
    ]
    return None if None in asked else _together(tuple(filter(None, asked)))


@cache
def _asked_by_list(entries: tuple[str, ...]) -> frozenset[str] | None:
    asked = [_needs(fold(each).split(), {}) for each in entries]
    return _together(tuple(map(easiest, asked))) if all(asked) else None


@lru_cache(_MANY)
def _asked(atom: str) -> frozenset[str] | None:
    """The word an atom begins with: for "air-strike*" that is "air", or "airstrike*"."""
    stem = atom.rstrip("*")
    head = _HEAD.match(stem) if stem.isascii() else None
    if head is None:
        return None
    parts = head.group().split("-")
    joined = ["".join(parts[:length]) for length in range(1, len(parts) + 1)]
    if atom.endswith("*") and head.end() == len(stem):
        joined[-1] += "*"
    return frozenset(joined)


def _enough(tokens: Sequence[str], lists: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """The plain words of which one is the whole phrase."""
    if len(tokens) != 1:
        return frozenset()
    atoms = tokens[0].split("|")
    named = [_enough_of_list(tuple(lists[atom[1:]])) for atom in atoms if atom.startswith("@")]
    return _together((*named, frozenset(filter(_PLAIN.fullmatch, atoms))))


@cache
def _enough_of_list(entries: tuple[str, ...]) -> frozenset[str]:
    return _together(tuple(_enough(fold(each).split(), {}) for each in entries))


@lru_cache(_MANY)
def _together(sets: tuple[frozenset[str], ...]) -> frozenset[str]:
    """The union of some sets, the same object for the same ones: those of lists are big."""
    telling = [each for each in sets if each]
    return telling[0] if len(telling) == 1 else frozenset().union(*telling)
