"""One rule tried on one sentence: what of it stands there, and whether its condition holds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.detect.condition import holds
from bot.detect.detect import detect
from bot.detect.fold import fold
from bot.detect.listed import looked_for
from bot.detect.pack import Packs
from bot.detect.phrase import phrase
from bot.detect.rule import Rule
from bot.detect.text import Sentence
from bot.model.feed import Article
from bot.model.finding import Mode, Zone


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A phrase of a rule, and the words of the sentence that it found."""

    group: str
    phrase: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What a rule makes of a sentence."""

    found: tuple[Found, ...]
    #: The rule's groups, of which nothing was found.
    missing: tuple[str, ...]
    #: The condition is true.
    holds: bool
    #: What of `unless_article` stands there.
    silenced_by: tuple[Found, ...]
    #: How the engine reads what is told: None where the rule says nothing.
    mode: Mode | None
    #: Other rules that fire on it.
    others: tuple[str, ...]

    @property
    def fires(self) -> bool:
        """Whether the rule fires, as its examples ask."""
        return self.holds and not self.silenced_by


def try_rule(
    rule: Rule, raw: Mapping[str, Any], packs: Packs, text: str, *, now: datetime
) -> Trial:
    """Try a rule on a sentence, which counts as title, lead and body alike.

    Args:
        rule: the rule.
        raw: its table as written.
        packs: all rules, for the lists and for the others that fire.
        text: the sentence.
        now: when it was published.
    """
    lists = packs.lexicon.lists
    found = tuple(each for group in rule.groups for each in _found(group, raw[group], lists, text))
    there = {each.group for each in found}
    signals = detect(_article(rule, text, now), packs).signals
    modes = [signal.mode for signal in signals if signal.rule == rule.id]
    return Trial(
        found=found,
        missing=tuple(group for group in rule.groups if group not in there),
        holds=holds(rule.condition, there),
        silenced_by=tuple(_found("unless_article", raw.get("unless_article", ()), lists, text)),
        mode=modes[0] if modes else None,
        others=tuple(dict.fromkeys(each.rule for each in signals if each.rule != rule.id)),
    )


def _article(rule: Rule, text: str, now: datetime) -> Article:
    """The sentence as the lead of an article, or as its title where the rule asks for one."""
    titled = any(part.zone is Zone.TITLE for parts in rule.groups.values() for part in parts)
    title, body = (text, "") if titled else ("", text)
    return Article(id="trial", feed_id="", title=title, text=body, seen=now, published=now)


def _found(
    group: str, phrases: Sequence[str], lists: Mapping[str, Sequence[str]], text: str
) -> Iterator[Found]:
    sentence = Sentence(text, fold(text), 0, Zone.TITLE, -1)
    for each in phrases:
        span = looked_for(phrase(each, lists), sentence)
        if span is not None:
            yield Found(group=group, phrase=each, words=text[slice(*span)].strip())
