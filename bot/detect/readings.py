"""Readings: what each word of harm in a sentence says of whom."""

from collections.abc import Iterator
from dataclasses import dataclass

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
_TAKERS = ("claim", "took", "tak", "cost", "lost", "snuff", "los")
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
    #: The word the clause opens with (its index), which may make it background.
    opener: int = -1
    #: "Had been killed".
    before_past: bool = False


def readings(reader: Reader) -> Iterator[tuple[Harm, Reading]]:
    """Every word of harm with the groups it speaks of."""
    for harm in reader.harms:
        for reading in _read(reader, harm):
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
    elif _has_object(reader, harm):
        yield from _active(reader, harm)
    else:
        yield from _behind(reader, harm, harm.start)


def _auxiliary(reader: Reader, before: int) -> int | None:
    """The "was" of a passive, across "shot and", "later", "reportedly"."""
    index = before - 1
    while index >= 0 and before - index < _CHAIN:
        text = reader.text(index)
        if reader.is_a(index, "be"):
            return index
        joined = text in {"and", ","} and index != before
        link = joined or reader.is_a(index, "adverbs") or text.endswith(("ly", "ed", "en"))
        if not link and text not in {"shot", "hacked", "to", "death", "dead", "set", "beat", "hit"}:
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
    if word.count is not None:
        return not _counted_before(reader, harm.start)
    if not word.word or reader.lexicon.is_cue(word.text) or word.text in reader.lexicon.parts:
        return False
    kinds = ("prepositions", "subordinators", "conjunctions", "be", "have", "modals", "verbs")
    return not any(reader.is_a(index, kind) for kind in kinds)


def _counted_before(reader: Reader, index: int) -> bool:
    """Whether a figure stands close before: "1 killed 2 injured"."""
    return any(reader.words[i].count for i in range(max(0, index - 3), index))


def _behind(reader: Reader, harm: Harm, subject_end: int) -> Iterator[Reading]:
    """The people stand before the word."""
    end = subject_end
    had = False
    while end > 0 and (
        reader.is_a(end - 1, "have") or reader.is_a(end - 1, "adverbs") or reader.is_a(end - 1, "modals")
        or reader.is_a(end - 1, "be") or reader.text(end - 1) in {"not", "reportedly", "allegedly", "reported"}
    ):  # fmt: skip
        had = had or reader.text(end - 1) == "had"
        end -= 1
    negated = any(reader.text(i) in {"not", "never"} for i in range(end, harm.start))
    verb = {reader.text(i) for i in range(end, harm.start)}
    single = bool(verb & {"was", "is", "has"})
    groups, opener = reader.subject(end)
    if not groups:
        yield from _unnamed(reader, harm, end, single=single, opener=opener, negated=negated)
    whole = [g for g in groups if not g.part]
    for group in groups:
        count = group.count
        if (
            single
            and len(whole) == 1
            and not group.part
            and (count is None or not _figured(reader, group))
        ):
            count = _ONE if not _many(reader, group) else None
        yield _reading(
            reader, group, count, negated=negated or group.negated, opener=opener, had=had,
        )  # fmt: skip


def _figured(reader: Reader, group: Group) -> bool:
    return any(reader.words[i].count for i in range(group.start, group.end))


def _many(reader: Reader, group: Group) -> bool:
    return any(reader.text(i) in reader.lexicon.groups for i in range(group.start, group.end))


def _unnamed(
    reader: Reader, harm: Harm, end: int, *, single: bool, opener: int, negated: bool
) -> Iterator[Reading]:
    """ "He was killed", "who were killed", "none was hurt"."""
    before = {reader.text(i) for i in range(max(0, end - 3), end)}
    none = before & reader.lexicon.grammar["negators"]
    one = single or before & {"he", "she", "him"}
    if none or end > 0:
        yield Reading(
            count=_ONE if one and not none else None, of="people", start=harm.start, end=harm.end,
            negated=negated or bool(none), standing=Standing.PART, opener=opener,
        )  # fmt: skip


def _reading(
    reader: Reader,
    group: Group,
    count: Count | None,
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
        count=count, of=group.of or "people", start=group.start, end=group.end, negated=negated,
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
        return
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
            yield _reading(
                reader, group, group.count, negated=negated or group.negated, opener=opener
            )


def _is_name_of_act(reader: Reader, harm: Harm) -> bool:
    """ "The killing", "target killing": a noun, not a verb."""
    return reader.text(harm.end - 1) in {"killing", "kidnapping", "massacre", "murdering", "slaying", "lynching"} and (
        reader.is_a(harm.start - 1, "definite") or reader.is_a(harm.start - 1, "singular")
        or reader.text(harm.start - 1).endswith(("'s", "ed")) or reader.text(harm.start - 1) in {"target", "honour", "mass", "mob"}
    )  # fmt: skip


def _self(reader: Reader, harm: Harm) -> Iterator[Reading]:
    blasts = ("bomb", "explo", "deton", "blew", "blast", "suicide")
    if harm.effect is Effect.KILLED and any(w.text.startswith(blasts) for w in reader.words):
        yield Reading(
            count=_ONE, of="attacker", start=harm.start, end=harm.end + 1,
            standing=Standing.PART, attackers=True,
        )  # fmt: skip


def _opener(reader: Reader, before: int) -> int:
    """The word that opens the clause of an active verb, -1 at the sentence's beginning."""
    for index in range(before - 1, max(-1, before - 25), -1):
        text = reader.text(index)
        if text in reader.lexicon.links and text not in {"of", "by", "to"} or text in {";", ":"}:
            return index
        if text in {",", "and"} and index == before - 1:
            return index
    return -1


def _adjective(reader: Reader, harm: Harm) -> Iterator[Reading]:
    """ "Two dead", "left two dead", "were dead", "beat a man to death"."""
    before = reader.text(harm.start - 1)
    if before in {"the", "a", "an", "of", "or", "half", "all"} or reader.is_a(
        harm.start - 1, "definite"
    ):
        return
    text = reader.text(harm.start)
    if text == "to":
        blows = range(max(0, harm.start - 14), harm.start)
        if not any(reader.text(i).startswith(_BLOWS) for i in blows):
            return
    elif reader.lexicon.is_person(reader.text(harm.end)) or reader.text(harm.end) == "or":
        return
    yield from _behind(reader, harm, harm.start)


def _noun(reader: Reader, harm: Harm) -> Iterator[Reading]:
    """ "Five deaths", "no fatalities", "claimed five lives"."""
    text = reader.text(harm.end - 1)
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
            yield _reading(reader, group, group.count, negated=False, opener=-1)
    elif reader.text(harm.end - 1) in {"body", "corpse"}:
        known = reader.text(harm.start - 1) in {"his", "her", "the", "their"}
        yield Reading(
            count=_ONE, of="people", start=harm.start, end=harm.end,
            standing=Standing.PART if known else Standing.GROUP,
        )  # fmt: skip
