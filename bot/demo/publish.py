"""Feeds and pages of the story, as an outlet would write them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape

from bot.demo.story import Piece, Publisher, with_days

_RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel>
<title>{name}</title>
<link>{base}/</link>
<description>An invented outlet</description>
{items}
</channel>
</rss>
"""

_ATOM = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<id>{base}/feeds/{id}.xml</id>
<title>{name}</title>
<link href="{base}/"/>
<updated>{updated}</updated>
{items}
</feed>
"""

_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title></head><body>
<article><h1>{title}</h1>
{body}
</article></body></html>
"""


def feed(publisher: Publisher, pieces: Sequence[Piece], *, base: str, start: datetime) -> str:
    """Write an outlet's feed with these pieces, the newest first.

    Args:
        publisher: the outlet; its format decides the feed's.
        pieces: what it has published so far.
        base: the server's address, without a slash at the end.
        start: when the story started; the pieces are dated from it.
    """
    write = _entry if publisher.format == "atom" else _item
    items = "\n".join(
        write(piece, base=base, published=start + piece.at) for piece in reversed(pieces)
    )
    updated = max((start + piece.at for piece in pieces), default=start)
    return (_ATOM if publisher.format == "atom" else _RSS).format(
        id=publisher.id,
        name=escape(publisher.name),
        base=base,
        updated=updated.isoformat(),
        items=items,
    )


def page(piece: Piece, *, start: datetime) -> str:
    """Write the web page of a piece."""
    body = with_days(piece.body, start + piece.at)
    whole = body.lstrip().startswith("<!DOCTYPE")
    return body if whole else _PAGE.format(title=escape(piece.title), body=body)


def _item(piece: Piece, *, base: str, published: datetime) -> str:
    link = f"{base}/articles/{piece.id}.html"
    text = with_days(piece.teaser or piece.body, published)
    field = "description" if piece.teaser else "content:encoded"
    return (
        f"<item><title>{escape(piece.title)}</title><link>{link}</link>"
        f'<guid isPermaLink="false">{piece.id}</guid>'
        f"<pubDate>{format_datetime(published.astimezone(UTC), usegmt=True)}</pubDate>"
        f"<{field}>{escape(text)}</{field}></item>"
    )


def _entry(piece: Piece, *, base: str, published: datetime) -> str:
    link = f"{base}/articles/{piece.id}.html"
    text = with_days(piece.body, published)
    return (
        f'<entry><id>{link}</id><title>{escape(piece.title)}</title><link href="{link}"/>'
        f"<published>{published.isoformat()}</published>"
        f"<updated>{published.isoformat()}</updated>"
        f"<author><name>{escape(piece.author)}</name></author>"
        f'<content type="html">{escape(text)}</content></entry>'
    )
