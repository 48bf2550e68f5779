"""A neutral Message as Slack draws it: Block Kit, and the same as plain text.

Texts stand in rich text elements, which Slack shows as they are: nothing in them is markup, calls
anybody or becomes a link.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from bot.report.catalogue import say
from bot.report.literal import host_of, literal
from bot.report.message import Link, Message, Style, Text
from bot.report.wording import square
from handlers.slack.buttons import actions
from handlers.slack.text import cut, escape

Json: TypeAlias = dict[str, Any]

#: Characters over all blocks, addresses included; Slack refuses somewhat above 13,000, and the
#: buttons need some of them.
LONGEST = 9_500
#: Characters of one block; Slack's limit for a section.
_LONGEST_BLOCK = 3_000
#: No single part of a message pushes the others out.
_LONGEST_PART = 1_000
_LONGEST_ADDRESS = 2_048
#: Characters of the text that notifications and screen readers show.
_LONGEST_NOTICE = 3_000

_STYLES = {Style.STRONG: "bold", Style.QUOTE: "italic", Style.CODE: "code"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A message in all forms."""

    blocks: list[Json]
    #: What notifications show, escaped.
    text: str
    #: The whole of it without blocks, escaped, to be sent with mrkdwn off.
    plain: str


@dataclass(frozen=True, slots=True)
class _Run:
    """A stretch of visible text in one style or with one address."""

    text: str
    style: Style = Style.PLAIN
    url: str | None = None

    @property
    def size(self) -> int:
        return len(self.text) + len(self.url or "")


def draw(message: Message, *, topic: str | None = None, share: str | None = None) -> Drawn:
    """Draw a message, cut before it is escaped to what Slack takes.

    Args:
        message: what to draw.
        topic: the thread that its buttons speak for.
        share: the command whose answer it is, where a button may show it to the channel.
    """
    runs = list(_within(_runs(message), LONGEST))
    blocks = [_block(part) for part in _parts(runs)]
    buttons = actions(message.buttons, topic=topic, share=share, language=message.language)
    text = "".join(run.text for run in runs)
    return Drawn(
        blocks=blocks + buttons, text=escape(cut(text, _LONGEST_NOTICE)), plain=escape(text)
    )


def _runs(message: Message) -> Iterator[_Run]:
    if message.possible_repeat:
        repeat = say("repeat", message.language, reference=message.reference or "?")
        yield _Run(repeat, Style.STRONG)
        yield _Run("\n")
    if message.severity is not None:
        yield _Run(f"{square(message.severity)} ")
    yield _text(Text(message.heading, Style.STRONG))
    for line in message.lines:
        yield _Run("\n")
        if line.label:
            yield _text(Text(f"{line.label}: "))
        for part in line.parts:
            yield _text(part) if isinstance(part, Text) else _link(part)


def _text(part: Text) -> _Run:
    return _Run(cut(literal(part.text), _LONGEST_PART), part.style)


def _link(part: Link) -> _Run:
    """A link that shows its host; plain text where the address is none for a chat."""
    words = cut(literal(part.text), _LONGEST_PART)
    host = host_of(part.url)
    if host is None:
        return _Run(words)
    shown = words if host in words else f"{words} ↗ {host}"
    return _Run(shown, url=part.url if len(part.url) <= _LONGEST_ADDRESS else None)


def _within(runs: Iterable[_Run], most: int) -> Iterator[_Run]:
    left = most
    for run in runs:
        fits = run if run.size <= left else _Run(cut(run.text, left), run.style)
        if fits.text:
            yield fits
        left -= fits.size
        if fits.text != run.text or left <= 0:
            return


def _parts(runs: Iterable[_Run]) -> Iterator[list[_Run]]:
    """Runs by block: a block ends where a line does, if the next would make it too long."""
    part: list[_Run] = []
    size = 0
    for line in _rows(runs):
        length = sum(run.size for run in line)
        if part and size + length > _LONGEST_BLOCK:
            yield part
            part, size = [], 0
            line = line[1:]  # noqa: PLW2901 # the next block begins on a line of its own
        for run in line:
            if part and size + run.size > _LONGEST_BLOCK:
                yield part
                part, size = [], 0
            part.append(run)
            size += run.size
    if part:
        yield part


def _rows(runs: Iterable[_Run]) -> Iterator[list[_Run]]:
    """Runs by line, the line end at the front."""
    row: list[_Run] = []
    for run in runs:
        if run.text == "\n" and row:
            yield row
            row = []
        row.append(run)
    yield row


def _block(runs: Iterable[_Run]) -> Json:
    section = {"type": "rich_text_section", "elements": list(_elements(runs))}
    return {"type": "rich_text", "elements": [section]}


def _elements(runs: Iterable[_Run]) -> Iterator[Json]:
    """Neighbours of one style are one element."""
    open_: _Run | None = None
    for run in runs:
        if open_ is not None and not (run.url or open_.url) and run.style is open_.style:
            open_ = _Run(open_.text + run.text, run.style)
            continue
        if open_ is not None:
            yield _element(open_)
        open_ = run
    if open_ is not None:
        yield _element(open_)


def _element(run: _Run) -> Json:
    element: Json = {"type": "text", "text": run.text}
    if run.url is not None:
        element = {"type": "link", "url": run.url, "text": run.text}
    style = _STYLES.get(run.style)
    return element | {"style": {style: True}} if style else element
