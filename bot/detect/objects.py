"""Objects: the people stand behind the word of harm ("killed two men")."""

from collections.abc import Iterator

from bot.detect.claim_words import Form
from bot.detect.group import Group
from bot.detect.harm import Harm
from bot.detect.reading import Reading, opener_of, reading_of
from bot.detect.victims import object_of
from bot.detect.word_kinds import (
    ADVERB,
    ANIMAL,
    CONJUNCTION,
    CUE,
    DEFINITE,
    ED,
    FIGURE,
    FINITE,
    LY,
    OWNER,
    PERSON,
    PREPOSITION,
    SINGULAR,
    SUBORDINATOR,
    WORD,
)
from bot.detect.wording import Wording
from bot.model.finding import Count, Effect, Standing

_ONE = Count(1, 1)
#: Words within which a figure stands before its own word of harm.
_NEAR = 5
#: Gerunds that are also names of acts, and what names are called before them.
_EACH_OTHER = frozenset({("each", "other"), ("one", "another")})
_SELVES = frozenset({"himself", "herself", "themselves", "itself"})
_ACTS = frozenset("killing kidnapping massacre murdering slaying lynching".split())
_OF_ACTS = frozenset("target targeted honour mass mob revenge contract sectarian mercy".split())


def told_of_object(wording: Wording, harm: Harm) -> Iterator[Reading]:
    """The people stand behind the word."""
    start = _begin(wording, harm)
    if start is None:
        return
    if wording.text(start) in _SELVES:
        yield from _self(wording, harm)
        start += 1
    yield from _self_too(wording, harm)
    yield from _objects(wording, harm, start)


def _begin(wording: Wording, harm: Harm) -> int | None:
    """Where an object may begin; None where the word is no verb, or harms each other."""
    start = harm.end
    if wording.text(start) == "and" and _shares_object(wording, start + 1):
        # "Injured and robbed two men"; what the second verb tells itself is left to it.
        start += 1 if start + 1 in wording.harmed else 2
    if (harm.form is Form.ACTIVE and wording.text(start) == "of") or _is_name_of_act(wording, harm):
        return None
    start += wording.text(start) == "only"
    if (wording.text(start), wording.text(start + 1)) in _EACH_OTHER:
        return None
    # "Murder, kidnapping, theft": names of acts.
    named = wording.text(start) == "," and harm.form is Form.ACTIVE
    return None if named else start


def _objects(wording: Wording, harm: Harm, start: int) -> Iterator[Reading]:
    opener = opener_of(wording, harm.start)
    before = range(max(0, harm.start - 4), harm.start)
    negated = any(wording.text(i) in {"not", "without", "never"} for i in before)
    groups = object_of(wording, start)
    pronoun = wording.text(start)
    if not groups and pronoun in {"him", "her", "them"}:
        yield Reading(
            count=_ONE if pronoun != "them" else None, of="people", start=harm.start, end=start + 1,
            standing=Standing.PART, opener=opener, negated=negated,
        )  # fmt: skip
    had = "had" in {wording.text(harm.start - 1), wording.text(harm.start - 2)}
    loss = wording.text(harm.start) in {"lost", "loses"}
    for group in groups:
        if _is_animal(wording, group):
            continue
        if not loss or (_names_people(wording, group) and group.count is not None):
            yield reading_of(
                wording, group, negated=negated or group.negated, opener=opener, had=had
            )


def _is_animal(wording: Wording, group: Group) -> bool:
    """For "killed 30 wolves": nobody."""
    return wording.is_a(group.end - 1, ANIMAL)


def _names_people(wording: Wording, group: Group) -> bool:
    """For "lost five soldiers", not "lost nine of their matches"."""
    return any(kind & PERSON for kind in wording.kinds[group.start : group.end])


def _is_name_of_act(wording: Wording, harm: Harm) -> bool:
    """For "The killing", "targeted killing": a noun, not a verb."""
    before = harm.start - 1
    return wording.text(harm.end - 1) in _ACTS and (
        wording.is_a(before, DEFINITE)
        or wording.is_a(before, SINGULAR)
        or wording.is_a(before, OWNER)
        or wording.text(before) in _OF_ACTS
    )


def _self(wording: Wording, harm: Harm) -> Iterator[Reading]:
    others = wording.text(harm.end + 1) in {"and", ","}
    blasts = ("bomb", "explo", "deton", "blew", "blast", "suicide")
    if harm.effect is Effect.KILLED and any(text.startswith(blasts) for text in wording.texts):
        yield Reading(
            count=_ONE, of="attacker", start=harm.start, end=harm.end + 1,
            standing=Standing.GROUP if others else Standing.PART, attackers=True,
        )  # fmt: skip


def _self_too(wording: Wording, harm: Harm) -> Iterator[Reading]:
    """For "killed three and then himself", "… before turning the gun on himself"."""
    if harm.effect is not Effect.KILLED or _SELVES.isdisjoint(wording.texts):
        return
    for index in range(harm.end + 1, wording.size):
        if index in wording.harmed or wording.text(index) in {";", "."}:
            return
        before = wording.text(index - 1)
        turned = before == "on" and wording.text(index - 4).startswith("turn")
        inside = before == "including" or wording.text(index + 1) == "included"
        if wording.text(index) in _SELVES and (before in {"and", "then"} or turned or inside):
            yield Reading(
                count=_ONE, of="attacker", start=index, end=index + 1, attackers=True,
                standing=Standing.PART if inside else Standing.GROUP,
            )  # fmt: skip


def has_object(wording: Wording, harm: Harm) -> bool:
    """Whether the people stand behind the word: "killed three men", but "three killed in …"."""
    index = harm.end
    while wording.is_a(index, ADVERB | LY) and not wording.is_a(index, SUBORDINATOR):
        index += 1
    if index >= wording.size:
        return False
    text = wording.text(index)
    if text in {"and", ","} and _shares_object(wording, index + 1):
        return True
    if wording.is_a(index, FIGURE):
        return not _counted_before(wording, harm, index)
    if not wording.is_a(index, WORD) or wording.opens_part(index):
        return False
    return not wording.is_a(index, PREPOSITION | SUBORDINATOR | CONJUNCTION | FINITE | CUE)


def _shares_object(wording: Wording, index: int) -> bool:
    """For "Injured and robbed two men": the next verb's object is this one's too."""
    harm = next((each for each in wording.harms if each.start == index), None)
    if harm is None and not wording.is_a(index, ED):
        return False
    following = index + 1 if harm is None else harm.end
    counted = following < wording.size and wording.is_a(following, FIGURE)
    return counted or wording.is_a(following, SINGULAR | DEFINITE)


def _counted_before(wording: Wording, harm: Harm, index: int) -> bool:
    """For "1 killed 2 injured": the figure behind belongs to the next word of harm."""
    after = any(
        each.form is Form.PARTICIPLE and index < each.start < index + _NEAR
        for each in wording.harms
    )
    return after and wording.figured(max(0, harm.start - 3), harm.start)
