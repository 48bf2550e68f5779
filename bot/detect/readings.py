"""Readings: what each word of harm in a sentence says of whom."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.detect.harm import Form, Harm
from bot.detect.victims import Group, Reader
from bot.model.finding import Count, Effect, Standing

_ONE = Count(1, 1)
_CHAIN = 9
_BLOWS = (
    "beat", "hack", "stab", "burn", "stone", "lynch", "shot", "tortur", "club", "bludgeon", "thrash", "chop", "crush",
    "trampl", "kick", "strangl", "batter", "knif", "chok", "chok", "hit", "punch", "slash", "bomb", "shell", "set",
)  # fmt: skip
_FOUND = frozenset(
    "found recovered discovered dumped retrieved lying pulled exhumed unearthed fished seen".split()
)
_COUNTABLE = frozenset("fatalities casualties deaths".split())
_UNKNOWN = frozenset("unknown unclear unconfirmed unspecified undetermined".split())
_TAKERS = ("claim", "took", "tak", "cost", "lost", "snuff", "los")
_REPORTED = frozenset(
    "suspected believed feared reported said thought known confirmed presumed alleged understood"
    " estimated announced declared reportedly allegedly".split()
)
#: Gerunds that are also names of acts, and what names are called before them.
_ACTS = frozenset("killing kidnapping massacre murdering slaying lynching".split())
_OF_ACTS = frozenset("target targeted honour mass mob revenge contract sectarian mercy".split())
_NAMED = frozenset({Effect.CAPTURED, Effect.DISPLACED, Effect.MISSING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One group that one word of harm speaks of; `start` and `end` are token indices."""

    count: Count | None
    of: str
    start: int
    end: int
    negated: bool = False
    standing: Standing = Standing.GROUP
    attackers: bool = False
    #: "He died", "who were killed": nobody is named.
    unnamed: bool = False
    #: The word the clause opens with (its index), which may make it background.
    opener: int = -1
    #: "Had been killed".
    before_past: bool = False


def readings(reader: Reader) -> Iterator[tuple[Harm, Reading]]:
    """Every word of harm with the groups it speaks of."""
    told: set[tuple[Effect, int]] = set()
    for harm in reader.harms:
        for each in _read(reader, harm):
            again = (harm.effect, each.start) in told
            told.add((harm.effect, each.start))
            reading = replace(each, standing=Standing.PART) if again else each
            if harm.effect not in _NAMED or reading.count is not None:
                yield harm, reading


def _read(reader: Reader, harm: Harm) -> Iterator[Reading]:
    match harm.form:
        case Form.PARTICIPLE:
            yield from _participle(reader, harm)
        case Form.ACTIVE:
            yield from _active(reader, harm)
        case Form.INTRANSITIVE | Form.HARM:
            yield from _behind(reader, harm, harm.start)
        case Form.ADJECTIVE:
            yield from _adjective(reader, harm)
        case Form.NOUN:
            yield from _noun(reader, harm)
        case Form.BODY:
            yield from _body(reader, harm)


def _participle(reader: Reader, harm: Harm) -> Iterator[Reading]:
    aux = _auxiliary(reader, harm.start)
    if aux is not None:
        yield from _behind(reader, harm, aux)
    elif _describes(reader, harm):
        yield from _described(reader, harm)
    elif _has_object(reader, harm):
        yield from _active(reader, harm)
    else:
        yield from _behind(reader, harm, harm.start)


def _describes(reader: Reader, harm: Harm) -> bool:
    """ "A murdered farmer", "two wounded men": an adjective before its noun."""
    before = harm.start - 1
    while reader.is_a(before, "adverbs") or reader.text(before).endswith("ly"):
        before -= 1
    opens = reader.is_a(before, "singular") or reader.is_a(before, "definite")
    figure = before >= 0 and reader.words[before].count is not None
    return (opens or figure) and reader.lexicon.is_person(reader.text(harm.end))


def _described(reader: Reader, harm: Harm) -> Iterator[Reading]:
    """Only a figure tells something new: "two murdered men"."""
    count = reader.words[harm.start - 1].count
    if count is not None:
        yield Reading(
            count=count, of=reader.text(harm.end), start=harm.start - 1, end=harm.end + 1,
            standing=Standing.PART, opener=_opener(reader, harm.start - 1),
        )  # fmt: skip


def _auxiliary(reader: Reader, before: int) -> int | None:
    """The "was" of a passive, across "shot and", "later", "reportedly"."""
    index = before - 1
    while index >= 0 and before - index < _CHAIN:
        text = reader.text(index)
        if text in {"both", "all"} and reader.is_a(index - 1, "be"):
            return index - 1
        if reader.is_a(index, "be"):
            return index
        joined = text in {"and", ","} and index != before
        link = joined or reader.is_a(index, "adverbs") or text.endswith(("ly", "ed", "en"))
        if not link and text not in {
            "shot",
            "hacked",
            "to",
            "death",
            "dead",
            "set",
            "beat",
            "hit",
            "found",
        }:
            return None
        if reader.words[index].count is not None or text in reader.lexicon.more:
            return None
        index -= 1
    return None


def _has_object(reader: Reader, harm: Harm) -> bool:
    """Whether the people stand behind the word: "killed three men", but "three killed in …"."""
    index = harm.end
    while reader.is_a(index, "adverbs") or reader.text(index).endswith("ly"):
        index += 1
    if index >= len(reader.words):
        return False
    word = reader.words[index]
    if word.text in {"and", ","} and _shares_object(reader, index + 1):
        return True
    if word.count is not None:
        return not _counted_before(reader, harm.start)
    if not word.word or reader.lexicon.is_cue(word.text) or word.text in reader.lexicon.parts:
        return False
    kinds = ("prepositions", "subordinators", "conjunctions", "be", "have", "modals", "verbs")
    return not any(reader.is_a(index, kind) for kind in kinds)


def _shares_object(reader: Reader, index: int) -> bool:
    """ "Injured and robbed two men": the next verb's object is this one's too."""
    if not reader.text(index).endswith("ed") or any(h.start == index for h in reader.harms):
        return False
    following = index + 1
    counted = following < len(reader.words) and reader.words[following].count is not None
    return counted or reader.is_a(following, "singular") or reader.is_a(following, "definite")


def _counted_before(reader: Reader, index: int) -> bool:
    """Whether a figure stands close before: "1 killed 2 injured"."""
    return any(reader.words[i].count for i in range(max(0, index - 3), index))


def _behind(
    reader: Reader, harm: Harm, subject_end: int, *, crossing: bool = True
) -> Iterator[Reading]:
    """The people stand before the word."""
    end = _before_verbs(reader, subject_end)
    verbs = [reader.text(i) for i in range(end, harm.start)]
    negated = "not" in verbs or "never" in verbs
    reduced = not verbs and harm.form is Form.PARTICIPLE
    groups, opener = reader.subject(end, crossing=crossing, reduced=reduced)
    if reader.text(end - 1) == "and" and verbs:
        # "He was a militant and was killed": the subject stands before the other verb.
        groups = ()
    whole = [group for group in groups if not group.part]
    if not whole and reader.is_thing(end):
        return
    if not groups:
        yield _unnamed(reader, harm, end, opener=opener, negated=negated)
        return
    if verbs and {"was", "is", "has"} & set(verbs):
        whole = _single(reader, whole)
    for group in (*whole, *(group for group in groups if group.part)):
        yield _reading(
            reader, group, negated=negated or group.negated, opener=opener, had="had" in verbs
        )


def _before_verbs(reader: Reader, end: int) -> int:
    """Where the verbs before a word of harm begin: "are believed to have been"."""
    kinds = ("have", "be", "modals", "adverbs")
    while end > 0 and (
        any(reader.is_a(end - 1, kind) for kind in kinds)
        or reader.text(end - 1) in _REPORTED
        or reader.text(end - 1) == "not"
    ):
        end -= 1
    return end


def _single(reader: Reader, groups: list[Group]) -> list[Group]:
    """The one group of a singular verb: "a leader and president was killed" is one man."""
    figured = [g for g in groups if any(reader.words[i].count for i in range(g.start, g.end))]
    if figured:
        return groups if all(group.person for group in groups) else figured
    named = [g for g in groups if g.person and (g.definite or reader.is_a(g.start, "singular"))]
    if len(named) > 1 and named == groups:
        return groups
    first = next((group for group in groups if group.person), groups[0])
    many = any(
        reader.text(i) in reader.lexicon.groups or reader.text(i) in reader.lexicon.plurals
        for i in range(first.start, first.end)
    )
    return [first if many or first.count is not None else replace(first, count=_ONE)]


def _unnamed(reader: Reader, harm: Harm, end: int, *, opener: int, negated: bool) -> Reading:
    """ "He was killed", "who were killed", "none was hurt"."""
    before = {reader.text(i) for i in range(max(0, end - 3), end)}
    none = bool(before & reader.lexicon.grammar["negators"])
    verbs = (reader.text(i) for i in range(harm.start - 1, -1, -1))
    verb = next(
        (text for text in verbs if text in {"was", "has", "were", "have", "are", "he", "she"}), ""
    )
    one = verb in {"was", "has", "he", "she"} and not none
    return Reading(
        count=_ONE if one else None, of="people", start=harm.start, end=harm.end,
        negated=negated or none, standing=Standing.PART, opener=opener, unnamed=True,
    )  # fmt: skip


def _reading(
    reader: Reader,
    group: Group,
    *,
    negated: bool,
    opener: int,
    had: bool = False,
) -> Reading:
    attackers = any(
        reader.text(i) in reader.lexicon.attackers for i in range(group.start, group.end)
    )
    standing = Standing.PART if group.part else Standing.MORE if group.more else Standing.GROUP
    return Reading(
        count=group.count, of=group.of or "people", start=group.start, end=group.end, negated=negated,
        standing=standing, attackers=attackers, opener=opener, before_past=had,
    )  # fmt: skip


def _active(reader: Reader, harm: Harm) -> Iterator[Reading]:
    """The people stand behind the word."""
    start = harm.end
    if harm.form is Form.ACTIVE and reader.text(start) == "of" or _is_name_of_act(reader, harm):
        return
    pronoun = reader.text(start)
    if pronoun in {"himself", "herself", "themselves", "itself"}:
        yield from _self(reader, harm)
        start += 1
    opener = _opener(reader, harm.start)
    negated = any(
        reader.text(i) in {"not", "without", "never"}
        for i in range(max(0, harm.start - 4), harm.start)
    )
    groups = reader.object(start)
    if not groups and pronoun in {"him", "her", "them"}:
        yield Reading(
            count=_ONE if pronoun != "them" else None, of="people", start=harm.start, end=start + 1,
            standing=Standing.PART, opener=opener, negated=negated,
        )  # fmt: skip
    loss = reader.text(harm.start) in {"lost", "loses"}
    for group in groups:
        if not loss or (group.person and group.count is not None):
            yield _reading(reader, group, negated=negated or group.negated, opener=opener)


def _is_name_of_act(reader: Reader, harm: Harm) -> bool:
    """ "The killing", "targeted killing": a noun, not a verb."""
    before = harm.start - 1
    return reader.text(harm.end - 1) in _ACTS and (
        reader.is_a(before, "definite")
        or reader.is_a(before, "singular")
        or reader.text(before).endswith("'s")
        or reader.text(before) in _OF_ACTS
    )


def _self(reader: Reader, harm: Harm) -> Iterator[Reading]:
    others = reader.text(harm.end + 1) in {"and", ","}
    blasts = ("bomb", "explo", "deton", "blew", "blast", "suicide")
    if harm.effect is Effect.KILLED and any(w.text.startswith(blasts) for w in reader.words):
        yield Reading(
            count=_ONE, of="attacker", start=harm.start, end=harm.end + 1,
            standing=Standing.GROUP if others else Standing.PART, attackers=True,
        )  # fmt: skip


def _opener(reader: Reader, before: int) -> int:
    """The word that opens the clause of an active verb, -1 at the sentence's beginning."""
    for index in range(before - 1, max(-1, before - 25), -1):
        text = reader.text(index)
        if text in reader.lexicon.links and text not in {"of", "by", "to"} or text in {";", ":"}:
            return index
        joined = text == "and" and reader.text(index - 1).endswith("ed")
        if text in {",", "and"} and index == before - 1 and not joined:
            return index
    return -1


def _adjective(reader: Reader, harm: Harm) -> Iterator[Reading]:
    """ "Two dead", "left two dead", "were dead", "beat a man to death"."""
    before = reader.text(harm.start - 1)
    if before in {"the", "a", "an", "of", "or", "half", "all"} or reader.is_a(
        harm.start - 1, "definite"
    ):
        return
    if reader.text(harm.start) == "to":
        blows = range(max(0, harm.start - 14), harm.start)
        if not any(reader.text(i).startswith(_BLOWS) for i in blows):
            return
    elif reader.lexicon.is_person(reader.text(harm.end)) or reader.text(harm.end) == "or":
        return
    if reader.is_a(harm.start - 1, "pronouns"):
        one = before in {"him", "her", "himself", "herself"}
        yield Reading(
            count=_ONE if one else None, of="people", start=harm.start, end=harm.end,
            standing=Standing.PART, opener=_opener(reader, harm.start),
        )  # fmt: skip
        return
    yield from _behind(reader, harm, harm.start, crossing=False)


def _noun(reader: Reader, harm: Harm) -> Iterator[Reading]:
    """ "Five deaths", "no fatalities", "claimed five lives"."""
    text = reader.text(harm.end - 1)
    if text in _COUNTABLE and {reader.text(harm.end + i) for i in range(4)} & _UNKNOWN:
        yield Reading(count=None, of="people", start=harm.start, end=harm.end)
        return
    for index in range(harm.start - 1, max(-1, harm.start - 4), -1):
        word = reader.words[index]
        none = word.text in {"no", "zero", "nil", "without", "any"}
        if none or word.count is not None:
            start = max(0, index - 6)
            near = {reader.text(i) for i in range(start, min(len(reader.words), harm.end + 8))}
            if (
                text in {"lives", "life"}
                and not none
                and not any(w.startswith(_TAKERS) for w in near)
            ):
                return
            if text in {"casualties", "casualty", "losses"} and not none:
                return
            if "bod" in text and not near & _FOUND:
                return
            yield Reading(
                count=None if none else word.count, of="people", start=index, end=harm.end,
                negated=none, opener=_opener(reader, index),
                standing=Standing.MORE if near & {"another"} else Standing.GROUP,
            )  # fmt: skip
            return
        if not word.word:
            return


def _body(reader: Reader, harm: Harm) -> Iterator[Reading]:
    """ "The body of a man was found", "three bodies were recovered"."""
    near = {word.text for word in reader.words[harm.start : harm.end + 30]}
    near |= {word.text for word in reader.words[max(0, harm.start - 8) : harm.start]}
    if not near & _FOUND:
        return
    if any(reader.words[i].count for i in range(max(0, harm.start - 3), harm.start)):
        yield from _noun(reader, harm)
    elif reader.text(harm.end) == "of":
        for group in reader.object(harm.end + 1):
            yield _reading(reader, group, negated=False, opener=_opener(reader, harm.start))
    elif reader.text(harm.end - 1) in {"body", "corpse"}:
        known = reader.text(harm.start - 1) in {"his", "her", "the", "their", "whose"}
        yield Reading(
            count=_ONE, of="people", start=harm.start, end=harm.end,
            standing=Standing.PART if known else Standing.GROUP, opener=_opener(reader, harm.start),
        )  # fmt: skip
