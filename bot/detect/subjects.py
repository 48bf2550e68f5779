"""Subjects: the people stand before the word of harm ("two men were killed")."""

from collections.abc import Iterator
from dataclasses import replace

from bot.detect.claim_words import Form
from bot.detect.group import Group
from bot.detect.harm import Harm
from bot.detect.people import is_many
from bot.detect.reading import Reading, reading_of
from bot.detect.victims import is_thing, subject
from bot.detect.word_kinds import (
    ADVERB,
    ATTACKER,
    BE,
    CROWD,
    GROUP,
    HAVE,
    MODAL,
    NEGATOR,
    SINGULAR,
)
from bot.detect.wording import Wording
from bot.model.finding import Count, Effect, Standing

_ONE = Count(1, 1)
_TURNS = frozenset({"before", "until"})
_REPORTED = frozenset(
    "suspected believed feared reported said thought known confirmed presumed alleged understood"
    " estimated announced declared reportedly allegedly".split()
)


def told_of_subject(
    wording: Wording, harm: Harm, subject_end: int, *, crossing: bool = True
) -> Iterator[Reading]:
    """The people stand before the word."""
    end = _before_verbs(wording, subject_end)
    verbs = [wording.text(i) for i in range(end, harm.start)]
    negated = "not" in verbs or "never" in verbs
    reduced = not verbs and harm.form is Form.PARTICIPLE
    groups, opener = subject(wording, end, crossing=crossing, reduced=reduced)
    if wording.text(end - 1) == "and" and verbs:
        # "He was a militant and was killed": the subject stands before the other verb.
        groups = ()
    whole = [group for group in groups if not group.part]
    parts = [group for group in groups if group.part]
    if not whole and is_thing(wording, end):
        return
    if not groups:
        yield _unnamed(wording, harm, end, opener=opener, negated=negated)
        return
    if whole and {"was", "is", "has"} & set(verbs):
        whole = _single(wording, whole)
    if "also" in verbs:
        whole = [replace(group, more=True) for group in whole]
    for group in (*whole, *parts):
        yield reading_of(
            wording, group, negated=negated or group.negated, opener=opener, had="had" in verbs
        )


def _before_verbs(wording: Wording, end: int) -> int:
    """Where the verbs before a word of harm begin: "are believed to have been"."""
    while end > 0 and (
        wording.is_a(end - 1, HAVE | BE | MODAL | ADVERB)
        or wording.text(end - 1) in _REPORTED
        or wording.text(end - 1) == "not"
    ):
        end -= 1
    return end


def _single(wording: Wording, groups: list[Group]) -> list[Group]:
    """The one group of a singular verb: "a leader and president was killed" is one man."""
    if len(groups) > 1:
        # "The striker, 24, was hurt": a bare figure is his age.
        groups = [g for g in groups if g.end - g.start > 1 or not is_many(g)] or groups
    figured = [g for g in groups if any(wording.count(i) for i in range(g.start, g.end))]
    if figured:
        return groups if all(group.person for group in groups) else figured
    named = [g for g in groups if g.person and (g.definite or wording.is_a(g.start, SINGULAR))]
    if len(named) > 1 and named == groups:
        return groups
    first = next((group for group in groups if group.person), groups[0])
    many = any(wording.is_a(i, GROUP | CROWD) for i in range(first.start, first.end))
    return [first if many or first.count is not None else replace(first, count=_ONE)]


def _unnamed(wording: Wording, harm: Harm, end: int, *, opener: int, negated: bool) -> Reading:
    """For "He was killed", "who were killed", "none was hurt"."""
    none = any(wording.is_a(i, NEGATOR) for i in range(max(0, end - 3), end))
    verbs = (wording.text(i) for i in range(harm.start - 1, -1, -1))
    verb = next(
        (text for text in verbs if text in {"was", "has", "were", "have", "are", "he", "she"}), ""
    )
    killed = harm.effect is Effect.KILLED
    one = killed and verb in {"was", "has", "he", "she"} and not none
    attacker = one and _is_attacker(wording, end)
    return Reading(
        count=_ONE if one else None, of="people", start=harm.start, end=harm.end,
        negated=negated or none, standing=Standing.GROUP if attacker else Standing.PART,
        opener=opener, unnamed=True, person=False, attackers=attacker,
    )  # fmt: skip


def _is_attacker(wording: Wording, end: int) -> bool:
    """For "The gunman killed three before he was shot dead": he is one more."""
    turns = wording.text(end - 1) in {"he", "she"} and wording.text(end - 2) in _TURNS
    return turns and any(kind & ATTACKER for kind in wording.kinds[: end - 2])
