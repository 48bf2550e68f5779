"""Overall figures: "the toll rose to twelve from nine", "the number of dead stands at forty"."""

from collections.abc import Iterator

from bot.detect.claim_words import Form
from bot.detect.harm import Harm
from bot.detect.reading import Reading
from bot.detect.word_kinds import (
    FIGURE,
    OVERALL,
)
from bot.detect.wording import Wording
from bot.model.finding import Count, Effect, Standing

#: Words between "toll" and its figure.
_REACH = 16
#: Words of "the number of rebels killed", which tell nothing more.
_BESIDE = 5
_INTO = frozenset(
    "to at of is was : reached reaches reach hit hits passed passes passing now stood stands"
    " exceeds exceeded tops topped crossed crosses had reportedly rises".split()
)
_NUMBERS = frozenset("number count tally figure".split())
_DEAD = frozenset("dead deaths fatalities killed victims casualties martyrs bodies lives".split())
_HURT = frozenset("injured wounded injuries hurt".split())
_CHANGES = frozenset(
    "rose risen rises raised climbed climbs grew grown increased revised updated jumped"
    " stood stands lowered reduced".split()
)
_ENDS = frozenset({";", "."})
_CORRECTED = frozenset("revised lowered reduced corrected raised amended".split())
#: Words between "revised" and its figure.
_NEAR = 5
#: Tolls of another kind.
_OTHER = frozenset("road plaza bridge booth tax free heavy its their his her".split())


def overall(wording: Wording, before: Effect | None = None) -> Iterator[tuple[Harm, Reading]]:
    """Every overall figure of the sentence, as a reading that replaces what was told before.

    Args:
        wording: the sentence.
        before: what the one figure of the sentence before counted.
    """
    for index in [index for index, kind in enumerate(wording.kinds) if kind & OVERALL]:
        if wording.text(index + 1) == "to" and wording.text(index) not in _NUMBERS:
            yield from _brought(wording, index)
        effect = _counted(wording, index) or _goes_on(wording, index, before)
        if effect is None:
            continue
        place = _figure(wording, index + 1)
        if place is not None:
            yield Harm(effect, Form.NOUN, index, index + 1), _whole(wording, index, place)


def _brought(wording: Wording, index: int) -> Iterator[tuple[Harm, Reading]]:
    """For "brings to 21 the number of dead"."""
    place = index + 2
    counts = range(place + 2, place + 5) if wording.is_a(place, FIGURE) else ()
    for noun in counts:
        effect = _counted(wording, noun)
        if effect is not None:
            yield (
                Harm(effect, Form.NOUN, index, index + 1),
                Reading(
                    count=wording.count(place), of="people", start=index,
                    end=min(noun + _BESIDE, wording.size), standing=Standing.REVISED,
                ),
            )  # fmt: skip
            return


def _counted(wording: Wording, index: int) -> Effect | None:
    """What a toll or a number at this token counts."""
    text = wording.text(index)
    if (
        text == "toll"
        and wording.text(index - 1) not in _OTHER
        and wording.text(index + 1) not in _OTHER
    ):
        return Effect.INJURED if wording.text(index - 1) in {"injury", *_HURT} else Effect.KILLED
    if text == "count" and wording.text(index - 1) == "body":
        return Effect.KILLED
    if text in _NUMBERS:
        near = {wording.text(index + i) for i in range(1, 5)}
        if near & _HURT and not near & _DEAD:
            return Effect.INJURED
        return Effect.KILLED if near & _DEAD else _meant(wording, index)
    return None


def _meant(wording: Wording, index: int) -> Effect | None:
    """For "nine were killed, a number later raised to ten": what the sentence told before."""
    changes = {wording.text(index + i) for i in range(1, 6)} & _CHANGES
    known = wording.text(index - 1) in {"the", "that", "this", "a"}
    before = [each.effect for each in wording.harms if each.end <= index and changes and known]
    return before[-1] if before and before[-1] in (Effect.KILLED, Effect.INJURED) else None


def _goes_on(wording: Wording, index: int, before: Effect | None) -> Effect | None:
    """For "The number later rose to 12." behind a sentence with one figure."""
    opens = index == 1 and wording.text(0) in {"the", "that", "this"}
    if before is None or not opens or wording.text(1) not in _NUMBERS or wording.harms:
        return None
    changes = {wording.text(i) for i in range(2, 6)} & _CHANGES
    return before if changes and wording.text(2) != "of" else None


def _figure(wording: Wording, start: int) -> int | None:
    """The token with the figure as it is now: "to twelve", never "from nine"."""
    for index in range(start, min(start + _REACH, wording.size)):
        count = wording.count(index)
        if wording.text(index) in _ENDS:
            return None
        if count is None:
            continue
        before = wording.text(index - 1)
        span = before == "from" and count.max is not None and not count.exact
        if span or before in _INTO or wording.text(index - 2) in _INTO:
            return _corrected(wording, index) or index
        if before not in {"from", "by"}:
            return None
    return None


def _corrected(wording: Wording, place: int) -> int | None:
    """For "put the toll at 40 but later revised it down to 33": the last figure holds."""
    for index in range(place + 1, wording.size - 2):
        if wording.text(index) in _CORRECTED:
            behind = range(index + 1, min(index + _NEAR, wording.size))
            return next((i + 1 for i in behind if _is_to_figure(wording, i)), None)
    return None


def _is_to_figure(wording: Wording, index: int) -> bool:
    return wording.text(index) == "to" and wording.is_a(index + 1, FIGURE)


def _whole(wording: Wording, start: int, place: int) -> Reading:
    count = wording.count(place)
    if count is not None and wording.text(place - 1) == "from" and count.max is not None:
        count = Count(count.max, count.max)
    return Reading(
        count=count, of="people", start=start, end=place + 1, standing=Standing.REVISED,
    )  # fmt: skip
