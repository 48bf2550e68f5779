"""Claims: killed, injured, missing, captured, displaced; who, how many, said by whom."""

from collections.abc import Iterator

from bot.detect.background import is_background
from bot.detect.claim_words import ClaimWords
from bot.detect.counts import with_counts
from bot.detect.harm import Form, Harm, harms
from bot.detect.modes import Timeline
from bot.detect.readings import Reading, readings
from bot.detect.speaker import speaker_of
from bot.detect.text import Document, Sentence
from bot.detect.tokens import Token, tokens
from bot.detect.victims import Reader
from bot.model.finding import Claim, Mode, Zone

_CLOSING = {"(": ")", "[": "]"}
#: Words that an aside in brackets may have.
_LONGEST_ASIDE = 40


def claims_of(document: Document, timeline: Timeline, lexicon: ClaimWords) -> tuple[Claim, ...]:
    """Every figure the article states, in reading order.

    Args:
        document: the article, read.
        timeline: its modes.
        lexicon: the vocabulary of claims.
    """
    found: list[Claim] = []
    for sentence in document.sentences:
        if lexicon.anything.search(sentence.folded.encode()):
            found.extend(
                _claims_in(
                    sentence, timeline, lexicon, violent=any(c.mode is Mode.CURRENT for c in found)
                )
            )
    return tuple(found)


def _claims_in(
    sentence: Sentence, timeline: Timeline, lexicon: ClaimWords, *, violent: bool
) -> Iterator[Claim]:
    words = _without_brackets(with_counts(tokens(sentence.folded)), lexicon)
    reader = Reader(words, lexicon, harms(words, lexicon))
    for harm, reading in readings(reader):
        span = _span(words, harm, reading)
        mode = _mode(sentence, timeline, reader, harm, reading)
        if harm.form is Form.INTRANSITIVE and reading.unnamed:
            # "He died" tells of violence only where somebody was hurt before.
            if not (violent or len(reader.harms) > 1):
                continue
        violent = violent or mode is Mode.CURRENT
        yield Claim(
            effect=harm.effect,
            count=reading.count,
            of=reading.of,
            said_by=speaker_of(sentence, span),
            mode=mode,
            zone=sentence.zone,
            span=None
            if sentence.zone is Zone.TITLE
            else (sentence.start + span[0], sentence.start + span[1]),
            sentence=sentence.text,
            standing=reading.standing,
            attackers=reading.attackers,
        )


def _span(words: tuple[Token, ...], harm: Harm, reading: Reading) -> tuple[int, int]:
    first = min(harm.start, reading.start)
    last = max(harm.end, reading.end)
    return words[first].start, words[last - 1].end


def _mode(
    sentence: Sentence, timeline: Timeline, reader: Reader, harm: Harm, reading: Reading
) -> Mode:
    if reading.negated:
        return Mode.NEGATED
    words = reader.words
    mode = timeline.mode(sentence, (words[harm.start].start, words[harm.end - 1].end))
    if mode is Mode.CURRENT and is_background(reader, harm, reading):
        return Mode.HISTORICAL
    return mode


def _without_brackets(words: tuple[Token, ...], lexicon: ClaimWords) -> tuple[Token, ...]:
    """The words without asides in brackets, unless an aside tells of harm itself."""
    kept: list[Token] = []
    index = 0
    while index < len(words):
        close = _CLOSING.get(words[index].text)
        end = _closing(words, index, close) if close else index
        if end == index or harms(words[index : end + 1], lexicon):
            kept.append(words[index])
            index += 1
        else:
            index = end + 1
    return tuple(kept)


def _closing(words: tuple[Token, ...], index: int, close: str) -> int:
    """Where the bracket that opens here closes; the opening itself when it does not."""
    depth = 0
    for place in range(index, min(len(words), index + _LONGEST_ASIDE)):
        depth += words[place].text == words[index].text
        depth -= words[place].text == close
        if depth == 0:
            return place
    return index
