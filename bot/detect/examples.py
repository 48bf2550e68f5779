"""The examples of a rule that has other faults: those that fail whatever these are mended to."""

from collections.abc import Iterator
from itertools import chain, combinations

from bot.detect.condition import Condition, holds, names
from bot.detect.fold import fold
from bot.detect.listed import looked_for
from bot.detect.rule import Draft, Rule
from bot.detect.scan import found
from bot.detect.text import Sentence
from bot.errors import Fault
from bot.model.finding import Zone

#: Groups that could not be read; with more of them nothing can be said.
_MOST_OPEN = 6


def surely_failing(rule: Rule | Draft) -> Iterator[Fault]:
    """The examples that fail.

    A group that could not be read whole may hold or not; a fault is told where neither helps.
    """
    condition = rule.condition
    unread = rule.open if isinstance(rule, Draft) else frozenset()
    if condition is None or len(unread & names(condition)) > _MOST_OPEN:
        return
    for text in rule.match:
        if True not in _outcomes(rule, condition, text, unread):
            yield failed_match(rule.file, rule.id, text)
    for text in rule.ignore:
        if False not in _outcomes(rule, condition, text, unread):
            yield failed_ignore(rule.file, rule.id, text)


def failed_match(file: str, rule: str, text: str) -> Fault:
    """A sentence that a rule should fire on."""
    return Fault(file, f"{rule}: match", f"does not fire on {text!r}", "mend either")


def failed_ignore(file: str, rule: str, text: str) -> Fault:
    """A sentence that a rule should not fire on."""
    return Fault(file, f"{rule}: ignore", f"fires on {text!r}", "mend either")


def _outcomes(
    rule: Rule | Draft, condition: Condition, text: str, unread: frozenset[str]
) -> set[bool]:
    """Whether the rule fires, for everything that its unread groups may turn out to hold."""
    folded = fold(text)
    if rule.unless_article and found(rule.unless_article, folded):
        return {False}
    sentence = Sentence(text, folded, 0, Zone.TITLE, -1)
    there = {
        name
        for name, parts in rule.groups.items()
        if any(looked_for(each, sentence) for part in parts for each in part.phrases)
    }
    may = sorted((unread & names(condition)) - there)
    outcomes = {
        holds(condition, there | set(more))
        for more in chain.from_iterable(combinations(may, size) for size in range(len(may) + 1))
    }
    return outcomes | {False} if "unless_article" in unread else outcomes
