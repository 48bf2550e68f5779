"""Who it happened to: the people named before or behind a word of harm, and how many."""

from dataclasses import dataclass, replace

from bot.detect.claim_words import ClaimWords
from bot.detect.harm import Harm
from bot.detect.tokens import Token
from bot.model.finding import Count

#: Words that one noun phrase may have before its head ("a senior local party leader").
_LONGEST = 12
#: How far a subject is looked for.
_REACH = 60
#: A subject may lie behind this many descriptions ("people travelling in a bus were killed").
_CROSSINGS = 3
_ONE = Count(1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """People of one kind in a sentence; `start` and `end` are token indices."""

    count: Count | None
    of: str
    start: int
    end: int
    #: "Another two": beyond those already told.
    more: bool = False
    #: "Including two women": inside another group.
    part: bool = False
    #: "The driver": somebody told of before.
    definite: bool = False
    negated: bool = False
    person: bool = False


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of tokens that may hold victims, and the word it ended at."""

    start: int
    end: int


class Reader:
    """Reads noun phrases of one sentence."""

    def __init__(
        self, words: tuple[Token, ...], lexicon: ClaimWords, harms: tuple[Harm, ...]
    ) -> None:
        """Take the sentence.

        Args:
            words: the sentence, figures merged.
            lexicon: the vocabulary.
            harms: its words of harm.
        """
        self.words = words
        self.lexicon = lexicon
        self.harms = harms
        self._harmed = frozenset(i for each in harms for i in range(each.start, each.end))

    def is_a(self, index: int, kind: str) -> bool:
        """Whether the token is a grammatical word of this kind."""
        return 0 <= index < len(self.words) and self.words[index].text in self.lexicon.grammar[kind]

    def text(self, index: int) -> str:
        """The token's text; empty beyond the ends."""
        return self.words[index].text if 0 <= index < len(self.words) else ""

    def subject(self, before: int) -> tuple[tuple[Group, ...], int]:
        """The groups that end at this token, and the index of the word their clause opens with."""
        end = before
        for _ in range(_CROSSINGS):
            start = self._left_edge(end)
            found = self.groups(start, before if end == before else end)
            if found or start == 0 or not self._may_cross(start - 1):
                return found, start - 1
            end = start - 1
        return (), end

    def object(self, after: int) -> tuple[Group, ...]:
        """The groups that begin at this token."""
        end = self._right_edge(after)
        return self.groups(after, end)

    def groups(self, start: int, end: int) -> tuple[Group, ...]:
        """The people counted in a stretch, read as a list ("three police and five civilians")."""
        end = self._without_aside(start, end)
        found: list[Group] = []
        index, part, after_comma = start, False, False
        while index < end:
            text = self.text(index)
            if text in self.lexicon.parts and (text != "most" or found):
                part = part or bool(found)
                index += 1
            elif self.is_a(index, "conjunctions"):
                after_comma = text == ","
                index += 1
            elif self.is_a(index, "prepositions") or self.is_a(index, "subordinators"):
                index = self._behind_phrase(index + 1, end)
            elif not (self.words[index].word or self.words[index].count):
                index += 1
            else:
                group = self._group(index, end)
                index = max(group.end, index + 1)
                if self._adds(group, found, after_comma=after_comma):
                    found.append(replace(group, part=part))
        return tuple(found)

    def _adds(self, group: Group, found: list[Group], *, after_comma: bool) -> bool:
        """Whether the group is one more of the list, not a name or a description of the last."""
        if group.count is None and not group.of:
            return False
        if not found:
            return True
        if self.is_a(group.start - 1, "conjunctions") or group.start == found[-1].end:
            first = found[0].count
            several = first is not None and first.min > 1
            bare = not (group.person or group.more)
            if bare and (several or after_comma):
                return False
            if after_comma and group.count == _ONE and not self._goes_on(group.end):
                return False
            return True
        if group.person:
            found.clear()
            return True
        return False

    def _goes_on(self, end: int) -> bool:
        """Whether a list goes on behind this token with "and"."""
        for index in range(end, min(end + _LONGEST, len(self.words))):
            if self.text(index) in {"and", "&"}:
                return True
            if index in self._harmed or self.is_a(index, "be") or self.text(index) == ";":
                return False
        return False

    def _without_aside(self, start: int, end: int) -> int:
        """Where a stretch ends once a closing aside ("…, all of one village,") is left out."""
        while end > start and self.is_a(end - 1, "adverbs"):
            end -= 1
        if end - start > 1 and self.text(end - 1) == ")":
            opening = next((i for i in range(end - 1, start, -1) if self.text(i) == "("), end)
            return self._without_aside(start, opening) if opening < end else end
        if end - start > 1 and self.text(end - 1) in {",", "-"}:
            mark = self.text(end - 1)
            first = next((i for i in range(start + 1, end) if self.text(i) == mark), end - 1)
            return first if self._holds_somebody(start, first) else end - 1
        return end

    def _holds_somebody(self, start: int, end: int) -> bool:
        if self.is_a(start, "prepositions") or self.is_a(start, "subordinators"):
            return any(self.words[i].count for i in range(start + 2, end))
        return end > start

    def _behind_phrase(self, index: int, end: int) -> int:
        """Past a prepositional phrase: to the next conjunction, or to where a new figure stands."""
        begin = index
        while index < end:
            if self.is_a(index, "conjunctions") or self.text(index) in self.lexicon.parts:
                return index
            starts = self.words[index].count or self.is_a(index, "singular")
            if (
                index > begin
                and starts
                and self.words[index - 1].word
                and not self._is_function(index - 1)
            ):
                return index
            index += 1
        return index

    def _is_function(self, index: int) -> bool:
        return any(
            self.is_a(index, kind)
            for kind in ("prepositions", "singular", "definite", "conjunctions")
        )

    def _group(self, start: int, end: int) -> Group:
        stop = start
        while stop < min(end, start + _LONGEST) and self._inside(stop, start):
            stop += 1
        stop = max(stop, start + 1)
        if self.text(stop) == "of" and stop < end and self._names_many(start, stop):
            inner = self._group(stop + 1, end)
            return replace(inner, start=start, count=inner.count if inner.count != _ONE else None)
        return self._read(start, stop)

    def _inside(self, index: int, start: int) -> bool:
        """Whether the noun phrase goes on with this token."""
        word = self.words[index]
        if word.count is not None:
            return index == start or self._is_determiner(index - 1)
        if self.is_a(index, "conjunctions") or self.is_a(index, "prepositions"):
            return False
        if self.is_a(index, "subordinators") or word.text in self.lexicon.parts:
            return False
        return word.word or word.text in {"'", '"', "-", "."}

    def _is_determiner(self, index: int) -> bool:
        word = self.text(index)
        return (
            self.is_a(index, "definite")
            or word in {"all", "as", "another", "other"}
            or word.endswith("'s")
        )

    def _names_many(self, start: int, stop: int) -> bool:
        return self.text(stop - 1) in self.lexicon.groups and not any(
            self.words[i].count for i in range(start, stop)
        )

    def _read(self, start: int, stop: int) -> Group:
        words = self.words[start:stop]
        texts = [word.text for word in words]
        head = next(
            (
                w.text
                for w in reversed(words)
                if w.word and not self.lexicon.grammar["adverbs"] & {w.text}
            ),
            "",
        )
        figure = next((w.count for w in words if w.count), None)
        first = texts[0]
        definite = first in self.lexicon.grammar["definite"] or first.endswith(("'s", "s'"))
        negated = first in self.lexicon.grammar["negators"]
        more = bool(self.lexicon.more & set(texts)) or "another" in first
        thing = head in self.lexicon.things
        pronoun = head in self.lexicon.grammar["pronouns"]
        count = None if thing or pronoun else self._count(figure, first, head, more=more)
        person = (
            self.lexicon.is_person(head)
            or any(map(self.lexicon.is_person, texts))
            or (figure is not None and len(texts) == 1)
            or more
        )
        of = "" if thing or pronoun else self._of(texts, figure is not None)
        return Group(
            count=count, of=of, start=start, end=stop, more=more,
            definite=definite, negated=negated, person=person and not thing,
        )  # fmt: skip

    def _count(self, figure: Count | None, first: str, head: str, *, more: bool) -> Count | None:
        if figure is not None:
            return figure
        if head in self.lexicon.groups or (self.lexicon.is_plural(head) and head != "others"):
            return None
        if head == "others":
            return None
        return _ONE if head or more or first in self.lexicon.grammar["singular"] else None

    def _of(self, texts: list[str], has_figure: bool) -> str:
        skip = self.lexicon.grammar["singular"] | {"the"}
        kept = [t for t in texts if t not in skip]
        if has_figure:
            kept = [w for w in kept if not w[:1].isdigit()][-3:]
        return " ".join(kept[-4:]) or "people"

    def _left_edge(self, end: int) -> int:
        """Where the stretch before `end` that may hold a subject begins."""
        index = end
        while index > 0 and end - index < _REACH:
            if self._ends_subject(index - 1, end):
                return index
            index -= 1
        return index

    def _ends_subject(self, index: int, end: int) -> bool:
        text = self.text(index)
        if index in self._harmed or text in {";", ":", '"'}:
            return True
        if self.is_a(index, "subordinators"):
            return True
        return self._is_verb(index) and index < end

    def _is_verb(self, index: int) -> bool:
        text = self.text(index)
        if any(self.is_a(index, kind) for kind in ("be", "have", "modals", "verbs")):
            return text != "to"
        if not text.endswith(("ed", "ing")) or len(text) < 5 or "-" in text:
            return False
        if text in self.lexicon.grammar["described"] or self.lexicon.is_person(text):
            return False
        before = self.text(index - 1)
        opens = (
            index == 0
            or self.words[index - 1].count is not None
            or self._is_function(index - 1)
            or before.endswith("ly")
            or self.text(index - 1) in self.lexicon.more
        )
        follows = index + 1 < len(self.words) and self.words[index + 1].word
        return not (opens and follows and not self._is_function(index + 1))

    def _may_cross(self, index: int) -> bool:
        """Whether a subject may lie beyond this word: "who", "travelling", "was" of a relative."""
        text = self.text(index)
        if index in self._harmed or text in {";", ":"}:
            return False
        if self.is_a(index, "subordinators"):
            return text in {"who", "which", "as"}
        return True

    def _right_edge(self, start: int) -> int:
        """Where the stretch behind a word of harm that may hold its object ends."""
        index = start
        while index < len(self.words) and index - start < _REACH:
            text = self.text(index)
            if text in {";", ":", '"', "."} and index > start:
                break
            if self._is_verb(index) or (index in self._harmed):
                return self._before_next_subject(start, index)
            if self.is_a(index, "subordinators") or (
                self.is_a(index, "prepositions")
                and text not in {"of", "from", "to"}
                and index > start
            ):
                return index
            index += 1
        return index

    def _before_next_subject(self, start: int, verb: int) -> int:
        """The end of an object, where what follows "and" is the subject of the next verb."""
        text = self.text(verb)
        own = not self.is_a(verb, "be") and not self.is_a(verb, "have")
        if own and (text.endswith("ing") or self._takes_object(verb)):
            return verb
        for index in range(verb - 1, start, -1):
            if self.is_a(index, "conjunctions"):
                return index
        return verb

    def _takes_object(self, verb: int) -> bool:
        following = verb + 1
        while self.is_a(following, "adverbs"):
            following += 1
        if following >= len(self.words):
            return False
        return (
            self.words[following].count is not None
            or self._is_function(following)
            and not (self.is_a(following, "prepositions") or self.is_a(following, "conjunctions"))
        )
