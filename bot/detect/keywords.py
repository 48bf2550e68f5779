"""A chat's own rule: what it says as one RE2 pattern, bounded, or why it is refused."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import re2

from bot.detect.fold import fold
from bot.detect.phrase import BadPhrase, phrase, union
from bot.detect.scan import Pattern
from bot.detect.text import read
from bot.model.feed import Article

#: Characters of a rule as typed.
LONGEST = 200
#: Instructions of RE2's program: some 30 phrases, or a repetition of two hundred letters.
_LARGEST = 2_000
#: Bytes that RE2 may take for one rule.
_ROOM = 128 << 10
#: Sentences without any subject in common: what fits all of them fits everything.
_ANYTHING = (
    "The museum opens a new wing in spring, and entry is free.",
    "Rain held up the cricket for two hours on the second day.",
    "Prices of bread and milk rose by 4 per cent in October.",
    "A choir from Oslo won the prize with songs of the sea.",
)
#: What holds in a sentence and may not hold in the whole text around it.
_ANCHOR = re.compile(r"(?<!\[)\^|\$|\\[AzB]")


class Refusal(StrEnum):
    """Why a rule is refused; the message catalogue has a text for each."""

    EMPTY = "empty"
    LONG = "long"
    SIGNS = "signs"
    SLASH = "slash"
    #: Look-ahead and look-behind.
    LOOK = "look"
    #: Back-references.
    BACK = "back"
    REPEAT = "repeat"
    LARGE = "large"
    BYTES = "bytes"
    EMPTY_MATCH = "empty_match"
    ANYTHING = "anything"
    ZONE = "zone"
    PHRASE = "phrase"
    PATTERN = "pattern"


class BadKeyword(ValueError):
    """A rule that is refused: why, and the part of it that is meant."""

    def __init__(self, reason: Refusal, part: str = "") -> None:
        self.reason = reason
        self.part = part
        super().__init__(f"{reason} {part}".strip())


#: By what RE2 says of a pattern, the reason in the message catalogue.
_REASONS = (
    (re.compile(r"invalid perl operator: (\(\?<?[=!])"), Refusal.LOOK),
    (re.compile(r"invalid perl operator: (\(\?P)"), Refusal.BACK),
    (re.compile(r"invalid escape sequence: (\\[1-9])"), Refusal.BACK),
    (re.compile(r"(?:bad repetition operator|invalid repetition size): (.*)"), Refusal.REPEAT),
    (re.compile(r"(too large|out of memory)"), Refusal.LARGE),
)


@dataclass(frozen=True, slots=True)
class Keyword:
    """A rule, compiled."""

    pattern: Pattern
    #: Looked for in folded text; else in the text as it was published.
    folded: bool
    #: It says where a sentence begins or ends, so that only sentences can be asked.
    anchored: bool

    def stands_in(self, text: str) -> bool:
        """Whether it is found in a sentence."""
        return _Asked(text, fold(text)).holds(self)


def sentences_with(
    article: Article, keywords: Mapping[str, Keyword], *, longest: int
) -> dict[str, str]:
    """The first sentence of an article in which each keyword stands, by the keyword's name.

    Args:
        article: title and text; links to other stories and credits are passed over.
        keywords: what is looked for.
        longest: characters of the text that are looked through.
    """
    whole = f"{article.title}\n{article.text[:longest]}"
    asked = _Asked(whole, fold(whole))
    left = {name: each for name, each in keywords.items() if each.anchored or asked.holds(each)}
    found: dict[str, str] = {}
    for sentence in read(article, limit=longest).sentences if left else ():
        asked = _Asked(sentence.text, sentence.folded)
        for name in [name for name, each in left.items() if asked.holds(each)]:
            found[name] = sentence.text
            del left[name]
        if not left:
            break
    return found


def keyword(wanted: str) -> Keyword:
    """Compile what a chat looks for.

    Args:
        wanted: `/a pattern/`, or phrases of the rule language with commas between.

    Raises:
        BadKeyword: RE2 cannot run it in linear time, it is too big, fits everything, or is no text.
    """
    if len(wanted) > LONGEST:
        raise BadKeyword(Refusal.LONG, str(len(wanted)))
    if any(unicodedata.category(letter) in ("Cs", "Cc") for letter in wanted):
        raise BadKeyword(Refusal.SIGNS)
    if wanted.startswith("/"):
        anchored = _ANCHOR.search(wanted) is not None
        found = Keyword(_regex(wanted), folded=False, anchored=anchored)
    else:
        found = Keyword(_words(wanted), folded=True, anchored=False)
    if found.stands_in(""):
        raise BadKeyword(Refusal.EMPTY_MATCH)
    if all(map(found.stands_in, _ANYTHING)):
        raise BadKeyword(Refusal.ANYTHING)
    return found


def _regex(wanted: str) -> Pattern:
    source, _, flags = wanted[1:].rpartition("/")
    if flags not in ("", "i") or not source.strip():
        raise BadKeyword(Refusal.SLASH)
    if r"\C" in source:
        raise BadKeyword(Refusal.BYTES)
    return _compiled(source)


def _words(wanted: str) -> Pattern:
    phrases = [each for each in (part.strip() for part in wanted.split(",")) if each]
    if not phrases:
        raise BadKeyword(Refusal.EMPTY)
    try:
        spoken = [phrase(each, {}) for each in phrases]
    except BadPhrase as error:
        raise BadKeyword(Refusal.PHRASE, f"{error.wrong}; {error.right}") from None
    if any(each.zone for each in spoken):
        raise BadKeyword(Refusal.ZONE)
    return _compiled(union([each.source for each in spoken]))


def _compiled(source: str) -> Pattern:
    options = re2.Options()
    options.max_mem = _ROOM
    options.case_sensitive = False
    options.log_errors = False
    options.never_capture = True
    try:
        pattern = re2.compile(source, options)
    except re2.error as error:
        raise _refused(error) from None
    except UnicodeEncodeError:
        raise BadKeyword(Refusal.SIGNS) from None
    if pattern.programsize > _LARGEST:
        raise BadKeyword(Refusal.LARGE)
    return pattern


class _Asked:
    """A stretch of text as RE2 takes it, encoded once for all keywords."""

    def __init__(self, text: str, folded: str) -> None:
        self._plain = text.encode("utf-8", "replace")
        self._folded = folded.encode("utf-8", "replace")

    def holds(self, keyword: Keyword) -> bool:
        text = self._folded if keyword.folded else self._plain
        return keyword.pattern.search(text) is not None


def _refused(error: re2.error) -> BadKeyword:
    said = error.args[0].decode("utf-8", "replace") if error.args else ""
    for what, reason in _REASONS:
        found = what.search(said)
        if found:
            return BadKeyword(reason, found[1])
    return BadKeyword(Refusal.PATTERN, said)
