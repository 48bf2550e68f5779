"""Modes: whether what a sentence says is happening, past, to come, supposed or denied."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.detect.cues import Cue, ModeWords
from bot.detect.dates import named_by, past_dates
from bot.detect.scan import Pattern, found, spans
from bot.detect.text import Document, Sentence
from bot.model.finding import Mode, Span, Zone

#: Characters that a date before its noun governs.
_NOUN = 60
#: Characters that a date governs: the statement it stands in, on both sides.
_DATE = 400
#: Sentences that an opening such as "In April," governs beyond its own.
_CARRY = 3
#: Sentences, title included, that set what the article looks at.
_TOP = 2
#: Characters that may stand before an opening cue.
_OPENING = 3
#: Where cues disagree, the first of these decides.
_ORDER = (Mode.NEGATED, Mode.HISTORICAL, Mode.HYPOTHETICAL, Mode.FUTURE)


#: ", which lost nine men,": the statement goes on behind it. A comma of "1,200" ends nothing.
_ASIDE = re.compile(r",\s+(?:who|which|whose|whom|where)\b(?:[^,;]|,(?=\d))*(?=,\s)")
#: The rest of a clause in which its own day may stand.
_CLAUSE = re.compile(r"[^,;:\"]{0,60}")


@dataclass(frozen=True, slots=True)
class _Reach:
    """What one cue governs in its sentence; `opening` governs the next sentences too."""

    mode: Mode
    start: int
    end: int
    opening: bool
    #: It dates a statement, rather than shading one verb.
    dates: bool
    #: Where a date stands that yields to a day told right behind what happened.
    yields: Span | None = None


class Timeline:
    """The modes of one Document; made once for it, since openings govern what follows."""

    def __init__(self, document: Document, words: ModeWords) -> None:
        """Take the article.

        Args:
            document: the article, read.
            words: the vocabulary of modes.
        """
        self._words = words
        self._published = document.published.date() if document.published else None
        self._sentences = document.sentences
        self._places = {_key(each): place for place, each in enumerate(document.sentences)}
        self._looks_back = any(
            _holds(words.retrospect, each.folded) for each in document.sentences[:_TOP]
        )
        self._reaches: dict[tuple[bool, int], tuple[_Reach, ...]] = {}

    def mode(self, sentence: Sentence, span: Span) -> Mode:
        """The mode of a stretch of a sentence.

        Args:
            sentence: one of the document's.
            span: offsets into the sentence (not the article), end exclusive.
        """
        begin, end = span
        modes = {
            reach.mode
            for reach in self._read(sentence)
            if (reach.start <= begin < reach.end or reach.start < end <= reach.end)
            and not self._has_its_day(sentence.folded, end, reach.yields)
        }
        for mode in _ORDER:
            if mode in modes:
                return mode
        if _asks(sentence, self._words) or _holds(self._words.supposing, sentence.folded):
            return Mode.HYPOTHETICAL
        return Mode.HISTORICAL if self._goes_on(sentence) else Mode.CURRENT

    def _has_its_day(self, folded: str, end: int, date: Span | None) -> bool:
        """Whether "on Monday" stands in its own clause: "men sent in 2021 shot six on Monday"."""
        if date is None or self._words.now is None:
            return False
        clause = _CLAUSE.match(folded, end, date[0] if date[0] >= end else len(folded))
        days = spans(self._words.now, clause[0]) if clause else ()
        # "On Sunday 3 March 2019" is no day of this week.
        return any(not 0 <= date[0] - end - high <= _OPENING for _, high in days)

    def _read(self, sentence: Sentence) -> tuple[_Reach, ...]:
        key = _key(sentence)
        known = self._reaches.get(key)
        if known is None:
            known = self._reaches[key] = tuple(_reaches(sentence, self._words, self._published))
        return known

    def _goes_on(self, sentence: Sentence, hops: int = _CARRY) -> bool:
        """Whether a sentence before this one set the time, and this one does not change it."""
        place = self._places.get(_key(sentence), 0)
        if _holds(self._words.now, sentence.folded):
            return False
        if self._looks_back:
            return True
        if place == 0 or sentence.zone is Zone.TITLE:
            return False
        before = self._sentences[place - 1]
        if _holds(self._words.onward, sentence.folded):
            return hops > 0 and self._is_past(before, hops - 1)
        return self._carried(place)

    def _carried(self, place: int) -> bool:
        paragraph = self._sentences[place].paragraph
        for before in reversed(self._sentences[max(0, place - _CARRY) : place]):
            if before.paragraph != paragraph or before.zone is Zone.TITLE:
                return False
            if any(reach.opening for reach in self._read(before)):
                return True
            if _holds(self._words.now, before.folded):
                return False
        return False

    def _is_past(self, sentence: Sentence, hops: int) -> bool:
        dated = any(each.dates for each in self._read(sentence))
        return dated or self._goes_on(sentence, hops)


def _key(sentence: Sentence) -> tuple[bool, int]:
    return sentence.zone is Zone.TITLE, sentence.start


def _asks(sentence: Sentence, words: ModeWords) -> bool:
    """Whether a sentence asks whether something is so."""
    return sentence.folded.rstrip("\"') ").endswith("?") and _holds(words.question, sentence.folded)


def _holds(pattern: Pattern | None, folded: str) -> bool:
    return pattern is not None and found(pattern, folded)


def _reaches(sentence: Sentence, words: ModeWords, published: date | None) -> Iterator[_Reach]:
    folded = sentence.folded
    for cue in words.cues_in(sentence.seen):
        for start, end in _cued(cue, folded):
            yield from _reach(folded, cue, start, end, words)
    tied = list(spans(words.tied, folded)) if words.tied else []
    for start, end in past_dates(folded, words, published):
        if any(low < start < high for low, high in tied):
            continue
        named = named_by(folded, start)
        if named is not None:
            # "A memorial to the war of 1992 was bombed": only the war is dated.
            yield _Reach(Mode.HISTORICAL, named, end, opening=False, dates=False)
            continue
        if _is_attribute(folded, words, start, end):
            # "Near the scene of the deadly 2017 attack": only the attack is dated.
            high = _forth(words.statement, folded, end, _NOUN)
            yield _Reach(Mode.HISTORICAL, start, high, opening=False, dates=False)
            continue
        low = _back(words.statement, folded, start, _DATE)
        opening = start <= _OPENING
        stop = words.opened if opening else words.statement
        for begin, high in _stretches(stop, folded, end, _DATE):
            first = low if begin == end else begin
            yields = None if opening else (start, end)
            yield _Reach(Mode.HISTORICAL, first, high, opening=opening, dates=True, yields=yields)


def _cued(cue: Cue, folded: str) -> Iterator[Span]:
    """Where a cue stands; half of a word with a hyphen ("would-be", "no-fly zone") is none."""
    harmless: list[Span] | None = None
    for start, end in spans(cue.pattern, folded):
        if _is_half(folded, start, end):
            continue
        if cue.unless is not None and harmless is None:
            harmless = list(spans(cue.unless, folded))
        if not any(a < end and start < b for a, b in harmless or ()):
            yield start, end


def _is_half(folded: str, start: int, end: int) -> bool:
    after = folded[end : end + 1] == "-" and folded[end + 1 : end + 2].isalpha()
    return after or (folded[start - 1 : start] == "-" and folded[start - 2 : start - 1].isalpha())


def _reach(folded: str, cue: Cue, start: int, end: int, words: ModeWords) -> Iterator[_Reach]:
    dates = cue.mode is Mode.HISTORICAL and cue.left > 0
    opening = dates and start <= _OPENING
    low = _back(cue.stop, folded, start, cue.left) if cue.left else (start if cue.itself else end)
    stop = words.opened if opening and cue.stop is words.statement else cue.stop
    told = (start, end) if dates and not opening and cue.stop is words.statement else None
    for begin, high in _stretches(stop, folded, end, cue.right):
        first = low if begin == end else begin
        yield _Reach(cue.mode, first, high, opening=opening, dates=dates, yields=told)


def _stretches(stop: Pattern | None, folded: str, end: int, reach: int) -> Iterator[Span]:
    """What is governed behind a cue: up to its stop, and on behind an aside."""
    limit = end + reach
    low = end
    while True:
        high = _forth(stop, folded, low, limit - low)
        if high > low or low == end:
            yield low, high
        aside = _ASIDE.match(folded, high, limit)
        if stop is None or aside is None or _stops_at_comma(stop, folded, high):
            return
        low = aside.end()


def _stops_at_comma(stop: Pattern, folded: str, place: int) -> bool:
    """Whether the comma itself is the stop, whatever follows it."""
    first = next(spans(stop, folded[place : place + 1]), None)
    return first is not None


def _forth(stop: Pattern | None, folded: str, end: int, reach: int) -> int:
    stretch = folded[end : end + reach]
    first = next(spans(stop, stretch), None) if stop else None
    # The space before a stop belongs to what it opens: "is not lifted[ we will strike]".
    return end + (len(stretch[: first[0]].rstrip(" ")) if first else len(stretch))


def _back(stop: Pattern | None, folded: str, start: int, reach: int) -> int:
    low = max(0, start - reach)
    last = None
    for last in spans(stop, folded[low:start]) if stop else ():  # noqa: B007  # the last one is wanted
        pass
    return low + (last[1] if last else 0)


def _is_attribute(folded: str, words: ModeWords, start: int, end: int) -> bool:
    """Whether a date belongs to the noun behind it: "the 2017 attack", "a March 2018 raid"."""
    first = folded[start:end].split(maxsplit=1)[0]
    named = first in words.dated or folded[max(0, start - 3) : start] in (" a ", "he ")
    return named and folded[end : end + 1] == " "
