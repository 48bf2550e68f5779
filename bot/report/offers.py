"""A feed that is offered to a channel, followed, and given up, as messages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.model.feed import Feed
from bot.report.catalogue import say
from bot.report.feeds import entries_words
from bot.report.message import Button, Line, Link, Message, Style, Text
from bot.report.quotes import shorten
from bot.report.wording import clock_words

#: Characters of a name, and of an address.
_LONGEST_NAME, _LONGEST_ADDRESS = 80, 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a channel would get of a feed."""

    feed: Feed
    entries: int
    newest: datetime | None
    #: Entries of which this channel would have been told.
    would_alert: int


def offer_message(
    previews: Sequence[Preview], *, wishes: int, now: datetime, prefix: str, language: str
) -> Message:
    """What was found, and how to say yes: "7 entries, newest 12 min ago, 2 would have alerted".

    Args:
        previews: the feeds, in the order in which they are numbered.
        wishes: the channel's subscriptions; without any nothing would be sent.
        now: the moment.
        prefix: what stands before a command.
        language: IETF tag.
    """
    only = len(previews) == 1
    lines: list[Line] = []
    for number, each in enumerate(previews, 1):
        lines += _lines(each, None if only else str(number), now=now, language=language)
    if not wishes:
        lines.append(Line(parts=(Text(say("offer.wishless", language, prefix=prefix)),)))
    how = say("offer.yes" if only else "offer.which", language, prefix=prefix)
    lines.append(Line(parts=(Text(how, Style.FAINT),)))
    return Message(
        heading=_heading(previews, language),
        lines=tuple(lines),
        buttons=tuple(
            Button(text=_follow(number, language, only=only), command=f"yes {each.feed.id}")
            for number, each in enumerate(previews, 1)
        ),
        language=language,
    )


def followed_message(
    feed: Feed, *, wishes: int, due: datetime | None = None, language: str
) -> Message:
    """It is followed now.

    Args:
        feed: as it is stored.
        wishes: the channel's subscriptions; without any nothing would be sent.
        due: when it is read first; None for at once.
        language: IETF tag.
    """
    at = clock_words(due) if due else ""
    first = say("followed.later" if due else "followed.soon", language, at=at)
    what = say("followed.what", language)
    offers = [Button(text=say("button.feeds", language), command="feeds")]
    if not wishes:
        offers.append(Button(text=say("offer.everything", language), command="subscribe"))
    offers.append(Button(text=say("button.undo", language), command=f"feeds remove {feed.id}"))
    return Message(
        heading=say("followed.done", language, feed=_name(feed)),
        lines=(Line(parts=(Text(f"{first} {what}"),)),),
        buttons=tuple(offers),
        language=language,
    )


def removed_message(feed: Feed, *, left: int, language: str) -> Message:
    """It is followed no longer."""
    rest = say("unfollowed.left", language, count=left) if left else say("feeds.none", language)
    return Message(
        heading=say("unfollowed.done", language, feed=_name(feed)),
        lines=(Line(parts=(Text(rest, Style.FAINT),)),),
        language=language,
    )


def _heading(previews: Sequence[Preview], language: str) -> str:
    if len(previews) == 1:
        return say("offer.feed", language, feed=_name(previews[0].feed))
    return say("offer.feeds", language, count=len(previews))


def _lines(preview: Preview, label: str | None, *, now: datetime, language: str) -> list[Line]:
    holds = entries_words(preview.entries, preview.newest, now=now, language=language)
    held = say("offer.held", language, count=preview.would_alert, holds=holds)
    address = shorten(preview.feed.url, _LONGEST_ADDRESS)
    name = () if label is None else (Text(f"{_name(preview.feed)}: ", Style.STRONG),)
    return [
        Line(label=label, parts=(*name, Text(held))),
        Line(parts=(Link(address, preview.feed.url),)),
    ]


def _follow(number: int, language: str, *, only: bool) -> str:
    if only:
        return say("button.follow", language)
    return say("button.follow_number", language, number=number)


def _name(feed: Feed) -> str:
    return shorten(feed.name, _LONGEST_NAME)
