"""Claims: killed, injured, missing, captured, displaced; who, how many, said by whom."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from bot.detect.background import is_aim, is_background
from bot.detect.claim_words import ClaimWords, Form
from bot.detect.harm import Harm
from bot.detect.modes import Timeline
from bot.detect.overall import overall
from bot.detect.reading import Reading
from bot.detect.readings import readings
from bot.detect.scan import compiled, found
from bot.detect.speaker import SPEAKING, speaker_of
from bot.detect.speakers import credited
from bot.detect.text import Document, Sentence
from bot.detect.tokens import places
from bot.detect.worded import worded
from bot.detect.wording import Wording
from bot.model.finding import Claim, Count, Effect, Mode, Span, Standing, Zone

#: "When he dies" is no news.
_TENSELESS = frozenset({"die", "dies", "dying"})
_ONE = Count(1, 1)
#: What the sentence before counted, counted again.
_NUMBER = compiled(r"^\W*(?:the|that|this) (?:number|count|tally|figure) (?:[a-z]+ ){1,4}to \d")
#: "The film follows a captain who kills nine."
_FICTIONS = frozenset(
    "film films movie movies novel novels thriller thrillers drama dramas series sitcom sequel"
    " opera game games comic comics".split()
)
_STORY = compiled(
    r"\b(?:films?|movies?|novels?|thrillers?|dramas?|(?:tv|television) series|sitcom|sequel|opera"
    r"|video ?games?|comics?)\b[^.;]{0,40}\b(?:tells?|follows?|about an?|stars?|starring|depicts?"
    r"|portrays?|features?|in which|centres|centers|revolves)\b"
)


@dataclass(slots=True, kw_only=True)
class _Told:
    """What an article told before a sentence."""

    last: Claim | None = None
    #: The largest figure of each effect that happens now.
    most: dict[Effect, int] = field(default_factory=dict)
    #: The sentence before.
    previous: Sentence | None = None
    #: What it counted, if it has one figure.
    counted: Effect | None = None

    def add(self, sentence: Sentence, claims: Sequence[Claim], figures: int) -> None:
        """Take in a sentence: its claims, and how many figures it has."""
        self.previous = sentence
        self.counted = None
        for claim in claims:
            self.last = claim
            if claim.mode is Mode.CURRENT and claim.count:
                self.most[claim.effect] = max(self.most.get(claim.effect, 0), claim.count.min)
        if figures == 1 and len(claims) == 1 and claims[0].mode is Mode.CURRENT:
            self.counted = claims[0].effect


def claims_of(document: Document, timeline: Timeline, lexicon: ClaimWords) -> tuple[Claim, ...]:
    """Every figure the article states, in reading order.

    Args:
        document: the article, read.
        timeline: its modes.
        lexicon: the vocabulary of claims.
    """
    claims: list[Claim] = []
    seen: set[str] = set()
    peaceful: bool | None = None
    told = _Told()
    for sentence in document.sentences:
        here: list[Claim] = []
        figures = 0
        if _may_tell(sentence, lexicon, told) and sentence.folded not in seen:
            seen.add(sentence.folded)
            wording = worded(sentence, lexicon)
            figures = wording.figures
            for harm, claim in _claims_in(sentence, wording, timeline, told=told):
                if not (claims or here) and _is_quiet(harm, claim):
                    peaceful = _is_peaceful(document, lexicon) if peaceful is None else peaceful
                    if peaceful:
                        continue
                here.append(claim)
            claims += here
        told.add(sentence, here, figures)
    return credited(claims) if claims else ()


def _may_tell(sentence: Sentence, lexicon: ClaimWords, told: _Told) -> bool:
    """Whether a sentence may hold a claim: it has a word of harm, and tells of no accident.

    "The number later rose to 12." right behind the figure that it revises holds one too.
    """
    if not lexicon.anything.stands(sentence) and not (
        told.counted is not None and found(_NUMBER, sentence.folded)
    ):
        return False
    return not lexicon.accidents.stands(sentence) or lexicon.violence.stands(sentence)


def _is_peaceful(document: Document, lexicon: ClaimWords) -> bool:
    """Whether nothing in the article says that somebody was attacked or hurt."""
    signs = (lexicon.violence, lexicon.hurt)
    texts = (document.title_folded, document.folded)
    return not any(sign.stands_in(text) for sign in signs for text in texts)


def _claims_in(
    sentence: Sentence, wording: Wording, timeline: Timeline, *, told: _Told
) -> list[tuple[Harm, Claim]]:
    whole = tuple(overall(wording, told.counted))
    told_of = [
        (harm, reading)
        for harm, reading in (*whole, *_beside(whole, readings(wording)))
        if harm.form is not Form.INTRANSITIVE
        or not _is_in_peace(sentence, wording, harm, reading, told=told)
    ]
    if not told_of or _is_fiction(sentence, wording):
        return []
    at = places(sentence.folded, wording.words.tokens)
    before = told.last.said_by if told.last else None
    spoken = not SPEAKING.isdisjoint(wording.texts)
    modes: dict[Span, Mode] = {}
    claims = []
    for harm, reading in told_of:
        span = _span(wording, at, min(harm.start, reading.start), max(harm.end, reading.end))
        stretch = _told_at(wording, at, harm, reading)
        if stretch not in modes:
            modes[stretch] = timeline.mode(sentence, stretch)
        mode = _mode(modes[stretch], wording, harm, reading, told=told)
        said_by = speaker_of(sentence, span, before=before) if spoken else None
        claims.append((harm, _claim(sentence, harm, reading, span, mode=mode, said_by=said_by)))
    return _in_one_voice(claims)


def _claim(
    sentence: Sentence, harm: Harm, reading: Reading, span: Span, *, mode: Mode, said_by: str | None
) -> Claim:
    place = (sentence.start + span[0], sentence.start + span[1])
    return Claim(
        effect=harm.effect,
        count=reading.count,
        of=reading.of,
        said_by=said_by,
        mode=mode,
        zone=sentence.zone,
        span=None if sentence.zone is Zone.TITLE else place,
        sentence=sentence.text,
        standing=reading.standing,
        attackers=reading.attackers,
    )


def _in_one_voice(claims: list[tuple[Harm, Claim]]) -> list[tuple[Harm, Claim]]:
    """The same claims; whom one word of harm befell, one speaker tells: "they killed A and B"."""
    group = Standing.GROUP
    speakers = {h: c.said_by for h, c in reversed(claims) if c.said_by and c.standing is group}
    return [
        (harm, replace(claim, said_by=speakers[harm]))
        if harm in speakers and claim.said_by is None and claim.standing is group
        else (harm, claim)
        for harm, claim in claims
    ]


def _is_fiction(sentence: Sentence, wording: Wording) -> bool:
    """Whether somebody tells what a film or a novel tells."""
    return not _FICTIONS.isdisjoint(wording.texts) and found(_STORY, sentence.folded)


def _is_in_peace(
    sentence: Sentence, wording: Wording, harm: Harm, reading: Reading, *, told: _Told
) -> bool:
    """Whether somebody just died: of old age, or "he dies" with no violence told before."""
    lexicon = wording.lexicon
    if lexicon.natural.stands(sentence):
        return True
    if not reading.unnamed or wording.text(harm.start) in _TENSELESS:
        return reading.unnamed
    return not (
        (told.last is not None and told.last.mode is Mode.CURRENT)
        or len(wording.harms) > 1
        or lexicon.violence.stands(sentence)
        # "He was beaten by a mob. He died on Monday."
        or (told.previous is not None and lexicon.violence.stands(told.previous))
    )


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


def _span(wording: Wording, at: Sequence[Span], start: int, end: int) -> Span:
    """Where words stand, as offsets into the sentence."""
    words = wording.words
    return at[words.firsts[start]][0], at[words.lasts[end - 1]][1]


def _told_at(wording: Wording, at: Sequence[Span], harm: Harm, reading: Reading) -> Span:
    """What the mode is asked of: "the toll could rise to twelve" up to its figure."""
    last = reading.end if reading.standing is Standing.REVISED else harm.end
    return _span(wording, at, harm.start, last)


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
    return "?" in wording.texts[max(0, wording.size - 2) : wording.size]
