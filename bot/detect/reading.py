"""A reading: one group that one word of harm speaks of."""

from dataclasses import dataclass

from bot.detect.group import Group
from bot.detect.word_kinds import (
    ATTACKER,
    ED,
)
from bot.detect.wording import Wording
from bot.model.finding import Count, Standing

#: How far back the word is looked for that opens a clause.
_REACH = 25


@dataclass(slots=True, kw_only=True)
class Reading:
    """One group that one word of harm speaks of; `start` and `end` are places among the words.

    Never changed; not frozen, which would double its cost.
    """

    count: Count | None
    of: str
    start: int
    end: int
    negated: bool = False
    standing: Standing = Standing.GROUP
    attackers: bool = False
    #: "He died", "who were killed": nobody is named.
    unnamed: bool = False
    #: The words name people, by a word known for them.
    person: bool = True
    #: The word the clause opens with (its index), which may make it background.
    opener: int = -1
    #: "Had been killed".
    before_past: bool = False


def reading_of(
    wording: Wording,
    group: Group,
    *,
    negated: bool,
    opener: int,
    had: bool = False,
) -> Reading:
    """What a word of harm says of a group.

    Args:
        wording: the sentence.
        group: the people.
        negated: the sentence says it did not happen.
        opener: the index of the word the clause opens with.
        had: the verb is a past perfect.
    """
    attackers = any(kind & ATTACKER for kind in wording.kinds[group.start : group.end])
    standing = Standing.PART if group.part else Standing.MORE if group.more else Standing.GROUP
    return Reading(
        count=None if group.negated else group.count, of=group.of or "people",
        start=group.start, end=group.end,
        negated=negated, standing=standing, attackers=attackers, opener=opener,
        before_past=had, person=group.person,
    )  # fmt: skip


def opener_of(wording: Wording, before: int) -> int:
    """The word that opens the clause of an active verb, -1 at the sentence's beginning."""
    for index in range(before - 1, max(-1, before - _REACH), -1):
        text = wording.text(index)
        if (text in wording.lexicon.links and text not in {"of", "by", "to"}) or text in {";", ":"}:
            return index
        joined = text == "and" and wording.is_a(index - 1, ED)
        if text in {",", "and"} and index == before - 1 and not joined:
            return index
    return -1
