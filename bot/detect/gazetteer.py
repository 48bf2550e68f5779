"""Names: the actors and places the lexicon knows, found in a text by their words."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.detect.walk import Line
from bot.detect.words import words_of

#: A word, or a sign that parts names from each other.
_WORD = re.compile(r"\w+|[^\w\s'.&/-]")
_SIGN = re.compile(r"[^\w\s'.&/-]")


@dataclass(frozen=True, slots=True)
class Name:
    """What a name stands for; `country` is ISO 3166-1 alpha-2, None where it has none."""

    name: str
    #: "actor", "media", "people" (a demonym), "country" or "place".
    type: str
    country: str | None
    #: The province, state or governorate a place lies in, or that it is.
    admin1: str | None = None
    #: Of a capital or an office: the state that it may stand for.
    stands_for: str | None = None
    #: Also a word or a surname: a name only where something else says that it is a place.
    unsure: bool = False
    #: All that one spelling stands for, where it is more than one thing; the context decides.
    senses: tuple["Name", ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """A name where it stands in a text."""

    start: int
    end: int
    name: Name


class Names:
    """Spellings and what they stand for; looked up by words, the longest first."""

    def __init__(self, by_key: Mapping[str, Name]) -> None:
        """Take the names.

        Args:
            by_key: what each spelling stands for, by its `key`.
        """
        self.by_key = by_key
        self._lengths: dict[str, tuple[int, ...]] = {}
        for parts in map(str.split, by_key):
            known = self._lengths.get(parts[0], ())
            if len(parts) not in known:
                self._lengths[parts[0]] = tuple(sorted((*known, len(parts)), reverse=True))
        #: The same for keys that are ASCII, as the index knows words, which has no signs.
        plain = [words_of(each) for each in by_key if each.isascii()]
        self._keys = frozenset(map(b" ".join, plain))
        self._heads: dict[bytes, set[int]] = {}
        for words in filter(None, plain):
            self._heads.setdefault(words[0], set()).add(len(words))
        #: The first words of keys with signs: "cpi (marxist)".
        self._signed = frozenset(each.split()[0] for each in by_key if _SIGN.search(each))

    def may_stand(self, words: Sequence[bytes]) -> bool:
        """Whether a text of these words may have a name in it; only of ASCII text."""
        keys, heads = self._keys, self._heads
        for place in [place for place, word in enumerate(words) if word in heads]:
            for length in heads[words[place]]:
                if b" ".join(words[place : place + length]) in keys:
                    return True
        return False

    def find(self, folded: str, line: Line | None = None) -> Iterator[Named]:
        """Every known name in a folded text, in its order, none inside another.

        Args:
            folded: the text.
            line: its words, where they have been found already and it is all ASCII.
        """
        plain = line if line and self._signed.isdisjoint(line.words) else None
        spans = plain.spans if plain else [match.span() for match in _WORD.finditer(folded)]
        texts = plain.words if plain else [folded[start:end] for start, end in spans]
        lengths = self._lengths
        behind = 0
        for place in [place for place, text in enumerate(texts) if text in lengths]:
            for length in lengths[texts[place]] if place >= behind else ():
                name = self.by_key.get(" ".join(texts[place : place + length]))
                last = place + length - 1
                if name is None or last >= len(texts):
                    continue
                start, end = spans[place][0], spans[last][1]
                if plain and length > 1 and _SIGN.search(folded, start, end):
                    continue
                yield Named(start, _closed(folded, start, end), name)
                behind = place + length
                break


def _closed(folded: str, start: int, end: int) -> int:
    """The end of a name; the last stop of "u.s." belongs to it."""
    dotted = folded[end : end + 1] == "." and "." in folded[start:end]
    return end + 1 if dotted and not folded[end - 2 : end - 1].isalnum() else end


def key(folded: str) -> str:
    """The look-up key of a folded spelling: its words, whatever stands between them."""
    return " ".join(_WORD.findall(folded))


def merged(
    places: Iterable[tuple[str, Name]],
    others: Iterable[tuple[str, Name]],
    usual: Mapping[str, str],
) -> dict[str, Name]:
    """One meaning a spelling; where it names several places, one name with several senses.

    Args:
        places: countries and places by key; one that is surely a place is preferred to one that
            is also a word or a surname.
        others: actors, peoples and media by key; a later one replaces an earlier one and a place.
        usual: the country (ISO code) that is meant by a spelling where the context is silent.
    """
    senses: dict[str, list[Name]] = {}
    for spelling, name in sorted(places, key=lambda each: each[1].unsure):
        known = senses.setdefault(spelling, [])
        same = next((at for at, each in enumerate(known) if each.country == name.country), None)
        if same is not None:
            known[same] = _told(known[same], name)
        elif not (known and name.unsure and not known[0].unsure):
            known.append(name)
    names = {each: _one(meant, usual.get(each)) for each, meant in senses.items()}
    return names | dict(others)


def _told(known: Name, again: Name) -> Name:
    """A capital that is told again among its province's towns lies in that province."""
    if known.type == "country":
        return known
    state = known.stands_for or again.stands_for
    return replace(known, admin1=known.admin1 or again.admin1, stands_for=state)


def _one(senses: Sequence[Name], usual: str | None) -> Name:
    if len(senses) == 1:
        return senses[0]
    meant = next((each for each in senses if each.country == usual), None)
    open_ = Name(senses[0].name, "place", None, unsure=all(each.unsure for each in senses))
    return replace(meant or open_, senses=tuple(senses))
