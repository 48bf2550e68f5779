"""Matching: which rules hold in a sentence, its words asked first and phrases only then."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.detect.gates import Gate, Node, bound, gate
from bot.detect.listed import looked_for
from bot.detect.phrase import Phrase
from bot.detect.rule import Part, Rule
from bot.detect.text import Sentence
from bot.detect.words import EVERY, Meanings, WordIndex, easiest, words_of
from bot.model.finding import Span, Zone

#: Where a `lead:` phrase and a `title:` phrase hold.
_HOLDS = {Zone.TITLE: (Zone.TITLE,), Zone.LEAD: (Zone.TITLE, Zone.LEAD)}


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that holds in a sentence, and where in it."""

    rule: Rule
    span: Span


class Matcher:
    """All rules. A sentence's words tell which of them could hold; their phrases decide."""

    def __init__(self, rules: Sequence[Rule], index: WordIndex) -> None:
        """Take the rules, and their words into the index.

        A phrase that several share is looked for once.
        """
        numbers: dict[str, int] = {}
        phrases: list[Phrase] = []
        for part in (part for each in rules for part in _parts(each)):
            for phrase in part.phrases:
                if phrase.written not in numbers:
                    numbers[phrase.written] = len(phrases)
                    phrases.append(phrase)
        self._rules = rules
        self._index = index
        self._phrases = tuple(phrases)
        self._keys = _Keys(rules, self._index)
        everywhere = {
            place: _plan(each, Zone.TITLE, numbers, index)
            for place, each in enumerate(rules)
            if all(part.zone is None for part in _parts(each))
        }
        self._plans = {
            zone: tuple(
                everywhere.get(place) or _plan(each, zone, numbers, index)
                for place, each in enumerate(rules)
            )
            for zone in Zone
        }

    def hits(self, sentence: Sentence) -> Iterator[Hit]:
        """The rules that hold in a sentence, in their order."""
        sentence = self._taken_in(sentence)
        places = self._keys.places(sentence.words, sentence.seen)
        if not places:
            return
        plans = self._plans[sentence.zone]
        stretch = _Stretch(sentence, self._phrases)
        for place in sorted(places):
            if span := plans[place].span(stretch):
                yield Hit(self._rules[place], span)

    def fires(self, rule: int, sentence: Sentence) -> bool:
        """Whether the rule at that place holds in a sentence."""
        stretch = _Stretch(self._taken_in(sentence), self._phrases)
        return self._plans[sentence.zone][rule].span(stretch) is not None

    def _taken_in(self, sentence: Sentence) -> Sentence:
        """The sentence with its words read, which those of a document are already."""
        if sentence.seen != EVERY:
            return sentence
        words = words_of(sentence.folded)
        return replace(sentence, words=words, seen=self._index.among(words))


class _Keys:
    """The words that rules cannot do without; those of a sentence tell which rules to look at."""

    def __init__(self, rules: Sequence[Rule], index: WordIndex) -> None:
        self._always: set[int] = set()
        #: By the bit of the word that the fewest texts have: what else the phrase needs, its rule.
        by_bit: dict[int, set[tuple[int, int]]] = {}
        for place, each in enumerate(rules):
            for part in (part for name in each.anchors for part in each.groups[name]):
                for needs in (phrase.asked.needs for phrase in part.phrases):
                    if not needs:
                        self._always.add(place)
                        continue
                    bit = index.bit(easiest(needs))
                    by_bit.setdefault(bit, set()).add((index.bits(needs), place))
        self._by_word = Meanings(_Keyed(by_bit, index))

    def places(self, words: Iterable[bytes], seen: int) -> set[int]:
        """The places of the rules that could hold where these words and their bits are seen."""
        found = set(self._always)
        for keyed in filter(None, map(self._by_word.__getitem__, words)):
            for needs, place in keyed:
                if seen & needs == needs:
                    found.add(place)
        return found


class _Keyed:
    """What phrases need besides a word, and their rules."""

    def __init__(self, by_bit: Mapping[int, Iterable[tuple[int, int]]], index: WordIndex) -> None:
        self._by_bit = by_bit
        self._index = index
        self._all = sum(by_bit)

    def __call__(self, word: bytes) -> tuple[tuple[int, int], ...]:
        keyed = self._index.among((word,)) & self._all
        found: dict[tuple[int, int], None] = {}
        while keyed:
            bit = keyed & -keyed
            keyed ^= bit
            found |= dict.fromkeys(self._by_bit[bit])
        return tuple(found)


@dataclass(frozen=True, slots=True)
class _Plan:
    """A rule in one zone: its condition, and the groups where it fires."""

    condition: Node
    anchors: tuple[Gate, ...]

    def span(self, stretch: "_Stretch") -> Span | None:
        """Where the rule fires in a stretch; None where it does not hold."""
        verdict = self.condition.verdict(stretch.seen)
        if verdict is None:
            verdict = self.condition.holds(stretch)
        if not verdict:
            return None
        return min(filter(None, map(stretch.first, self.anchors)), default=None)


class _Stretch:
    """A sentence; each phrase is looked for in it once."""

    def __init__(self, sentence: Sentence, phrases: Sequence[Phrase]) -> None:
        self.seen = sentence.seen
        self._sentence = sentence
        self._phrases = phrases
        self._known: dict[int, Span | None] = {}

    def holds(self, phrase: int) -> bool:
        return self._find(phrase) is not None

    def first(self, group: Gate) -> Span | None:
        """Where a group stands first; of phrases that begin together the first that it names."""
        spans = map(self._find, group.may_hold(self.seen))
        return min(filter(None, spans), key=_start, default=None)

    def _find(self, phrase: int) -> Span | None:
        if phrase not in self._known:
            self._known[phrase] = looked_for(self._phrases[phrase], self._sentence)
        return self._known[phrase]


def _parts(rule: Rule) -> Iterator[Part]:
    for parts in rule.groups.values():
        yield from parts


def _plan(rule: Rule, zone: Zone, numbers: Mapping[str, int], index: WordIndex) -> _Plan:
    groups = {}
    for name, parts in rule.groups.items():
        here = [each for each in parts if each.zone is None or zone in _HOLDS[each.zone]]
        phrases = [phrase for part in here for phrase in part.phrases]
        places = [numbers[each.written] for each in phrases]
        groups[name] = gate([each.asked for each in phrases], index, places)
    return _Plan(bound(rule.condition, groups), tuple(groups[name] for name in rule.anchors))


def _start(span: Span) -> int:
    return span[0]
