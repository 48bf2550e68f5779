"""A reader without children, for documents that are harmless."""

from bot.ingest.extract import fragment_text, page_text
from bot.ingest.links import feed_links
from bot.ingest.parse import parse
from bot.model.feed import ParsedFeed


class PlainReader:
    """Reads in this process; who should have no page or text read finds out."""

    async def feed(self, body: bytes, *, content_type: str, url: str) -> ParsedFeed:
        """Parse here and now."""
        return parse(body, content_type=content_type, url=url)

    async def links(self, body: bytes, *, content_type: str, url: str) -> tuple[str, ...]:
        """Look here and now."""
        return feed_links(body, content_type=content_type, url=url)

    async def page(self, body: bytes, *, content_type: str, url: str) -> str:
        """Nobody reads an article's page here."""
        raise AssertionError((body, content_type, url))

    async def text(self, html: str) -> str:
        """Nobody reads an entry here."""
        raise AssertionError(html)


class NearReader(PlainReader):
    """Reads pages and entries too, as a child would."""

    async def page(self, body: bytes, *, content_type: str, url: str) -> str:
        """Take the article out of the page here and now."""
        del url
        return page_text(body, content_type=content_type)

    async def text(self, html: str) -> str:
        """Read the entry here and now."""
        return fragment_text(html)
