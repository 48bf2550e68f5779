"""The neutral message: what a person should read, in parts that every platform can draw.

Texts are literal: a handler escapes them for its own markup and cuts them before it renders.
"""

from dataclasses import dataclass
from enum import StrEnum

from bot.model.scale import Severity


class Style(StrEnum):
    """How a stretch of text is meant."""

    PLAIN = "plain"
    STRONG = "strong"
    QUOTE = "quote"
    CODE = "code"
    FAINT = "faint"


@dataclass(frozen=True, slots=True)
class Text:
    """A stretch of literal text."""

    text: str
    style: Style = Style.PLAIN


@dataclass(frozen=True, slots=True)
class Link:
    """A link; only http(s) is ever drawn as one, and its host is shown."""

    text: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line: an optional label ("Killed") and what follows it."""

    label: str | None = None
    parts: tuple[Text | Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """What a person may press; `command` is the neutral command it stands for ("why #k7f3qa")."""

    text: str
    command: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message for one channel."""

    #: CAP severity, drawn as word and colour; None for answers to commands.
    severity: Severity | None = None
    #: What kind of thing it is: "SEVERE · Air/drone strike · Qaim (IQ)"; without markup.
    heading: str
    lines: tuple[Line, ...] = ()
    buttons: tuple[Button, ...] = ()
    #: Deliver without sound (below severe).
    silent: bool = False
    #: Only the asker should see it, where the platform can do that.
    private: bool = False
    #: The fate of an earlier copy is unknown; handlers print "possible repeat".
    possible_repeat: bool = False
    #: The alert id that both copies of a repeat share; None for answers.
    reference: str | None = None
    #: The incident it speaks of; None for answers that speak of none or of many.
    incident_id: str | None = None
    #: It says what changed in an incident that was told before.
    update: bool = False
    #: Nothing in it came from a feed: commands in its texts may be offered to tap on.
    guide: bool = False
    #: It says that nothing was done, and what would work.
    refused: bool = False
    #: IETF tag, for what a handler adds of its own.
    language: str = "en"

    @property
    def plain(self) -> str:
        """The message as plain text: the fallback of every platform."""
        rows = [self.heading]
        for line in self.lines:
            text = "".join(part.text for part in line.parts)
            rows.append(f"{line.label}: {text}" if line.label else text)
        return "\n".join(rows)
