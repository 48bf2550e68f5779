"""The named among the dead: "among the dead are two children", "the wounded include a nurse"."""

from collections.abc import Iterator
from dataclasses import replace

from bot.detect.claim_words import Form
from bot.detect.group import Group
from bot.detect.harm import Harm
from bot.detect.reading import Reading, opener_of, reading_of
from bot.detect.victims import object_of, subject
from bot.detect.word_kinds import (
    ADVERB,
    BE,
    PREPOSITION,
    TIME,
)
from bot.detect.wording import Wording
from bot.model.finding import Standing

_AMONG = frozenset({"among", "amongst"})
_THE = frozenset({"the", "those"})
_INVERTED = frozenset({Form.PARTICIPLE, Form.ADJECTIVE})
_BEGINS = frozenset({"", ";", ":", ".", '"'})
_WERE = frozenset({"was", "were", "is", "are"})
#: Words between "killed" and "were two cooks".
_REACH = 15
_INCLUDE = frozenset({"include", "includes", "included", "including"})


def told_of_those(wording: Wording, harm: Harm) -> Iterator[Reading]:
    """Who is named of those already told of; each a part of them."""
    for group in _named(wording, harm):
        if group.person and group.count is not None:
            reading = reading_of(
                wording, group, negated=group.negated, opener=opener_of(wording, group.start)
            )
            yield Reading(
                count=reading.count, of=reading.of, start=reading.start, end=reading.end,
                negated=reading.negated, standing=Standing.PART, attackers=reading.attackers,
                opener=reading.opener,
            )  # fmt: skip


def _named(wording: Wording, harm: Harm) -> tuple[Group, ...]:
    # "The only fatalities were the four bombers."
    only = wording.text(harm.start - 1) == "only"
    the = harm.start - 1 - only
    if wording.text(the) not in _THE:
        return ()
    if wording.text(the - 1) not in _AMONG:
        behind = harm.end + (wording.text(harm.end) == "also")
        named = wording.text(behind) in _INCLUDE or (only and wording.is_a(behind, BE))
        return object_of(wording, behind + 1) if named else ()
    if wording.is_a(harm.end, BE):
        return object_of(wording, harm.end + 1)
    verb = the - 2
    while wording.is_a(verb, ADVERB):
        verb -= 1
    return subject(wording, verb)[0] if wording.is_a(verb, BE) else ()


def told_of_inverted(wording: Wording, harm: Harm) -> Iterator[Reading]:
    """For "Killed in the blast were two cooks", "also injured was a nun"."""
    also = wording.text(harm.start - 1) == "also"
    first = harm.start - also
    if harm.form not in _INVERTED or wording.text(first - 1) not in _BEGINS:
        return
    verb = harm.end
    while verb < min(wording.size, harm.end + _REACH) and not wording.is_verb(verb):
        verb += 1
    place = verb == harm.end or wording.is_a(harm.end, PREPOSITION | TIME)
    if not place or wording.text(verb) not in _WERE:
        return
    for group in object_of(wording, verb + 1):
        if group.person and group.count is not None:
            told = reading_of(wording, group, negated=group.negated, opener=-1)
            more = also and told.standing is Standing.GROUP
            yield replace(told, standing=Standing.MORE) if more else told
