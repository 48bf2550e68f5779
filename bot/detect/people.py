"""People: the groups that a stretch of a sentence counts, read as a list."""

from dataclasses import dataclass, field, replace

from bot.detect.group import LONGEST, Group, group_at
from bot.detect.word_kinds import (
    BE,
    DEFINITE,
    FIGURE,
    FUNCTION,
    MEASURE,
    PREPOSITION,
    SINGULAR,
    SUBORDINATOR,
    TIME,
    WORD,
)
from bot.detect.wording import Wording
from bot.model.finding import Count

_THOSE = frozenset({"them", "those", "whom", "which"})
_ONE = Count(1, 1)
_ARTICLES = SINGULAR | DEFINITE


def groups(
    wording: Wording, start: int, end: int, *, closed: bool = False, subject: bool = False
) -> tuple[Group, ...]:
    """The people counted in a stretch, read as a list ("three police and five civilians").

    Args:
        wording: the sentence.
        start: first token.
        end: behind the last token.
        closed: a comma closed the stretch, so that it may end with a description.
        subject: the stretch stands before its verb.
    """
    found = _List()
    index = _inside_result(wording, start)
    while index < end:
        step = _joint(wording, index, found) or _aside(wording, index, end, found)
        if step:
            index += step
            continue
        group = group_at(wording, index, end)
        index = max(group.end, index + 1)
        if _adds(wording, group, found.groups, found.joint):
            found.groups.append(replace(group, part=True) if found.part else group)
            found.joint = ""
    return _listed(wording, found, closed=closed, subject=subject)


@dataclass(slots=True)
class _List:
    """A list as far as it is read."""

    groups: list[Group] = field(default_factory=list)
    #: What stands between the last group and the next: "and", ",", a phrase, or nothing.
    joint: str = ""
    #: Behind "including".
    part: bool = False
    #: "And" was seen: commas alone make no list.
    listed: bool = False


def _joint(wording: Wording, index: int, found: _List) -> int:
    """How many words here open a part ("including") or join the next group ("and")."""
    text = wording.text(index)
    if wording.opens_part(index) and (text != "most" or found.groups):
        if _turns(wording, index, found.groups):
            found.groups[:] = [replace(group, part=True) for group in found.groups]
        else:
            found.part = True
        found.joint = text
        # "Among them a boy".
        return 1 + (wording.text(index + 1) in _THOSE and wording.text(index + 2) != ",")
    if found.part and _closes(wording, index, found.groups):
        found.part = False
    length = wording.joint(index)
    if length:
        found.joint = "phrase" if found.joint == "phrase" else text
        found.listed = found.listed or text != ","
    return length


def _closes(wording: Wording, index: int, found: list[Group]) -> bool:
    """For "ten guards, including two captains, and five farmers": the part ends here.

    A part of several ("two women, a child, and five men") goes on to the end of its list.
    """
    joins = wording.text(index) == "," and wording.text(index + 1) == "and"
    alone = sum(group.part for group in found) == 1
    return joins and alone and wording.is_a(index + 2, FIGURE)


def _aside(wording: Wording, index: int, end: int, found: _List) -> int:
    """How many words here name nobody: a phrase, a day, a sign."""
    if wording.is_a(index, TIME):
        return 1
    if wording.is_a(index, PREPOSITION | SUBORDINATOR):
        found.joint = found.joint or "phrase"
        return _behind_phrase(wording, index + 1, end) - index
    return 0 if wording.is_a(index, WORD | FIGURE) else 1


def _turns(wording: Wording, index: int, found: list[Group]) -> bool:
    """For "One man is among five killed": the figure behind is the whole."""
    among = wording.text(index) in {"among", "amongst"}
    place = index + 1 + (wording.text(index + 1) == "the")
    figure = place < wording.size and wording.is_a(place, FIGURE)
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
        # "Between the river and Kort": the name still belongs to the phrase.
        return group.person or joint != "phrase" or wording.text(group.start - 1) != "and"
    if joint == "phrase" and wording.joint(group.start - 1) and group.person:
        return True
    if joint in {"", "phrase"} and group.start != found[-1].end:
        if group.person:
            found.clear()
        return group.person
    if joint == "," and _renames(wording, found[-1], group):
        return False
    return _is_listed(wording, group, found[0], joint)


def _is_listed(wording: Wording, group: Group, first: Group, joint: str) -> bool:
    """Whether what follows a group is counted beside it."""
    several = first.count is not None and first.count.min > 1
    if not (group.person or group.more) and (several or joint == ","):
        return False
    figured = wording.count(first.start) and wording.count(group.start)
    one = joint == "," and group.count == _ONE and not figured
    return not one or _goes_on(wording, group.end) or _is_bare(wording, first, group)


def _is_bare(wording: Wording, first: Group, last: Group) -> bool:
    """For "mayor, aide shot dead": a headline has no articles."""
    bare = first.start == 0 and not any(wording.is_a(i, _ARTICLES) for i in (0, last.start))
    return bare and first.person and last.person and last.end in wording.harmed


def _renames(wording: Wording, last: Group, group: Group) -> bool:
    """For "a priest, Belo Tarn, 61, and …": the name is the priest's."""
    role = wording.is_a(last.start, SINGULAR | DEFINITE)
    return role and last.person and group.aged and not wording.is_a(group.start, SINGULAR)


def _goes_on(wording: Wording, end: int) -> bool:
    """Whether a list goes on behind this token with "and"."""
    for index in range(end, min(end + LONGEST, wording.size)):
        if wording.text(index) in {"and", "&"}:
            return True
        if index in wording.harmed or wording.is_a(index, BE) or wording.text(index) == ";":
            return False
    return False


def _listed(wording: Wording, found: _List, *, closed: bool, subject: bool) -> tuple[Group, ...]:
    """The groups that are one list; commas alone make no list, they describe."""
    whole = [group for group in found.groups if not group.part]
    parts = [group for group in found.groups if group.part]
    if len(whole) > 1 and not (found.listed or _is_headline_list(wording, whole)):
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
        if comma is not None and not wording.joint(comma + 1):
            whole = [group for group in whole if group.start < comma]
    return (*whole, *parts)


def _behind_phrase(wording: Wording, index: int, end: int) -> int:
    """Past a prepositional phrase: to the next conjunction, or to where a new figure stands."""
    begin = index
    while index < end:
        if wording.joint(index) or wording.opens_part(index):
            return index
        if wording.text(index) == "with" and wording.is_a(index + 1, FIGURE):
            return index + 1
        starts = wording.count(index) or wording.is_a(index, SINGULAR)
        if index > begin and starts and _may_end_phrase(wording, index - 1):
            return index
        index += 1
    return index


def _may_end_phrase(wording: Wording, index: int) -> bool:
    """For "On Monday", "In 1987", "In the port": what follows is no part of the phrase."""
    if wording.is_a(index, TIME | MEASURE):
        return True
    return wording.is_a(index, WORD) and not wording.is_a(index, FUNCTION)


def _is_headline_list(wording: Wording, whole: list[Group]) -> bool:
    """For "mayor, 3 others killed": a headline's comma for "and"."""
    first, last = whole[0], whole[-1]
    if first.end + 1 != last.start or wording.text(first.end) != ",":
        return False
    if wording.text(last.start + 1) == "of":
        return False
    if last.more:
        # "Subedar, two others killed": whoever they are, he is one of them.
        return first.person or (first.start == 0 and is_many(last))
    # "2 soldiers, 3 rebels killed" too, and "mayor, aide shot dead".
    figures = (wording.count(first.start), wording.count(last.start))
    exact = all(figure is None or figure.exact for figure in figures)
    listed = all(figures) or _is_bare(wording, first, last)
    return listed and exact and first.person and last.person


def is_many(group: Group) -> bool:
    """Whether the group has a figure above one."""
    return group.count is not None and group.count.min > 1
