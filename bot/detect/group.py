"""One noun phrase: who they are and how many."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.detect.word_kinds import (
    ADVERBIAL,
    COMPOUND,
    CONJUNCTION,
    DEFINITE,
    FIGURE,
    GROUP,
    MEASURE,
    MORE,
    NEGATOR,
    ORDINAL,
    OWNER,
    PERSON,
    PLURAL,
    PREPOSITION,
    PRONOUN,
    SINGULAR,
    SUBORDINATOR,
    THING,
    VAGUE,
    WORD,
)
from bot.detect.wording import Wording
from bot.model.finding import Count

#: Words that one noun phrase may have before its head ("a senior local party leader").
LONGEST = 12
#: Words that say who the people are, counted from the last.
_NAMED = 4
_ONE = Count(1, 1)
#: "Few others were hurt".
_FEW = Count(2, None)
#: Signs inside a noun phrase.
_JOINING = frozenset({"'", "-", ".", "/"})
#: Words before a figure: "all five men".
_OPENING = frozenset({"all", "as", "another", "other"})


@dataclass(slots=True, kw_only=True)
class Group:
    """People of one kind in a sentence; `start` and `end` are places among its words.

    Never changed; not frozen, which would double its cost.
    """

    count: Count | None
    of: str
    start: int
    end: int
    #: "Another two": beyond those already told.
    more: bool = False
    #: "Including two women": inside another group.
    part: bool = False
    #: "The driver": somebody told of before.
    definite: bool = False
    negated: bool = False
    person: bool = False
    #: An age stands behind: "Belo Tarn, 61, …".
    aged: bool = False


def group_at(wording: Wording, start: int, end: int) -> Group:
    """The noun phrase that begins at a token and ends before another."""
    stop = start
    while stop < min(end, start + LONGEST) and _inside(wording, stop, start):
        stop += 1
    stop = max(stop, start + 1)
    if wording.text(stop) == "of" and stop < end and _names_many(wording, start, stop):
        inner = group_at(wording, stop + 1, end)
        return replace(inner, start=start, count=inner.count if inner.count != _ONE else None)
    group = _read(wording, start, stop)
    if (
        group.count is not None
        and stop == start + 1
        and wording.text(stop) == "of"
        and stop + 1 < end
    ):
        return replace(group, of=group_at(wording, stop + 1, end).of or "people")
    return group


def _inside(wording: Wording, index: int, start: int) -> bool:
    """Whether the noun phrase goes on with this token."""
    kind = wording.kinds[index]
    if kind & FIGURE:
        return index == start or _is_determiner(wording, index - 1)
    if kind & (CONJUNCTION | PREPOSITION | SUBORDINATOR) or wording.opens_part(index):
        return False
    if index > start and (kind & PRONOUN or wording.joint(index)):
        return False
    if index > start and index in wording.harmed:
        # "Ten miners killed in …", but "two badly wounded miners".
        return wording.is_a(index + 1, PERSON)
    return bool(kind & (WORD | COMPOUND)) or wording.texts[index] in _JOINING


def _is_determiner(wording: Wording, index: int) -> bool:
    return wording.is_a(index, DEFINITE | OWNER) or wording.texts[index] in _OPENING


def _names_many(wording: Wording, start: int, stop: int) -> bool:
    return wording.is_a(stop - 1, GROUP) and not any(wording.count(i) for i in range(start, stop))


def _read(wording: Wording, start: int, stop: int) -> Group:
    kinds = wording.kinds[start:stop]
    head = _head(wording, start, stop)
    nature = wording.lexicon.kinds[head]
    figure = next((wording.count(i) for i in range(start, stop) if wording.count(i)), None)
    first = wording.texts[start]
    owner = kinds[-1] & OWNER and stop in wording.harmed
    more = any(kind & MORE for kind in kinds) or "another" in first
    if nature & ORDINAL and kinds[0] & SINGULAR and wording.texts[stop] != "of":
        more = True  # "A third was hurt"
    thing = bool(owner or nature & THING)
    nobody = thing or bool(nature & PRONOUN)
    if _is_titled(kinds, nature):
        nature &= ~PLURAL
    count = None if nobody else _count(kinds[0], figure, first, nature, more=more)
    aged = not thing and wording.texts[stop] == "," and wording.is_a(stop + 1, MEASURE)
    alone = figure is not None and stop == start + 1
    person = nature & PERSON or any(kind & PERSON for kind in kinds) or alone or more or aged
    return Group(
        count=count, of="" if nobody or not (head or figure) else _of(wording, start, stop),
        start=start, end=stop, more=more,
        definite=bool(kinds[0] & (DEFINITE | OWNER)) or first.endswith("s'"),
        negated=bool(kinds[0] & NEGATOR), person=bool(person) and not thing, aged=aged,
    )  # fmt: skip


def _is_titled(kinds: Sequence[int], head: int) -> bool:
    """For "Mayor Ramos": a name in -s is no plural."""
    return not head & PERSON and any(kind & PERSON and not kind & PLURAL for kind in kinds)


def _head(wording: Wording, start: int, stop: int) -> str:
    """The last word that names somebody."""
    for index in range(stop - 1, start - 1, -1):
        if wording.kinds[index] & (WORD | ADVERBIAL) == WORD:
            return wording.texts[index].rstrip("'")
    return ""


def _count(first: int, figure: Count | None, text: str, head: int, *, more: bool) -> Count | None:
    """How many they are.

    Args:
        first: the kinds of the first word.
        figure: the figure among the words.
        text: the first word.
        head: the kinds of the head; 0 without one.
        more: whether they come to those told before.
    """
    if figure is not None:
        return figure
    if text == "few" and more:
        return _FEW
    if head & (GROUP | VAGUE):
        return None
    if first & SINGULAR:
        return _ONE
    return _ONE if (head or more) and not head & PLURAL else None


def _of(wording: Wording, start: int, stop: int) -> str:
    """The people in words, without article and figure."""
    kept = [
        wording.texts[index]
        for index in range(start, stop)
        if wording.kinds[index] & (WORD | SINGULAR | DEFINITE | ADVERBIAL) == WORD
    ]
    return " ".join(kept[-_NAMED:]) or "people"
