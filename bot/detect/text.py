"""An article as the engine reads it: folded, in sentences, without what is not the article."""

import re
import string
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from bot.detect.fold import fold
from bot.detect.sentences import split
from bot.detect.walk import Line
from bot.detect.words import EVERY, WordIndex, words_of
from bot.model.feed import Article
from bot.model.finding import Zone

#: Characters of an article that are read; the rest is cut, and the Finding says so.
LIMIT = 1_000_000
#: Sentences and paragraphs of the lead.
_LEAD_SENTENCES = 4
_LEAD_PARAGRAPHS = 3
#: Fewer lines than this are a teaser: everything in them counts.
_TEASER_LINES = 5
#: Characters that tell how a text is written.
_SAMPLE = 4000
_CAPITALS = string.ascii_uppercase.encode()
_SMALL = string.ascii_lowercase.encode()
#: The first letter of the text, and of what follows a stop.
_FIRST = re.compile(r"""["'(\[]?([A-Za-z])""")
_OPENINGS = re.compile(r"""[.!?]["')\]]?\s+["'(\[]?([A-Za-z])""")
#: Characters: a shorter line without a full stop, between longer ones, is a section heading.
_HEADING = 64

_NOT_THE_ARTICLE = re.compile(
    r"""\s*[\W_]{0,3}(?:
      (?:read\ (?:more|also|next|this)|also\ read|see\ also|related|more\ (?:on\ this|from)|watch
        |listen|recommended|don't\ miss|explainer|in\ pictures|photos?|pictures?|video|gallery
        |sources?|image|(?:photo|image|picture)?\ ?credits?|editor's\ note|most\ read|trending
        |opinion
        |analysis|file\ photo)\b[\w\ ]{0,24}(?::|\||\ -\ |$)
      |(?:sign\ up|subscribe)\ (?:for|to|now|here)\b
      |(?:click|tap)\ here\b |follow\ us\b |join\ our\b |share\ this\b |advertisement\b
      |all\ rights\ reserved\b |copyright\b |download\ our\b |(?:last\ )?updated\b.{0,40}$
      |published\b.{0,40}$ |posted\b.{0,40}$
      |(?:additional\ |with\ )?(?:reporting|writing|editing)\ by\b
      |by\ [a-z][\w\ .,'-]{2,60}$
      |this\ (?:article|story|post)\ (?:was\ )?(?:originally|first)\b
    )""",
    re.VERBOSE,
)
#: What opens a list of other stories within a line.
_LINK = "related "
_LINKS = re.compile(r"""(?<=[.!?"')\]] )related (?:stories|articles|links|news)\b""")
_CREDIT = re.compile(
    r"[(\[](?:[\w .,'-]{0,40}[/ ,])?(?:reuters|ap|ap photo|afp|epa|getty(?: images)?|aa"
    r"|anadolu(?: agency)?|file(?: photo)?|photo|handout|supplied|courtesy)"
    r"(?:[ /,:][\w ./,'-]{0,60})?[)\]]$"
)


@dataclass(slots=True, eq=False)
class Sentence:
    """One sentence where it stands.

    Never changed; not frozen, since a long article has hundreds and freezing costs more than all
    else about them. Each is equal to itself alone.
    """

    text: str
    #: `fold(text)`: the same length, so offsets agree.
    folded: str
    #: Offset of its first character in the article's text; in the title for a title sentence.
    start: int
    zone: Zone
    #: Which paragraph, counted from 0; -1 in the title.
    paragraph: int
    #: What its words are, as `WordIndex.seen` says; every word where no index was given.
    seen: int = EVERY
    #: Its words, as the index knows words; none where no index was given.
    words: list[bytes] = field(default_factory=list, repr=False)
    _line: Line | None = field(default=None, init=False, repr=False)

    @property
    def end(self) -> int:
        """Offset behind its last character."""
        return self.start + len(self.text)

    @property
    def line(self) -> Line:
        """Its words where they stand, for phrases to be looked for."""
        if self._line is None:
            self._line = Line(self.folded)
        return self._line


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An article, read: sentences in reading order, those of the title first."""

    text: str
    folded: str
    title: str
    title_folded: str
    sentences: tuple[Sentence, ...]
    #: The text was longer than the engine reads.
    truncated: bool
    #: When it was published, or else seen; None where nothing can be said.
    published: datetime | None

    def at(self, offset: int) -> Sentence | None:
        """The sentence of the text (not of the title) that holds this offset, if one does."""
        index = bisect_right(self.sentences, offset, key=_order) - 1
        if index < 0:
            return None
        found = self.sentences[index]
        return found if found.zone is not Zone.TITLE and offset < found.end else None


def read(article: Article, index: WordIndex | None = None, *, limit: int = LIMIT) -> Document:
    """Fold and split an article, leaving out links to other stories, credits, bylines, headings.

    Args:
        article: the article; its `text` has paragraphs apart by line ends.
        index: says what the words of each sentence are.
        limit: characters that are read.
    """
    text = article.text[:limit]
    folded = fold(text)
    title = article.title[:limit]
    title_folded = fold(title)
    body = _body(text, folded)
    head = [
        Sentence(title[begin:end], title_folded[begin:end], begin, Zone.TITLE, -1)
        for begin, end in split(title, 0, len(title), cased=False)
    ]
    sentences = (*head, *body)
    if index is not None:
        for each in sentences:
            each.words = words_of(each.folded)
            each.seen = index.among(each.words)
    return Document(
        text=text,
        folded=folded,
        title=title,
        title_folded=title_folded,
        sentences=sentences,
        truncated=len(article.text) > limit,
        published=article.published,
    )


def _order(sentence: Sentence) -> int:
    return -1 if sentence.zone is Zone.TITLE else sentence.start


def _body(text: str, folded: str) -> Iterator[Sentence]:
    cased = _cased(text)
    count = 0
    for number, (begin, end) in enumerate(_paragraphs(text, folded, cased=cased)):
        for start, stop in split(text, begin, end, cased=cased):
            lead = count < _LEAD_SENTENCES and number < _LEAD_PARAGRAPHS
            zone = Zone.LEAD if lead else Zone.BODY
            yield Sentence(text[start:stop], folded[start:stop], start, zone, number)
            count += 1


def _cased(text: str) -> bool:
    """Whether capitals tell anything: not so in ALL CAPS copy, nor in lower-cased text."""
    sample = text[:_SAMPLE]
    letters = sample.encode("ascii", "ignore")
    upper = len(letters) - len(letters.translate(None, _CAPITALS))
    lower = len(letters) - len(letters.translate(None, _SMALL))
    if upper >= lower:
        return False
    # A stray capital in a lower-cased text ("CPI") tells nothing about where sentences begin.
    first = _FIRST.match(sample)
    openings = [first.group(1)] if first else []
    openings += _OPENINGS.findall(sample, first.end() if first else 0)
    return sum(map(str.isupper, openings)) * 2 >= max(1, len(openings))


def _paragraphs(text: str, folded: str, *, cased: bool) -> Iterator[tuple[int, int]]:
    lines = [
        _without_links(folded, line)
        for line in _lines(text, cased=cased)
        if not _NOT_THE_ARTICLE.match(folded, *line)
    ]
    if len(lines) < _TEASER_LINES:
        yield from lines
        return
    for index, (begin, end) in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        if following and _is_aside(folded, (begin, end), following, first=index == 0):
            continue
        yield begin, end


def _lines(text: str, *, cased: bool) -> Iterator[tuple[int, int]]:
    """Lines as offsets; a line that was broken in mid-sentence is joined to the next."""
    begin = position = 0
    while position <= len(text):
        found = text.find("\n", position)
        end = found if found >= 0 else len(text)
        if not (cased and _goes_on(text, begin, end)):
            if text[begin:end].strip():
                yield begin, end
            begin = end + 1
        position = end + 1


def _without_links(folded: str, line: tuple[int, int]) -> tuple[int, int]:
    """The line without a run of headlines of other stories at its end."""
    links = _LINKS.search(folded, *line) if folded.find(_LINK, *line) >= 0 else None
    return (line[0], links.start()) if links else line


def _goes_on(text: str, begin: int, end: int) -> bool:
    following = text[end + 1 : end + 2]
    return end - begin > _HEADING // 2 and following.islower() and text[end - 1].isalnum()


def _is_aside(
    folded: str, line: tuple[int, int], following: tuple[int, int], *, first: bool
) -> bool:
    """A caption with its credit, a caption's alternative text, or a section heading."""
    words = folded[slice(*line)].strip()
    after = folded[slice(*following)].strip()
    if _CREDIT.search(words) or (words[-1:] not in ".!?" and after.startswith(words)):
        return True
    heading = len(words) <= _HEADING and words.rstrip("\"')")[-1:] not in ".!?,;"
    return heading and not first and len(after) > _HEADING
