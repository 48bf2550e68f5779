"""Retractions: an outlet takes its own story back."""

import re
from dataclasses import replace

from bot.model.feed import Article
from bot.model.incident import Incident, Report
from bot.track.sources import source_of
from bot.track.words import fold

_STORY = r"(?:story|report|article|dispatch|bulletin|item)"
_GONE = r"(?:retracted|withdrawn|taken back|removed)"
_TITLE = re.compile(
    r"^\W*(?:retract(?:ed|ion)|withdrawn|kill notice|story killed)\b", re.IGNORECASE
)
_OURS = r"(?:this|the|its|our|an earlier)"
_TEXT = re.compile(
    rf"\b(?:{_OURS} {_STORY}\b[^.]{{0,60}}\b(?:has been|have been|was|is) {_GONE}"
    rf"|(?:we|has|have) (?:retract(?:ed|s)?|withdraw(?:n|s)?) {_OURS} {_STORY})",
    re.IGNORECASE,
)
#: Characters of a text in which a retraction would stand.
_TOP = 600


def takes_back(article: Article) -> bool:
    """Whether the article says of a story of its own outlet that it no longer stands."""
    return bool(_TITLE.search(article.title) or _TEXT.search(article.text[:_TOP]))


def taken_back(incident: Incident, report: Report) -> Incident | None:
    """The incident without what this report takes back, None where its source said nothing of it.

    Args:
        incident: As it was known.
        report: The retraction.
    """
    source = fold(source_of(report))
    own = [each for each in incident.reports if each.counts and fold(source_of(each)) == source]
    if not own:
        return None
    reports = tuple(
        replace(each, counts=False) if each in own else each for each in incident.reports
    )
    retracted = not any(each.counts for each in reports)
    return replace(incident, reports=reports, retracted=retracted)
