"""Readings: what each word of harm in a sentence says of whom."""

from collections.abc import Iterator
from dataclasses import replace

from bot.detect.among import told_of_inverted, told_of_those
from bot.detect.beside import told_beside, told_elsewhere
from bot.detect.claim_words import Form
from bot.detect.harm import Harm
from bot.detect.headcount import counts_people
from bot.detect.nouns import told_of_body, told_of_noun
from bot.detect.objects import has_object, told_of_object
from bot.detect.participles import auxiliary, described, describes
from bot.detect.reading import Reading, opener_of
from bot.detect.subjects import told_of_subject
from bot.detect.word_kinds import (
    ADVERB,
    DEFINITE,
    ED,
    FINITE,
    FUNCTION,
    ING,
    LY,
    PRONOUN,
    SUBORDINATOR,
    TIME,
    WORD,
)
from bot.detect.wording import Wording
from bot.model.finding import Count, Effect, Standing

_ONE = Count(1, 1)
_BLOWS = tuple(
    "beat hack stab burn stone lynch shot tortur club bludgeon thrash chop crush trampl kick"
    " strangl batter knif chok hit punch slash bomb shell set".split()
)

_SELVES = frozenset({"himself", "herself", "themselves"})
_BLOWS_UP = frozenset("blew blow blows blowing detonated".split())
#: Before "dead" when it tells nothing of how many.
_NO_COUNT = frozenset({"the", "a", "an", "of", "or", "half", "all"})
#: Before "killed: 7" in a list of figures, before "killed were two cooks".
_APART = frozenset({"", ";", ",", ".", "-", ":", '"', "also"})
#: Before "dead" when some of them are named.
_THOSE = frozenset({"the", "those", "only"})


def readings(wording: Wording) -> Iterator[tuple[Harm, Reading]]:
    """Every word of harm with the groups it speaks of."""
    told: set[tuple[Effect, int]] = set()
    figures: set[tuple[Effect, Count | None]] = set()
    found: list[tuple[Harm, Reading]] = []
    counted: Effect | None = None
    for harm in wording.harms:
        for each in _read(wording, harm):
            again = (harm.effect, each.start) in told or (
                # "Four were killed; Ras was among the four killed."
                wording.text(each.start - 1) == "the" and (harm.effect, each.count) in figures
            )
            told.add((harm.effect, each.start))
            figures.add((harm.effect, each.count))
            inside = again or harm.effect is counted
            reading = replace(each, standing=Standing.PART) if inside else each
            if counts_people(wording, harm, reading):
                found.append((harm, reading))
        if harm is wording.harms[0] and wording.text(0) == "of":
            # "Of the 30 injured, five are in critical condition": those are among them.
            counted = harm.effect if wording.figured(1, harm.start) else None
    for harm, reading in found:
        # "A man who was hurt died": he is among the dead, not among the injured.
        died = harm.effect is Effect.INJURED and (Effect.KILLED, reading.start) in told
        if not died:
            yield harm, reading


def _read(wording: Wording, harm: Harm) -> Iterator[Reading]:
    if _is_kind(wording, harm):
        return
    told = _in_turn(wording, harm) or tuple(_by_form(wording, harm))
    # "Seven died, including the bomber": he is among the seven.
    marked = any(each.attackers and each.standing is Standing.PART for each in told)
    for each in told:
        yield replace(each, attackers=True) if marked and _is_whole(each) else each


def _in_turn(wording: Wording, harm: Harm) -> tuple[Reading, ...]:
    """What orders of words tell that few sentences have."""
    before = wording.texts[harm.start - 1]
    if before in _THOSE:
        return tuple(told_of_those(wording, harm))
    if before not in _APART:
        return ()
    return tuple(told_of_inverted(wording, harm)) or tuple(_listed(wording, harm))


def _is_kind(wording: Wording, harm: Harm) -> bool:
    """For "29 casualties, including dead and wounded": no news of how many of each."""
    first = harm.start
    if wording.text(first - 1) == "or" and first - 2 in wording.harmed:
        return True  # "100 dead or wounded"
    if wording.joint(first - 1) and first - 2 in wording.harmed:
        first -= 2
    return wording.opens_part(first - 1) and (first < harm.start or wording.joint(harm.end) > 0)


def _is_whole(reading: Reading) -> bool:
    count = reading.count
    return reading.standing is not Standing.PART and count is not None and count != _ONE


def _listed(wording: Wording, harm: Harm) -> Iterator[Reading]:
    """For "Killed: 7; wounded: 12", "dead - 4"."""
    count = wording.count(harm.end + 1)
    if wording.text(harm.end) in {":", "-"} and count is not None:
        yield Reading(count=count, of="people", start=harm.start, end=harm.end + 2)


def _by_form(wording: Wording, harm: Harm) -> Iterator[Reading]:
    match harm.form:
        case Form.PARTICIPLE:
            yield from _participle(wording, harm)
        case Form.ACTIVE:
            yield from told_of_object(wording, harm)
            yield from told_elsewhere(wording, harm)
        case Form.INTRANSITIVE | Form.HARM:
            told = _of_subject(wording, harm, harm.start)
            bomber = wording.text(harm.start) in _BLOWS_UP
            yield from _of_bomber(wording, told) if bomber else told
        case Form.ADJECTIVE:
            yield from _adjective(wording, harm)
        case Form.NOUN:
            yield from told_of_noun(wording, harm)
        case Form.BODY:
            yield from told_of_body(wording, harm)


def _of_bomber(wording: Wording, told: Iterator[Reading]) -> Iterator[Reading]:
    """For "blew himself up": who tells how many died seldom counts the bomber."""
    # "… killing himself and nine others" tells of him once more.
    if sum(text in _SELVES for text in wording.texts) == 1:
        for each in told:
            yield replace(each, standing=Standing.PART, attackers=True)


def _of_subject(wording: Wording, harm: Harm, end: int) -> Iterator[Reading]:
    told = tuple(told_of_subject(wording, harm, end))
    starts = {each.start for each in told}
    beside = (each for each in told_beside(wording, harm) if each.start not in starts)
    yield from (*told, *beside)


def _participle(wording: Wording, harm: Harm) -> Iterator[Reading]:
    aux = auxiliary(wording, harm.start)
    if aux is None and wording.text(harm.start - 1) == "the" and not describes(wording, harm):
        return  # "Among the injured": no news of how many
    if aux is not None:
        yield from _of_subject(wording, harm, aux)
    elif describes(wording, harm):
        yield from described(wording, harm)
    elif has_object(wording, harm):
        yield from told_of_object(wording, harm)
        yield from told_elsewhere(wording, harm)
    else:
        yield from _of_subject(wording, harm, harm.start)


def _has_noun(wording: Wording, index: int) -> bool:
    """For "dead man", "dead heat": what follows is what is dead."""
    if wording.text(index) == "or":
        return True
    ends = FUNCTION | FINITE | ADVERB | SUBORDINATOR | TIME | PRONOUN | ED | ING | LY
    return wording.is_a(index, WORD) and not wording.is_a(index, ends)


def _adjective(wording: Wording, harm: Harm) -> Iterator[Reading]:
    """For "Two dead", "left two dead", "were dead", "beat a man to death"."""
    before = wording.text(harm.start - 1)
    if before in _NO_COUNT or wording.is_a(harm.start - 1, DEFINITE):
        return
    if wording.text(harm.start) == "to":
        blows = range(max(0, harm.start - 14), harm.start)
        if not any(wording.text(i).startswith(_BLOWS) for i in blows):
            return
    elif _has_noun(wording, harm.end):
        if describes(wording, harm):
            yield from described(wording, harm)
        return
    if wording.is_a(harm.start - 1, PRONOUN):
        one = before in {"him", "her", "himself", "herself"}
        # "Two of them dead".
        some = wording.count(harm.start - 3) if wording.text(harm.start - 2) == "of" else None
        yield Reading(
            count=_ONE if one else some, of="people", start=harm.start, end=harm.end,
            standing=Standing.PART, opener=opener_of(wording, harm.start),
        )  # fmt: skip
        return
    yield from told_of_subject(wording, harm, harm.start, crossing=False)
