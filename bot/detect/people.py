"""People: the groups that a stretch of a sentence counts, read as a list."""

from dataclasses import dataclass, replace

from bot.detect.tokens import Token
from bot.detect.wording import Wording
from bot.model.finding import Count

#: Words that one noun phrase may have before its head ("a senior local party leader").
LONGEST = 12
#: Words that say who the people are, counted from the last.
_NAMED = 4
_THOSE = frozenset({"them", "those", "whom", "which"})
_ONE = Count(1, 1)


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


def groups(
    wording: Wording, start: int, end: int, *, closed: bool = False, subject: bool = False
) -> tuple[Group, ...]:
    """The people counted in a stretch, read as a list ("three police and five civilians").

    Args:
        start: first token.
        end: behind the last token.
        closed: a comma closed the stretch, so that it may end with a description.
        subject: the stretch stands before its verb.
    """
    found: list[Group] = []
    index, part, joint, listed = _inside_result(wording, start), False, "", False
    while index < end:
        text = wording.text(index)
        if text in wording.lexicon.parts and (text != "most" or found):
            if _turns(wording, index, found):
                found = [replace(group, part=True) for group in found]
            else:
                part = True
            joint = text
            index += 1
        elif length := wording.joint(index):
            joint = "phrase" if joint == "phrase" else text
            listed = listed or text != ","
            index += length
        elif wording.is_a(index, "times"):
            index += 1
        elif wording.is_a(index, "prepositions") or wording.is_a(index, "subordinators"):
            index = _behind_phrase(wording, index + 1, end)
            joint = "phrase" if found and not joint else joint
        elif not (wording.words[index].word or wording.words[index].count):
            index += 1
        else:
            group = _group(wording, index, end)
            index = max(group.end, index + 1)
            if _adds(wording, group, found, joint):
                found.append(replace(group, part=part))
                joint = ""
    return _listed(wording, found, listed=listed, closed=closed, subject=subject)


def _turns(wording: Wording, index: int, found: list[Group]) -> bool:
    """ "One man is among five killed": the figure behind is the whole."""
    among = wording.text(index) in {"among", "amongst"}
    place = index + 1 + (wording.text(index + 1) == "the")
    figure = place < len(wording.words) and wording.words[place].count is not None
    return among and (figure or (bool(found) and wording.text(index + 1) not in _THOSE))


def _inside_result(wording: Wording, start: int) -> int:
    """Past the "in" of "resulting in three dead", the "with" of "with three dead"."""
    text, before = wording.text(start), wording.text(start - 1)
    return start + (text == "with" or (text == "in" and before.startswith("result")))


def _adds(wording: Wording, group: Group, found: list[Group], joint: str) -> bool:
    """Whether the group is one more of the list, not a name or a description of the last."""
    if group.count is None and not group.of:
        return False
    if not found:
        return True
    if joint == "phrase" and wording.joint(group.start - 1) and group.person:
        return True
    if joint in {"", "phrase"} and group.start != found[-1].end:
        if group.person:
            found.clear()
        return group.person
    several = found[0].count is not None and found[0].count.min > 1
    if not (group.person or group.more) and (several or joint == ","):
        return False
    return not (joint == "," and group.count == _ONE and not _goes_on(wording, group.end))


def _goes_on(wording: Wording, end: int) -> bool:
    """Whether a list goes on behind this token with "and"."""
    for index in range(end, min(end + LONGEST, len(wording.words))):
        if wording.text(index) in {"and", "&"}:
            return True
        if index in wording.harmed or wording.is_a(index, "be") or wording.text(index) == ";":
            return False
    return False


def _listed(
    wording: Wording, found: list[Group], *, listed: bool, closed: bool, subject: bool
) -> tuple[Group, ...]:
    """The groups that are one list; commas alone make no list, they describe."""
    whole = [group for group in found if not group.part]
    parts = [group for group in found if group.part]
    if len(whole) > 1 and not listed:
        best = [
            group for group in whole if group.person or wording.figured(group.start, group.end)
        ] or whole
        whole = best[-1:] if subject and not closed else best[:1]
    elif (
        closed
        and len(whole) > 1
        and wording.figured(whole[0].start, whole[0].end)
        and is_many(whole[0])
    ):
        comma = next(
            (i for i in range(whole[0].end, whole[-1].start) if wording.text(i) == ","), None
        )
        whole = [group for group in whole if comma is None or group.start < comma]
    return (*whole, *parts)


def _behind_phrase(wording: Wording, index: int, end: int) -> int:
    """Past a prepositional phrase: to the next conjunction, or to where a new figure stands."""
    begin = index
    while index < end:
        if wording.joint(index) or wording.text(index) in wording.lexicon.parts:
            return index
        if wording.text(index) == "with" and wording.count(index + 1) is not None:
            return index + 1
        starts = wording.words[index].count or wording.is_a(index, "singular")
        if (
            index > begin
            and starts
            and wording.words[index - 1].word
            and not wording.is_function(index - 1)
        ):
            return index
        index += 1
    return index


def _group(wording: Wording, start: int, end: int) -> Group:
    stop = start
    while stop < min(end, start + LONGEST) and _inside(wording, stop, start):
        stop += 1
    stop = max(stop, start + 1)
    if wording.text(stop) == "of" and stop < end and _names_many(wording, start, stop):
        inner = _group(wording, stop + 1, end)
        return replace(inner, start=start, count=inner.count if inner.count != _ONE else None)
    group = _read(wording, start, stop)
    if (
        group.count is not None
        and stop == start + 1
        and wording.text(stop) == "of"
        and stop + 1 < end
    ):
        return replace(group, of=_group(wording, stop + 1, end).of or "people")
    return group


def _inside(wording: Wording, index: int, start: int) -> bool:
    """Whether the noun phrase goes on with this token."""
    word = wording.words[index]
    if word.count is not None:
        return index == start or _is_determiner(wording, index - 1)
    if wording.is_a(index, "conjunctions") or wording.is_a(index, "prepositions"):
        return False
    if wording.is_a(index, "subordinators") or word.text in wording.lexicon.parts:
        return False
    if index > start and (wording.joint(index) or wording.is_a(index, "pronouns")):
        return False
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
        (w.text for w in reversed(words) if w.word and not wording.is_adverb(w.text)),
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
    person = (
        wording.lexicon.is_person(head)
        or any(map(wording.lexicon.is_person, texts))
        or (figure is not None and len(texts) == 1)
        or more
    )
    of = "" if thing or pronoun or not (head or figure) else _of(wording, words)
    return Group(
        count=count, of=of, start=start, end=stop, more=more,
        definite=definite, negated=negated, person=person and not thing,
    )  # fmt: skip


def _count(
    wording: Wording, figure: Count | None, first: str, head: str, *, more: bool
) -> Count | None:
    if figure is not None:
        return figure
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
    kept = [w.text for w in words if w.word and w.text not in skip]
    return " ".join(kept[-_NAMED:]) or "people"


def is_many(group: Group) -> bool:
    """Whether the group has a figure above one."""
    return group.count is not None and group.count.min > 1
