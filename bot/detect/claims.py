"""Claims: killed, injured, missing, captured, displaced; who, how many, said by whom."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from bot.detect.background import is_aim, is_background
from bot.detect.capitals import with_names
from bot.detect.claim_words import ClaimWords
from bot.detect.counts import figures, with_counts
from bot.detect.harm import Form, Harm, harms
from bot.detect.modes import Timeline
from bot.detect.overall import overall
from bot.detect.reading import Reading
from bot.detect.readings import readings
from bot.detect.scan import compiled, found
from bot.detect.speaker import speaker_of
from bot.detect.speakers import credited
from bot.detect.text import Document, Sentence
from bot.detect.tokens import Token, tokens
from bot.detect.wording import Wording
from bot.model.finding import Claim, Count, Effect, Mode, Standing, Zone

#: "When he dies" is no news.
_TENSELESS = frozenset({"die", "dies", "dying"})
_ONE = Count(1, 1)
#: What the sentence before counted, counted again.
_NUMBER = compiled(r"^\W*(?:the|that|this) (?:number|count|tally|figure) (?:[a-z]+ ){1,4}to \d")
_CLOSING = {"(": ")", "[": "]"}
#: Words that an aside in brackets may have.
_LONGEST_ASIDE = 40


@dataclass(slots=True, kw_only=True)
class _Told:
    """What an article told before a sentence."""

    last: Claim | None = None
    #: The largest figure of each effect that happens now.
    most: dict[Effect, int] = field(default_factory=dict)
    #: The sentence before, folded.
    previous: str = ""
    #: What it counted, if it has one figure.
    counted: Effect | None = None

    def add(self, sentence: str, claims: Sequence[Claim]) -> None:
        """Take in the claims of a sentence."""
        self.previous = sentence
        for claim in claims:
            self.last = claim
            if claim.mode is Mode.CURRENT and claim.count:
                self.most[claim.effect] = max(self.most.get(claim.effect, 0), claim.count.min)
        alone = len(claims) == 1 and claims[0].mode is Mode.CURRENT
        self.counted = claims[0].effect if alone and len(figures(sentence)) == 1 else None


def claims_of(document: Document, timeline: Timeline, lexicon: ClaimWords) -> tuple[Claim, ...]:
    """Every figure the article states, in reading order.

    Args:
        document: the article, read.
        timeline: its modes.
        lexicon: the vocabulary of claims.
    """
    claims: list[Claim] = []
    seen: set[str] = set()
    violent: bool | None = None
    told = _Told()
    for sentence in document.sentences:
        again = sentence.folded in seen
        seen.add(sentence.folded)
        already = len(claims)
        if (
            not again
            and (found(lexicon.anything, sentence.folded) or _goes_on(sentence, told))
            and _is_violent(sentence, lexicon)
        ):
            for harm, claim in _claims_in(sentence, timeline, lexicon, told=told):
                if not claims and _is_quiet(harm, claim):
                    violent = _tells_violence(document, lexicon) if violent is None else violent
                    if not violent:
                        continue
                claims.append(claim)
        told.add(sentence.folded, claims[already:])
    return credited(claims)


def _goes_on(sentence: Sentence, told: _Told) -> bool:
    """For "The number later rose to 12." right behind the figure that it revises."""
    return told.counted is not None and found(_NUMBER, sentence.folded)


def _tells_violence(document: Document, lexicon: ClaimWords) -> bool:
    texts = (document.title_folded, document.folded)
    return any(
        found(pattern, text) for text in texts for pattern in (lexicon.violence, lexicon.hurt)
    )


def _claims_in(
    sentence: Sentence, timeline: Timeline, lexicon: ClaimWords, *, told: _Told
) -> Iterator[tuple[Harm, Claim]]:
    words = with_counts(tokens(sentence.folded))
    words = _without_brackets(with_names(words, sentence.text, lexicon), lexicon)
    wording = Wording(words, lexicon, harms(words, lexicon))
    whole = tuple(overall(wording, told.counted))
    before = told.last.said_by if told.last else None
    for harm, reading in (*whole, *_beside(whole, readings(wording))):
        if harm.form is Form.INTRANSITIVE and _is_in_peace(
            sentence, wording, harm, reading, told=told
        ):
            continue
        span = _span(words, harm, reading)
        place = (sentence.start + span[0], sentence.start + span[1])
        mode = timeline.mode(sentence, _told_at(words, harm, reading))
        yield (
            harm,
            Claim(
                effect=harm.effect,
                count=reading.count,
                of=reading.of,
                said_by=speaker_of(sentence, span, before=before),
                mode=_mode(mode, wording, harm, reading, told=told),
                zone=sentence.zone,
                span=None if sentence.zone is Zone.TITLE else place,
                sentence=sentence.text,
                standing=reading.standing,
                attackers=reading.attackers,
            ),
        )


def _is_in_peace(
    sentence: Sentence, wording: Wording, harm: Harm, reading: Reading, *, told: _Told
) -> bool:
    """Whether somebody just died: of old age, or "he dies" with no violence told before."""
    lexicon = wording.lexicon
    if found(lexicon.natural, sentence.folded):
        return True
    if not reading.unnamed or wording.text(harm.start) in _TENSELESS:
        return reading.unnamed
    return not (
        (told.last is not None and told.last.mode is Mode.CURRENT)
        or len(wording.harms) > 1
        or found(lexicon.violence, sentence.folded)
        # "He was beaten by a mob. He died on Monday."
        or found(lexicon.violence, told.previous)
    )


def _is_violent(sentence: Sentence, lexicon: ClaimWords) -> bool:
    """Whether the sentence tells of no accident, or of violence too."""
    if not found(lexicon.accidents, sentence.folded):
        return True
    return found(lexicon.violence, sentence.folded)


def _is_quiet(harm: Harm, claim: Claim) -> bool:
    """Whether one died, and nothing says that somebody killed."""
    return harm.form is Form.INTRANSITIVE and claim.count == _ONE


def _beside(
    told: Sequence[tuple[Harm, Reading]], others: Iterable[tuple[Harm, Reading]]
) -> Iterator[tuple[Harm, Reading]]:
    """What is told beside an overall figure, not inside it."""
    for harm, reading in others:
        inside = any(whole.start <= harm.start < whole.end for _, whole in told)
        if not inside:
            yield harm, reading


def _span(words: tuple[Token, ...], harm: Harm, reading: Reading) -> tuple[int, int]:
    first = min(harm.start, reading.start)
    last = max(harm.end, reading.end)
    return words[first].start, words[last - 1].end


def _told_at(words: tuple[Token, ...], harm: Harm, reading: Reading) -> tuple[int, int]:
    """What the mode is asked of: "the toll could rise to twelve" up to its figure."""
    last = reading.end if reading.standing is Standing.REVISED else harm.end
    return words[harm.start].start, words[last - 1].end


def _mode(mode: Mode, wording: Wording, harm: Harm, reading: Reading, *, told: _Told) -> Mode:
    if reading.negated:
        return Mode.NEGATED
    if mode is Mode.CURRENT and (is_aim(wording, harm) or _asks(wording)):
        return Mode.HYPOTHETICAL
    most = told.most.get(harm.effect, 0)
    if mode is Mode.CURRENT and is_background(wording, harm, reading, told=most):
        return Mode.HISTORICAL
    return mode


def _asks(wording: Wording) -> bool:
    """Whether the sentence is a question, which states nothing."""
    return "?" in (wording.text(len(wording.words) - 1), wording.text(len(wording.words) - 2))


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
