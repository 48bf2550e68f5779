"""Dates: which of a sentence's dates lie in the past, and where what they date begins."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from bot.detect.cues import ModeWords
from bot.detect.scan import compiled, found, spans
from bot.model.finding import Span

#: A dated thing older than this is background.
_RECENT = timedelta(days=31)
#: "In the summer [of 2014]": the whole of it is the date.
_PERIOD = compiled(
    r"(?:\b(?:in|since|by|until|during|at|from|before|after) )?(?:the )?(?:late |early )?"
    r"\b(?:start|beginning|end|middle|summer|winter|spring|autumn|fall|half|quarter|rest|days|weeks"
    r"|months|years?|morning|night|course) $"
)
#: "The Lusaka truce [of 1999]": only what stands before it is dated.
_NAMED = compiled(r"\b(?:(?:the|a|an|this|that|its|their|his|her) )?(?:[a-z'-]+ ){1,3}$")
_OF = "of "
#: "May Day" is a day of any year.
_FEAST = " day"
#: "2012: rebels seize the town": an entry of a list of dates.
_ENTRY = re.compile(r"((?:1[6-9]|20)\d\d)(?=:| -+ )")
#: Behind a year, but not behind a figure: "a force [of 2000] men".
_YEAR_ENDS = compiled(
    r"^(?:[^ ]|$| (?:was|were|is|are|had|has|have|did|and|but|or|in|on|at|to|by|for|with|that|which"
    r"|who|when|as|after|before|until|since|ended|began|brought|left|led|killed|came|failed|held"
    r"|collapsed|remains?|never|still)\b)"
)


def past_dates(folded: str, words: ModeWords, published: date | None) -> Iterator[Span]:
    """Where a folded sentence tells a date that was past when it was published."""
    if words.date is None:
        return
    entry = _ENTRY.match(folded)
    if entry and _past_year(int(entry[1]), "", published):
        yield entry.span()
    for match in words.date.finditer(folded.encode("ascii", "replace")):
        groups = [group.decode() if group else "" for group in match.groups()]
        when, day, month, day_after, year, since, lone_year = groups
        if month and folded.startswith(_FEAST, match.end()):
            continue
        if month:
            number = words.months[month]
            past = _past_month(when, day or day_after, number, year, published)
        else:
            past = _past_year(int(lone_year), since, published)
            past = past and (since != "of" or _is_year(folded, *match.span()))
        if past:
            start, end = match.span()
            yield _with_its_period(folded, start), end


def named_by(folded: str, start: int) -> int | None:
    """Where the thing begins that a date names: "the truce of 1999"; None where it names none."""
    if not folded.startswith(_OF, start):
        return None
    named = next(spans(_NAMED, folded[:start]), None)
    return named[0] if named else None


def _is_year(folded: str, start: int, end: int) -> bool:
    """Whether a figure behind "of" is a year."""
    return found(_YEAR_ENDS, folded[end:]) or found(_PERIOD, folded[:start])


def _with_its_period(folded: str, start: int) -> int:
    """Where a date begins, with the part of the year before it."""
    if not folded.startswith(_OF, start) or not found(_PERIOD, folded[:start]):
        return start
    return next(spans(_PERIOD, folded[:start]))[0]


def _past_month(when: str, day: str, number: int, year: str, published: date | None) -> bool:
    if not day and not when and not year:
        return False
    if published is None:
        # Without a date of its own an article's full dates may well be today's.
        return not day and when not in ("by", "before", "after", "")
    years = int(year) if year else published.year - (number > published.month)
    if day:
        try:
            return published - date(years, number, int(day)) > _RECENT
        except ValueError:
            return False
    return (published.year - years) * 12 + published.month - number > 0


def _past_year(year: int, when: str, published: date | None) -> bool:
    if published is None:
        return when not in ("by", "before")
    return year < published.year
