"""Beside the dead: who stands behind the word of harm and shares it ("along with four guards")."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from bot.detect.group import Group, group_at
from bot.detect.harm import Harm
from bot.detect.reading import Reading, opener_of, reading_of
from bot.detect.victims import object_of
from bot.detect.word_kinds import (
    ADVERB,
    CONJUNCTION,
    FIGURE,
    TIME,
)
from bot.detect.wording import Wording
from bot.model.finding import Standing

#: Words behind a word of harm within which "and another two" may stand.
_REACH = 20
#: Behind "another two" when it tells where and when they died too.
_WHERE = frozenset("on in at later near".split())
_AT = frozenset({"in", "at", "near", "outside"})
#: "Six in hospital", "twelve in total" died nowhere else.
_STATES = frozenset(
    "hospital hospitals total all critical serious custody intensive stable one a the".split()
)
_THEM = frozenset({"them", "those", "whom"})
_ENDS = frozenset({";", ".", ":"})


def told_beside(wording: Wording, harm: Harm) -> Iterator[Reading]:
    """For "was killed along with four guards", "died at once and two more in hospital"."""
    yield from _parts(wording, harm)
    after = harm.end
    while wording.is_a(after, TIME | ADVERB):
        after += 1
    after += wording.text(after) == ","
    joint = wording.joint(after)
    if joint > 1:
        for group in object_of(wording, after + joint):
            if group.count is not None and group.person:
                reading = reading_of(
                    wording, group, negated=False, opener=opener_of(wording, harm.start)
                )
                yield replace(reading, standing=Standing.GROUP)
        return
    yield from told_elsewhere(wording, harm)
    place = _more(wording, harm.end)
    if place is not None and place < wording.size:
        group = group_at(wording, place, wording.size)
        figured = wording.figured(group.start, group.end)
        if group.more and figured and wording.text(group.end) in _WHERE:
            opener = opener_of(wording, harm.start)
            yield reading_of(wording, group, negated=False, opener=opener)


def told_elsewhere(wording: Wording, harm: Harm) -> Iterator[Reading]:
    """For "four died in Gao and six in Mopti": a figure and a place, the verb left out."""
    begin = harm.end
    more = wording.kinds[begin + 2 : wording.size]
    if not any(a & CONJUNCTION and b & FIGURE for a, b in pairwise(more)):
        return
    if wording.text(begin) not in _AT:
        begin = max((group.end for group in object_of(wording, harm.end)), default=begin)
    if wording.text(begin) not in _AT or wording.is_a(begin + 1, FIGURE):
        return
    groups = list(_places(wording, begin + 1))
    told = next((each for i in range(begin) if (each := wording.count(i))), None)
    # "Ten died in raids, six in Gao and four in Mopti": they are the ten.
    if told is None or told.min != sum(group.count.min for group in groups if group.count):
        for group in groups:
            opener = opener_of(wording, harm.start)
            yield reading_of(wording, group, negated=False, opener=opener)


def _places(wording: Wording, index: int) -> Iterator[Group]:
    """The groups of "…, six in Mopti and two in Kidal", up to the next verb."""
    while index < wording.size and wording.text(index) not in _ENDS:
        if index in wording.harmed or wording.is_verb(index):
            return
        index += 1
        if not wording.joint(index - 1) or not wording.is_a(index, FIGURE):
            continue
        group = group_at(wording, index, wording.size)
        index = group.end
        here = wording.text(index) in _AT and wording.text(index + 1) not in _STATES
        if here and group.person:
            yield group


def _parts(wording: Wording, harm: Harm) -> Iterator[Reading]:
    """For "seven, including the bomber, were killed", "seven were killed, among them a boy"."""
    behind = harm.end + (wording.text(harm.end) == ",")
    begin = harm.start
    while begin > max(0, harm.start - _REACH) and begin - 1 not in wording.harmed:
        begin -= 1
    for index in (*range(begin, harm.start), behind):
        if wording.opens_part(index) and wording.text(index - 1) == ",":
            first = index + 1 + (wording.text(index + 1) in _THEM)
            for group in object_of(wording, first):
                if group.count is not None and group.person:
                    opener = opener_of(wording, harm.start)
                    reading = reading_of(wording, group, negated=False, opener=opener)
                    yield replace(reading, standing=Standing.PART)


def _more(wording: Wording, start: int) -> int | None:
    """Where "another two on Tuesday" begins: the sentence's last statement, without a verb."""
    begin = None
    for index in range(start, min(wording.size, start + _REACH)):
        if index in wording.harmed or wording.is_verb(index):
            return None
        if wording.text(index) in _ENDS:
            break
        if wording.text(index) == "and":
            begin = index + 1
    return begin
