"""One noun phrase: who they are and how many."""

from dataclasses import dataclass, replace

from bot.detect.tokens import Token
from bot.detect.wording import Wording
from bot.model.finding import Count

#: Words that one noun phrase may have before its head ("a senior local party leader").
LONGEST = 12
#: Words that say who the people are, counted from the last.
_NAMED = 4
_ONE = Count(1, 1)
#: "Few others were hurt".
_FEW = Count(2, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """People of one kind in a sentence; `start` and `end` are token indices."""

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
    word = wording.words[index]
    if word.count is not None:
        return index == start or _is_determiner(wording, index - 1)
    if wording.is_a(index, "conjunctions") or wording.is_a(index, "prepositions"):
        return False
    if wording.is_a(index, "subordinators") or wording.opens_part(index):
        return False
    if index > start and (wording.joint(index) or wording.is_a(index, "pronouns")):
        return False
    if index > start and index in wording.harmed:
        # "Ten miners killed in …", but "two badly wounded miners".
        return wording.lexicon.is_person(wording.text(index + 1))
    return word.word or word.text in {"'", "-", ".", "/"}


def _is_determiner(wording: Wording, index: int) -> bool:
    word = wording.text(index)
    return (
        wording.is_a(index, "definite")
        or word in {"all", "as", "another", "other"}
        or word.endswith("'s")
    )


def _names_many(wording: Wording, start: int, stop: int) -> bool:
    return wording.text(stop - 1) in wording.lexicon.groups and not any(
        wording.words[i].count for i in range(start, stop)
    )


def _read(wording: Wording, start: int, stop: int) -> Group:
    words = wording.words[start:stop]
    texts = [word.text for word in words]
    head = next(
        (w.text.rstrip("'") for w in reversed(words) if w.word and not wording.is_adverb(w.text)),
        "",
    )
    figure = next((w.count for w in words if w.count), None)
    first = texts[0]
    definite = first in wording.lexicon.grammar["definite"] or first.endswith(("'s", "s'"))
    negated = first in wording.lexicon.grammar["negators"]
    owner = texts[-1].endswith("'s") and stop in wording.harmed
    more = bool(wording.lexicon.more & set(texts)) or "another" in first
    thing = owner or head in wording.lexicon.things
    pronoun = head in wording.lexicon.grammar["pronouns"]
    count = None if thing or pronoun else _count(wording, figure, first, head, more=more)
    aged = not thing and wording.text(stop) == "," and wording.is_measure(stop + 1)
    person = (
        wording.lexicon.is_person(head)
        or any(map(wording.lexicon.is_person, texts))
        or (figure is not None and len(texts) == 1)
        or more
        or aged
    )
    of = "" if thing or pronoun or not (head or figure) else _of(wording, words)
    return Group(
        count=count, of=of, start=start, end=stop, more=more,
        definite=definite, negated=negated, person=person and not thing, aged=aged,
    )  # fmt: skip


def _count(
    wording: Wording, figure: Count | None, first: str, head: str, *, more: bool
) -> Count | None:
    if figure is not None:
        return figure
    if first == "few" and more:
        return _FEW
    if head in wording.lexicon.groups or head in wording.lexicon.vague:
        return None
    if first in wording.lexicon.grammar["singular"]:
        return _ONE
    if wording.lexicon.is_plural(head):
        return None
    return _ONE if head or more or first in wording.lexicon.grammar["singular"] else None


def _of(wording: Wording, words: tuple[Token, ...]) -> str:
    """The people in words, without article and figure."""
    skip = wording.lexicon.grammar["singular"] | wording.lexicon.grammar["definite"]
    kept = [
        w.text for w in words if w.word and w.text not in skip and not wording.is_adverb(w.text)
    ]
    return " ".join(kept[-_NAMED:]) or "people"
