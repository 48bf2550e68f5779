"""Who says it: the speaker of a claim."""

from bot.detect.text import Sentence
from bot.model.finding import Span


def speaker_of(sentence: Sentence, span: Span) -> str | None:
    """The speaker."""
    return None
