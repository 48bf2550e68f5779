"""Who did it to whom: the line of an alert that names the sides of an act."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import permutations

from bot.model.finding import Signal, Zone
from bot.model.incident import Incident
from bot.report.catalogue import say
from bot.report.message import Line, Text
from bot.report.wording import main_acts

#: What a phone shows without scrolling.
_NAMES = 4
#: Words that say of somebody no more than that they bear arms for a state, in the singular.
_ARMED = frozenset({"army", "force", "military", "soldier", "troop"})


def by_lines(incident: Incident, language: str) -> list[Line]:
    """Who did it to whom, as most reports have it; where no act says so, who is named."""
    acts = main_acts(incident)
    actors = _leading(acts, [signal.actor for signal in acts])
    of_these = [signal for signal in acts if not actors or signal.actor in actors]
    targets = _leading(of_these, [signal.target for signal in of_these])
    targets = [name for name in targets if name not in actors]
    if actors or targets:
        who = _names(actors, language) or say("actor.unknown", language)
        text = f"{who} → {_names(targets, language)}" if targets else who
        return [Line(label=say("label.by", language), parts=(Text(text),))]
    named = _names(list(incident.actors), language)
    return [Line(label=say("label.named", language), parts=(Text(named),))] if named else []


def _leading(acts: Sequence[Signal], names: Sequence[str | None]) -> list[str]:
    """The names that carry most of the acts; the lead weighs double, a lone slip is left out."""
    weights: Counter[str] = Counter()
    for signal, name in zip(acts, names, strict=True):
        if name:
            weights[name] += 2 if signal.zone is Zone.LEAD else 1
    most = max(weights.values(), default=0)
    leading = [name for name, weight in weights.most_common() if weight * 2 >= most]
    return _distinct(_joined(leading, " ".join(signal.sentence for signal in acts)))


def _joined(names: list[str], told: str) -> list[str]:
    """Two names that are told side by side are one: "coalition", "troops" → "coalition troops"."""
    for first, second in permutations(names, 2):
        whole = f"{first} {second}"
        if second.islower() and re.search(rf"\b{re.escape(whole)}\b", told, re.IGNORECASE):
            left = [name for name in names if name != second]
            return _joined([whole if name == first else name for name in left], told)
    return names


def _distinct(names: Sequence[str]) -> list[str]:
    """Names without those that a fuller one holds: "militias" beside "Iranian militias"."""
    words = {name: {word.removesuffix("s") for word in name.casefold().split()} for name in names}
    return [
        name
        for place, name in enumerate(names)
        if not any(_holds(words[other], words[name]) for other in names)
        and not any(words[name] == words[other] for other in names[:place])
    ]


def _holds(fuller: set[str], name: set[str]) -> bool:
    """Whether the fuller name says all of the other; "military" says no more than any troops."""
    return name < fuller or (name <= _ARMED and bool(fuller & _ARMED) and not fuller <= _ARMED)


def _names(names: Sequence[str], language: str) -> str:
    """Some names in a row, the rest counted."""
    more = len(names) - _NAMES
    shown = ", ".join(names[:_NAMES])
    return f"{shown} {say('names.more', language, count=more)}" if more > 0 else shown
