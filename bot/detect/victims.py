"""Who it happened to: the people named before or behind a word of harm."""

from bot.detect.group import LONGEST, Group
from bot.detect.people import groups, is_many
from bot.detect.word_kinds import (
    ADVERB,
    ANIMAL,
    BE,
    CONJUNCTION,
    ED,
    FIGURE,
    FUNCTION,
    HAVE,
    ING,
    LY,
    MEASURE,
    PERSON,
    PREPOSITION,
    SUBORDINATOR,
    THING,
)
from bot.detect.wording import Wording

#: How far a subject is looked for.
_REACH = 60
#: A subject may lie behind this many descriptions ("people travelling in a bus were killed").
_CROSSINGS = 3


def subject(
    wording: Wording, before: int, *, crossing: bool = True, reduced: bool = False
) -> tuple[tuple[Group, ...], int]:
    """The groups that end at this token, and the index of the word their clause opens with.

    Args:
        wording: the sentence.
        before: the token behind the subject.
        crossing: whether the subject may lie beyond a description of it.
        reduced: no "was" stands between: "one of five men killed".
    """
    end, closed = _before_aside(wording, before)
    if wording.is_a(end - 1, ANIMAL):
        return (), end
    near = before
    while before in wording.harmed and wording.is_a(near - 1, ADVERB):
        near -= 1
    parent = wording.text(near - 2) == "of" and wording.is_a(near - 3, PERSON)
    if before in wording.harmed and wording.is_a(near - 1, FIGURE) and not parent:
        # "Responsibility for four dead": the figure itself stands for its people.
        return groups(wording, near - 1, near), _left_edge(wording, near) - 1
    for _ in range(_CROSSINGS):
        start = _left_edge(wording, end)
        found = groups(wording, start, end, closed=closed, subject=True)
        chosen = _chosen_from(wording, found) if reduced else ()
        if chosen or not crossing:
            return chosen or found, start - 1
        if settled := _settled(wording, found, start, end):
            return settled
        end = start - 1
    return (), end


def _settled(
    wording: Wording, found: tuple[Group, ...], start: int, end: int
) -> tuple[tuple[Group, ...], int] | None:
    """The subject of a stretch; None where it must lie beyond the word before the stretch."""
    if any(not group.part for group in found) or start == 0:
        named = None if _is_exact(found) else _in_phrase(wording, start, end)
        return named or (_own(wording, found, start), start - 1)
    relative = _relative(wording, start - 1)
    if relative is not None:
        return _antecedent(wording, relative)
    named = _in_phrase(wording, start, end)
    if named or _may_cross(wording, start - 1):
        return named
    return found, start - 1


def _before_aside(wording: Wording, before: int) -> tuple[int, bool]:
    """Where the subject ends once a closing aside (", who was hit twice,") is left out."""
    end = before
    while end > 0 and (wording.is_a(end - 1, ADVERB | LY)):
        end -= 1
    if wording.text(end - 1) not in {",", "-"}:
        return before, False
    while wording.text(end - 1) == wording.text(end - 2) == "-":
        end -= 1
    for index in range(end - 2, max(0, end - _REACH), -1):
        if wording.text(index) == wording.text(end - 1) and (
            wording.text(index + 1) in wording.lexicon.grammar["asides"]
            or wording.text(index) == "-"
            or wording.is_a(index + 1, MEASURE)
            or wording.is_a(index + 1, ED)
        ):
            return index, False
    return end - 1, True


def _left_edge(wording: Wording, end: int) -> int:
    """Where the stretch before `end` that may hold a subject begins."""
    index = end
    while index > 0 and end - index < _REACH:
        if _ends_subject(wording, index - 1, end):
            return index
        index -= 1
    return index


def _ends_subject(wording: Wording, index: int, end: int) -> bool:
    text = wording.text(index)
    if text in {";", ":", '"', "(", "[", "."}:
        return True
    if index in wording.harmed:
        return not wording.is_epithet(index)
    if wording.is_a(index, SUBORDINATOR):
        return True
    return wording.is_verb(index) and index < end


def _chosen_from(wording: Wording, found: tuple[Group, ...]) -> tuple[Group, ...]:
    """For "One of five men killed": the five."""
    some = len(found) == 1 and wording.text(found[0].end) == "of"
    # "Father of three stabbed": one.
    if some and not wording.is_a(found[0].end - 1, PERSON):
        begin = found[0].end + 1 + (wording.text(found[0].end + 1) == "the")
        inner = groups(wording, begin, min(wording.size, found[0].end + 2 + LONGEST))[:1]
        if inner and is_many(inner[0]) and wording.count(begin):
            return inner
    return ()


def _is_exact(found: tuple[Group, ...]) -> bool:
    count = found[0].count if found else None
    return count is not None and count.exact and found[0].person


def _in_phrase(wording: Wording, start: int, end: int) -> tuple[tuple[Group, ...], int] | None:
    """For "A march for two men killed …": the last phrase names them."""
    for index in range(end - 1, start - 1, -1):
        if wording.is_a(index, PREPOSITION):
            if wording.text(index) not in {"of", "for", "against", "over"}:
                return None
            found = groups(wording, index + 1, end)
            fit = len(found) == 1 and found[0].person and found[0].count is not None
            return (found, index) if fit else None
    return None


def _own(wording: Wording, found: tuple[Group, ...], start: int) -> tuple[Group, ...]:
    """The groups without those that are the object of the verb before the stretch."""
    verb = start - 1
    other = verb >= 0 and wording.is_verb(verb) and verb not in wording.harmed
    says = wording.text(verb) in wording.lexicon.grammar["says"]
    if not other or says or wording.is_a(verb, BE | HAVE):
        return found
    return found[1:] if len(found) > 1 and found[0].start == start else found


def _relative(wording: Wording, index: int) -> int | None:
    """Where "who" stands, when the verb at this index is the verb of "who"."""
    for place in range(index, max(-1, index - 6), -1):
        if wording.text(place) in {"who", "which", "whose", "whom"}:
            return place - (wording.text(place - 1) == ",")
        known = wording.is_a(place, ADVERB | LY | ED)
        if not known and place not in wording.harmed and not wording.is_verb(place):
            return None
    return None


def _antecedent(wording: Wording, end: int) -> tuple[tuple[Group, ...], int]:
    """Whom "who" means: the last group before it."""
    start = _left_edge(wording, end)
    return groups(wording, start, end, subject=True)[-1:], end + (wording.text(end) == ",")


def _may_cross(wording: Wording, index: int) -> bool:
    """Whether a subject may lie beyond this word: "who", "travelling", "was" of a relative."""
    text = wording.text(index)
    if text in {";", ":", "(", "[", "."}:
        return False
    if wording.is_a(index, SUBORDINATOR):
        return text in {"who", "which", "as"}
    return True


def object_of(wording: Wording, after: int) -> tuple[Group, ...]:
    """The groups that begin at this token."""
    end = _right_edge(wording, after)
    return groups(wording, after, end)


def _right_edge(wording: Wording, start: int) -> int:
    """Where the stretch behind a word of harm that may hold its object ends."""
    index = start
    while index < wording.size and index - start < _REACH:
        text = wording.text(index)
        if text in {";", ":", '"', "."} and index > start:
            break
        if wording.is_verb(index) or (index in wording.harmed):
            return _before_next_subject(wording, start, index)
        if wording.is_a(index, SUBORDINATOR) or (
            wording.is_a(index, PREPOSITION) and text not in {"of", "from", "to"} and index > start
        ):
            return index
        index += 1
    return index


def _before_next_subject(wording: Wording, start: int, verb: int) -> int:
    """The end of an object, where what follows "and" is the subject of the next verb."""
    if wording.text(verb + 1) == "by":
        return verb  # "Two men and three women held by rebels"
    own = not wording.is_a(verb, BE) and not wording.is_a(verb, HAVE)
    if own and (wording.is_a(verb, ING) or _takes_object(wording, verb)):
        return verb
    for index in range(verb - 1, start, -1):
        if wording.is_a(index, CONJUNCTION):
            return index
    return verb


def _takes_object(wording: Wording, verb: int) -> bool:
    following = verb + 1
    while wording.is_a(following, ADVERB):
        following += 1
    if following >= wording.size:
        return False
    return wording.is_a(following, FIGURE) or (
        wording.is_a(following, FUNCTION)
        and not (wording.is_a(following, PREPOSITION | CONJUNCTION))
    )


def is_thing(wording: Wording, end: int) -> bool:
    """Whether what stands before this token is a thing or an animal, not people in a place."""
    start = _left_edge(wording, end)
    placed = any(wording.is_a(index, PREPOSITION) for index in range(start, end))
    return end > start and not placed and wording.is_a(end - 1, THING | ANIMAL)
