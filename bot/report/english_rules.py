"""The English texts of the message catalogue: the rules that chats make for themselves."""

from collections.abc import Mapping
from types import MappingProxyType

_RULES: dict[str, str] = {
    "match.rule.heading.one": "Your rule “{names}” matched",
    "match.rule.heading.other": "Your rules matched: {names}",
    "match.rule.several": "Your rules matched {count} articles",
    "match.rule.judged": "By the rules of all: {badge}.",
    "match.rule.unjudged": "The rules of all found no conflict in it: severity unknown.",
    "button.rules": "Rules",
    "button.remove_rule": "Remove {name}",
    "rule.added": "Rule “{name}” looks for",
    "rule.what": (
        "When a fresh article holds it, this chat alone is told, with the sentence; an article"
        " that alerts this chat anyway is told once."
    ),
    "rule.removed": "Rule “{name}” is gone",
    "rule.heading.one": "1 rule of this chat",
    "rule.heading.other": "{count} rules of this chat",
    "rule.none": "No rule yet",
    "rule.how": (
        "Words: {prefix}rule add ships tanker*, oil rig*. A pattern:"
        " {prefix}rule add jets /\\bIL-?76\\b/"
    ),
    "help.rule": "this chat's own words: add, list, remove",
    "example.rule": "{prefix}rule add ships tanker*, oil rig*",
    "bad.rule.verb": "“{word}” is nothing to do with a rule; write add, list or remove: {example}",
    "bad.rule.name": (
        "“{name}” is no name; write one word of letters, digits, - or _, up to {most}: {example}"
    ),
    "bad.rule.taken": (
        "This chat has a rule “{name}” already; {prefix}rule remove {name} first, or choose"
        " another name."
    ),
    "bad.rule.gone": "That rule was removed already; {prefix}rule list shows those there are.",
    "bad.rule.no_such": "This chat has no rule “{name}”; {prefix}rule list shows them.",
    "bad.rule.full": "This chat has {most} rules, the most it may have; remove one first.",
    "bad.rule.house_full": "This bot holds {most} rules, the most it can; ask its operator.",
    "bad.rule.empty": "Say what to look for; for example: {example}",
    "bad.rule.long": "That is {part} characters; a rule has at most {most}. Make two of it.",
    "bad.rule.signs": "That holds signs that are no text; write plain words.",
    "bad.rule.slash": (
        "A pattern stands between two slashes, /like this/, with nothing behind but i."
    ),
    "bad.rule.look": (
        "“{part}” looks around, which RE2 cannot do in linear time; write what must stand there,"
        " without it."
    ),
    "bad.rule.back": (
        "“{part}” refers back to a group, which RE2 cannot do in linear time; write the words out."
    ),
    "bad.rule.repeat": (
        "“{part}” repeats too often; no repetition may exceed 1000 together, and + or * needs no"
        " figure."
    ),
    "bad.rule.large": (
        "That pattern is too large for one rule; use smaller repetitions, or make two rules of it."
    ),
    "bad.rule.bytes": "\\C finds half letters; write . for any letter.",
    "bad.rule.empty_match": (
        "That fits where nothing stands, so it fits everything; ask for one letter at least:"
        " write + in place of *, or take ? away."
    ),
    "bad.rule.anything": "That fits almost every article; ask for a word or a name.",
    "bad.rule.zone": "A chat's rule looks everywhere; leave out title: and lead:.",
    "bad.rule.phrase": "{part}.",
    "bad.rule.pattern": "RE2 cannot read it: {part}. Mend it, or write plain words: {example}",
}

RULES: Mapping[str, str] = MappingProxyType(_RULES)
