"""Reckonings: the toll of a long time, or of one long past, told beside the news."""

from collections.abc import Sequence
from itertools import pairwise

from bot.detect.claim_words import Form
from bot.detect.harm import Harm
from bot.detect.reading import Reading
from bot.detect.word_kinds import (
    ADVERB,
    BE,
    HAVE,
    PERSON,
    TIME,
)
from bot.detect.wording import Wording
from bot.model.finding import Effect

_HAVE = frozenset({"have", "has", "had"})
_OVER = frozenset({"during", "in", "over", "throughout", "amid", "since"})
#: Words behind "during" that say during what.
_WITHIN = 7
#: What lasts: its toll is no news of today.
_LONG = frozenset(
    "war conflict years months decades insurgency uprising century wars feud occupation".split()
)
#: "Had been killed during riots": a look back at all of them.
_RIOTS = frozenset("riots violence unrest crackdown disturbances".split())
#: What may last: a large toll of it is a sum.
_UNREST = frozenset(
    "riots violence unrest crackdown disturbances fighting clashes campaign offensive protests"
    " rebellion hostilities bloodshed operations attacks strikes raids".split()
)
#: One happening, or a moment: the toll is of that.
_ONCE = frozenset(
    "attack blast bombing bomb strike airstrike raid ambush massacre explosion shooting assault"
    " shelling battle clash crash gunfight shootout firefight siege encounter landmine ied rocket"
    " missile mortar grenade when incident operation exchange gunbattle gun-battle skirmish"
    " stampede riot lynching stabbing hijacking".split()
)
#: Words behind "killed" within which "in the civil war" stands.
_NEAR = 4
#: "In three days of fighting".
_SHORT = frozenset({"days", "hours", "nights"})
#: "Every week".
_EACH = frozenset({"every", "each", "per"})
#: "Killed two guards a day after …".
_DAYS_AFTER = frozenset({"after", "later", "earlier", "before", "ago"})
_SPELLS = frozenset({"day", "week", "month", "hour"})
_LAST = frozenset({"past", "last", "one", "single"})
#: A large figure of these needs a long time; a single battle drives thousands from their homes.
_COUNTED_AT_ONCE = frozenset({Effect.KILLED, Effect.INJURED, Effect.CAPTURED, Effect.MISSING})
_RELATIVES = frozenset({"which", "who", "that", "whose"})
_KIN = frozenset(
    "brother brothers sister sisters son sons daughter daughters father mother parents husband wife"
    " children cousin cousins uncle relatives family grandfather grandmother".split()
)
_OWN = frozenset({"his", "her", "their", "my", "our"})
#: Deaths: a hundred told without a happening are a sum, and so are thousands in any case.
_MANY, _VAST = 100, 1_000
#: Words of a verb: "had reportedly been", "have so far been".
_CHAIN = 6
_SAID = frozenset("so far reported feared believed thought confirmed presumed".split())


def is_reckoning(wording: Wording, harm: Harm, reading: Reading, *, told: int) -> bool:
    """Whether a figure sums up a long time, or is told back from an earlier one.

    Args:
        wording: the sentence.
        harm: the word of harm.
        reading: whom it speaks of.
        told: the most that the article told before of what happens now.
    """
    if _is_rate(wording):
        return True
    verb = _verb(wording, harm, reading)
    if verb < 0:
        vast = reading.count is not None and reading.count.min >= _VAST
        killed = harm.effect is Effect.KILLED
        if killed and _is_in_war(wording, harm):
            return True
        return killed and vast and not _is_anchored(wording, reading, told)
    had = wording.text(verb) == "had" or wording.text(verb).endswith("'d")
    texts = wording.texts
    return (
        _is_since(wording, reading)
        or _is_over(texts, _LONG, _WITHIN)
        or (had and "during" in texts and _is_over(texts, _RIOTS, _WITHIN // 2))
        or (not had and _is_known(wording, harm, reading, verb))
        or (
            harm.effect in _COUNTED_AT_ONCE
            and not _is_anchored(wording, reading, told)
            and _is_sum(wording, reading, texts, had=had)
        )
    )


def _is_rate(wording: Wording) -> bool:
    """For "on average 12 women are killed", "30 people die every day", "15 people a day"."""
    if _SPELLS.isdisjoint(wording.texts) and "average" not in wording.texts:
        return False
    for place, (first, second) in enumerate(pairwise(wording.texts)):
        if first == "on" and second == "average":
            return True
        people = wording.is_a(place - 1, PERSON) and wording.text(place + 2) not in _DAYS_AFTER
        if second in _SPELLS and (first in _EACH or (first == "a" and people)):
            return True
    return False


def _is_in_war(wording: Wording, harm: Harm) -> bool:
    """For "the widow of a soldier killed in the war": long known, and told of somebody else."""
    reduced = harm.form is Form.PARTICIPLE and not wording.is_a(harm.start - 1, BE | HAVE | ADVERB)
    near = wording.texts[harm.end : harm.end + _NEAR]
    return reduced and near[0] in {"in", "during"} and "war" in near


def _verb(wording: Wording, harm: Harm, reading: Reading) -> int:
    """Where the "has" or "had" of the verb of harm stands, -1 without one."""
    before = reading.start - 1 if _is_left(harm, reading) else harm.start
    for index in range(before - 1, max(-1, before - _CHAIN), -1):
        text = wording.text(index)
        if text in _HAVE or text.endswith("'d"):
            return index
        links = wording.is_a(index, BE | ADVERB)
        if not links and not text.endswith("ly") and text not in _SAID:
            return -1
    return -1


def _is_left(harm: Harm, reading: Reading) -> bool:
    """For "has left two dead", "has claimed two lives": the verb stands before the people."""
    return harm.form in (Form.ADJECTIVE, Form.NOUN) and reading.start <= harm.start


def _is_since(wording: Wording, reading: Reading) -> bool:
    """For "Since the truce …", "800 … since the war began"; "since Sunday" tells of now."""
    many = reading.count is not None and reading.count.min >= _MANY
    return any(
        text == "since" and not wording.is_a(index + 1, TIME)
        for index, text in enumerate(wording.texts if many else wording.texts[:1])
    )


def _is_over(texts: Sequence[str], long: frozenset[str], reach: int) -> bool:
    """For "in the first months of the war"."""
    return any(
        text in _OVER and not long.isdisjoint(texts[index : index + reach])
        for index, text in enumerate(texts)
    )


def _is_known(wording: Wording, harm: Harm, reading: Reading, verb: int) -> bool:
    """For "the group, which has killed hundreds": what it is known for."""
    acts = reading.start >= harm.end or _is_left(harm, reading)
    return acts and wording.text(verb - 1) in _RELATIVES


def _is_anchored(wording: Wording, reading: Reading, told: int) -> bool:
    """Whether the sentence names one happening or a day, or tells on what is told already."""
    if reading.count is not None and reading.count.min <= told * 2:
        return True
    once = not (_ONCE.isdisjoint(wording.texts) and _SHORT.isdisjoint(wording.texts))
    if not once and "day" in wording.texts:
        once = wording.text(wording.texts.index("day") - 1) in _LAST
    return once or any(kind & TIME for kind in wording.kinds)


def _is_sum(wording: Wording, reading: Reading, texts: Sequence[str], *, had: bool) -> bool:
    """Whether the figure is too large, or its people too far off, for one happening."""
    least = reading.count.min if reading.count else 0
    if had:
        return least >= _MANY or _is_of_kin(wording, reading)
    return least >= (_VAST if (_UNREST | _LONG).isdisjoint(texts) else _MANY)


def _is_of_kin(wording: Wording, reading: Reading) -> bool:
    """For "her two brothers"."""
    own = wording.text(reading.start) in _OWN
    return own and any(wording.text(i) in _KIN for i in range(reading.start, reading.end))
