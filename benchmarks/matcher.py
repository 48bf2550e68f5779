"""spaCy's Matcher with the phrases of our own rules, to be measured beside them."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

import spacy
from spacy.matcher import Matcher

#: Up to so many words stand between two words of a phrase at "..".
_GAP = 5
#: Token patterns one phrase may become; the rest of a long list is left out, in spaCy's favour.
_MOST = 40


def matcher(
    rules: Sequence[Mapping[str, Any]], lists: Mapping[str, Sequence[str]]
) -> tuple[spacy.language.Language, Matcher]:
    """An empty English pipeline (tokeniser only) and a Matcher that holds every phrase.

    Args:
        rules: `[[rule]]` tables as they stand in the packs.
        lists: the lexicon's lists.
    """
    language = spacy.blank("en")
    found = Matcher(language.vocab)
    for rule in rules:
        groups = [value for key, value in rule.items() if key not in ("match", "ignore")]
        phrases = [each for value in groups for each in _phrases(value)]
        patterns = [one for each in phrases for one in _patterns(each, lists)]
        if patterns:
            found.add(rule["id"], patterns)
    return language, found


def _phrases(value: object) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _patterns(phrase: str, lists: Mapping[str, Sequence[str]]) -> Iterator[list[dict[str, Any]]]:
    words = phrase.split(": ", 1)[-1].split()
    choices = [_choices(word, lists) for word in words]
    for count, parts in enumerate(product(*choices)):
        if count == _MOST:
            return
        pattern = [token for part in parts for token in part]
        if any(token.get("OP") != "?" for token in pattern):
            yield pattern


def _choices(word: str, lists: Mapping[str, Sequence[str]]) -> list[list[dict[str, Any]]]:
    if word == "..":
        return [[{"OP": "?"}] * _GAP]
    if word == "{count}":
        return [[{"LIKE_NUM": True}]]
    if word.startswith("@"):
        return [_tokens(each) for each in lists.get(word[1:], ())] or [[{"LOWER": word}]]
    return [_tokens(each) for each in word.split("|")]


def _tokens(text: str) -> list[dict[str, Any]]:
    return [_token(part) for part in text.lower().replace("-", " ").split()]


def _token(word: str) -> dict[str, Any]:
    if word.endswith("*"):
        return {"LOWER": {"REGEX": f"^{word[:-1]}"}}
    return {"LOWER": word}
