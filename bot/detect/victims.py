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
_THOSE = frozenset({"them", "those", "whom", "which"})
#: Words that say who the people are, counted from the last.
_NAMED = 4
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

    def subject(
        self, before: int, *, crossing: bool = True, reduced: bool = False
    ) -> tuple[tuple[Group, ...], int]:
        """The groups that end at this token, and the index of the word their clause opens with.

        Args:
            before: the token behind the subject.
            crossing: whether the subject may lie beyond a description of it.
            reduced: no "was" stands between: "one of five men killed".
        """
        end, closed = self._before_aside(before)
        if self.text(end - 1) in self.lexicon.animals:
            return (), end
        for _ in range(_CROSSINGS):
            start = self._left_edge(end)
            found = self.groups(start, end, closed=closed, subject=True)
            if reduced and (chosen := self._chosen_from(found)):
                return chosen, start - 1
            if any(not group.part for group in found) or start == 0 or not crossing:
                if not crossing:
                    return found, start - 1
                named = None if self._is_exact(found) else self._in_phrase(start, end)
                return named or (self._own(found, start), start - 1)
            relative = self._relative(start - 1)
            if relative is not None:
                return self._antecedent(relative)
            if named := self._in_phrase(start, end):
                return named
            if not self._may_cross(start - 1):
                return found, start - 1
            end = start - 1
        return (), end

    def _chosen_from(self, found: tuple[Group, ...]) -> tuple[Group, ...]:
        """ "One of five men killed": the five."""
        if len(found) == 1 and self.text(found[0].end) == "of":
            inner = self.groups(found[0].end + 1, self._left_end(found[0]))[:1]
            if inner and self._is_many(inner[0]) and self.words[found[0].end + 1].count:
                return inner
        return ()

    def _left_end(self, group: Group) -> int:
        return min(len(self.words), group.end + 2 + _LONGEST)

    def _antecedent(self, end: int) -> tuple[tuple[Group, ...], int]:
        """Whom "who" means: the last group before it."""
        start = self._left_edge(end)
        return self.groups(start, end, subject=True)[-1:], end + (self.text(end) == ",")

    def _in_phrase(self, start: int, end: int) -> tuple[tuple[Group, ...], int] | None:
        """ "A march for two men killed …": the last phrase names them."""
        for index in range(end - 1, start - 1, -1):
            if self.is_a(index, "prepositions"):
                if self.text(index) not in {"of", "for", "against", "over"}:
                    return None
                found = self.groups(index + 1, end)
                fit = len(found) == 1 and found[0].person and found[0].count is not None
                return (found, index) if fit else None
        return None

    def _own(self, found: tuple[Group, ...], start: int) -> tuple[Group, ...]:
        """The groups without those that are the object of the verb before the stretch."""
        verb = start - 1
        other = verb >= 0 and self._is_verb(verb) and verb not in self._harmed
        if not other or self.is_a(verb, "be") or self.is_a(verb, "have") or self.is_a(verb, "says"):
            return found
        joints = [i for i in range(found[0].end, found[-1].start) if self.text(i) in {"and", ","}]
        return tuple(g for g in found if not joints or g.start > joints[-1] or g.part)

    def _is_exact(self, found: tuple[Group, ...]) -> bool:
        count = found[0].count if found else None
        return count is not None and count.exact and found[0].person

    def is_thing(self, end: int) -> bool:
        """Whether what stands before this token is a thing or an animal, not people in a place."""
        start = self._left_edge(end)
        placed = any(self.is_a(index, "prepositions") for index in range(start, end))
        kinds = self.lexicon.things | self.lexicon.animals
        return end > start and not placed and self.text(end - 1) in kinds

    def _before_aside(self, before: int) -> tuple[int, bool]:
        """Where the subject ends once a closing aside (", who was hit twice,") is left out."""
        end = before
        while end > 0 and (self.is_a(end - 1, "adverbs") or self.text(end - 1).endswith("ly")):
            end -= 1
        if self.text(end - 1) not in {",", "-"}:
            return before, False
        for index in range(end - 2, max(0, end - _REACH), -1):
            if self.text(index) == self.text(end - 1) and (
                self.is_a(index + 1, "asides") or self.words[index + 1].measure
            ):
                return index, True
        return end - 1, True

    def _relative(self, index: int) -> int | None:
        """Where "who" stands, when the verb at this index is the verb of "who"."""
        for place in range(index, max(-1, index - 6), -1):
            if self.text(place) in {"who", "which", "whose", "whom"}:
                return place - (self.text(place - 1) == ",")
            known = place in self._harmed or self._is_verb(place) or self.is_a(place, "adverbs")
            if not known and not self.text(place).endswith(("ly", "ed")):
                return None
        return None

    def object(self, after: int) -> tuple[Group, ...]:
        """The groups that begin at this token."""
        end = self._right_edge(after)
        return self.groups(after, end)

    def groups(
        self, start: int, end: int, *, closed: bool = False, subject: bool = False
    ) -> tuple[Group, ...]:
        """The people counted in a stretch, read as a list ("three police and five civilians").

        Args:
            start: first token.
            end: behind the last token.
            closed: a comma closed the stretch, so that it may end with a description.
            subject: the stretch stands before its verb.
        """
        found: list[Group] = []
        index, part, joint, listed = self._inside_result(start), False, "", False
        while index < end:
            text = self.text(index)
            if text in self.lexicon.parts and (text != "most" or found):
                if self._turns(index, found):
                    found = [replace(group, part=True) for group in found]
                else:
                    part = True
                joint = text
                index += 1
            elif length := self._joint(index):
                joint = "phrase" if joint == "phrase" else text
                listed = listed or text != ","
                index += length
            elif self.is_a(index, "prepositions") or self.is_a(index, "subordinators"):
                index = self._behind_phrase(index + 1, end)
                joint = "phrase" if found and not joint else joint
            elif not (self.words[index].word or self.words[index].count):
                index += 1
            else:
                group = self._group(index, end)
                index = max(group.end, index + 1)
                if self._adds(group, found, joint):
                    found.append(replace(group, part=part))
                    joint = ""
        return self._listed(found, listed=listed, closed=closed, subject=subject)

    def _turns(self, index: int, found: list[Group]) -> bool:
        """ "One man is among five killed": the figure behind is the whole."""
        among = self.text(index) in {"among", "amongst"}
        place = index + 1 + (self.text(index + 1) == "the")
        figure = place < len(self.words) and self.words[place].count is not None
        return among and (figure or (bool(found) and self.text(index + 1) not in _THOSE))

    def _inside_result(self, start: int) -> int:
        """Past the "in" of "resulting in three dead", the "with" of "with three dead"."""
        text, before = self.text(start), self.text(start - 1)
        return start + (text == "with" or (text == "in" and before.startswith("result")))

    def _joint(self, index: int) -> int:
        """How many words join two groups here: "and", "along with", "as well as"."""
        if self.is_a(index, "conjunctions"):
            return 1
        if self.text(index) in {"along", "together"} and self.text(index + 1) == "with":
            return 2
        if [self.text(index + i) for i in range(3)] == ["as", "well", "as"]:
            return 3
        return 0

    def _listed(
        self, found: list[Group], *, listed: bool, closed: bool, subject: bool
    ) -> tuple[Group, ...]:
        """The groups that are one list; commas alone make no list, they describe."""
        whole = [group for group in found if not group.part]
        parts = [group for group in found if group.part]
        if len(whole) > 1 and not listed:
            best = [group for group in whole if group.person or self._figured(group)] or whole
            whole = best[-1:] if subject and not closed else best[:1]
        elif closed and len(whole) > 1 and self._figured(whole[0]) and self._is_many(whole[0]):
            comma = next(
                (i for i in range(whole[0].end, whole[-1].start) if self.text(i) == ","), None
            )
            whole = [group for group in whole if comma is None or group.start < comma]
        return (*whole, *parts)

    def _figured(self, group: Group) -> bool:
        return any(self.words[i].count for i in range(group.start, group.end))

    def _is_many(self, group: Group) -> bool:
        return group.count is not None and group.count.min > 1

    def _adds(self, group: Group, found: list[Group], joint: str) -> bool:
        """Whether the group is one more of the list, not a name or a description of the last."""
        if group.count is None and not group.of:
            return False
        if not found:
            return True
        if joint == "phrase" and self._joint(group.start - 1) and group.person:
            return True
        if joint in {"", "phrase"} and group.start != found[-1].end:
            if group.person:
                found.clear()
            return group.person
        several = found[0].count is not None and found[0].count.min > 1
        if not (group.person or group.more) and (several or joint == ","):
            return False
        return not (joint == "," and group.count == _ONE and not self._goes_on(group.end))

    def _goes_on(self, end: int) -> bool:
        """Whether a list goes on behind this token with "and"."""
        for index in range(end, min(end + _LONGEST, len(self.words))):
            if self.text(index) in {"and", "&"}:
                return True
            if index in self._harmed or self.is_a(index, "be") or self.text(index) == ";":
                return False
        return False

    def _behind_phrase(self, index: int, end: int) -> int:
        """Past a prepositional phrase: to the next conjunction, or to where a new figure stands."""
        begin = index
        while index < end:
            if self._joint(index) or self.text(index) in self.lexicon.parts:
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
        group = self._read(start, stop)
        if (
            group.count is not None
            and stop == start + 1
            and self.text(stop) == "of"
            and stop + 1 < end
        ):
            return replace(group, of=self._group(stop + 1, end).of or "people")
        return group

    def _inside(self, index: int, start: int) -> bool:
        """Whether the noun phrase goes on with this token."""
        word = self.words[index]
        if word.count is not None:
            return index == start or self._is_determiner(index - 1)
        if self.is_a(index, "conjunctions") or self.is_a(index, "prepositions"):
            return False
        if self.is_a(index, "subordinators") or word.text in self.lexicon.parts:
            return False
        if index > start and (self._joint(index) or self.is_a(index, "pronouns")):
            return False
        return word.word or word.text in {"'", "-", ".", "/"}

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
            (w.text for w in reversed(words) if w.word and not self._is_adverb(w.text)),
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
        of = "" if thing or pronoun or not (head or figure) else self._of(words)
        return Group(
            count=count, of=of, start=start, end=stop, more=more,
            definite=definite, negated=negated, person=person and not thing,
        )  # fmt: skip

    def _is_adverb(self, text: str) -> bool:
        adverb = text in self.lexicon.grammar["adverbs"]
        return adverb or (
            text.endswith("ly")
            and not self.lexicon.is_person(text)
            and text not in self.lexicon.groups
        )

    def _count(self, figure: Count | None, first: str, head: str, *, more: bool) -> Count | None:
        if figure is not None:
            return figure
        if head in self.lexicon.groups:
            return None
        if first in self.lexicon.grammar["singular"]:
            return _ONE
        if self.lexicon.is_plural(head):
            return None
        return _ONE if head or more or first in self.lexicon.grammar["singular"] else None

    def _of(self, words: tuple[Token, ...]) -> str:
        """The people in words, without article and figure."""
        skip = self.lexicon.grammar["singular"] | self.lexicon.grammar["definite"]
        kept = [w.text for w in words if w.word and w.text not in skip]
        return " ".join(kept[-_NAMED:]) or "people"

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
        if index in self._harmed or text in {";", ":", '"', "(", "[", "."}:
            return True
        if self.is_a(index, "subordinators"):
            return True
        return self._is_verb(index) and index < end

    def _is_verb(self, index: int) -> bool:
        text = self.text(index)
        if text in self.lexicon.parts or self.is_a(index, "prepositions"):
            return False
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
        if text in {";", ":", "(", "[", "."}:
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
