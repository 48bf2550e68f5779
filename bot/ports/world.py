"""What the core asks of the world: the web, processes that read, chat platforms."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.model.channel import Channel
from bot.model.feed import Article, ParsedFeed, Response
from bot.model.finding import Finding
from bot.report.message import Message
from bot.track import Telling


class Web(Protocol):
    """Polite, guarded HTTP."""

    async def get(
        self, url: str, *, etag: str | None = None, last_modified: str | None = None
    ) -> Response:
        """Fetch one address under every limit.

        Raises:
            Unavailable: nothing usable came (refused, timed out, cut off, 429, 5xx).
            Rejected: final (404, 410, too large, too many redirects).
            AddressRefused: an address that may not be contacted.
        """


class Reader(Protocol):
    """Hostile bytes to clean values, in killable child processes."""

    async def feed(self, body: bytes, *, content_type: str, url: str) -> ParsedFeed:
        """Read a feed document.

        Raises:
            FeedUnreadable: no feed can be read from it, or reading it broke a limit.
        """

    async def page(self, body: bytes, *, content_type: str, url: str) -> str:
        """The article text of a web page, "" where there is none.

        Raises:
            FeedUnreadable: reading it broke a limit.
        """

    async def text(self, html: str) -> str:
        """The plain text of an entry's HTML, paragraphs apart by line ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What an article reports, and what the same-story question asks of it."""

    finding: Finding
    telling: Telling


class Hearer(Protocol):
    """The rule engine where it holds nobody up."""

    async def hear(self, articles: Sequence[Article]) -> list[Heard | None]:
        """What the rule engine says of articles, in their order; None where it cannot cope."""


class NewsReader(Reader, Hearer, Protocol):
    """A Reader that knows what it read last, and a Hearer."""

    async def unread(self, body: bytes, *, content_type: str, url: str, marks: bytes) -> ParsedFeed:
        """Read what a feed document holds that the one with these marks did not.

        Raises:
            FeedUnreadable: no feed can be read from it, or reading it broke a limit.
        """


class SiteReader(Reader, Protocol):
    """A Reader that also finds the feeds of a site."""

    async def links(self, body: bytes, *, content_type: str, url: str) -> tuple[str, ...]:
        """The addresses of the feeds that a web page names, in its order.

        Raises:
            FeedUnreadable: reading it broke a limit.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a platform says of an accepted message."""

    message_id: str


class Handler(Protocol):
    """One chat platform.

    Raises (all three posting calls):
        Unavailable: nothing was posted; try again after `retry_after`.
        Uncertain: it may have been posted.
        ChannelGone: the channel takes nothing more until somebody acts.
        MarkupRefused: the markup was refused, and the plain text too.
        Rejected: this message can never be posted.
    """

    platform: str

    async def post(self, channel: Channel, message: Message, *, delivery_id: str) -> Receipt:
        """Post a new message."""

    async def edit(self, channel: Channel, message_id: str, message: Message) -> None:
        """Bring an earlier message up to date; a platform that cannot edit does nothing."""

    async def reply(
        self, channel: Channel, message_id: str, message: Message, *, delivery_id: str, loud: bool
    ) -> Receipt:
        """Answer an earlier message; `loud` shows it to the whole channel."""

    async def find(self, channel: Channel, delivery_id: str, *, since: datetime) -> Receipt | None:
        """Look for a message whose fate is unknown.

        Raises:
            Uncertain: this platform cannot be asked.
        """

    async def may_change(self, channel: Channel, user_id: str) -> bool:
        """Whether this person may change this channel's subscriptions, asked at this moment."""
