"""Background: a death that is the reason of what happens now, not the news itself."""

from bot.detect.claim_words import Form
from bot.detect.harm import Harm
from bot.detect.reading import Reading
from bot.detect.reckoning import is_reckoning
from bot.detect.word_kinds import (
    BE,
    DEFINITE,
    PREPOSITION,
)
from bot.detect.wording import Wording
from bot.model.finding import Effect

#: Before a gerund: "held for killing", "a protest against killing".
_OF_AN_ACT = frozenset({"for", "of", "against", "in", "over", "with", "about"})

#: Words before a figure within which a cue speaks of it.
_NEAR = 3
#: "Ten years after": words within which it opens a sentence, and what it counts.
_OPENING = 6
_AGO = frozenset("months year years decade decades century centuries".split())
_DONE = frozenset({"on", "managed", "proceeded", "able"})
_RELATIVES = frozenset({"who", "whose", "which", "where"})
_FREED = frozenset("released freed rescued release releasing freeing escaped liberated".split())
#: "A bomb at a funeral" is news, whatever the funeral is for.
_PLACES = frozenset({"at", "near", "outside", "during", "targeting", "hit", "struck"})


def is_aim(wording: Wording, harm: Harm) -> bool:
    """For "to kill judges", "can kill 200": what is meant or able; "went on to kill" is done."""
    aim = harm.form in (Form.ACTIVE, Form.INTRANSITIVE) and wording.text(harm.start - 1) == "to"
    can = harm.form is Form.ACTIVE and wording.text(harm.start - 1) in {"can", "cannot"}
    return can or (aim and wording.text(harm.start - 2) not in _DONE)


def is_background(wording: Wording, harm: Harm, reading: Reading, *, told: int = 0) -> bool:
    """Whether the sentence tells a death as the reason of a protest, a trial, a mourning.

    Args:
        wording: the sentence.
        harm: the word of harm.
        reading: whom it speaks of.
        told: the most that the article told before of what happens now.
    """
    opener = reading.opener
    link = wording.text(opener) if opener >= 0 else ""
    return (
        is_reckoning(wording, harm, reading, told=told)
        or _is_long_after(wording, harm)
        or _is_free(wording, harm)
        or _is_known_for(wording, harm)
        or _is_before_past(wording, reading, link)
        or _is_reason(wording, reading, link)
        or _is_act_of(wording, harm, reading)
    )


def _is_reason(wording: Wording, reading: Reading, link: str) -> bool:
    """For "they marched after two died", and "after two died, they marched"."""
    of = reading.start - 1 - wording.is_a(reading.start - 1, DEFINITE)
    if wording.text(of) in {"of", "for"} and _cued(wording, max(0, of - _NEAR), of):
        return True  # "The funeral march of ten miners killed …"
    if link not in wording.lexicon.links and link != "(":
        return False
    if _cued(wording, 0, reading.opener):
        return True
    opens = link in {"after", "following", "over", "as"} and reading.opener <= 1
    relates = opens or link in {"who", "whose", "of", "for"}
    return relates and _does(wording, reading.end)


def _is_long_after(wording: Wording, harm: Harm) -> bool:
    """For "A decade after the siege that left 67 dead, survivors met": it opens the sentence."""
    opening = wording.texts[:_OPENING]
    start = opening.index("after") if "after" in opening else 0
    if _AGO.isdisjoint(opening[:start]):
        return False
    return "," not in wording.texts[start : harm.start] and "," in wording.texts[harm.end :]


def _is_act_of(wording: Wording, harm: Harm, reading: Reading) -> bool:
    """For "a protest against killing women", "remembering the nine lives"."""
    if harm.form is Form.ACTIVE and wording.text(harm.start - 1) in _OF_AN_ACT:
        return _cued(wording, 0, harm.start)
    near = max(0, reading.start - _NEAR)
    return harm.form is Form.NOUN and _cued(wording, near, reading.start)


def _is_before_past(wording: Wording, reading: Reading, link: str) -> bool:
    """For "Ten had been killed": before what is told, unless somebody reports it."""
    if not reading.before_past or wording.text(0) == "by":
        return False  # "By nightfall they had killed 14": it tells what happens
    reported = not wording.lexicon.grammar["reports"].isdisjoint(wording.texts)
    return link in _RELATIVES or not reported


def _is_known_for(wording: Wording, harm: Harm) -> bool:
    """For "Famed for killing three": what somebody is known, sought or honoured for."""
    before = harm.start - 1
    for_it = harm.form is Form.ACTIVE and wording.text(before) == "for"
    return for_it and wording.text(before - 1) not in {"responsibility", "responsible"}


def _is_free(wording: Wording, harm: Harm) -> bool:
    """Whether the sentence tells that captives are free again."""
    return harm.effect is Effect.CAPTURED and not _FREED.isdisjoint(wording.texts)


def _does(wording: Wording, start: int) -> bool:
    """Whether somebody protests or mourns behind this token; "at a protest" is no verb."""
    return any(
        _cued(wording, index, index + 1)
        and not wording.is_a(index - 1, PREPOSITION)
        and not wording.is_a(index - 2, PREPOSITION)
        for index in range(start, wording.size)
    )


def _cued(wording: Wording, start: int, end: int) -> bool:
    """Whether somebody protests, mourns or judges between two tokens."""
    for index in range(start, end):
        text = wording.text(index)
        # "Accused of" is a trial; "accused the army of" is somebody's claim about now.
        claim = text == "accused" and not wording.is_a(index - 1, BE)
        if claim and wording.text(index + 1) != "of":
            continue
        place = _PLACES & {wording.text(index - 1), wording.text(index - 2)}
        if not place and wording.is_cue(index):
            return True
    return False
