"""Who says it: the speaker of a claim, in the orders English has for it."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from bot.detect.scan import Letters, compiled, found, lettered, searchable, spans
from bot.detect.text import Sentence
from bot.model.finding import Span

_SAY: Final = (
    "said|says|say|told|reported|reports|claimed|claims|stated|states|announced|announces"
    "|confirmed|confirms|added|adds|declared|insisted|insists|acknowledged|admitted|estimated"
    "|estimates|put|puts|alleged|alleges|maintained|tweeted|wrote|revealed|disclosed|recorded"
    "|counted|documented|tallied|noted|explained|argued|quoted|warned|warns|vowed|vows|boasted"
    "|threatened|pledged|charged"
)
#: One of these words stands wherever somebody is named as saying something.
SPEAKING: Final = frozenset(
    {*_SAY.split("|"), "according", "quoting", "citing", "words", "account", "per"}
)
#: A name or an office: up to fourteen words, no stop in between.
_WHO: Final = r"[\pL\pN'&-]+(?:\.? [\pL\pN'&()-]+){0,13}"
_ADVERB: Final = (
    "(?:(?:also|later|earlier|had|has|have|then|only|officially|initially|previously|reportedly"
    "|separately|meanwhile) )*"
)
_SAYS: Final = compiled(rf"\b(?:{_SAY})\b")
#: "According to the ministry", "as reported by the agency", "quoting a doctor".
_SOURCE: Final = lettered(
    r"\b(?:according to|as (?:reported|told|stated|claimed) by|quoting|citing|in the words of"
    rf"|by the account of|as per|(?:reported|confirmed|announced|claimed) by)\b ({_WHO})"
)
#: "SANA said", "doctors told the agency that", "the army put the toll at".
_SUBJECT: Final = lettered(
    r"(?:^|[\";:.,] ?|' |\b(?:but|while|and|as|though|although|whereas) )"
    rf"({_WHO}),? {_ADVERB}(?:{_SAY})\b"
)
#: "The army, which runs the province, said".
_WITH_ASIDE: Final = lettered(rf"^({_WHO}), [^.;\"]{{3,200}}, {_ADVERB}(?:{_SAY})\b")
#: "…, said a doctor".
_TURNED: Final = lettered(rf"[\"',] ?(?:said|says|reported|added|told|tweeted|wrote) ({_WHO})")
_LEADING: Final = compiled(
    r"^(?:(?:on|in|late|early|earlier|later|yesterday|today|meanwhile|however|but|and|while|by|at)"
    r"\b[^,]{0,40}, ?|(?:but|and|while|as|that|however|meanwhile|though|although|whereas) )+"
)
#: Where a speaker's name ends when more follows than the name.
_TAIL: Final = compiled(
    r" (?:on (?:\pL+day|\pN+)|in a|in an|at a|late|early|told|that|who|which|said|at least|during"
    r"|after|yesterday|today|has|have|had|is|are|was|were|when|while|as|to|by|from a"
    r"|and (?:at|that|it))\b.*$"
)
#: Opens another statement.
_TURNS: Final = compiled(r"\b(?:and|but|while|although|though|whereas)\b|;")
#: What cannot speak.
_NO_SPEAKER: Final = compiled(
    r"^(?:and|but|while|as|that|it|there|this|which|who|what|he|she|they|we|i|you|one|people"
    r"|reports?|reportedly|nobody|none|no one|the (?:report|reports|toll|death toll|attack|blast"
    r"|strike|strikes|bomb|news|following|year|month|week))$"
    r"|\b(?:killed|died|dead|injured|wounded|attack(?:ed|s)|attackers?|exploded|when|after|before"
    r"|bomb(?:er)?|blast|strike)\b"
)
_PRONOUNS: Final = frozenset({"he", "she", "they", "it", "we", "i"})


def speaker_of(sentence: Sentence, span: Span, *, before: str | None = None) -> str | None:
    """Who says what stands at a span; None where the article itself does.

    Args:
        sentence: the sentence.
        span: offsets of the claim in the sentence, end exclusive.
        before: the speaker of the claim before, whom "he added" means.
    """
    best: tuple[int, Span] | None = None
    for low, high in _speakers(sentence.folded, span):
        distance = span[0] - high if high <= span[0] else low - span[1]
        if distance >= 0 and (best is None or distance < best[0]):
            best = (distance, (low, high))
    return _name(sentence, best[1], before) if best else None


def _speakers(folded: str, span: Span) -> Iterator[Span]:
    asides, others = _told(folded)
    yield from asides
    for low, high in others:
        # "Two were killed, and the army said it …" leaves the two to the article.
        turns = low >= span[1] and found(_TURNS, folded[span[1] : high])
        if not turns:
            yield low, high


# A sentence is asked for each of its claims and words.
@lru_cache(maxsize=64)
def _told(folded: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Where somebody is named as saying something; behind an aside the name before it speaks."""
    if not found(_SAYS, folded):
        return (), tuple(_groups(_SOURCE, folded))
    asides = tuple(_groups(_WITH_ASIDE, folded))
    patterns = (_SOURCE, _TURNED) if asides else (_SOURCE, _SUBJECT, _TURNED)
    return asides, tuple(span for each in patterns for span in _groups(each, folded))


def _groups(pattern: Letters, folded: str) -> Iterator[Span]:
    for match in pattern.of(folded).finditer(searchable(folded)):
        yield match.span(1)


def _name(sentence: Sentence, span: Span, before: str | None) -> str | None:
    """The name without what leads to it or follows it; None when nothing is left that can speak."""
    low, high = span
    for _, end in spans(_LEADING, sentence.folded[low:high]):
        low += end
        break
    for start, _ in spans(_TAIL, sentence.folded[low:high]):
        high = low + start
        break
    folded = sentence.folded[low:high].strip(" ,\"'")
    if folded in _PRONOUNS:
        return before
    if not folded or found(_NO_SPEAKER, folded):
        return None
    return sentence.text[low:high].strip(" ,\"'“”‘’")
