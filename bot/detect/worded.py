"""A sentence taken in: its words, the figures among them merged, names and asides told apart."""

from bot.detect.capitals import tell_names
from bot.detect.claim_words import ClaimWords
from bot.detect.counts import numbers_in
from bot.detect.harm import harms
from bot.detect.text import Sentence
from bot.detect.word_kinds import FIGURE
from bot.detect.wording import Wording, Words

_CLOSING = {"(": ")", "[": "]"}
#: Words that an aside in brackets may have.
_LONGEST_ASIDE = 40


def worded(sentence: Sentence, lexicon: ClaimWords) -> Wording:
    """The wording of a sentence.

    Args:
        sentence: the sentence.
        lexicon: the vocabulary of claims.
    """
    words = _merged(sentence.folded, lexicon)
    figures = len(words.counts) - words.counts.count(None)
    tell_names(words, sentence, lexicon.kinds)
    if '"' in words.texts:
        _drop_quotes(words)
    if not _CLOSING.keys().isdisjoint(words.texts):
        _drop_asides(words, lexicon)
    return Wording(words, lexicon, harms(words.texts, words.kinds, lexicon), figures)


def _merged(folded: str, lexicon: ClaimWords) -> Words:
    texts = lexicon.stretches.tokens(folded)
    kinds = list(map(lexicon.kinds.__getitem__, texts))
    numbers = numbers_in(texts, kinds)
    places = list(range(len(texts)))
    words = Words(texts, kinds, [None] * len(texts), tuple(texts), places, places.copy())
    for start, end, count in reversed(numbers):
        words.merge(start, end, count)
    return words


def _drop_quotes(words: Words) -> None:
    """Leave out the quotes around a lone figure: 'killed "dozens" of soldiers'."""
    for index in range(len(words.texts) - 2, 0, -1):
        quoted = words.texts[index - 1] == words.texts[index + 1] == '"'
        if quoted and words.kinds[index] & FIGURE:
            words.drop(index + 1, index + 2)
            words.drop(index - 1, index)


def _drop_asides(words: Words, lexicon: ClaimWords) -> None:
    """Leave out asides in brackets, unless an aside tells of harm itself."""
    index = 0
    while index < len(words.texts):
        close = _CLOSING.get(words.texts[index])
        end = _closing(words.texts, index, close) if close else index
        inside = slice(index, end + 1)
        if end == index or harms(words.texts[inside], words.kinds[inside], lexicon):
            index += 1
        else:
            words.drop(index, end + 1)


def _closing(texts: list[str], index: int, close: str) -> int:
    """Where the bracket that opens here closes; the opening itself when it does not."""
    depth = 0
    for place in range(index, min(len(texts), index + _LONGEST_ASIDE)):
        depth += texts[place] == texts[index]
        depth -= texts[place] == close
        if depth == 0:
            return place
    return index
