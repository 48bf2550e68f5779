"""Claims: killed, injured, missing, captured, displaced; who, how many, said by whom."""

from collections.abc import Iterator

from bot.detect.background import is_background
from bot.detect.claim_words import ClaimWords
from bot.detect.counts import with_counts
from bot.detect.harm import Harm, harms
from bot.detect.modes import Timeline
from bot.detect.readings import Reading, readings
from bot.detect.speaker import speaker_of
from bot.detect.text import Document, Sentence
from bot.detect.tokens import Token, tokens
from bot.detect.victims import Reader
from bot.model.finding import Claim, Mode, Zone


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
            found.extend(_claims_in(sentence, timeline, lexicon))
    return tuple(found)


def _claims_in(sentence: Sentence, timeline: Timeline, lexicon: ClaimWords) -> Iterator[Claim]:
    words = with_counts(tokens(sentence.folded))
    reader = Reader(words, lexicon, harms(words, lexicon))
    for harm, reading in readings(reader):
        span = _span(words, harm, reading)
        mode = _mode(sentence, timeline, reader, harm, reading)
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
