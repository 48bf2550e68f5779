"""Feeds as lists: a channel's own with what ails the others, and all of them page by page."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeAlias

from bot.model.feed import Feed, FeedState
from bot.report.catalogue import say
from bot.report.feeds import feed_line, is_ailing
from bot.report.message import Button, Line, Message, Style, Text

#: Feeds on one page, ailing ones that are named, and own ones that have a button.
_PAGE, _NAMED, _BUTTONS = 15, 5, 5

Row: TypeAlias = tuple[Feed, FeedState]


def overview_message(
    own: Sequence[Row], common: Sequence[Row], *, how: str | None, now: datetime, language: str
) -> Message:
    """A channel's own feeds by number, and what ails the feeds that all chats get.

    Args:
        own: the feeds that the channel follows, oldest first.
        common: the feeds that all chats get.
        how: what to write to add one; None where none may be added.
        now: the moment.
        language: IETF tag.
    """
    lines = [
        feed_line(*row, now=now, language=language, label=str(number))
        for number, row in enumerate(own, 1)
    ]
    lines += _common_lines(common, now=now, language=language)
    if how is not None:
        lines.append(Line(parts=(Text(how, Style.FAINT),)))
    removing = [
        Button(
            text=say("button.remove_feed", language, number=number),
            command=f"feeds remove {feed.id}",
        )
        for number, (feed, _) in enumerate(own[:_BUTTONS], 1)
    ]
    return Message(
        heading=say("feeds.heading", language, count=len(own))
        if own
        else say("feeds.none", language),
        lines=tuple(lines),
        buttons=(Button(text=say("button.all_feeds", language), command="feeds all 1"), *removing),
        private=True,
        language=language,
    )


def page_message(common: Sequence[Row], *, page: int, now: datetime, language: str) -> Message:
    """A page of the feeds that all chats get, what ails first; the last where there are fewer."""
    rows = sorted(common, key=lambda row: not is_ailing(*row))
    pages = max(1, -(-len(rows) // _PAGE))
    page = min(max(1, page), pages)
    shown = rows[(page - 1) * _PAGE : page * _PAGE]
    following = Button(text=say("button.next", language), command=f"feeds all {page + 1}")
    return Message(
        heading=say("feeds.page", language, count=len(rows), page=page, pages=pages),
        lines=tuple(feed_line(*row, now=now, language=language) for row in shown),
        buttons=(following,) if page < pages else (),
        private=True,
        language=language,
    )


def _common_lines(common: Sequence[Row], *, now: datetime, language: str) -> list[Line]:
    ailing = [row for row in common if is_ailing(*row)]
    polled = sum(feed.enabled for feed, _ in common)
    counts = say("feeds.common", language, count=polled, ailing=len(ailing))
    lines = [Line(label=say("feeds.all", language), parts=(Text(counts),))]
    lines += [feed_line(*row, now=now, language=language) for row in ailing[:_NAMED]]
    if len(ailing) > _NAMED:
        more = say("names.more", language, count=len(ailing) - _NAMED)
        lines.append(Line(parts=(Text(more, Style.FAINT),)))
    return lines
