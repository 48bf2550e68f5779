"""What is no fault of a rule and yet worth mending: few examples, phrases that add nothing."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from bot.detect.fold import fold
from bot.detect.phrase import phrase
from bot.detect.rule import Rule
from bot.detect.scan import Pattern, compiled, found
from bot.errors import Fault
from bot.model.kind import SUB_EVENT_TYPE, Family

#: Examples of each sort that show what a rule means; one may be chance.
_ENOUGH = 2
#: Characters of a title that a phone shows, and of a sentence that people read.
_LONGEST_TITLE, _LONGEST_EXAMPLE = 72, 300
#: Words of a phrase.
_LONGEST_PHRASE = 12
#: Ways to write a phrase that are tried; one with more of them is passed over.
_MOST_SAMPLES = 64
#: A phrase of words alone: no gap, list, figure or zone.
_PLAIN = re.compile(r"[^@{:]+")
#: Stands for "any ending": no phrase names it.
_ENDING = "qx"


def style_of(
    rule: Rule, raw: Mapping[str, Any], lists: Mapping[str, Sequence[str]]
) -> Iterator[Fault]:
    """What to mend in a rule that loads.

    Args:
        rule: the rule.
        raw: its table as written.
        lists: the lexicon's lists.
    """
    for key, wrong, right in (
        *_examples(rule),
        *_said(rule),
        *_phrases(rule, raw, lists),
    ):
        yield Fault(rule.file, f"{rule.id}: {key}", wrong, right)


def _examples(rule: Rule) -> Iterator[tuple[str, str, str]]:
    for key, sentences in (("match", rule.match), ("ignore", rule.ignore)):
        if len(sentences) < _ENOUGH:
            yield key, "has one example only", "add a sentence with other words"
        for sentence in sentences:
            if len(sentence) > _LONGEST_EXAMPLE:
                wrong = f"{sentence[:40]!r}… has {len(sentence)} characters"
                yield key, wrong, f"keep what matters, within {_LONGEST_EXAMPLE}"


def _said(rule: Rule) -> Iterator[tuple[str, str, str]]:
    if len(rule.title) > _LONGEST_TITLE:
        yield "title", f"has {len(rule.title)} characters", f"say it within {_LONGEST_TITLE}"
    if rule.plover is None and rule.family is Family.ACT:
        yield "plover", "is not said", 'write plover = "ASSAULT", or the type that fits'
    usual = SUB_EVENT_TYPE.get(rule.kind)
    if usual and rule.sub_event_type != usual:
        wrong = f"{rule.sub_event_type} is not the type of kind {rule.kind}"
        yield "sub_event_type", wrong, f"leave it out: it is {usual} then"


def _phrases(
    rule: Rule, raw: Mapping[str, Any], lists: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, str, str]]:
    for group in rule.groups:
        written = raw[group]
        finders = [compiled(phrase(each, lists).source) for each in written]
        for place, each in enumerate(written):
            if len(each.split()) > _LONGEST_PHRASE:
                yield group, f"{each!r} is long", f"use at most {_LONGEST_PHRASE} words"
            before = written[:place]
            if fold(each) in map(fold, before):
                yield group, f"{each!r} stands there twice", "take one out"
                continue
            other = _shadow(each, place, written, finders)
            if other is not None:
                yield group, f"{each!r} adds nothing to {other!r}", "take it out"


def _shadow(
    text: str, place: int, written: Sequence[str], finders: Sequence[Pattern]
) -> str | None:
    """Another phrase of the group that finds everything this one finds; of twins, the first."""
    for number, other in enumerate(written):
        if number == place or not _finds_all(finders[number], other, text):
            continue
        if number < place or not _finds_all(finders[place], text, other):
            return other
    return None


def _finds_all(finder: Pattern, written: str, text: str) -> bool:
    samples = _samples(text)
    return ":" not in written and bool(samples) and all(found(finder, each) for each in samples)


def _samples(text: str) -> list[str]:
    """Every way to write what a plain phrase finds; none where it is not plain or has too many."""
    folded = fold(text)
    if not _PLAIN.fullmatch(folded) or ".." in folded.split():
        return []
    words = [[way for each in word.split("|") for way in _ways(each)] for word in folded.split()]
    count = 1
    for each in words:
        count *= len(each)
    if count > _MOST_SAMPLES:
        return []
    return [" ".join(chosen) for chosen in product(*words)]


def _ways(word: str) -> list[str]:
    ended = word.removesuffix("*") + (_ENDING if word.endswith("*") else "")
    if "-" not in ended:
        return [ended]
    return [ended, ended.replace("-", " "), ended.replace("-", "")]
