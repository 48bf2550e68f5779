"""Draw a neutral message on a terminal, or as plain lines where there is none."""

from rich.console import Console
from rich.padding import Padding
from rich.text import Text as Rich

from bot.model.scale import Severity
from bot.report.catalogue import say
from bot.report.literal import host_of, literal
from bot.report.message import Line, Link, Message, Style, Text
from bot.report.wording import square

#: Characters of one stretch of text and of a whole message: a screen or two.
_LONGEST_PART, _MOST_LINES = 1_000, 80
_COLOURS = {
    Severity.EXTREME: "bold magenta",
    Severity.SEVERE: "bold red",
    Severity.MODERATE: "bold yellow",
    Severity.MINOR: "bold",
    Severity.UNKNOWN: "bold",
}
_STYLES = {
    Style.PLAIN: "",
    Style.STRONG: "bold",
    Style.QUOTE: "italic",
    Style.CODE: "cyan",
    Style.FAINT: "dim",
}


def draw(message: Message, console: Console) -> None:
    """Print a message: severity as square, word and colour; texts literally; an empty line after.

    On a terminal lines wrap under their beginning; elsewhere each stays one line.
    """
    _print(console, _heading(message), indent=0)
    if message.possible_repeat:
        text = say("repeat", message.language, reference=literal(message.reference or "", 80))
        _print(console, Rich(text, style="bold yellow"), indent=2)
    for line in message.lines[:_MOST_LINES]:
        _print(console, _line(line, update=message.update), indent=2)
    if len(message.lines) > _MOST_LINES:
        more = say("lines.more", message.language, count=len(message.lines) - _MOST_LINES)
        _print(console, Rich(more, style="dim"), indent=2)
    console.print()


def _print(console: Console, text: Rich, *, indent: int) -> None:
    if console.is_terminal:
        console.print(Padding(text, (0, 0, 0, indent), expand=False), highlight=False)
    else:
        console.print(Rich(" " * indent) + text, highlight=False, soft_wrap=True)


def _heading(message: Message) -> Rich:
    text = literal(message.heading, _LONGEST_PART)
    if message.severity is None:
        return Rich(text, style="bold")
    heading = Rich(f"{square(message.severity)} {text}", style=_COLOURS[message.severity])
    if message.incident_id is not None:
        heading.append(f"  #{literal(message.incident_id, 40)}", style="dim")
    return heading


def _line(line: Line, *, update: bool) -> Rich:
    drawn = Rich("│ " if update else "")
    if line.label is not None:
        drawn.append(f"{literal(line.label, _LONGEST_PART)}: ", style="bold")
    for part in line.parts:
        drawn.append_text(_link(part) if isinstance(part, Link) else _text(part))
    return drawn


def _text(part: Text) -> Rich:
    return Rich(literal(part.text, _LONGEST_PART), style=_STYLES[part.style])


def _link(part: Link) -> Rich:
    """The link's text and its whole address, whose host can be seen; only the text if refused."""
    drawn = Rich(literal(part.text, _LONGEST_PART))
    if host_of(part.url) is not None and len(part.url) <= _LONGEST_PART:
        drawn.append(" ↗ ")
        drawn.append(part.url, style="blue underline")
    return drawn
