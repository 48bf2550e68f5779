"""Naming: how somebody in a sentence is called, "the group" by the name given before."""

from collections.abc import Collection, Iterator

from bot.detect.gazetteer import Named
from bot.detect.known import Known
from bot.detect.listed import Listed
from bot.detect.noun_phrase import is_plain
from bot.detect.parties import Party, parties_in
from bot.detect.scan import compiled, found, spans
from bot.detect.text import Document, Sentence
from bot.model.finding import Span, Zone

_QUOTES = str.maketrans("", "", '"“”')
#: Sentences before a word in which "the group" or "he" has its name.
_BACK = 3
#: Whose words are a state's.
_OFFICE = compiled(
    r"'s?$|\b(?:presiden[a-z]+|premier|prime minister|minist[a-z]+|governments?|regime|king|queen"
    r"|emir|parliament|officials?|spokes[a-z]+|authorities|ambassador|envoy|military|navy|army"
    r"|generals?|leaders?|leadership|chief|chancellor|secretary|state|lawmakers|senate|congress"
    r"|foreign office|air force|defen[cs]e)\b"
)
#: A group, or its spokesman, without its name.
_UNNAMED = compiled(
    r"^(?:a |an )?(?:spokes[a-z]+|leaders?|commanders?|statement|message) (?:of|for|from|in|by) "
    r"|^(?:the|this|that|its) "
    r"|(?:'s| )(?:spokes[a-z]+|leaders?|leadership|commanders?|chief|men|fighters|statement)$"
    r"|^(?:armed|rebel|militant|islamist|jihadist|insurgent|criminal|guerrilla|terrorist) "
)
#: Words for a group that any named one may be.
_ANY = frozenset(
    "group militia militias movement organisation organization faction outfit network alliance"
    " militants rebels insurgents guerrillas jihadists separatists fighters gunmen cartel gang"
    " paramilitaries extremists islamists".split()
)
#: Words that only repeat the end of a name: "the Chadian army … the army".
_SAME = frozenset(
    "army military police navy government ministry junta clan bloc coalition front party brigade"
    " brigades battalion council union league tribe presidency parliament regime".split()
)
#: Names by their shape: "Northern Dawn Front".
_SHAPE = compiled(
    r"\b(?:[A-Z][\pL'-]+ (?:(?:of|for|and|the|al) )?){1,4}(?:Front|Brigades?|Army|Movement|Militia"
    r"|Battalion|Cartel|Gang|Resistance|Command|Alliance|Party|Council|Union|Tribe|Clan|Guard"
    r"|Legion|Forces?|Government|Ministry|Police|Navy|Military|Regiment|Avengers|Network"
    r"|Faction)\b"
)


class Naming:
    """How those are called that one document speaks of."""

    def __init__(
        self, document: Document, known: Known, described: Listed, bodies: Collection[str]
    ) -> None:
        """Take what names somebody.

        Args:
            document: the document.
            known: its known names.
            described: what finds parties without a name ("gunmen").
            bodies: names, small, that are no armed group ("united nations").
        """
        self._known = known
        self._described = described
        self._parties: dict[Sentence, tuple[Party, ...]] = {}
        self._bodies = bodies
        self._sentences = document.sentences
        self._places = {
            (each.zone is Zone.TITLE, each.start): place
            for place, each in enumerate(document.sentences)
        }

    def of(self, sentence: Sentence, span: Span | None) -> str | None:
        """How somebody who stands at a span is called; None when nobody stands there."""
        if span is None:
            return None
        named = self.inside(sentence, span)
        if named:
            return named
        phrase = sentence.folded[slice(*span)]
        if not is_plain(phrase):
            return None
        return self._given_before(sentence, phrase, span[0]) or _spelt(sentence, span)

    def inside(self, sentence: Sentence, span: Span, *, doer: bool = False) -> str | None:
        """The name inside a noun phrase: a group before a state, whose office must be named.

        Args:
            sentence: the sentence.
            span: offsets of the phrase in it.
            doer: whether the phrase tells a deed: "Turkish air strikes" are Turkey's.
        """
        inside = [
            each
            for each in self._known.names(sentence)
            if span[0] <= each.start < span[1] and each.name.type not in ("place", "media")
        ]
        actors = [each for each in inside if each.name.type == "actor"]
        if actors:
            return actors[-1].name.name
        phrase = sentence.folded[slice(*span)]
        seat = self.state_from(sentence, span[0], span[1])
        if seat:
            return seat
        states = [each for each in inside if doer or _is_state(each, phrase, span[0])]
        return states[-1].name.name if states else None

    def state_from(self, sentence: Sentence, start: int, end: int | None = None) -> str | None:
        """The state that a capital stands for, by itself: "Kyiv accuses Moscow".

        Args:
            sentence: the sentence.
            start: where the capital begins.
            end: where it ends, if that is asked.
        """
        for each in self._known.names(sentence):
            if each.start == start and end in (None, each.end) and each.name.type == "place":
                return each.name.stands_for
        return None

    def parties(self, sentence: Sentence) -> tuple[Party, ...]:
        """Everybody a sentence speaks of, in its order."""
        known = self._parties.get(sentence)
        if known is None:
            names = self._known.names(sentence)
            known = self._parties[sentence] = parties_in(sentence, names, self._described)
        return known

    def before(self, sentence: Sentence) -> tuple[Sentence, ...]:
        """The sentences before one, the nearest first."""
        place = self._places[sentence.zone is Zone.TITLE, sentence.start]
        return tuple(reversed(self._sentences[max(0, place - _BACK) : place]))

    def _given_before(self, sentence: Sentence, phrase: str, start: int) -> str | None:
        """The name of "the group" or "the army", given shortly before."""
        heads = set(phrase.replace("'s", "").split()) & (_ANY | _SAME)
        if not heads or not found(_UNNAMED, phrase):
            return None
        for each in (sentence, *self.before(sentence)):
            end = start if each is sentence else len(each.folded)
            for low, high, name in sorted(self._groups(each), reverse=True):
                words = each.folded[low:high]
                alike = words.split()[-1] in heads or heads & _ANY
                if high <= end and alike and words != phrase:
                    return name
        return None

    def _groups(self, sentence: Sentence) -> Iterator[tuple[int, int, str]]:
        """Named groups of a sentence, and armies and the like that a longer name tells."""
        for each in self._known.names(sentence):
            armed = each.name.type == "actor" and not each.name.stands_for
            if armed and each.name.name.lower() not in self._bodies:
                yield each.start, each.end, each.name.name
        if not sentence.text.isupper():
            for start, end in spans(_SHAPE, sentence.text):
                yield start, end, _spelt(sentence, (start, end))
        for party in self.parties(sentence):
            words = sentence.folded[party.start : party.end].split()
            if len(words) > 1 and words[0] not in ("the", "a", "an") and words[-1] in _SAME | _ANY:
                yield party.start, party.end, sentence.text[party.start : party.end]


def _spelt(sentence: Sentence, span: Span) -> str:
    """The words of the text, a name without its article."""
    words = sentence.text[slice(*span)].translate(_QUOTES)
    name = words[4:]
    named = words[:4] in ("The ", "the ") and name[:1].isupper() and not words.isupper()
    return name if named else words


def _is_state(each: Named, phrase: str, start: int) -> bool:
    """Whether a country stands for its government: alone, or with an office beside it."""
    alone = phrase.removeprefix("the ") == phrase[each.start - start : each.end - start]
    return alone or found(_OFFICE, phrase)
