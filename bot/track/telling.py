"""What one article tells: its heavy words, its names, and the keys to look it up under."""

import re
from dataclasses import dataclass
from itertools import chain

from bot.model.feed import Article
from bot.model.finding import Finding
from bot.track.names import names
from bot.track.words import Terms, fold, terms

#: Look-up keys of one article, and places and actors among them.
MAX_KEYS = 40
_MAX_NAMED = 4
#: Characters of a title that are read.
_LONGEST_TITLE = 300

_ACT = (
    r"(?:air ?strike|strike|raid|attack|bombing|bomb|blast|explosion|shelling|assault|clash|ambush"
    r"|barrage|salvo|volley|rocket|missile|drone|massacre|killing|abduction)"
)
#: A title that sets its act apart from one before: "Second raid on", "strikes hit … again".
_AGAIN = re.compile(
    rf"\b(?:second|third|fourth|another|fresh|renewed|new)(?: [\w-]+)? {_ACT}(?:s|es)?\b"
    rf"|\b{_ACT}(?:s|es|ed)?\b.*\bagain\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """An article as the same-story question sees it."""

    terms: Terms
    names: frozenset[str]
    #: `w:` stems, `p:` places, `a:` actors.
    keys: tuple[str, ...]
    #: The title tells of one more act, where there was one before.
    again: bool = False


def telling_of(article: Article, finding: Finding) -> Telling:
    """Read an article once for every question that is asked of it."""
    heavy = terms(article.title[:_LONGEST_TITLE], article.text)
    named = [f"p:{fold(place.name)}" for place in finding.places[:_MAX_NAMED]]
    named += [f"a:{fold(actor)}" for actor in finding.actors[:_MAX_NAMED]]
    stems = (f"w:{stem}" for stem, _ in heavy)
    return Telling(
        terms=heavy,
        names=names(article.title[:_LONGEST_TITLE], article.text) & {stem for stem, _ in heavy},
        keys=tuple(dict.fromkeys(chain(named, stems)))[:MAX_KEYS],
        again=happens_again(article.title),
    )


def happens_again(title: str) -> bool:
    """Whether a title sets its act apart from one before it."""
    return bool(_AGAIN.search(title[:_LONGEST_TITLE]))


def keys_of(article: Article, finding: Finding) -> tuple[str, ...]:
    """Look-up keys of an article: incidents that share one are its candidates.

    Args:
        article: What is looked up.
        finding: What the rule engine says of it.

    Returns:
        At most `MAX_KEYS` short strings.
    """
    return telling_of(article, finding).keys
