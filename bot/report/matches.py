"""What a chat's own rules found, as a message of their own."""

from collections.abc import Sequence

from bot.model.match import Match
from bot.model.scale import Severity
from bot.report.catalogue import say
from bot.report.message import Button, Line, Link, Message, Style, Text
from bot.report.quotes import shorten
from bot.report.wording import badge, time_words

#: What a phone shows without scrolling.
_SHOWN = 12
#: Characters of a title in a list.
_TITLE = 90


def match_message(matches: Sequence[Match], *, language: str = "en") -> Message:
    """The articles in which this chat's rules found what they look for.

    Raises:
        ValueError: there is none.
    """
    gravest = max(each.severity for each in matches)
    first = matches[0]
    if len(matches) == 1:
        names = ", ".join(first.rules)
        heading = say("match.rule.heading", language, count=len(first.rules), names=names)
        lines = _in_full(first, language)
    else:
        heading = say("match.rule.several", language, count=len(matches))
        lines = [_line(each) for each in matches[:_SHOWN]]
    if len(matches) > _SHOWN:
        more = say("names.more", language, count=len(matches) - _SHOWN)
        lines.append(Line(parts=(Text(more, Style.FAINT),)))
    return Message(
        severity=gravest,
        heading=heading,
        lines=tuple(lines),
        buttons=(Button(text=say("button.rules", language), command="rule list"),),
        silent=gravest < Severity.SEVERE,
        language=language,
    )


def _in_full(match: Match, language: str) -> list[Line]:
    judged = (
        say("match.rule.judged", language, badge=badge(match.severity, language))
        if match.severity is not Severity.UNKNOWN
        else say("match.rule.unjudged", language)
    )
    source = Link(match.source or match.title, match.url) if match.url else Text(match.source)
    return [
        Line(parts=(Text(shorten(match.title), Style.STRONG),)),
        Line(parts=(Text(shorten(match.sentence), Style.QUOTE),)),
        Line(parts=(Text(judged),)),
        Line(parts=(source, Text(f" · {time_words(match.at, language)}"))),
    ]


def _line(match: Match) -> Line:
    title = shorten(match.title or match.sentence, _TITLE)
    return Line(
        label=", ".join(match.rules),
        parts=(Link(title, match.url) if match.url else Text(title), Text(f" · {match.source}")),
    )
