"""Listed: phrases, and any entry of a lexicon's list, looked for in a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.detect.phrase import BadPhrase, Phrase, phrase, union
from bot.detect.scan import Pattern, compiled, first, spans
from bot.detect.text import Sentence
from bot.detect.walk import Words, either
from bot.model.finding import Span


def looked_for(phrase: Phrase, sentence: Sentence) -> Span | None:
    """Where a phrase stands first in a sentence, whatever its zone; None where it does not."""
    if phrase.walk is None:
        return first(compiled(phrase.source), sentence.folded)
    return sentence.line.first(phrase.walk)


@dataclass(frozen=True, slots=True)
class Listed:
    """The entries of a list."""

    words: Words
    #: Those with letters that are not ASCII.
    others: Pattern | None = None

    def spans(self, sentence: Sentence) -> list[Span]:
        """Where entries stand, the longest where several begin together, none inside another."""
        found = list(sentence.line.all(self.words))
        if self.others is None:
            return found
        apart: list[Span] = []
        for span in sorted((*found, *spans(self.others, sentence.folded)), key=_by_start):
            if not apart or apart[-1][1] <= span[0]:
                apart.append(span)
        return apart


def listed(entries: Sequence[str]) -> Listed:
    """The entries of a list as written; nothing where one of them cannot be read."""
    try:
        read = [phrase(each, {}) for each in entries]
    except BadPhrase:
        return Listed(either(()))
    others = [each.source for each in read if each.walk is None]
    return Listed(
        either(each.walk for each in read if each.walk is not None),
        compiled(union(others), longest=True) if others else None,
    )


def _by_start(span: Span) -> tuple[int, int]:
    return span[0], -span[1]
