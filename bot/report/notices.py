"""Notices of feeds as one message: short, without sound, and with what to do about them."""

from collections.abc import Sequence
from dataclasses import replace

from bot.model.notice import Notice, NoticeKind
from bot.report.catalogue import say
from bot.report.message import Button, Line, Message, Style, Text
from bot.report.quotes import shorten
from bot.report.wording import time_words

#: What a phone shows without scrolling.
_SHOWN = 15
#: Characters of a name, and of a reason.
_LONGEST_NAME, _LONGEST_REASON = 80, 160


def notice_message(notices: Sequence[Notice], *, language: str = "en") -> Message:
    """What became of feeds that this channel follows.

    Raises:
        ValueError: there is nothing to tell.
    """
    first = notices[0]
    if len(notices) == 1:
        name = shorten(first.feed, _LONGEST_NAME)
        heading = say(f"notice.{first.kind}", language, feed=name)
        lines = [Line(parts=(Text(_told(first, language)),))]
    else:
        heading = say("notice.several", language, count=len(notices))
        lines = [_line(each, language) for each in notices[:_SHOWN]]
    if len(notices) > _SHOWN:
        more = say("names.more", language, count=len(notices) - _SHOWN)
        lines.append(Line(parts=(Text(more, Style.FAINT),)))
    return Message(
        heading=heading,
        lines=tuple(lines),
        buttons=(Button(text=say("button.feeds", language), command="feeds"),),
        silent=True,
        language=language,
    )


def with_notices(message: Message, notices: Sequence[Notice]) -> Message:
    """A message, and below it why it is what it is."""
    lines = [_line(each, message.language) for each in notices[:_SHOWN]]
    return replace(message, lines=(*message.lines, *lines))


def _line(notice: Notice, language: str) -> Line:
    heading = say(f"notice.{notice.kind}", language, feed=shorten(notice.feed, _LONGEST_NAME))
    return Line(parts=(Text(heading, Style.STRONG), Text(f" {_told(notice, language)}")))


def _told(notice: Notice, language: str) -> str:
    at = time_words(notice.at, language)
    reason = shorten(notice.reason, _LONGEST_REASON) or say("status.no_reason", language)
    if notice.kind is NoticeKind.FAILING:
        return say("notice.failing.told", language, at=at, reason=reason)
    if notice.kind is NoticeKind.GONE:
        return say("notice.gone.told", language)
    if notice.kind is NoticeKind.BACK:
        return say("notice.back.told", language, at=at)
    return say("notice.flood.told", language, count=notice.count)
