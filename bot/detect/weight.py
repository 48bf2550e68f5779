"""Weight: whether the violence an article tells is what it reports, or an aside in it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.detect.fold import fold
from bot.detect.scan import Pattern, found
from bot.detect.text import Document
from bot.model.finding import Claim, Effect, Mode, Signal, Step, Weighing, Zone

#: Sentences: from here on an article is long enough to hold asides.
LONG = 10
_TOLL = (Effect.KILLED, Effect.INJURED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The table `telling` of `severity.toml`, and the lexicon's lists it speaks of."""

    points: Mapping[str, int]
    #: `first_person`: whoever speaks of "us" makes a speech or gives an interview.
    speech: Pattern | None
    #: `deeds_in_general`: "attacks", "bombings": violence spoken of, not one happening told.
    general: Pattern | None
    #: `sites`: what was hit.
    sites: Pattern | None

    def weigh(
        self, violence: Sequence[Signal], claims: Sequence[Claim], document: Document
    ) -> Weighing:
        """What speaks for and against, of the sentence with the most for it.

        Args:
            violence: the article's current violence.
            claims: its claims; a toll beside the deed speaks for it.
            document: the article.
        """
        tolls = {
            each.sentence for each in claims if each.mode is Mode.CURRENT and each.effect in _TOLL
        }
        told = [each for each in violence if not each.sentence.rstrip("\"')").endswith("?")]
        if not told:
            return Weighing(needed=self.points.get("needed", 0), told=False)
        best = max((tuple(self._of(each, tolls, document)) for each in told), key=_sum)
        if len(document.sentences) >= LONG:
            best += (self._step("long_article"),)
            if len({each.sentence for each in told}) == 1 and told[0].zone is Zone.BODY:
                best += (self._step("once_far_down"),)
        steps = tuple(step for step in best if step.points)
        return Weighing(steps=steps, needed=self.points.get("needed", 0), told=True)

    def _of(self, signal: Signal, tolls: Collection[str], document: Document) -> Iterator[Step]:
        sentence = fold(signal.sentence)
        deed = document.folded[slice(*signal.span)] if signal.span else ""
        if signal.zone is not Zone.BODY:
            yield self._step("at_the_top")
        if signal.sentence in tolls:
            yield self._step("with_a_toll")
        if _holds(self.sites, sentence):
            yield self._step("names_what_was_hit")
        if _holds(self.general, deed):
            yield self._step("deeds_in_general")
        if _holds(self.speech, sentence):
            yield self._step("first_person")
        if '"' in sentence:
            yield self._step("in_quotes")

    def _step(self, name: str) -> Step:
        return Step(name, self.points.get(name, 0))


def _holds(pattern: Pattern | None, folded: str) -> bool:
    return pattern is not None and found(pattern, folded)


def _sum(steps: Sequence[Step]) -> int:
    return sum(step.points for step in steps)
