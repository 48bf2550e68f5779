"""A neutral Message as Telegram draws it: HTML, and the same as plain text."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from bot.report.catalogue import say
from bot.report.literal import host_of, literal
from bot.report.message import Link, Message, Style, Text
from bot.report.wording import square
from handlers.telegram.text import LONGEST, cut, quiet, units

#: UTF-16 units; no single part of a message pushes the others out.
_LONGEST_PART = 1000
#: Bytes of all addresses of a message together: with 4096 characters of text it stays below the
#: 32,768 bytes that the Bot API reads before it parses.
_ADDRESSES = 6000
_LONGEST_ADDRESS = 2048

_TAGS = {Style.STRONG: "b", Style.QUOTE: "i", Style.CODE: "code"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A message in both forms; both show the same text."""

    html: str
    plain: str


@dataclass(frozen=True, slots=True)
class _Run:
    """A stretch of visible text in one style or with one address."""

    text: str
    style: Style = Style.PLAIN
    url: str | None = None


def draw(message: Message) -> Drawn:
    """Draw a message, cut before it is escaped to what Telegram takes."""
    runs = list(_within(_runs(message), LONGEST))
    return Drawn(html="".join(_html(run) for run in runs), plain="".join(run.text for run in runs))


def _runs(message: Message) -> Iterator[_Run]:
    if message.possible_repeat:
        yield _Run(
            say("repeat", message.language, reference=message.reference or "?"), Style.STRONG
        )
        yield _Run("\n")
    if message.severity is not None:
        yield _Run(f"{square(message.severity)} ")
    yield _text(Text(message.heading, Style.STRONG), guide=message.guide)
    left = _ADDRESSES
    for line in message.lines:
        yield _Run("\n")
        if line.label:
            yield _text(Text(f"{line.label}: "), guide=message.guide)
        for part in line.parts:
            run = _text(part, guide=message.guide) if isinstance(part, Text) else _link(part, left)
            left -= len(escape(run.url or "").encode())
            yield run


def _text(part: Text, *, guide: bool) -> _Run:
    """A text; in a guide its commands may be tapped on, elsewhere nothing may."""
    words = cut(literal(part.text), _LONGEST_PART)
    if part.style is Style.CODE:
        return _Run(words, part.style)
    return _Run(quiet(words, commands=guide), part.style)


def _link(part: Link, left: int) -> _Run:
    """A link that shows its host; plain text where the address is none for a chat."""
    words = cut(literal(part.text), _LONGEST_PART)
    host = host_of(part.url)
    if host is None:
        return _Run(quiet(words))
    shown = words if host in words else f"{words} ↗ {host}"
    size = len(escape(part.url).encode())
    if size > min(left, _LONGEST_ADDRESS):
        return _Run(quiet(shown))
    return _Run(shown, url=part.url)


def _within(runs: Iterator[_Run], most: int) -> Iterator[_Run]:
    left = most
    for run in runs:
        text = cut(run.text, left)
        if text:
            yield _Run(text, run.style, run.url)
        left -= units(text)
        if text != run.text or left <= 0:
            return


def _html(run: _Run) -> str:
    words = escape(run.text, quote=False)
    if run.url is not None:
        return f'<a href="{escape(run.url)}">{words}</a>'
    tag = _TAGS.get(run.style)
    return f"<{tag}>{words}</{tag}>" if tag and run.text.strip() else words
