"""Beside the dead: who stands behind the word of harm and shares it ("along with four guards")."""

from collections.abc import Iterator
from dataclasses import replace

from bot.detect.group import group_at
from bot.detect.harm import Harm
from bot.detect.reading import Reading, opener_of, reading_of
from bot.detect.victims import object_of
from bot.detect.word_kinds import (
    ADVERB,
    TIME,
)
from bot.detect.wording import Wording
from bot.model.finding import Standing

#: Words behind a word of harm within which "and another two" may stand.
_REACH = 20
#: Behind "another two" when it tells where and when they died too.
_WHERE = frozenset("on in at later near".split())
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
    place = _more(wording, harm.end)
    if place is not None and place < wording.size:
        group = group_at(wording, place, wording.size)
        figured = wording.figured(group.start, group.end)
        if group.more and figured and wording.text(group.end) in _WHERE:
            opener = opener_of(wording, harm.start)
            yield reading_of(wording, group, negated=False, opener=opener)


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
